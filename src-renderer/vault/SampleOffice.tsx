import { useEffect, useState, type ReactElement } from 'react'
import type { JobId } from '../../src-main/contract/ids.ts'
import { call } from '../app/bridge.ts'
import { wordFailure } from '../app/failure-words.ts'
import { catchUpWithJobs, useJob } from '../app/jobs.ts'
import { useSession } from '../app/session.ts'
import { RunningJob } from '../app/StatusBar.tsx'
import { useSay } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { FailureNote, Note, Waiting } from '../ui/Note.tsx'
import css from './Vault.module.css'

/** Opens the sample office; makes it first where it is not there yet. Every record in it is invented. */
export function SampleOffice({ onBack }: { readonly onBack: () => void }): ReactElement {
  const say = useSay()
  const [error, setError] = useState<unknown>()
  const [jobId, setJobId] = useState<JobId>()
  const job = useJob(jobId)
  const isMade = job?.state === 'done'

  useEffect(() => {
    let wanted = true
    const begin = async (): Promise<void> => {
      try {
        const started = await openOrMake()
        // What is still running when the vault opens goes with the unlock screen.
        if (wanted && started !== undefined) setJobId(started)
      } catch (reason) {
        if (wanted) setError(reason)
      }
    }
    void begin()
    return () => {
      wanted = false
    }
  }, [])
  useEffect(() => {
    if (isMade) openOrMake().catch(setError)
  }, [isMade])

  return (
    <section className={css['card']} aria-label={say('unlock.sample')}>
      <h2>{say('unlock.sample')}</h2>
      <p>{say('sample.text')}</p>
      {error === undefined && job === undefined ? <Waiting /> : null}
      {job?.state === 'running' ? <RunningJob job={job} /> : null}
      {job?.failure === undefined ? null : <Note tone="failure">{wordFailure(say, job.failure)}</Note>}
      {job?.state === 'cancelled' ? <Note tone="plain">{say('failure.cancelled')}</Note> : null}
      {error === undefined ? null : <FailureNote error={error} />}
      <div className={css['row']}>
        <Button look="quiet" onPress={onBack}>
          {say('action.back')}
        </Button>
      </div>
    </section>
  )
}

// In development React mounts twice: the sample office is made once.
let making: Promise<JobId> | undefined

async function openOrMake(): Promise<JobId | undefined> {
  const { folder, ready, passphrase } = await call('app.sampleVault', {})
  if (ready) {
    making = undefined
    useSession.getState().enter(await call('vault.unlock', { folder: folder.grant, passphrase }), 'sample')
    return undefined
  }
  making ??= call('sample.make', { folder: folder.grant }).then(({ jobId }) => jobId)
  try {
    const jobId = await making
    await catchUpWithJobs()
    return jobId
  } finally {
    making = undefined
  }
}
