import type { Reader } from './connection.ts'

/** Every table whose rows are asked for by an id of their own. */
const tables = [
  'cases',
  'parties',
  'exhibits',
  'statements',
  'events',
  'hearings',
  'bundles',
  'bundle_builds',
  'aftercare_notes',
] as const

const question = [
  ...tables.map((table) => `SELECT 1 FROM ${table}, asked WHERE id = asked.value`),
  'SELECT 1 FROM cases, asked WHERE reference = asked.value',
].join(' UNION ALL ')

/** Whether a record with this id, or a case with this reference, lies in a database. */
export function holdsRecord(reader: Reader, idOrReference: string): boolean {
  return reader.get(`WITH asked (value) AS (SELECT ?) ${question} LIMIT 1`, [idOrReference]) !== undefined
}
