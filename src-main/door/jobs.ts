import { JobId } from '../contract/ids.ts'
import type { Job, JobKind, KeeperEvent } from '../contract/vault.ts'
import type { Progress } from '../kernel/cancel.ts'
import { Refusal } from '../kernel/errors.ts'
import type { Incidents } from './serve.ts'

/** What a job's work is given: how to say how far it is, and how it learns that it is to stop. */
export interface JobWatch {
  readonly onProgress: (progress: Progress) => void
  readonly cancel: AbortSignal
}

/** The jobs of one session. */
export interface Jobs {
  start(kind: JobKind, unit: Job['unit'], work: (watch: JobWatch) => Promise<unknown>): JobId
  cancel(jobId: string): void
  list(): readonly Job[]
  /** Stops every job and waits until each has let go of what it holds. */
  close(): Promise<void>
}

/** Progress goes out at most ten times a second. */
const LEAST_MS_BETWEEN = 100

/** What the jobs need of the world. */
export interface JobWorld {
  readonly emit: (event: KeeperEvent) => void
  readonly incidents: Incidents
  readonly now: () => string
  readonly newId: () => string
}

/** Runs long work beside the answering of questions, one event stream for all of it. */
export function createJobs({ emit, incidents, now, newId }: JobWorld): Jobs {
  const jobs = new Map<string, { job: Job; readonly stop: AbortController; readonly ended: Promise<void> }>()

  const update = (jobId: string, change: Partial<Job>): void => {
    const entry = jobs.get(jobId)
    if (!entry) return
    entry.job = { ...entry.job, ...change }
    emit({ event: 'job', job: entry.job })
  }

  const run = async (jobId: JobId, work: (watch: JobWatch) => Promise<unknown>, cancel: AbortSignal): Promise<void> => {
    let last = 0
    const onProgress = ({ done, total }: Progress): void => {
      const at = performance.now()
      if (at - last < LEAST_MS_BETWEEN && done < total) return
      last = at
      update(jobId, { done, total })
    }
    try {
      update(jobId, { state: 'done', result: await work({ onProgress, cancel }) })
    } catch (error) {
      if (error instanceof Refusal && error.code === 'cancelled') update(jobId, { state: 'cancelled' })
      else if (error instanceof Refusal) update(jobId, { state: 'failed', failure: error.toFailure() })
      else
        update(jobId, {
          state: 'failed',
          failure: { code: 'bug', facts: { incident: incidents.record(error, 'job') } },
        })
    }
  }

  return {
    start(kind, unit, work) {
      const jobId = JobId.parse(newId())
      const stop = new AbortController()
      const job: Job = { jobId, kind, unit, state: 'running', done: 0, total: 0, startedAt: now() }
      // The work begins on the next turn, so that the caller has the job's id before its first event.
      const ended = Promise.resolve().then(() => run(jobId, work, stop.signal))
      jobs.set(jobId, { job, stop, ended })
      emit({ event: 'job', job })
      return jobId
    },
    cancel(jobId) {
      jobs.get(jobId)?.stop.abort()
    },
    list: () => [...jobs.values()].map(({ job }) => job),
    async close() {
      for (const { stop } of jobs.values()) stop.abort()
      await Promise.all([...jobs.values()].map(({ ended }) => ended))
    },
  }
}
