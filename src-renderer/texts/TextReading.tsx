import type { ReactElement } from 'react'
import type { FailureCode } from '../../src-main/contract/failure.ts'
import type { TextState } from '../../src-main/contract/texts.ts'
import { call } from '../app/bridge.ts'
import { wordFailure } from '../app/failure-words.ts'
import { JobState } from '../app/JobState.tsx'
import { attempt } from '../app/notices.ts'
import { useSay } from '../app/words.tsx'
import { catchUpWithJobs } from '../app/jobs.ts'
import { useWork } from '../app/work.ts'
import { Button } from '../ui/Button.tsx'
import { Note } from '../ui/Note.tsx'

/** How far the text of an exhibit was read, and why no further. */
export function TextReading({ state }: { readonly state: TextState }): ReactElement {
  const say = useSay()
  const { job, isBusy } = useWork('texts')
  if (isBusy && job?.state === 'running') return <JobState job={job} />
  const failure = state.reason === '' ? '' : ` ${wordFailure(say, { code: state.reason as FailureCode, facts: {} })}`
  return (
    <Note tone={state.state === 'failed' ? 'warning' : 'plain'}>
      {say(state.canRecognise && state.state === 'nothing' ? 'text.state.picture' : `text.state.${state.state}`)}
      {failure}
      {state.state === 'waiting' ? (
        <Button small onPress={() => attempt(readNow)}>
          {say('text.read-now')}
        </Button>
      ) : null}
    </Note>
  )
}

async function readNow(): Promise<void> {
  await call('texts.read', {})
  await catchUpWithJobs()
}
