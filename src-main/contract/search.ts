import { z } from 'zod'
import { CaseId, Day, Instant, line, PartyId, SearchId } from './ids.ts'
import { act, query } from './procedure.ts'
import { ExhibitKind } from './words.ts'

/** What can be found; the words are under `found.<kind>`. A note is one of aftercare. */
export const FoundKind = z.enum(['case', 'party', 'exhibit', 'statement', 'event', 'hearing', 'note'])
export type FoundKind = z.infer<typeof FoundKind>

/** What a search is narrowed by; the words are under `facet.<facet>`. */
export const FacetName = z.enum(['case', 'kind', 'exhibitKind', 'year', 'person', 'tag', 'place', 'language'])
export type FacetName = z.infer<typeof FacetName>

/** What a search is narrowed to: of each list one must hold, and all that is given. */
export const Narrowed = z.strictObject({
  cases: z.array(CaseId).max(100).optional(),
  kinds: z.array(FoundKind).max(10).optional(),
  exhibitKinds: z.array(ExhibitKind).max(20).optional(),
  persons: z.array(PartyId).max(100).optional(),
  tags: z.array(z.string().max(100)).max(100).optional(),
  places: z.array(z.string().max(400)).max(100).optional(),
  languages: z.array(z.string().max(100)).max(100).optional(),
  /** The first and the last day that is wanted. */
  from: Day.optional(),
  to: Day.optional(),
})
export type Narrowed = z.infer<typeof Narrowed>

/** Words, `"words in a row"`, `beginning*` and `-without`. */
const Query = z.string().max(500)

const Range = z.tuple([z.int(), z.int()])

/** One thing that was found. */
export const Hit = z.object({
  kind: FoundKind,
  id: z.string(),
  caseId: CaseId.nullable(),
  /** The case's reference; null for a note of aftercare. */
  case: z.string().nullable(),
  /** A protected party by its pseudonym. */
  title: z.string(),
  mark: z.string().nullable(),
  exhibitKind: ExhibitKind.nullable(),
  day: z.string().nullable(),
  /** Where in the record: in what is said of it, on a page of its file, in its custody. */
  source: z.enum(['record', 'page', 'custody']),
  /** The number of the page, from 1, or the place in the chain of custody; 0 for the record itself. */
  place: z.int(),
  /** In how many places of the record it was found. */
  passages: z.int(),
  /** The text around it, and where in that it stands, in UTF-16 units. Empty for what names a protected party. */
  snippet: z.string(),
  marked: z.array(Range),
  titleMarked: z.array(Range),
  /** Whether it lies in a compartment. */
  restricted: z.boolean(),
  /** Whether it was found by words that are only near to what was typed. */
  near: z.boolean(),
})
export type Hit = z.infer<typeof Hit>

/** One facet with what was found for each of its values, most first. */
export const Facet = z.object({
  facet: FacetName,
  values: z.array(z.object({ value: z.string(), label: z.string(), count: z.int() })),
})
export type Facet = z.infer<typeof Facet>

export const Found = z.object({
  hits: z.array(Hit),
  total: z.int(),
  /** Whether there is more than was counted. */
  isPart: z.boolean(),
  facets: z.array(Facet),
  /** Words that were taken for what was typed. */
  also: z.array(z.object({ typed: z.string(), words: z.array(z.string()) })),
  /** Why nothing was looked for: nothing was typed, or only what must not be there. */
  nothing: z.enum(['empty', 'only-without']).nullable(),
  /** How much of the vault is not in the index yet, while that is made anew. */
  indexing: z.int(),
})
export type Found = z.infer<typeof Found>

/** A search that its user keeps. */
export const SavedSearch = z.object({
  searchId: SearchId,
  name: z.string(),
  query: z.string(),
  narrowed: Narrowed,
  recordedAt: Instant,
})
export type SavedSearch = z.infer<typeof SavedSearch>

export const searchProcedures = {
  /** Looks through everything that the user may read. */
  'search.find': query(
    z.strictObject({
      query: Query,
      narrowed: Narrowed.default({}),
      offset: z.int().nonnegative().max(10_000).default(0),
      limit: z.int().min(1).max(200).default(50),
    }),
    Found,
  ),
  'search.saved': query(z.strictObject({}), z.array(SavedSearch)),
  'search.save': act(
    z.strictObject({ name: line(120), query: Query, narrowed: Narrowed.default({}) }),
    z.object({ searchId: SearchId }),
  ),
  'search.forget': act(z.strictObject({ searchId: SearchId }), z.object({})),
} as const
