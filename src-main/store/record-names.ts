import type { Reader } from './connection.ts'
import { textOf } from './rows.ts'

/** What a record is, and what a person calls it; a protected party by its pseudonym. */
export interface RecordName {
  readonly id: string
  readonly kind: 'case' | 'party' | 'event' | 'hearing' | 'exhibit' | 'statement' | 'bundle' | 'build'
  readonly label: string
  readonly caseId: string
  readonly reference: string
}

const PARTY = "CASE WHEN p.protected = 1 THEN coalesce(p.pseudonym, '') ELSE p.name END"

/** Each kind of record with how it is named and whose case it is; `r` is the record's table. */
const KINDS: readonly (readonly [RecordName['kind'], string, string])[] = [
  ['case', 'r.title', 'FROM cases r JOIN cases c ON c.id = r.id'],
  ['party', PARTY.replaceAll('p.', 'r.'), 'FROM parties r JOIN cases c ON c.id = r.case_id'],
  ['event', 'r.when_text', 'FROM events r JOIN cases c ON c.id = r.case_id'],
  ['hearing', 'r.date', 'FROM hearings r JOIN cases c ON c.id = r.case_id'],
  ['exhibit', "r.mark || ' ' || r.title", 'FROM exhibits r JOIN cases c ON c.id = r.case_id'],
  ['statement', PARTY, 'FROM statements r JOIN cases c ON c.id = r.case_id JOIN parties p ON p.id = r.witness'],
  ['bundle', "r.plan ->> 'title'", 'FROM bundles r JOIN cases c ON c.id = r.case_id'],
  [
    'build',
    "r.plan ->> 'title'",
    'FROM bundle_builds r JOIN bundles b ON b.id = r.bundle_id JOIN cases c ON c.id = b.case_id',
  ],
]

/** The names of some records, by their ids. What is no record of a case is left out. */
export function namesOf(reader: Reader, ids: readonly string[]): ReadonlyMap<string, RecordName> {
  const asked = [...new Set(ids)]
  if (asked.length === 0) return new Map()
  const marks = asked.map(() => '?').join()
  const found = KINDS.flatMap(([kind, label, from]) =>
    reader
      .all(
        `SELECT r.id, coalesce(${label}, '') AS label, c.id AS case_id, c.reference ${from} WHERE r.id IN (${marks})`,
        asked,
      )
      .map((row) => ({
        id: textOf(row, 'id'),
        kind,
        label: textOf(row, 'label'),
        caseId: textOf(row, 'case_id'),
        reference: textOf(row, 'reference'),
      })),
  )
  return new Map(found.map((one) => [one.id, one]))
}

/** Which exhibit or built bundle a blob belongs to, by the blob's id. */
export function ownersOf(reader: Reader, blobIds: readonly string[]): ReadonlyMap<string, string> {
  const marks = blobIds.map(() => '?').join()
  const rows = reader.all(
    `SELECT blob_id, exhibit_id AS id FROM exhibit_files WHERE blob_id IN (${marks})
     UNION ALL SELECT blob_id, id FROM bundle_builds WHERE blob_id IN (${marks})`,
    [...blobIds, ...blobIds],
  )
  return new Map(rows.map((row) => [textOf(row, 'blob_id'), textOf(row, 'id')]))
}
