import type { ReactElement } from 'react'
import { BackupProof, type BackupListing } from '../../src-main/contract/backup.ts'
import { call } from '../app/bridge.ts'
import { useDialogs } from '../app/dialogs.ts'
import { JobState } from '../app/JobState.tsx'
import { attempt } from '../app/notices.ts'
import { useAsk } from '../app/queries.ts'
import { useIntl, useSay, type Say } from '../app/words.tsx'
import { useWork, type Work } from '../app/work.ts'
import { DataTable, type DataColumn } from '../ui/DataTable.tsx'
import { formatBytes, formatInstant } from '../ui/format.ts'
import { MenuButton } from '../ui/Menu.tsx'
import { Badge, Empty, FailureNote, Note, Waiting } from '../ui/Note.tsx'
import css from './Backup.module.css'

/** The backups in the folder that backups of this vault go to. */
export function Generations(): ReactElement {
  const say = useSay()
  const intl = useIntl()
  const list = useAsk('backup.list', {})
  const verifying = useWork('verify-backup')
  const { isBusy, begin } = verifying
  const open = useDialogs((dialogs) => dialogs.open)
  const columns = columnsOf({
    say,
    instant: (at) => formatInstant(intl, at),
    bytes: (size) => formatBytes(intl, size),
    isBusy,
    verify: (generation) => attempt(() => begin(() => call('backup.verify', { generation }))),
    restore: (generation) => open({ kind: 'restore-backup', generation }),
  })
  const rows = list.data?.generations
  return (
    <section aria-label={say('backup.list')} className={css['form']}>
      <h2>{say('backup.list')}</h2>
      {list.isPending ? <Waiting /> : null}
      {list.error === null ? null : <FailureNote error={list.error} />}
      <JobState job={verifying.job} />
      <ProofNote verifying={verifying} />
      {rows === undefined ? null : rows.length === 0 ? (
        <Empty title={say('backup.none')} text={say('backup.none.text')} />
      ) : (
        <div className={css['table']}>
          <DataTable
            label={say('backup.list')}
            columns={columns}
            rows={rows}
            keyOf={({ generation }) => String(generation)}
            nameOf={({ generation }) => say('backup.one', { generation })}
          />
        </div>
      )}
    </section>
  )
}

function ProofNote({ verifying }: { readonly verifying: Work }): ReactElement | null {
  const say = useSay()
  const intl = useIntl()
  const { job } = verifying
  const proof = job?.state === 'done' ? BackupProof.safeParse(job.result).data : undefined
  if (proof === undefined) return null
  const { generation, files, bytes, ok, missing, damaged, signedBy } = proof
  if (ok) {
    const facts = { generation, files, bytes: formatBytes(intl, bytes), by: signedBy ?? '' }
    return <Note tone="ok">{say(signedBy === null ? 'backup.whole' : 'backup.whole.signed', facts)}</Note>
  }
  const isBadly = missing.length + damaged.length > 0
  return (
    <Note tone="failure">
      <p>
        {isBadly
          ? say('backup.broken', { generation, missing: missing.length, damaged: damaged.length })
          : say('backup.unsigned', { generation })}
      </p>
      {isBadly ? <p>{say('backup.broken.next')}</p> : null}
    </Note>
  )
}

interface ColumnWorld {
  readonly say: Say
  readonly instant: (at: string) => string
  readonly bytes: (size: number) => string
  readonly isBusy: boolean
  readonly verify: (generation: number) => void
  readonly restore: (generation: number) => void
}

function columnsOf(world: ColumnWorld): readonly DataColumn<BackupListing>[] {
  const { say, instant, bytes, isBusy, verify, restore } = world
  return [
    { id: 'generation', label: say('backup.generation'), cell: ({ generation }) => generation, look: 'nowrap' },
    {
      id: 'made',
      label: say('backup.made-at'),
      cell: ({ madeAt }) => (madeAt === null ? '–' : instant(madeAt)),
      look: 'nowrap',
    },
    { id: 'files', label: say('backup.files'), cell: ({ files }) => files, look: 'number' },
    { id: 'size', label: say('column.size'), cell: (row) => bytes(row.bytes), look: 'number' },
    { id: 'state', label: say('backup.state'), cell: (row) => <StateOf row={row} instant={instant} /> },
    {
      id: 'do',
      label: say('backup.do'),
      cell: ({ generation }) => (
        <MenuButton
          label={say('backup.menu', { generation })}
          icon="menu"
          compact
          choices={[
            {
              id: 'verify',
              label: say('backup.verify'),
              note: say('backup.verify.note'),
              icon: 'verify',
              disabled: isBusy,
              run: () => verify(generation),
            },
            {
              id: 'restore',
              label: say('backup.restore'),
              note: say('backup.restore.note'),
              icon: 'folderOpen',
              run: () => restore(generation),
            },
          ]}
        />
      ),
    },
  ]
}

interface StateProps {
  readonly row: BackupListing
  readonly instant: (at: string) => string
}

/** What is known of a backup: whether its list of files reads, what it lacks, and when it was last read again. */
function StateOf({ row, instant }: StateProps): ReactElement {
  const say = useSay()
  const { reading, missing, proved } = row
  if (reading !== 'sound') {
    return (
      <Badge tone="failure" icon="alert">
        {say(`reading.${reading}`)}
      </Badge>
    )
  }
  if (proved !== null) {
    return (
      <Badge tone={proved.ok ? 'ok' : 'failure'} icon={proved.ok ? 'ok' : 'alert'}>
        {say(proved.ok ? 'backup.proved' : 'backup.disproved', { at: instant(proved.at) })}
      </Badge>
    )
  }
  if (missing > 0) return <Badge tone="warning">{say('backup.incomplete', { missing })}</Badge>
  return <Badge>{say('backup.read-back')}</Badge>
}
