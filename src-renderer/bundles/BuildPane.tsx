import { useEffect, useRef, useState, type ReactElement } from 'react'
import type { Bundle } from '../../src-main/contract/bundles.ts'
import { failures, type SkipReason } from '../../src-main/contract/failure.ts'
import type { JobId } from '../../src-main/contract/ids.ts'
import type { Job } from '../../src-main/contract/vault.ts'
import { call } from '../app/bridge.ts'
import { useCommand } from '../app/command-handlers.ts'
import { useDialogs } from '../app/dialogs.ts'
import { wordFailure } from '../app/failure-words.ts'
import { catchUpWithJobs, useJob } from '../app/jobs.ts'
import { attempt } from '../app/notices.ts'
import { recordsChanged, useAsk } from '../app/queries.ts'
import { RunningJob } from '../app/StatusBar.tsx'
import { useIntl, useSay, type Say } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { SelectField } from '../ui/Choice.tsx'
import { formatBytes, formatInstant } from '../ui/format.ts'
import { Empty, FailureNote, Note, Waiting } from '../ui/Note.tsx'
import { BuildLeaves } from './BuildLeaves.tsx'
import css from './Bundles.module.css'

interface BuildPaneProps {
  readonly bundle: Bundle
  readonly keep: () => Promise<void>
  readonly onRefused: (refused: ReadonlyMap<string, string>) => void
}

/** Builds the bundle and shows what came of it: the pages, the contents, the check. */
export function BuildPane({ bundle, keep, onRefused }: BuildPaneProps): ReactElement {
  const say = useSay()
  const intl = useIntl()
  const open = useDialogs((dialogs) => dialogs.open)
  const builds = useAsk('bundle.builds', { bundleId: bundle.bundleId })
  const [chosen, setChosen] = useState<string>()
  const building = useBuilding(bundle, keep, onRefused)
  const newestFirst = (builds.data ?? []).toSorted((one, other) => (one.builtAt < other.builtAt ? 1 : -1))
  const build = newestFirst.find(({ buildId }) => buildId === chosen) ?? newestFirst[0]
  const { begin, isBusy } = building
  // The build that begins now is shown when it is there.
  const beginNew = (): void => {
    setChosen(undefined)
    begin('refuse')
  }
  useCommand('bundle.build', beginNew, !isBusy)
  return (
    <div className={css['pane']}>
      <div className={css['bar']} role="toolbar" aria-label={say('build.tools')}>
        <Button look="primary" icon="build" isDisabled={isBusy} onPress={beginNew}>
          {say('build.build')}
        </Button>
        {build === undefined ? null : (
          <SelectField
            label={say('build.which')}
            inBar
            selectedKey={build.buildId}
            onSelectionChange={(key) => setChosen(String(key))}
            options={newestFirst.map((one) => ({
              id: one.buildId,
              label: say('build.label', { at: formatInstant(intl, one.builtAt), pages: one.pages }),
              note: formatBytes(intl, one.bytes),
            }))}
          />
        )}
        <span className={css['spacer']} />
        {build === undefined ? null : (
          <Button
            icon="save"
            onPress={() => open({ kind: 'export-bundle', buildId: build.buildId, title: bundle.title })}
          >
            {say('bundle.save')}
          </Button>
        )}
      </div>
      <BuildNotes building={building} />
      {builds.isPending ? <Waiting /> : null}
      {builds.error === null ? null : <FailureNote error={builds.error} />}
      {builds.data !== undefined && build === undefined ? (
        <Empty title={say('build.none')} text={say('build.none.text')} />
      ) : null}
      {build === undefined ? null : <BuildLeaves key={build.buildId} build={build} />}
    </div>
  )
}

interface Building {
  readonly begin: (unusable: 'refuse' | 'leave-out') => void
  readonly job: Job | undefined
  readonly isBusy: boolean
}

function useBuilding(bundle: Bundle, keep: () => Promise<void>, onRefused: BuildPaneProps['onRefused']): Building {
  const say = useSay()
  const [jobId, setJobId] = useState<JobId>()
  const [isAsking, setAsking] = useState(false)
  const job = useJob(jobId)
  const told = useRef(onRefused)
  useEffect(() => {
    told.current = onRefused
  })
  const state = job?.state
  useEffect(() => {
    if (state === 'done') recordsChanged(['bundle'])
    told.current(new Map(refusedBy(job).map(({ title, reason }) => [title, say(`reason.${reason}`)])))
  }, [state, job, say])
  const begin = (unusable: 'refuse' | 'leave-out'): void =>
    attempt(async () => {
      setAsking(true)
      try {
        await keep()
        const { jobId: begun } = await call('bundle.build', { bundleId: bundle.bundleId, unusable })
        setJobId(begun)
        await catchUpWithJobs()
      } finally {
        setAsking(false)
      }
    })
  return { begin, job, isBusy: isAsking || state === 'running' }
}

interface Refused {
  readonly title: string
  readonly reason: SkipReason
}

function refusedBy(job: Job | undefined): readonly Refused[] {
  if (job?.failure?.code !== 'bundle.entry-refused') return []
  const facts = failures['bundle.entry-refused'].facts.safeParse(job.failure.facts)
  return facts.success ? facts.data.entries : []
}

function BuildNotes({ building }: { readonly building: Building }): ReactElement | null {
  const say = useSay()
  const { job, begin } = building
  if (job === undefined || job.state === 'done') return null
  if (job.state === 'running') {
    return (
      <div className={css['notes']}>
        <RunningJob job={job} />
      </div>
    )
  }
  const refused = refusedBy(job)
  return (
    <div className={css['notes']}>
      <Note tone={job.state === 'cancelled' ? 'plain' : 'failure'}>
        <p>{endWords(say, job)}</p>
        {refused.length === 0 ? null : (
          <>
            <ul>
              {refused.map(({ title, reason }) => (
                <li key={title}>
                  <bdi>{title}</bdi>: {say(`reason.${reason}`)}
                </li>
              ))}
            </ul>
            <Button small onPress={() => begin('leave-out')}>
              {say('build.leave-out')}
            </Button>
          </>
        )}
      </Note>
    </div>
  )
}

function endWords(say: Say, job: Job): string {
  return job.failure === undefined ? say('failure.cancelled') : wordFailure(say, job.failure)
}
