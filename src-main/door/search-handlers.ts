import { find } from '../acts/search/find.ts'
import { forgetSearch, savedSearches, saveSearch } from '../acts/search/saved.ts'
import type { KeeperEvent } from '../contract/vault.ts'
import type { Handlers } from './serve.ts'
import type { Session } from './session.ts'

/** What searching reaches. */
interface SearchRoom {
  readonly session: Session
  readonly emit: (event: KeeperEvent) => void
}

/** One box over everything that the user may read, and the searches that the user keeps. */
export function searchHandlers({ session, emit }: SearchRoom): {
  readonly [N in keyof Handlers as N extends `search.${string}` ? N : never]: Handlers[N]
} {
  return {
    'search.find': (asked) => find(session.office().compartments, asked),
    'search.saved': () => [...savedSearches(session.office())],
    'search.save': (asked) => {
      const kept = saveSearch(session.office(), asked)
      emit({ event: 'changed', kinds: ['search'] })
      return kept
    },
    'search.forget': ({ searchId }) => {
      forgetSearch(session.office(), searchId)
      emit({ event: 'changed', kinds: ['search'] })
      return {}
    },
  }
}
