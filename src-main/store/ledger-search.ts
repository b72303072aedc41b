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

/** Which entries a viewer asks for. */
export interface LedgerPage {
  readonly offset: number
  readonly limit: number
  /** Entries after this place are left out. */
  readonly upTo?: number | undefined
  readonly filter?: LedgerSearch
}

interface Condition {
  readonly sql: string
  readonly values: readonly Value[]
}

/** A page of the ledger, newest first, and how many entries there are of this kind. */
export function page(
  reader: Reader,
  { offset, limit, upTo, filter = {} }: LedgerPage,
): { readonly rows: readonly LedgerEntry[]; readonly total: number } {
  const end = Math.min(length(reader), upTo ?? Number.MAX_SAFE_INTEGER)
  const conditions = conditionsOf(filter)
  // The whole ledger is paged by its own numbers: nothing is counted and nothing skipped.
  if (conditions.length === 0) {
    const rows = reader.all('SELECT * FROM ledger WHERE sequence <= ? ORDER BY sequence DESC LIMIT ?', [
      end - offset,
      limit,
    ])
    return { rows: rows.map(read), total: end }
  }
  const where = ['sequence <= ?', ...conditions.map(({ sql }) => sql)].join(' AND ')
  const values = [end, ...conditions.flatMap((one) => one.values)]
  const found = reader.get(`SELECT count(*) AS entries FROM ledger WHERE ${where}`, values) ?? {}
  const rows = reader.all(`SELECT * FROM ledger WHERE ${where} ORDER BY sequence DESC LIMIT ? OFFSET ?`, [
    ...values,
    limit,
    offset,
  ])
  return { rows: rows.map(read), total: numberOf(found, 'entries') }
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
