import { useQueries, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { LedgerLine } from '../../src-main/contract/audit.ts'
import type { Input, Output } from '../../src-main/contract/index.ts'
import { call } from '../app/bridge.ts'
import { windowsOf } from '../exhibits/rows.ts'

const windowSize = 200

/** The newest entry and the ones that are remembered: asked anew whenever the ledger is looked at. */
export function useHeads(): UseQueryResult<Output<'audit.heads'>> {
  return useQuery({ queryKey: ['audit.heads'], queryFn: () => call('audit.heads', {}), staleTime: 0 })
}

/** Makes the ledger look again for what is newest in it. */
export function useLookAgain(): () => void {
  const client = useQueryClient()
  return useCallback(() => void client.invalidateQueries({ queryKey: ['audit.heads'] }), [client])
}

interface LedgerRows {
  readonly total: number | undefined
  readonly users: Output<'audit.page'>['users']
  readonly rowAt: (position: number) => LedgerLine | undefined
  readonly onWindow: (first: number, last: number) => void
  readonly error: Error | null
}

/** The entries of the ledger up to one of them, newest first, of which only the windows in sight are held. */
export function useLedgerRows(filter: Input<'audit.page'>['filter'], upTo: number | undefined): LedgerRows {
  const [offsets, setOffsets] = useState<readonly number[]>([0])
  const [known, setKnown] = useState<number>()
  const answers = useQueries({
    queries: offsets.map((offset) => {
      const input = { filter, upTo: upTo ?? 0, offset, limit: windowSize }
      return {
        queryKey: ['audit.page', input] as const,
        queryFn: () => call('audit.page', input),
        gcTime: 60_000,
        enabled: upTo !== undefined,
      }
    }),
  })
  const answer = answers.find(({ data }) => data !== undefined)?.data
  const total = answer?.total
  // Until the answer to another filter comes, the length stays what it was.
  if (total !== undefined && total !== known) setKnown(total)
  const onWindow = useCallback((first: number, last: number) => {
    const next = windowsOf(first, last)
    setOffsets((now) => (now.join() === next.join() ? now : next))
  }, [])
  const rowAt = (position: number): LedgerLine | undefined => {
    const offset = Math.floor(position / windowSize) * windowSize
    return answers[offsets.indexOf(offset)]?.data?.rows[position - offset]
  }
  return {
    total: total ?? known,
    users: answer?.users ?? [],
    rowAt,
    onWindow,
    error: answers.find(({ error }) => error !== null)?.error ?? null,
  }
}
