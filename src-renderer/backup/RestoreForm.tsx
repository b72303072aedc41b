import { useState, type FormEvent, type ReactElement, type ReactNode } from 'react'
import { Form } from 'react-aria-components'
import { RestoreResult } from '../../src-main/contract/backup.ts'
import type { Input, Output } from '../../src-main/contract/index.ts'
import type { Granted } from '../../src-main/contract/shell.ts'
import { call } from '../app/bridge.ts'
import { JobState } from '../app/JobState.tsx'
import { attempt } from '../app/notices.ts'
import { useIntl, useSay } from '../app/words.tsx'
import { useWork } from '../app/work.ts'
import { Button } from '../ui/Button.tsx'
import { SelectField } from '../ui/Choice.tsx'
import { formatBytes, formatInstant } from '../ui/format.ts'
import { FailureNote, Note } from '../ui/Note.tsx'
import { useAnyWayIn } from '../vault/AnyWayIn.tsx'
import css from './Backup.module.css'

interface RestoreFormProps {
  /** The folder of the backups; where it is left out, the one that backups of the open vault go to. */
  readonly from?: Granted
  readonly contents: Output<'backup.list'>
  readonly generation?: number
  /** The buttons beside the one that restores. */
  readonly beside: ReactNode
  readonly onRestored: (restored: RestoreResult, folder: Granted) => void
}

/** Restores one backup to a new folder: which, by whom, and where to. */
export function RestoreForm(props: RestoreFormProps): ReactElement {
  const { from, contents, beside, onRestored } = props
  const say = useSay()
  const [generation, setGeneration] = useState(props.generation ?? newestOf(contents))
  const wayIn = useAnyWayIn(contents.users, say('restore.passphrase.hint'))
  const [to, setTo] = useState<Granted>()
  const { restored, isBusy, notes, restore } = useRestoring()
  const isComplete = to !== undefined && wayIn.by !== undefined && generation !== undefined
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    if (to === undefined || wayIn.by === undefined || generation === undefined || isBusy) return
    const source = from === undefined ? {} : { from: from.grant }
    void restore({ ...source, to: to.grant, generation, by: wayIn.by })
  }
  if (restored !== undefined && to !== undefined) {
    return <RestoredNote restored={restored} onOpen={() => onRestored(restored, to)} beside={beside} />
  }
  return (
    <Form className={css['form'] ?? ''} onSubmit={submit} validationBehavior="aria">
      <WhichBackup contents={contents} generation={generation} onGeneration={setGeneration} />
      {wayIn.fields}
      <Target to={to} isBusy={isBusy} onTarget={setTo} />
      {notes}
      <div className={css['end']}>
        {beside}
        <Button type="submit" look="primary" isPending={isBusy} isDisabled={!isComplete}>
          {say('restore.begin')}
        </Button>
      </div>
    </Form>
  )
}

type Contents = Output<'backup.list'>

/** The newest backup that is complete, or else the newest that can be read. */
function newestOf({ generations }: Contents): number | undefined {
  const usable = generations.filter(({ reading }) => reading === 'sound')
  return (usable.find(({ missing }) => missing === 0) ?? usable[0])?.generation
}

interface Restoring {
  readonly restored: RestoreResult | undefined
  readonly isBusy: boolean
  /** How it goes, or why it came to nothing. */
  readonly notes: ReactNode
  readonly restore: (input: Input<'backup.restore'>) => Promise<void>
}

function useRestoring(): Restoring {
  const say = useSay()
  const work = useWork('restore')
  // Another restoring that this window heard of is not this form's.
  const [isMine, setMine] = useState(false)
  const [error, setError] = useState<unknown>()
  const job = isMine ? work.job : undefined
  return {
    restored: job?.state === 'done' ? RestoreResult.safeParse(job.result).data : undefined,
    isBusy: work.isBusy,
    notes: (
      <>
        <JobState job={job} cancelled={say('restore.stopped')} />
        {error === undefined ? null : <FailureNote error={error} />}
      </>
    ),
    async restore(input) {
      setError(undefined)
      setMine(true)
      try {
        await work.begin(() => call('backup.restore', input))
      } catch (reason) {
        setMine(false)
        setError(reason)
      }
    },
  }
}

interface WhichProps {
  readonly contents: Contents
  readonly generation: number | undefined
  readonly onGeneration: (generation: number) => void
}

function WhichBackup({ contents, generation, onGeneration }: WhichProps): ReactElement {
  const say = useSay()
  const intl = useIntl()
  const usable = contents.generations.filter(({ reading }) => reading === 'sound')
  return (
    <SelectField
      label={say('restore.which')}
      silent
      selectedKey={generation === undefined ? null : String(generation)}
      onSelectionChange={(key) => onGeneration(Number(key))}
      options={usable.map((one) => ({
        id: String(one.generation),
        label: say('restore.option', {
          generation: one.generation,
          at: one.madeAt === null ? '' : formatInstant(intl, one.madeAt),
        }),
        note: formatBytes(intl, one.bytes),
      }))}
    />
  )
}

interface TargetProps {
  readonly to: Granted | undefined
  readonly isBusy: boolean
  readonly onTarget: (folder: Granted) => void
}

function Target({ to, isBusy, onTarget }: TargetProps): ReactElement {
  const say = useSay()
  return (
    <div className={css['folder']}>
      <Button icon="folder" isDisabled={isBusy} onPress={() => attempt(() => chooseTarget(onTarget))}>
        {say('restore.choose')}
      </Button>
      {to === undefined ? (
        <span className={css['soft']}>{say('restore.choose.text')}</span>
      ) : (
        <span>
          {say('restore.to')} <bdi dir="ltr">{to.name}</bdi>
        </span>
      )}
    </div>
  )
}

async function chooseTarget(put: (folder: Granted) => void): Promise<void> {
  const folder = await call('dialog.vaultFolder', { purpose: 'restore' })
  if (folder !== null) put(folder)
}

interface RestoredProps {
  readonly restored: RestoreResult
  readonly beside: ReactNode
  readonly onOpen: () => void
}

function RestoredNote({ restored, beside, onOpen }: RestoredProps): ReactElement {
  const say = useSay()
  const intl = useIntl()
  const { ok, files, bytes, problems, sameHead, madeAt, generation } = restored
  const facts = { generation, files, bytes: formatBytes(intl, bytes), at: formatInstant(intl, madeAt) }
  return (
    <div className={css['form']}>
      <Note tone={ok ? 'ok' : 'warning'}>
        <p>{say('restore.done', facts)}</p>
        <p>{ok ? say('restore.whole') : say('restore.problems', { count: problems })}</p>
        {sameHead ? null : <p>{say('restore.other-head')}</p>}
      </Note>
      <p>{say('restore.next')}</p>
      <div className={css['end']}>
        {beside}
        <Button look="primary" onPress={onOpen}>
          {say('restore.open')}
        </Button>
      </div>
    </div>
  )
}
