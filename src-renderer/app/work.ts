import { useState } from 'react'
import type { JobId } from '../../src-main/contract/ids.ts'
import type { Job, JobKind } from '../../src-main/contract/vault.ts'
import { catchUpWithJobs, useJobs } from './jobs.ts'

/** A kind of work: the newest job of it, and how another is begun. */
export interface Work {
  readonly job: Job | undefined
  readonly isBusy: boolean
  readonly begin: (start: () => Promise<{ readonly jobId: JobId }>) => Promise<void>
}

/** The newest job of a kind that this window heard of, wherever it was begun. */
export function useWork(kind: JobKind): Work {
  const [isAsking, setAsking] = useState(false)
  const job = useJobs(({ byId }) => [...byId.values()].findLast((heard) => heard.job.kind === kind)?.job)
  return {
    job,
    isBusy: isAsking || job?.state === 'running',
    async begin(start) {
      setAsking(true)
      try {
        await start()
        await catchUpWithJobs()
      } finally {
        setAsking(false)
      }
    },
  }
}
