import type { Found, Hit, Narrowed } from '../../contract/search.ts'
import { CaseId } from '../../contract/ids.ts'
import { ExhibitKind } from '../../contract/words.ts'
import { isAllowed } from '../../domain/permissions.ts'
import { matchOf, readQuery, type Term, wantedOf } from '../../domain/search/query.ts'
import { hitsIn, snippetOf } from '../../domain/search/snippet.ts'
import { eachWord } from '../../domain/search/words.ts'
import type { Reader } from '../../store/connection.ts'
import * as parties from '../../store/parties.ts'
import { findRecords, type FoundRecord, type Matching, type Narrowing } from '../../store/search/find-passages.ts'
import { custodyText, pageText } from '../../store/search/passage-texts.ts'
import { recordSource, type RecordSource } from '../../store/search/record-sources.ts'
import { textOf } from '../../store/rows.ts'
import type { Compartments } from '../compartments/compartments.ts'
import type { Desk } from '../desk.ts'
import type { AtDesk } from './at-desk.ts'
import { facetsOf } from './facets.ts'
import { goOnIndexing } from './keep-index.ts'
import { nearWords } from './near.ts'

/** What is looked for. */
export interface Asked {
  readonly query: string
  readonly narrowed: Narrowed
  readonly offset: number
  readonly limit: number
}

/** Where fewer are found than this, a word may have been mistyped. */
const FEW = 10

interface Everything {
  readonly records: readonly AtDesk[]
  readonly isPart: boolean
}

/**
 * Looks through everything that the user may read: the vault's own records, and those of the compartments that are open.
 * Pages of files are not among that for whoever may not open an exhibit.
 */
export function find(all: Pick<Compartments, 'desks'>, { query, narrowed, offset, limit }: Asked): Found {
  const { desks } = all
  const indexing = desks.reduce((sum, desk) => sum + goOnIndexing(desk.connection), 0)
  const typed = readQuery(query)
  const match = matchOf(typed)
  if (match === undefined) {
    const nothing = typed.length === 0 ? 'empty' : 'only-without'
    return { hits: [], total: 0, isPart: false, facets: [], also: [], nothing, indexing }
  }
  const narrowing = narrowingOf(desks, narrowed)
  const exact = findAll(desks, { match, wanted: wantedOf(typed) }, narrowing)
  const terms = exact.records.length >= FEW ? typed : nearWords(desks, typed)
  const { records, isPart } =
    terms === typed
      ? exact
      : withNear(exact, findAll(desks, { match: matchOf(terms) ?? match, wanted: wantedOf(terms) }, narrowing))
  const also = new Map<string, Set<string>>()
  const hits = records.slice(offset, offset + limit).map((one) => hitOf(one, { terms, also, desks }))
  return {
    hits,
    total: records.length,
    isPart,
    facets: facetsOf(records),
    also: [...also].map(([word, words]) => ({ typed: word, words: [...words] })),
    nothing: null,
    indexing,
  }
}

function narrowingOf(desks: readonly Desk[], { from, to, ...lists }: Narrowed): Narrowing {
  const role = desks[0]?.user.role
  return {
    ...lists,
    from,
    to,
    withoutPages: role === undefined || !isAllowed(role, 'exhibit.view'),
  }
}

function findAll(desks: readonly Desk[], matching: Matching, narrowing: Narrowing): Everything {
  const found = desks.map((desk) => ({
    desk,
    ...desk.connection.read((reader) => findRecords(reader, matching, narrowing)),
  }))
  return {
    records: found
      .flatMap(({ desk, records }) => records.map((record) => ({ ...record, desk, isNear: false })))
      .toSorted((a, b) => a.rank - b.rank),
    isPart: found.some(({ isPart }) => isPart),
  }
}

/** What was found as it was typed, and behind it what is only near to that. */
function withNear(exact: Everything, wider: Everything): Everything {
  const had = new Set(exact.records.map(({ recordId, kind }) => `${kind} ${recordId}`))
  const others = wider.records.filter(({ recordId, kind }) => !had.has(`${kind} ${recordId}`))
  return { records: [...exact.records, ...others.map((one) => ({ ...one, isNear: true }))], isPart: wider.isPart }
}

/** What hits are shown with: the terms that were looked for, and the words that were taken for them. */
interface Showing {
  readonly terms: readonly Term[]
  readonly also: Map<string, Set<string>>
  readonly desks: readonly Desk[]
}

function hitOf(one: AtDesk, showing: Showing): Hit {
  return one.desk.connection.read((reader) => {
    const { terms, also, desks } = showing
    const source = recordSource(reader, one.kind, one.recordId)
    if (source === undefined) return { ...factsOf(reader, one), ...nothingShown, restricted: one.desk !== desks[0] }
    const text = shownText(reader, one, source)
    if (one.isNear) collectNear(one.source === 'record' ? source.lines.join('\n') : text, terms, also)
    const snippet = snippetOf(text, terms)
    const facts = factsOf(reader, one)
    return {
      ...facts,
      caseId: one.kind === 'note' ? caseOfPerson(desks, source) : facts.caseId,
      title: source.title,
      mark: source.mark ?? null,
      snippet: snippet.text,
      marked: rangesOf(snippet.hits),
      titleMarked: hitsIn(source.title, terms).map(({ start, end }) => [start, end]),
      restricted: one.desk !== desks[0],
    }
  })
}

/** What is shown of a record that is gone while it was looked for. */
const nothingShown = { title: '', mark: null, snippet: '', marked: [], titleMarked: [] }

function rangesOf(hits: readonly (readonly [number, number])[]): [number, number][] {
  return hits.map(([start, end]) => [start, end])
}

type Facts = Pick<
  Hit,
  'kind' | 'id' | 'caseId' | 'case' | 'exhibitKind' | 'day' | 'source' | 'place' | 'passages' | 'near'
>

function factsOf(reader: Reader, one: AtDesk): Facts {
  const { kind, recordId: id, caseId, exhibitKind, day, source, place, passages, isNear: near } = one
  return {
    kind,
    id,
    caseId: caseId === null ? null : CaseId.parse(caseId),
    case: caseId === null ? null : referenceOf(reader, caseId),
    exhibitKind: exhibitKind === null ? null : ExhibitKind.parse(exhibitKind),
    day,
    source,
    place,
    passages,
    near,
  }
}

/** The case of the person whose aftercare a note is of, where the user may read it. */
function caseOfPerson(desks: readonly Desk[], source: RecordSource): CaseId | null {
  const [partyId] = source.facets.person
  if (partyId === undefined) return null
  for (const { connection } of desks) {
    const caseId = connection.read((reader) => parties.findCase(reader, partyId))
    if (caseId !== undefined) return CaseId.parse(caseId)
  }
  return null
}

function shownText(reader: Reader, { source, recordId, place }: FoundRecord, record: RecordSource): string {
  if (source === 'page') return pageText(reader, recordId, place)
  if (source === 'custody') return custodyText(reader, recordId, place)
  return record.shown.join('\n')
}

function referenceOf(reader: Reader, caseId: string): string | null {
  const row = reader.get('SELECT reference FROM cases WHERE id = ?', [caseId])
  return row ? textOf(row, 'reference') : null
}

/** Which of the near words stand in a text, each under what was typed. */
function collectNear(text: string, terms: readonly Term[], also: Map<string, Set<string>>): void {
  const near = new Map(terms.flatMap((term) => term.near.map((word) => [word, term.typed] as const)))
  eachWord(text, (word) => {
    const typed = near.get(word)
    if (typed === undefined) return
    const words = also.get(typed) ?? new Set()
    also.set(typed, words.add(word))
  })
}
