import { QueryClient, useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { Input, Output, ProcedureName } from '../../src-main/contract/index.ts'
import type { ChangedKind } from '../../src-main/contract/vault.ts'
import { call } from './bridge.ts'

/**
 * The window's memory of what the keeper answered. The machine is offline by design, so queries never wait for a
 * network; nothing grows stale by itself, only by a `changed` event.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      retry: false,
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
    },
  },
})

/** Which answers grow stale when records of a kind change. */
const staledBy = {
  case: ['case.list', 'case.show', 'compartment.list'],
  party: ['party.list', 'statement.list', 'statement.show'],
  exhibit: [
    'exhibit.page',
    'exhibit.index',
    'exhibit.show',
    'exhibit.custody',
    'custody.pending',
    'custody.register',
    'integrity.status',
    'derive.lineage',
    'reading.show',
    'texts.state',
    'texts.page',
    'case.list',
    'case.show',
    'backup.status',
  ],
  statement: ['statement.list', 'statement.show', 'case.list', 'case.show'],
  event: ['event.list'],
  hearing: ['hearing.list', 'case.list', 'case.show'],
  bundle: ['bundle.list', 'bundle.show', 'bundle.builds'],
  compartment: ['compartment.list', 'case.list', 'case.show', 'aftercare.list-notes', 'vault.status'],
  backup: ['backup.status', 'backup.list'],
  vault: ['vault.status', 'user.list', 'slot.list', 'vault.users', 'profile.list', 'app.sampleVault', 'app.lastVault'],
} as const satisfies Record<ChangedKind, readonly string[]>

/** Makes what shows records of these kinds ask again. */
export function recordsChanged(kinds: readonly ChangedKind[]): void {
  const names = new Set<string>(kinds.flatMap((kind) => staledBy[kind]))
  void queryClient.invalidateQueries({ predicate: ({ queryKey }) => names.has(String(queryKey[0])) })
}

/** Reads one thing of the contract and keeps the answer until it changes. `undefined` as input means: not yet. */
export function useAsk<N extends ProcedureName>(name: N, input: Input<N> | undefined): UseQueryResult<Output<N>> {
  return useQuery({
    queryKey: [name, input],
    queryFn: () => call(name, input as Input<N>),
    enabled: input !== undefined,
  })
}
