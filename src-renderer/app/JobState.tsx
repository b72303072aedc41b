import type { ReactElement } from 'react'
import type { Job } from '../../src-main/contract/vault.ts'
import { Note } from '../ui/Note.tsx'
import { wordFailure } from './failure-words.ts'
import { RunningJob } from './StatusBar.tsx'
import { useSay } from './words.tsx'

interface JobStateProps {
  readonly job: Job | undefined
  /** What it means that it was stopped, where more can be said than that. */
  readonly cancelled?: string
}

/** How a job goes, or why it came to nothing; nothing once it is done, which is for its own screen to tell. */
export function JobState({ job, cancelled }: JobStateProps): ReactElement | null {
  const say = useSay()
  if (job === undefined || job.state === 'done') return null
  if (job.state === 'running') return <RunningJob job={job} />
  if (job.failure !== undefined) return <Note tone="failure">{wordFailure(say, job.failure)}</Note>
  return <Note tone="plain">{cancelled ?? say('failure.cancelled')}</Note>
}
