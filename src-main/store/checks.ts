import { z } from 'zod'
import type { Reader, Row, Writer } from './connection.ts'
import { numberOf, textOf, textOrNull } from './rows.ts'

/** A stretch of plain bytes, from the first to before the last. */
const Stretch = z.object({ from: z.int(), to: z.int() })

/** When a file was last read again, and what came of it. */
export interface CheckRow {
  readonly exhibitId: string
  readonly checkedAt: string
  readonly holds: boolean
  /** The digest that was found; null where the bytes could not all be read. */
  readonly found: string | null
  /** The stretches that could not be read. */
  readonly damage: readonly z.infer<typeof Stretch>[]
}

export function put(writer: Writer, { exhibitId, checkedAt, holds, found, damage }: CheckRow): void {
  writer.run(
    `INSERT INTO exhibit_checks (exhibit_id, checked_at, holds, found, damage) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (exhibit_id) DO UPDATE SET checked_at = excluded.checked_at, holds = excluded.holds,
       found = excluded.found, damage = excluded.damage`,
    [exhibitId, checkedAt, holds ? 1 : 0, found, JSON.stringify(damage)],
  )
}

export function find(reader: Reader, exhibitId: string): CheckRow | undefined {
  const row = reader.get('SELECT * FROM exhibit_checks WHERE exhibit_id = ?', [exhibitId])
  return row && read(row)
}

/** The exhibits with a file that were not read since an instant, those longest unread first. */
export function due(reader: Reader, before: string, limit: number): readonly string[] {
  return reader
    .all(
      `SELECT f.exhibit_id FROM exhibit_files f LEFT JOIN exhibit_checks c ON c.exhibit_id = f.exhibit_id
       WHERE coalesce(c.checked_at, f.imported_at) < ? ORDER BY coalesce(c.checked_at, f.imported_at), f.seq LIMIT ?`,
      [before, limit],
    )
    .map((row) => textOf(row, 'exhibit_id'))
}

/** How many files there are, how many are due, and how many do not hold. */
export function totals(
  reader: Reader,
  before: string,
): { readonly files: number; readonly due: number; readonly damaged: number; readonly oldest: string | null } {
  const row = reader.get(
    `SELECT count(*) AS files, coalesce(sum(coalesce(c.checked_at, f.imported_at) < ?), 0) AS due,
       coalesce(sum(c.holds = 0), 0) AS damaged, min(coalesce(c.checked_at, f.imported_at)) AS oldest
     FROM exhibit_files f LEFT JOIN exhibit_checks c ON c.exhibit_id = f.exhibit_id`,
    [before],
  )
  return row
    ? {
        files: numberOf(row, 'files'),
        due: numberOf(row, 'due'),
        damaged: numberOf(row, 'damaged'),
        oldest: textOrNull(row, 'oldest'),
      }
    : { files: 0, due: 0, damaged: 0, oldest: null }
}

/** The exhibits that did not hold when they were last read. */
export function damaged(reader: Reader): readonly CheckRow[] {
  return reader.all('SELECT * FROM exhibit_checks WHERE holds = 0 ORDER BY checked_at DESC LIMIT 500').map(read)
}

function read(row: Row): CheckRow {
  return {
    exhibitId: textOf(row, 'exhibit_id'),
    checkedAt: textOf(row, 'checked_at'),
    holds: numberOf(row, 'holds') === 1,
    found: textOrNull(row, 'found'),
    damage: z.array(Stretch).parse(JSON.parse(textOf(row, 'damage'))),
  }
}
