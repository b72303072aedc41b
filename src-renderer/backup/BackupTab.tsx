import type { ReactElement } from 'react'
import { BackupResult, type BackupStatus } from '../../src-main/contract/backup.ts'
import { call } from '../app/bridge.ts'
import { runCommand, useCommand } from '../app/command-handlers.ts'
import { useDialogs } from '../app/dialogs.ts'
import { JobState } from '../app/JobState.tsx'
import { attempt } from '../app/notices.ts'
import { recordsChanged, useAsk } from '../app/queries.ts'
import { useIntl, useSay } from '../app/words.tsx'
import { useWork, type Work } from '../app/work.ts'
import { Button } from '../ui/Button.tsx'
import { formatBytes, formatInstant } from '../ui/format.ts'
import { Facts, FailureNote, Note, Waiting } from '../ui/Note.tsx'
import css from './Backup.module.css'
import { Generations } from './Generations.tsx'

/** Where backups go, when the last one was made, the ones that are there, and how many are kept. */
export function BackupTab(): ReactElement {
  const status = useAsk('backup.status', {})
  const making = useWork('backup')
  const hasFolder = status.data !== undefined && status.data.folder !== null
  useCommand(
    'backup.make',
    () => attempt(() => making.begin(() => call('backup.make', {}))),
    hasFolder && !making.isBusy,
  )
  if (status.error !== null) return <FailureNote error={status.error} />
  if (status.data === undefined) return <Waiting />
  return (
    <div className={css['page']}>
      <div className={css['top']}>
        <Making status={status.data} making={making} />
        <Plan status={status.data} />
      </div>
      {hasFolder ? <Generations /> : null}
    </div>
  )
}

interface MakingProps {
  readonly status: BackupStatus
  readonly making: Work
}

async function choose(): Promise<void> {
  const folder = await call('dialog.backupFolder', { purpose: 'make' })
  if (folder === null) return
  await call('backup.choose', { to: folder.grant })
  recordsChanged(['backup'])
}

function Making({ status, making }: MakingProps): ReactElement {
  const say = useSay()
  const { folder } = status
  return (
    <section className={css['card']} aria-label={say('backup.make')}>
      <h2>{say('backup.make')}</h2>
      <StatusNote status={status} />
      {folder === null ? (
        <p>{say('backup.choose.text')}</p>
      ) : (
        <p>
          {say('backup.folder')}{' '}
          <strong>
            <bdi dir="ltr">{folder}</bdi>
          </strong>
        </p>
      )}
      <div className={css['actions']}>
        {folder === null ? null : (
          <Button look="primary" icon="backup" isDisabled={making.isBusy} onPress={() => runCommand('backup.make')}>
            {say('command.backup.make')}
          </Button>
        )}
        <Button
          look={folder === null ? 'primary' : 'plain'}
          icon="folder"
          isDisabled={making.isBusy}
          onPress={() => attempt(choose)}
        >
          {say(folder === null ? 'backup.choose' : 'backup.choose.other')}
        </Button>
      </div>
      <JobState job={making.job} cancelled={say('backup.stopped')} />
      <MadeNote making={making} />
    </section>
  )
}

function StatusNote({ status }: Pick<MakingProps, 'status'>): ReactElement {
  const say = useSay()
  const intl = useIntl()
  const { lastAt, days, due } = status
  if (lastAt === null || days === null) return <Note tone="warning">{say('backup.never')}</Note>
  const at = formatInstant(intl, lastAt)
  return <Note tone={due ? 'warning' : 'ok'}>{say(due ? 'backup.last.old' : 'backup.last', { at, days })}</Note>
}

function MadeNote({ making }: Pick<MakingProps, 'making'>): ReactElement | null {
  const say = useSay()
  const intl = useIntl()
  const { job } = making
  const made = job?.state === 'done' ? BackupResult.safeParse(job.result).data : undefined
  if (made === undefined) return null
  const { generation, files, bytes, copiedBytes, missing } = made
  const facts = { generation, files, bytes: formatBytes(intl, bytes), copied: formatBytes(intl, copiedBytes) }
  return (
    <>
      <Note tone="ok">{say('backup.made', facts)}</Note>
      {missing === 0 ? null : <Note tone="failure">{say('backup.lacking', { missing })}</Note>}
    </>
  )
}

function Plan({ status }: Pick<MakingProps, 'status'>): ReactElement {
  const say = useSay()
  const open = useDialogs((dialogs) => dialogs.open)
  const { daily, weekly, reminderDays } = status.plan
  return (
    <section className={css['card']} aria-label={say('backup.plan')}>
      <div className={css['cardHead']}>
        <h2>{say('backup.plan')}</h2>
        <Button small icon="edit" onPress={() => open({ kind: 'arrange-backups' })}>
          {say('backup.plan.change')}
        </Button>
      </div>
      <Facts
        facts={[
          [say('backup.keep'), say('backup.keep.words', { daily, weekly })],
          [say('backup.remind'), say('backup.remind.words', { days: reminderDays })],
        ]}
      />
      <p className={css['soft']}>{say('backup.plan.text')}</p>
    </section>
  )
}
