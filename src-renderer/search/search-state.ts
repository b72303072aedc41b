import { create } from 'zustand'
import type { Narrowed } from '../../src-main/contract/search.ts'

interface SearchState {
  readonly query: string
  readonly narrowed: Narrowed
  readonly setQuery: (query: string) => void
  readonly narrow: (narrowed: Narrowed) => void
}

/** What is looked for: it stays while the person goes to what was found and comes back, and goes with the window. */
export const useSearch = create<SearchState>()((set) => ({
  query: '',
  narrowed: {},
  setQuery: (query) => set({ query }),
  narrow: (narrowed) => set({ narrowed }),
}))

/** Whether a search is narrowed at all. */
export function isNarrowed(narrowed: Narrowed): boolean {
  return Object.values(narrowed).some((value) => value !== undefined && value.length > 0)
}
