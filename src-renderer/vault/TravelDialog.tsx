import { useEffect, useState, type ReactElement } from 'react'
import type { Granted } from '../../src-main/contract/shell.ts'
import { TravelResult, type TravelLook } from '../../src-main/contract/travel.ts'
import type { JobId } from '../../src-main/contract/ids.ts'
import { call } from '../app/bridge.ts'
import { useJob } from '../app/jobs.ts'
import { attempt } from '../app/notices.ts'
import { useAsk } from '../app/queries.ts'
import { lock } from '../app/session.ts'
import { RunningJob } from '../app/StatusBar.tsx'
import { useIntl, useSay } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { Tick } from '../ui/Choice.tsx'
import { Dialog, DialogBody, DialogFoot } from '../ui/Dialog.tsx'
import { LineField } from '../ui/Field.tsx'
import { FailureNote, Note, Waiting } from '../ui/Note.tsx'
import { wordFailure } from '../app/failure-words.ts'

/** How long the report stands before the vault is locked, in seconds. */
const REPORT_SECONDS = 30

/** Before a border: what is outside the vault, a backup, and nothing but ciphertext left on this computer. */
export function TravelDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const say = useSay()
  const [jobId, setJobId] = useState<JobId>()
  const job = useJob(jobId)
  const result = TravelResult.safeParse(job?.result).data
  return (
    <Dialog
      title={say('travel.title')}
      onClose={onClose}
      size="wide"
      mustAnswer={job?.state === 'running' || result !== undefined}
    >
      {result !== undefined ? (
        <Report result={result} />
      ) : job?.state === 'running' ? (
        <DialogBody>
          <RunningJob job={job} />
        </DialogBody>
      ) : (
        <Preparing onClose={onClose} onStarted={setJobId}>
          {job?.failure === undefined ? null : <Note tone="failure">{wordFailure(say, job.failure)}</Note>}
        </Preparing>
      )}
    </Dialog>
  )
}

interface PreparingProps {
  readonly onClose: () => void
  readonly onStarted: (jobId: JobId) => void
  readonly children: ReactElement | null
}

function Preparing({ onClose, onStarted, children }: PreparingProps): ReactElement {
  const say = useSay()
  const look = useAsk('travel.look', {}).data
  const [backup, setBackup] = useState<Granted>()
  const [forgetHeads, setForgetHeads] = useState(false)
  const [passphrase, setPassphrase] = useState('')
  const [state, setState] = useState<{ readonly busy: boolean; readonly error?: unknown }>({ busy: false })
  if (look === undefined) return <Waiting />
  const choose = async (): Promise<void> => {
    const folder = await call('dialog.backupFolder', { purpose: 'make' })
    if (folder !== null) setBackup(folder)
  }
  const start = async (): Promise<void> => {
    setState({ busy: true })
    try {
      await call('vault.prove', { passphrase })
      const { jobId } = await call('travel.prepare', {
        forgetHeads,
        ...(backup === undefined ? {} : { backup: backup.grant }),
      })
      onStarted(jobId)
    } catch (error) {
      setState({ busy: false, error })
    }
  }
  const isReady = passphrase !== '' && (backup !== undefined || !look.backup.due)
  return (
    <>
      <DialogBody>
        <p>{say('travel.text')}</p>
        <CopiesOutside look={look} />
        <h3>{say('travel.backup')}</h3>
        <BackupWords look={look} />
        <div>
          <Button icon="folder" onPress={() => attempt(choose)}>
            {backup === undefined ? say('travel.backup.choose') : say('travel.backup.chosen', { name: backup.name })}
          </Button>
        </div>
        <Tick
          label={say('travel.forget-heads')}
          hint={say('travel.forget-heads.hint')}
          isSelected={forgetHeads}
          onChange={setForgetHeads}
        />
        <LineField
          label={say('travel.passphrase')}
          inputType="password"
          value={passphrase}
          onChange={setPassphrase}
          isRequired
        />
        {children}
        {state.error === undefined ? null : <FailureNote error={state.error} />}
      </DialogBody>
      <DialogFoot>
        <Button onPress={onClose}>{say('action.cancel')}</Button>
        <Button look="primary" icon="lock" isPending={state.busy} isDisabled={!isReady} onPress={() => void start()}>
          {say('travel.start')}
        </Button>
      </DialogFoot>
    </>
  )
}

function BackupWords({ look }: { readonly look: TravelLook }): ReactElement {
  const say = useSay()
  const intl = useIntl()
  const { lastAt, due, entriesSince } = look.backup
  if (lastAt === null) return <Note tone="warning">{say('travel.backup.none')}</Note>
  const at = intl.formatDate(lastAt, { dateStyle: 'long', timeStyle: 'short' })
  if (due) return <Note tone="warning">{say('travel.backup.old', { at })}</Note>
  return <Note tone="plain">{say('travel.backup.recent', { at, entries: entriesSince })}</Note>
}

function CopiesOutside({ look }: { readonly look: TravelLook }): ReactElement {
  const say = useSay()
  const intl = useIntl()
  return (
    <>
      <h3>{say('travel.copies')}</h3>
      {look.copies.length === 0 ? <p>{say('travel.copies.none')}</p> : null}
      <ul>
        {look.copies.map(({ act, count, lastAt }) => (
          <li key={act}>
            {say('travel.report.copies', {
              act: say(`act.${act}`),
              count,
              at: intl.formatDate(lastAt, { dateStyle: 'long' }),
            })}
          </li>
        ))}
      </ul>
      {look.copies.length === 0 ? null : <p>{say('travel.copies.where')}</p>}
    </>
  )
}

/** What was done. The vault is locked when it has been read, and after half a minute in any case. */
function Report({ result }: { readonly result: TravelResult }): ReactElement {
  const say = useSay()
  const intl = useIntl()
  useEffect(() => {
    const timer = setTimeout(() => attempt(lock), REPORT_SECONDS * 1000)
    return () => clearTimeout(timer)
  }, [])
  const { backup, generation, headsForgotten } = result
  const at = intl.formatDate(backup.lastAt ?? undefined, { dateStyle: 'long', timeStyle: 'short' })
  return (
    <>
      <DialogBody>
        <Note tone="ok">{say('travel.report.ciphertext')}</Note>
        <p>
          {generation === null
            ? say('travel.report.recent', { at, entries: backup.entriesSince })
            : say('travel.report.made', { generation })}
        </p>
        <p>{say(headsForgotten ? 'travel.report.heads-forgotten' : 'travel.report.heads-kept')}</p>
        <CopiesOutside look={result} />
        <p>{say('travel.report.not-promised')}</p>
      </DialogBody>
      <DialogFoot>
        <Button look="primary" icon="lock" onPress={() => attempt(lock)}>
          {say('travel.lock', { seconds: REPORT_SECONDS })}
        </Button>
      </DialogFoot>
    </>
  )
}
