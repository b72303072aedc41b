import { create } from 'zustand'
import type { BundleId, CaseId, ExhibitId, StatementId } from '../../src-main/contract/ids.ts'

export const caseTabs = ['overview', 'evidence', 'statements', 'chronology', 'bundles'] as const
export type CaseTab = (typeof caseTabs)[number]

/** The leaves of the office: what is of the vault as a whole. */
export const officeTabs = ['people', 'compartments', 'ledger', 'backup', 'health'] as const
export type OfficeTab = (typeof officeTabs)[number]

/** Where in an exhibit something was found. */
export interface FoundAt {
  /** From 0; undefined where it is not on a page of the file. */
  readonly page: number | undefined
  /** The words as they stand there. */
  readonly phrase: string
}

/** Where the person is. Places have no addresses, so no case id is left in the browser's own records. */
export type Place =
  | { readonly kind: 'cases' }
  | { readonly kind: 'search' }
  | {
      readonly kind: 'case'
      readonly caseId: CaseId
      readonly tab: CaseTab
      readonly exhibitId?: ExhibitId
      readonly at?: FoundAt
    }
  | { readonly kind: 'statement'; readonly caseId: CaseId; readonly statementId: StatementId }
  | { readonly kind: 'office'; readonly tab: OfficeTab }
  | { readonly kind: 'bundle'; readonly caseId: CaseId; readonly bundleId: BundleId }

interface Places {
  readonly past: readonly Place[]
  readonly place: Place
  readonly future: readonly Place[]
  readonly go: (place: Place) => void
  readonly back: () => void
  readonly forward: () => void
  readonly forget: () => void
}

const start = { past: [], place: { kind: 'cases' }, future: [] } as const

/** The place shown, and the way back and forth. */
export const usePlaces = create<Places>()((set) => ({
  ...start,
  go: (place) => set((now) => ({ past: [...now.past.slice(-50), now.place], place, future: [] })),
  back: () =>
    set((now) => {
      const before = now.past.at(-1)
      return before === undefined
        ? now
        : { past: now.past.slice(0, -1), place: before, future: [now.place, ...now.future] }
    }),
  forward: () =>
    set((now) => {
      const [next, ...rest] = now.future
      return next === undefined ? now : { past: [...now.past, now.place], place: next, future: rest }
    }),
  forget: () => set(start),
}))

/** The case that the person is in, wherever in it. */
export function caseOf(place: Place): CaseId | undefined {
  return place.kind === 'cases' || place.kind === 'office' || place.kind === 'search' ? undefined : place.caseId
}
