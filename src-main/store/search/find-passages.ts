import type { Reader, Row, Value } from '../handles.ts'
import { numberOf, textOf, textOrNull } from '../rows.ts'
import type { PassageSource } from './index-words.ts'
import type { Facets, RecordKind } from './record-sources.ts'

/** What a search is narrowed to; of each list one must hold, and all lists. Days as `2026-03-01`. */
export interface Narrowing {
  readonly cases?: readonly string[] | undefined
  readonly kinds?: readonly string[] | undefined
  readonly exhibitKinds?: readonly string[] | undefined
  readonly persons?: readonly string[] | undefined
  readonly tags?: readonly string[] | undefined
  readonly places?: readonly string[] | undefined
  readonly languages?: readonly string[] | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  /** Leaves out what stands in files. */
  readonly withoutPages?: boolean | undefined
}

/** A record with the passage in it that fits best. */
export interface FoundRecord {
  readonly record: number
  readonly kind: RecordKind
  readonly recordId: string
  readonly caseId: string | null
  readonly exhibitKind: string | null
  readonly day: string | null
  /** The less the better. */
  readonly rank: number
  readonly source: PassageSource
  readonly place: number
  /** In how many of its passages it was found. */
  readonly passages: number
}

/** What one database has of what is looked for. */
export interface FoundRecords {
  readonly records: readonly FoundRecord[]
  /** Whether there are more passages than were looked at: then those that were added last count. */
  readonly isPart: boolean
}

/** So many passages are ranked and counted; whoever finds more is helped by narrowing, not by numbers. */
export const MOST_PASSAGES = 2_000

interface Clause {
  readonly sql: string
  readonly values: readonly Value[]
}

function within(sql: string, list: readonly string[] | undefined): readonly Clause[] {
  if (list === undefined || list.length === 0) return []
  return [{ sql: `${sql} IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(list)] }]
}

function faceted(facet: keyof Facets, list: readonly string[] | undefined): readonly Clause[] {
  if (list === undefined || list.length === 0) return []
  const sql = `EXISTS (SELECT 1 FROM search_facets f WHERE f.record = p.record AND f.facet = '${facet}'
    AND f.value IN (SELECT value FROM json_each(?)))`
  return [{ sql, values: [JSON.stringify(list)] }]
}

function clausesOf(narrowing: Narrowing): readonly Clause[] {
  return [
    ...within('r.case_id', narrowing.cases),
    ...within('r.kind', narrowing.kinds),
    ...within('r.exhibit_kind', narrowing.exhibitKinds),
    ...(narrowing.from === undefined ? [] : [{ sql: 'r.day_to >= ?', values: [narrowing.from] }]),
    ...(narrowing.to === undefined ? [] : [{ sql: 'r.day_from <= ?', values: [narrowing.to] }]),
    ...(narrowing.withoutPages === true ? [{ sql: "p.source <> 'page'", values: [] }] : []),
    ...faceted('person', narrowing.persons),
    ...faceted('tag', narrowing.tags),
    ...faceted('place', narrowing.places),
    ...faceted('language', narrowing.languages),
  ]
}

/** A word in more passages than this says little of any of them, and weighing it takes as long as looking at each. */
const COMMON = 10_000

/** What is looked for. */
export interface Matching {
  /** All of it, for FTS5. */
  readonly match: string
  /** Each word that must be there, for FTS5. */
  readonly wanted: readonly string[]
}

/** Whether what is found can be weighed by how rare its words are. */
function isWeighable(reader: Reader, wanted: readonly string[]): boolean {
  const sql = 'SELECT 1 FROM search_words WHERE search_words MATCH ? LIMIT 1 OFFSET ?'
  return wanted.every((one) => reader.get(sql, [one, COMMON]) === undefined)
}

/** The statement that finds passages, newest first, and what it is given; for the bench as well. */
export function passagesStatement(
  reader: Reader,
  { match, wanted }: Matching,
  narrowing: Narrowing,
): { readonly sql: string; readonly values: readonly Value[] } {
  const clauses = clausesOf(narrowing)
  const rank = isWeighable(reader, wanted) ? 'bm25(search_words)' : '-1.0'
  // The words decide first, whatever else is asked: CROSS JOIN keeps SQLite from turning that round.
  // Source: https://www.sqlite.org/optoverview.html, "Manual Control Of Query Plans Using CROSS JOIN"
  const sql = `SELECT ${rank} AS rank, p.record, p.source, p.place, r.kind, r.record_id, r.case_id, r.exhibit_kind, r.day_from
    FROM search_words w CROSS JOIN search_passages p ON p.seq = w.rowid CROSS JOIN search_records r ON r.seq = p.record
    WHERE search_words MATCH ? ${clauses.map((clause) => `AND ${clause.sql}`).join(' ')} ORDER BY w.rowid DESC LIMIT ?`
  return { sql, values: [match, ...clauses.flatMap(({ values }) => values), MOST_PASSAGES + 1] }
}

/** The records in which something is found, best first, and where that makes no difference newest first. */
export function findRecords(reader: Reader, matching: Matching, narrowing: Narrowing): FoundRecords {
  const { sql, values } = passagesStatement(reader, matching, narrowing)
  const rows = reader.all(sql, values)
  const found = new Map<number, FoundRecord>()
  for (const row of rows.slice(0, MOST_PASSAGES)) {
    const one = readFound(row)
    const had = found.get(one.record)
    const best = had && had.rank <= one.rank ? had : one
    found.set(one.record, { ...best, passages: (had?.passages ?? 0) + 1 })
  }
  return { records: [...found.values()].toSorted((a, b) => a.rank - b.rank), isPart: rows.length > MOST_PASSAGES }
}

function readFound(row: Row): FoundRecord {
  const source = textOf(row, 'source') as PassageSource
  return {
    record: numberOf(row, 'record'),
    kind: textOf(row, 'kind') as RecordKind,
    recordId: textOf(row, 'record_id'),
    caseId: textOrNull(row, 'case_id'),
    exhibitKind: textOrNull(row, 'exhibit_kind'),
    day: textOrNull(row, 'day_from'),
    // What a record says of itself counts for more than what one of its pages says.
    rank: numberOf(row, 'rank') * (source === 'record' ? 1.5 : 1),
    source,
    place: numberOf(row, 'place'),
    passages: 1,
  }
}

/** How many of some records have each value of each facet, most first. */
export function countFacets(
  reader: Reader,
  records: readonly number[],
): readonly { readonly facet: keyof Facets; readonly value: string; readonly count: number }[] {
  return reader
    .all(
      `SELECT facet, value, count(*) AS n FROM search_facets WHERE record IN (SELECT value FROM json_each(?))
       GROUP BY facet, value ORDER BY n DESC, value LIMIT 200`,
      [JSON.stringify(records)],
    )
    .map((row) => ({
      facet: textOf(row, 'facet') as keyof Facets,
      value: textOf(row, 'value'),
      count: numberOf(row, 'n'),
    }))
}

/** How many words there are that may be mistyped. */
export function countTerms(reader: Reader): number {
  const row = reader.get('SELECT count(*) AS n FROM search_terms')
  return row ? numberOf(row, 'n') : 0
}

/** The words that may be mistyped, behind a place in their list. */
export function termsAfter(reader: Reader, after: number): readonly { readonly seq: number; readonly term: string }[] {
  return reader
    .all('SELECT seq, term FROM search_terms WHERE seq > ? ORDER BY seq', [after])
    .map((row) => ({ seq: numberOf(row, 'seq'), term: textOf(row, 'term') }))
}
