import type { Reader, Row, Writer } from './connection.ts'
import { textOf } from './rows.ts'

/** What an exhibit was made from, and how. */
export interface OriginRow {
  readonly exhibitId: string
  readonly parentId: string
  readonly parentSha256: string
  /** As `crop`, `excerpt`, `transcript`. */
  readonly way: string
  /** JSON. */
  readonly recipe: string
  readonly recordedAt: string
}

export function insert(writer: Writer, row: OriginRow): void {
  writer.run(
    `INSERT INTO exhibit_origins (exhibit_id, parent_id, parent_sha256, way, recipe, recorded_at) VALUES (?, ?, ?, ?, ?, ?)`,
    [row.exhibitId, row.parentId, row.parentSha256, row.way, row.recipe, row.recordedAt],
  )
}

/** What an exhibit was made from; nothing for an original. */
export function find(reader: Reader, exhibitId: string): OriginRow | undefined {
  const row = reader.get('SELECT * FROM exhibit_origins WHERE exhibit_id = ?', [exhibitId])
  return row && read(row)
}

/** What was made from an exhibit, in the order of their marks. */
export function madeFrom(reader: Reader, parentId: string): readonly OriginRow[] {
  return reader
    .all(
      `SELECT o.* FROM exhibit_origins o JOIN exhibits e ON e.id = o.exhibit_id WHERE o.parent_id = ? ORDER BY e.number`,
      [parentId],
    )
    .map(read)
}

function read(row: Row): OriginRow {
  return {
    exhibitId: textOf(row, 'exhibit_id'),
    parentId: textOf(row, 'parent_id'),
    parentSha256: textOf(row, 'parent_sha256'),
    way: textOf(row, 'way'),
    recipe: textOf(row, 'recipe'),
    recordedAt: textOf(row, 'recorded_at'),
  }
}
