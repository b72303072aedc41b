import { useEffect, useState, type ReactElement } from 'react'
import type { Job } from '../../src-main/contract/vault.ts'
import { IntegrityState } from '../custody/IntegrityState.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { formatBytes, formatSeconds } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { Progress } from '../ui/Note.tsx'
import css from './App.module.css'
import { call } from './bridge.ts'
import { useDialogs } from './dialogs.ts'
import { wordFailure } from './failure-words.ts'
import { importResult } from './job-results.ts'
import { paceOf, useJobs } from './jobs.ts'
import { attempt } from './notices.ts'
import { useSession } from './session.ts'
import { useIntl, useSay } from './words.tsx'

/** The bar at the bottom: what is being done, how the last piece of work ended, and who works in which vault. */
export function StatusBar(): ReactElement {
  const say = useSay()
  const byId = useJobs((jobs) => jobs.byId)
  const opened = useSession((session) => session.opened)
  const running = [...byId.values()].filter(({ job }) => job.state === 'running')
  return (
    <footer className={css['status']} aria-label={say('status.label')}>
      {running.map(({ job }) => (
        <RunningJob key={job.jobId} job={job} />
      ))}
      <EndedJob />
      <span className={css['spacer']} />
      {opened === null || opened === undefined ? null : <IntegrityState />}
      {opened === null || opened === undefined ? null : (
        <span className={css['who']}>
          <bdi>{opened.user}</bdi> · {say(`role.${opened.role}`)} · <bdi>{opened.name}</bdi>
        </span>
      )}
    </footer>
  )
}

/** A job at work: how far, how fast, how long still, and how to stop it. */
export function RunningJob({ job }: { readonly job: Job }): ReactElement {
  const say = useSay()
  const words = say(`job.${job.kind}`)
  return (
    <span className={css['job']}>
      <strong>{words}</strong>
      <Progress label={words} done={job.done} total={job.total} />
      <Pace job={job} />
      <Button small look="quiet" onPress={() => attempt(() => call('job.cancel', { jobId: job.jobId }))}>
        {say('action.cancel')}
      </Button>
    </span>
  )
}

function Pace({ job }: { readonly job: Job }): ReactElement {
  const say = useSay()
  const intl = useIntl()
  const heard = useJobs((jobs) => jobs.byId.get(job.jobId))
  const [now, setNow] = useState(() => performance.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const amount = (value: number): string =>
    job.unit === 'bytes' ? formatBytes(intl, value) : intl.formatNumber(Math.round(value))
  const pace = heard === undefined ? undefined : paceOf(heard, now)
  // Some work cannot say how much it is until it has begun.
  if (job.total === 0) return <span>{say('status.waiting')}</span>
  const done = say('status.progress', { done: amount(job.done), total: amount(job.total), unit: job.unit })
  if (pace === undefined) return <span>{done}</span>
  return (
    <span>
      {done} · {say('status.pace', { rate: amount(pace.rate), unit: job.unit, left: formatSeconds(intl, pace.left) })}
    </span>
  )
}

function EndedJob(): ReactElement | null {
  const say = useSay()
  const { ended, dismiss } = useJobs()
  const open = useDialogs((dialogs) => dialogs.open)
  const imported = ended?.kind === 'import' ? importResult(ended) : undefined
  const leftOut = imported !== undefined && imported.skipped.length > 0 ? ended?.jobId : undefined
  // That a file was left out is said where nobody overlooks it.
  useEffect(() => {
    if (leftOut !== undefined && useDialogs.getState().dialog === undefined) {
      open({ kind: 'import-result', jobId: leftOut })
    }
  }, [leftOut, open])
  // What files say is read by itself after every import: that it is done is no news.
  if (ended === undefined || (ended.kind === 'texts' && ended.state === 'done')) return null
  const isGood = ended.state === 'done'
  return (
    <output className={css['ended']}>
      <Icon name={isGood ? 'ok' : 'alert'} size={15} />
      {endWords(say, ended)}
      {imported === undefined ? null : (
        <Button look="link" onPress={() => open({ kind: 'import-result', jobId: ended.jobId })}>
          {say('status.show')}
        </Button>
      )}
      <IconButton small icon="close" name={say('action.dismiss')} onPress={dismiss} />
    </output>
  )
}

function endWords(say: ReturnType<typeof useSay>, job: Job): string {
  if (job.state === 'cancelled') return say('status.cancelled', { job: say(`job.${job.kind}`) })
  if (job.failure !== undefined) return wordFailure(say, job.failure)
  const imported = job.kind === 'import' ? importResult(job) : undefined
  if (imported === undefined) return say('status.done', { job: say(`job.${job.kind}`) })
  return say('status.imported', { imported: imported.added.length, skipped: imported.skipped.length })
}
