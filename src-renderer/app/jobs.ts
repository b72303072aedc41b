import { create } from 'zustand'
import type { JobId } from '../../src-main/contract/ids.ts'
import type { Job } from '../../src-main/contract/vault.ts'
import { call } from './bridge.ts'

interface Heard {
  readonly job: Job
  /** When the window first heard of it and of its progress then, in its own milliseconds: for the rate. */
  readonly since: number
  readonly doneThen: number
}

interface Jobs {
  readonly byId: ReadonlyMap<JobId, Heard>
  /** The job that ended last and was not yet waved away. */
  readonly ended: Job | undefined
  readonly hear: (job: Job) => void
  readonly dismiss: () => void
  readonly forget: () => void
}

/** Every job the keeper told of since the vault was opened. */
export const useJobs = create<Jobs>()((set) => ({
  byId: new Map(),
  ended: undefined,
  hear: (job) =>
    set((now) => {
      const known = now.byId.get(job.jobId)
      const heard = known === undefined ? { job, since: performance.now(), doneThen: job.done } : { ...known, job }
      const over = job.state !== 'running' && known?.job.state !== job.state
      return { byId: new Map(now.byId).set(job.jobId, heard), ended: over ? job : now.ended }
    }),
  dismiss: () => set({ ended: undefined }),
  forget: () => set({ byId: new Map(), ended: undefined }),
}))

/** The job of this id, as last heard. */
export function useJob(jobId: JobId | undefined): Job | undefined {
  return useJobs((jobs) => (jobId === undefined ? undefined : jobs.byId.get(jobId)?.job))
}

/** Asks for jobs that began before the window listened, or ended between the answer and the first event. */
export async function catchUpWithJobs(): Promise<void> {
  for (const job of await call('job.list', {})) {
    const known = useJobs.getState().byId.get(job.jobId)?.job
    if (known !== undefined || job.state === 'running') useJobs.getState().hear(job)
  }
}

/** How fast a job goes, in units a second, and how many seconds it has left; undefined until that can be said. */
export function paceOf(heard: Heard, now: number): { readonly rate: number; readonly left: number } | undefined {
  const seconds = (now - heard.since) / 1000
  const done = heard.job.done - heard.doneThen
  if (seconds < 1 || done <= 0) return undefined
  const rate = done / seconds
  return { rate, left: Math.max(0, heard.job.total - heard.job.done) / rate }
}
