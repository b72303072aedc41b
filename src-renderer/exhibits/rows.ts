import { useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { ExhibitSummary } from '../../src-main/contract/exhibits.ts'
import type { CaseId, ExhibitId } from '../../src-main/contract/ids.ts'
import type { Output } from '../../src-main/contract/index.ts'
import { call } from '../app/bridge.ts'

type Sort = 'mark' | 'title' | 'kind' | 'size' | 'recorded'

/** In which order and of which words the register is asked for. */
export interface RowsAsked {
  readonly caseId: CaseId
  readonly sort: Sort
  readonly descending: boolean
  readonly containing: string
}

/** How many rows one question brings. */
const windowSize = 200

/** Which windows of rows the rows from `first` to `last` lie in. */
export function windowsOf(first: number, last: number): readonly number[] {
  const from = Math.floor(Math.max(0, first) / windowSize)
  const to = Math.floor(Math.max(0, last) / windowSize)
  return Array.from({ length: to - from + 1 }, (_, step) => (from + step) * windowSize)
}

interface Rows {
  readonly total: number | undefined
  readonly rowAt: (position: number) => ExhibitSummary | undefined
  readonly onWindow: (first: number, last: number) => void
  readonly error: Error | null
}

/** The rows of the evidence register, of which only the windows in sight are held. */
export function useExhibitRows({ caseId, sort, descending, containing }: RowsAsked): Rows {
  const [offsets, setOffsets] = useState<readonly number[]>([0])
  const [known, setKnown] = useState<number>()
  const answers = useQueries({
    queries: offsets.map((offset) => {
      const input = { caseId, sort, descending, containing, offset, limit: windowSize }
      return { queryKey: ['exhibit.page', input] as const, queryFn: () => call('exhibit.page', input), gcTime: 60_000 }
    }),
  })
  const total = answers.find(({ data }) => data !== undefined)?.data?.total
  // Until the answer to another order or filter comes, the length stays what it was.
  if (total !== undefined && total !== known) setKnown(total)
  const onWindow = useCallback((first: number, last: number) => {
    const next = windowsOf(first, last)
    setOffsets((now) => (now.join() === next.join() ? now : next))
  }, [])
  const rowAt = (position: number): ExhibitSummary | undefined => {
    const offset = Math.floor(position / windowSize) * windowSize
    return answers[offsets.indexOf(offset)]?.data?.rows[position - offset]
  }
  return {
    total: total ?? known,
    rowAt,
    onWindow,
    error: answers.find(({ error }) => error !== null)?.error ?? null,
  }
}

/** Every exhibit of a case by its id, for what names exhibits elsewhere: bundles and statements. */
export function useExhibitIndex(caseId: CaseId): UseQueryResult<ReadonlyMap<ExhibitId, ExhibitSummary>> {
  return useQuery({ queryKey: ['exhibit.index', caseId], queryFn: () => readIndex(caseId) })
}

async function readIndex(caseId: CaseId): Promise<ReadonlyMap<ExhibitId, ExhibitSummary>> {
  const found = new Map<ExhibitId, ExhibitSummary>()
  let answer: Output<'exhibit.page'>
  let offset = 0
  do {
    answer = await call('exhibit.page', { caseId, offset, limit: 500 })
    for (const row of answer.rows) found.set(row.exhibitId, row)
    offset += answer.rows.length
  } while (answer.rows.length > 0 && offset < answer.total)
  return found
}
