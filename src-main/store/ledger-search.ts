import type { LedgerEntry } from '../domain/ledger.ts'
import type { Reader, Value } from './connection.ts'
import { length, read } from './ledger.ts'
import { numberOf } from './rows.ts'

/** What entries are looked for by; all of what is given must hold. Instants are ISO 8601 in UTC. */
export interface LedgerSearch {
  readonly userId?: string | undefined
  readonly act?: string | undefined
  readonly caseId?: string | undefined
  readonly object?: string | undefined
  readonly from?: string | undefined
  readonly before?: string | undefined
  readonly containing?: string | undefined
  /** Acts whose words contain the text. */
  readonly wordedActs?: readonly string[]
}

interface Condition {
  readonly sql: string
  readonly values: readonly Value[]
}

/** A part of a list of entries, newest first. */
interface Part {
  readonly offset: number
  readonly limit: number
}

/** Up to which entry the ledger is looked at: the newest, or the one that was when a viewer began. */
export function endOf(reader: Reader, upTo: number | undefined): number {
  return Math.min(length(reader), upTo ?? Number.MAX_SAFE_INTEGER)
}

/**
 * The places of the entries up to `end` that are looked for, newest first; nothing where nothing is left out. It reads
 * the ledger once from end to end, or an index of it: a viewer keeps the list for as long as it looks for the same.
 */
export function search(reader: Reader, filter: LedgerSearch, end: number): readonly number[] | undefined {
  const conditions = conditionsOf(filter)
  if (conditions.length === 0) return undefined
  const where = ['sequence <= ?', ...conditions.map(({ sql }) => sql)].join(' AND ')
  const values = [end, ...conditions.flatMap((one) => one.values)]
  return reader
    .all(`SELECT sequence FROM ledger WHERE ${where} ORDER BY sequence DESC`, values)
    .map((row) => numberOf(row, 'sequence'))
}

/** A part of the whole ledger up to `end`, newest first: by the entries' own numbers, so that nothing is skipped over. */
export function partOfAll(reader: Reader, end: number, { offset, limit }: Part): readonly LedgerEntry[] {
  const values = [end - offset, limit]
  return reader.all('SELECT * FROM ledger WHERE sequence <= ? ORDER BY sequence DESC LIMIT ?', values).map(read)
}

/** A part of what was found, newest first. */
export function partOfFound(reader: Reader, found: readonly number[], { offset, limit }: Part): readonly LedgerEntry[] {
  const places = found.slice(offset, offset + limit)
  const marks = places.map(() => '?').join()
  return reader.all(`SELECT * FROM ledger WHERE sequence IN (${marks}) ORDER BY sequence DESC`, places).map(read)
}

function conditionsOf(filter: LedgerSearch): readonly Condition[] {
  const { userId, act, caseId, object, from, before, containing = '', wordedActs = [] } = filter
  return [
    ...given('user_id = ?', userId),
    ...given('act = ?', act),
    ...given('object = ?', object),
    ...given('at >= ?', from),
    ...given('at < ?', before),
    ...(caseId === undefined ? [] : [ofCase(caseId)]),
    ...(containing === '' ? [] : [containingText(containing, wordedActs)]),
  ]
}

function given(sql: string, value: Value | undefined): readonly Condition[] {
  return value === undefined ? [] : [{ sql, values: [value] }]
}

/** Where the records of a case are, each with its id and the case's. */
const RECORDS = ['parties', 'events', 'hearings', 'exhibits', 'statements', 'bundles'] as const

function ofCase(caseId: string): Condition {
  const tables = RECORDS.map((table) => `SELECT id FROM ${table} WHERE case_id = ?`)
  const builds = 'SELECT b.id FROM bundle_builds b JOIN bundles p ON p.id = b.bundle_id WHERE p.case_id = ?'
  const all = [...tables, builds]
  return { sql: `(object = ? OR object IN (${all.join(' UNION ALL ')}))`, values: [caseId, ...all.map(() => caseId)] }
}

function containingText(text: string, acts: readonly string[]): Condition {
  const like = `%${text.replaceAll(/[\\%_]/gu, (sign) => `\\${sign}`)}%`
  const named = [
    "SELECT id FROM cases WHERE reference || ' ' || title",
    "SELECT id FROM exhibits WHERE mark || ' ' || title",
  ]
  // A short text that could stand in any digest would be found everywhere.
  const columns = /^[0-9a-f]{1,7}$/iu.test(text) ? [] : ['facts', 'object', 'digest']
  const parts: readonly Condition[] = [
    ...columns.map((column) => ({ sql: `${column} LIKE ? ESCAPE '\\'`, values: [like] })),
    ...named.map((sql) => ({ sql: `object IN (${sql} LIKE ? ESCAPE '\\')`, values: [like] })),
    ...(acts.length === 0 ? [] : [{ sql: `act IN (${acts.map(() => '?').join()})`, values: acts }]),
    ...(/^\d{1,15}$/u.test(text) ? [{ sql: 'sequence = ?', values: [Number(text)] }] : []),
  ]
  return { sql: `(${parts.map(({ sql }) => sql).join(' OR ')})`, values: parts.flatMap(({ values }) => values) }
}
