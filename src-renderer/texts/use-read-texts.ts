import { useEffect, useRef } from 'react'
import { call } from '../app/bridge.ts'
import { catchUpWithJobs, useJobs } from '../app/jobs.ts'
import { attempt } from '../app/notices.ts'

/** A moment after opening, so that what people came to see is there first. */
const FIRST_MS = 8_000

/**
 * Has the files read that were not read yet: after the vault is opened, and after every import. Once somebody has cancelled that, it is not begun
 * again before the vault is opened anew or something new has come in.
 */
export function useReadTexts(): void {
  const imported = useJobs(
    ({ byId }) => [...byId.values()].filter(({ job }) => job.kind === 'import' && job.state !== 'running').length,
  )
  const busy = useJobs(({ byId }) => [...byId.values()].some(({ job }) => job.state === 'running'))
  /** How many imports had come to their end when it was last begun. */
  const begunAfter = useRef(-1)
  useEffect(() => {
    if (busy || begunAfter.current === imported) return undefined
    const timer = setTimeout(() => {
      begunAfter.current = imported
      attempt(async () => {
        const { jobId } = await call('texts.read', {})
        if (jobId !== null) await catchUpWithJobs()
      })
    }, FIRST_MS)
    return () => clearTimeout(timer)
  }, [imported, busy])
}
