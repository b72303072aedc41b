import { EvidenceDetails, type Exhibit, type ExhibitSummary } from '../contract/exhibits.ts'
import { CaseId, ExhibitId } from '../contract/ids.ts'
import type { LastCheck } from '../contract/integrity.ts'
import { ExhibitKind } from '../contract/words.ts'
import type { Reader, Row, Value, Writer } from './connection.ts'
import { numberOf, numberOrNull, textOf, textOrNull } from './rows.ts'

/** A new entry of the evidence register. */
export interface ExhibitRow {
  readonly id: string
  readonly caseId: string
  readonly number: number
  readonly mark: string
  readonly title: string
  readonly kind: ExhibitKind
  readonly details: EvidenceDetails
  readonly recordedAt: string
}

/** A filed file: what the blob store needs to open it, and what the court will ask of it. */
export interface FileRow {
  readonly exhibitId: string
  readonly caseId: string
  readonly blobId: string
  readonly name: string
  readonly size: number
  readonly mediaType: string
  readonly sha256: string
  readonly sha1: string
  readonly md5: string
  readonly headerSha256: string
  readonly epoch: number
  readonly sourceModifiedAt: string | null
  readonly importedAt: string
  readonly importedBy: string
}

export function insert(writer: Writer, row: ExhibitRow): void {
  writer.run(
    'INSERT INTO exhibits (id, case_id, number, mark, title, kind, details, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    [row.id, row.caseId, row.number, row.mark, row.title, row.kind, JSON.stringify(row.details), row.recordedAt],
  )
  for (const partyId of row.details.parties ?? [])
    writer.run('INSERT INTO exhibit_parties (exhibit_id, party_id) VALUES (?, ?)', [row.id, partyId])
}

export function insertFile(writer: Writer, row: FileRow): void {
  writer.run(
    `INSERT INTO exhibit_files (exhibit_id, case_id, blob_id, name, size, media_type, sha256, sha1, md5, header_sha256,
       epoch, source_modified_at, imported_at, imported_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      row.exhibitId,
      row.caseId,
      row.blobId,
      row.name,
      row.size,
      row.mediaType,
      row.sha256,
      row.sha1,
      row.md5,
      row.headerSha256,
      row.epoch,
      row.sourceModifiedAt,
      row.importedAt,
      row.importedBy,
    ],
  )
}

/** The number that the case's next exhibit bears. */
export function nextNumber(reader: Reader, caseId: string): number {
  const row = reader.get('SELECT coalesce(max(number), 0) + 1 AS next FROM exhibits WHERE case_id = ?', [caseId])
  return row ? numberOf(row, 'next') : 1
}

/** The mark of the exhibit of this case that already holds these bytes. */
export function findMarkByDigest(reader: Reader, caseId: string, sha256: string): string | undefined {
  const row = reader.get(
    `SELECT e.mark FROM exhibit_files f JOIN exhibits e ON e.id = f.exhibit_id
     WHERE f.case_id = ? AND f.sha256 = ? ORDER BY f.seq LIMIT 1`,
    [caseId, sha256],
  )
  return row && textOf(row, 'mark')
}

const JOINED = 'FROM exhibits e LEFT JOIN exhibit_files f ON f.exhibit_id = e.id'
const CHECKED = 'LEFT JOIN exhibit_checks k ON k.exhibit_id = e.id'

/** How the register may be sorted, each column with a tie-break that makes pages stable. */
const ORDERS = {
  mark: 'e.number',
  title: 'e.title COLLATE NOCASE',
  kind: 'e.kind',
  size: 'f.size',
  recorded: 'e.recorded_at',
} as const

/** What part of the register is asked for. */
export interface RegisterPage {
  readonly caseId: string
  readonly offset: number
  readonly limit: number
  readonly sort: keyof typeof ORDERS
  readonly descending: boolean
  readonly containing: string
}

/** A window of the evidence register, and how many rows there are in all. */
export function page(
  reader: Reader,
  { caseId, offset, limit, sort, descending, containing }: RegisterPage,
): { readonly rows: readonly ExhibitSummary[]; readonly total: number } {
  const where: Value[] = [caseId]
  let clause = 'WHERE e.case_id = ?'
  if (containing !== '') {
    const like = `%${containing.normalize('NFC').replaceAll(/[\\%_]/gu, String.raw`\$&`)}%`
    clause += String.raw` AND (e.title LIKE ? ESCAPE '\' OR e.mark LIKE ? ESCAPE '\' OR f.name LIKE ? ESCAPE '\')`
    where.push(like, like, like)
  }
  const counted = reader.get(`SELECT count(*) AS total ${JOINED} ${clause}`, where)
  const direction = descending ? 'DESC' : 'ASC'
  const rows = reader.all(
    `SELECT e.seq, e.id, e.mark, e.title, e.kind, e.recorded_at, f.name, f.media_type, f.size, f.sha256,
       k.checked_at, k.holds, (SELECT o.parent_id FROM exhibit_origins o WHERE o.exhibit_id = e.id) AS parent_id
     ${JOINED} ${CHECKED} ${clause} ORDER BY ${ORDERS[sort]} ${direction}, e.number ${direction} LIMIT ? OFFSET ?`,
    [...where, limit, offset],
  )
  return { rows: rows.map(summary), total: counted ? numberOf(counted, 'total') : 0 }
}

/** An exhibit by its id. */
export function find(reader: Reader, exhibitId: string): Exhibit | undefined {
  const row = reader.get(
    `SELECT e.*, k.checked_at, k.holds, o.parent_id FROM exhibits e ${CHECKED}
     LEFT JOIN exhibit_origins o ON o.exhibit_id = e.id WHERE e.id = ?`,
    [exhibitId],
  )
  if (!row) return undefined
  const file = findFile(reader, exhibitId)
  return {
    exhibitId: ExhibitId.parse(row['id']),
    caseId: CaseId.parse(row['case_id']),
    mark: textOf(row, 'mark'),
    title: textOf(row, 'title'),
    kind: ExhibitKind.parse(row['kind']),
    details: EvidenceDetails.parse(JSON.parse(textOf(row, 'details'))),
    file: file
      ? {
          name: file.name,
          size: file.size,
          mediaType: file.mediaType,
          sha256: file.sha256,
          sha1: file.sha1,
          md5: file.md5,
        }
      : null,
    recordedAt: textOf(row, 'recorded_at'),
    checked: checkOf(row),
    derivedFrom: row['parent_id'] === null ? null : ExhibitId.parse(row['parent_id']),
  }
}

/** The id of a case's exhibit, by its mark or id. */
export function findId(reader: Reader, caseId: string, markOrId: string): string | undefined {
  const row = reader.get('SELECT id FROM exhibits WHERE case_id = ? AND (mark = ? OR id = ?)', [
    caseId,
    markOrId,
    markOrId,
  ])
  return row && textOf(row, 'id')
}

/** The file of a digital exhibit. */
export function findFile(reader: Reader, exhibitId: string): FileRow | undefined {
  const row = reader.get('SELECT * FROM exhibit_files WHERE exhibit_id = ? ORDER BY seq LIMIT 1', [exhibitId])
  return row && readFile(row)
}

/** The id of every exhibit, in the order in which they were entered. */
export function everyId(reader: Reader): readonly string[] {
  return reader.all('SELECT id FROM exhibits ORDER BY seq').map((row) => textOf(row, 'id'))
}

/** The ids of a case's exhibits, by their marks. */
export function idsOfCase(reader: Reader, caseId: string): readonly string[] {
  return reader
    .all('SELECT id FROM exhibits WHERE case_id = ? ORDER BY number', [caseId])
    .map((row) => textOf(row, 'id'))
}

/** The ids of the exhibits that have a file, of one case or of all. */
export function idsWithFile(reader: Reader, caseId: string | undefined): readonly string[] {
  return reader
    .all('SELECT DISTINCT exhibit_id FROM exhibit_files WHERE ? IS NULL OR case_id = ? ORDER BY seq', [
      caseId ?? null,
      caseId ?? null,
    ])
    .map((row) => textOf(row, 'exhibit_id'))
}

/** A thing of the physical register, as it was entered. */
interface PhysicalRow {
  readonly exhibitId: string
  readonly mark: string
  readonly title: string
  readonly kind: string
  readonly sealNumbers: string
  readonly physicalLocation: string
}

/** The exhibits of a case that are things: without a file, or of a kind that is one, or with a place or a seal told of. */
export function physicalOf(reader: Reader, caseId: string): readonly PhysicalRow[] {
  return reader
    .all(
      `SELECT e.id, e.mark, e.title, e.kind, coalesce(json_extract(e.details, '$.sealNumbers'), '') AS seals,
         coalesce(json_extract(e.details, '$.physicalLocation'), '') AS place
       FROM exhibits e WHERE e.case_id = ? AND (
         e.kind IN ('device', 'physical-object')
         OR NOT EXISTS (SELECT 1 FROM exhibit_files f WHERE f.exhibit_id = e.id)
         OR json_extract(e.details, '$.physicalLocation') <> '' OR json_extract(e.details, '$.sealNumbers') <> ''
         OR EXISTS (SELECT 1 FROM custody_events c WHERE c.exhibit_id = e.id AND c.kind IN ('relocated', 'sealed')))
       ORDER BY e.number`,
      [caseId],
    )
    .map((row) => ({
      exhibitId: textOf(row, 'id'),
      mark: textOf(row, 'mark'),
      title: textOf(row, 'title'),
      kind: textOf(row, 'kind'),
      sealNumbers: textOf(row, 'seals'),
      physicalLocation: textOf(row, 'place'),
    }))
}

function readFile(row: Row): FileRow {
  return {
    exhibitId: textOf(row, 'exhibit_id'),
    caseId: textOf(row, 'case_id'),
    blobId: textOf(row, 'blob_id'),
    name: textOf(row, 'name'),
    size: numberOf(row, 'size'),
    mediaType: textOf(row, 'media_type'),
    sha256: textOf(row, 'sha256'),
    sha1: textOf(row, 'sha1'),
    md5: textOf(row, 'md5'),
    headerSha256: textOf(row, 'header_sha256'),
    epoch: numberOf(row, 'epoch'),
    sourceModifiedAt: textOrNull(row, 'source_modified_at'),
    importedAt: textOf(row, 'imported_at'),
    importedBy: textOf(row, 'imported_by'),
  }
}

function summary(row: Row): ExhibitSummary {
  return {
    seq: numberOf(row, 'seq'),
    exhibitId: ExhibitId.parse(row['id']),
    mark: textOf(row, 'mark'),
    title: textOf(row, 'title'),
    kind: ExhibitKind.parse(row['kind']),
    fileName: textOrNull(row, 'name'),
    mediaType: textOrNull(row, 'media_type'),
    size: numberOrNull(row, 'size'),
    sha256: textOrNull(row, 'sha256'),
    recordedAt: textOf(row, 'recorded_at'),
    checked: checkOf(row),
    derivedFrom: row['parent_id'] === null ? null : ExhibitId.parse(row['parent_id']),
  }
}

/** When a row's file was last read again; null where it never was, or has none. */
function checkOf(row: Row): LastCheck | null {
  const at = textOrNull(row, 'checked_at')
  return at === null ? null : { at, holds: numberOf(row, 'holds') === 1 }
}
