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
import { PassphraseField } from '../vault/PassphraseField.tsx'
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
  const intl = useIntl()
  const usable = contents.generations.filter(({ reading }) => reading === 'sound')
  const newest = usable.find(({ missing }) => missing === 0) ?? usable[0]
  const [generation, setGeneration] = useState(props.generation ?? newest?.generation)
  const [user, setUser] = useState(contents.users[0])
  const [passphrase, setPassphrase] = useState('')
  const [to, setTo] = useState<Granted>()
  const [error, setError] = useState<unknown>()
  const work = useWork('restore')
  const [isMine, setMine] = useState(false)

  const restored = isMine && work.job?.state === 'done' ? RestoreResult.safeParse(work.job.result).data : undefined
  const restore = async (input: Input<'backup.restore'>): Promise<void> => {
    setError(undefined)
    setMine(true)
    try {
      await work.begin(() => call('backup.restore', input))
    } catch (reason) {
      setError(reason)
    }
  }
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    if (to === undefined || generation === undefined || passphrase === '' || work.isBusy) return
    const person = user === undefined ? {} : { user }
    const source = from === undefined ? {} : { from: from.grant }
    void restore({ ...source, ...person, to: to.grant, generation, passphrase })
  }
  if (restored !== undefined && to !== undefined) {
    return <RestoredNote restored={restored} onOpen={() => onRestored(restored, to)} beside={beside} />
  }
  return (
    <Form className={css['form'] ?? ''} onSubmit={submit} validationBehavior="aria">
      <SelectField
        label={say('restore.which')}
        silent
        selectedKey={generation === undefined ? null : String(generation)}
        onSelectionChange={(key) => setGeneration(Number(key))}
        options={usable.map((one) => ({
          id: String(one.generation),
          label: say('restore.option', {
            generation: one.generation,
            at: one.madeAt === null ? '' : formatInstant(intl, one.madeAt),
          }),
          note: formatBytes(intl, one.bytes),
        }))}
      />
      <SelectField
        label={say('unlock.user')}
        silent
        options={contents.users.map((id) => ({ id, label: id }))}
        selectedKey={user ?? null}
        onSelectionChange={(key) => setUser(String(key))}
      />
      <PassphraseField
        label={say('restore.passphrase')}
        name="passphrase"
        value={passphrase}
        onChange={setPassphrase}
        hint={say('restore.passphrase.hint')}
      />
      <div className={css['folder']}>
        <Button icon="folder" isDisabled={work.isBusy} onPress={() => attempt(() => chooseTarget(setTo))}>
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
      {isMine ? <JobState job={work.job} cancelled={say('restore.stopped')} /> : null}
      {error === undefined ? null : <FailureNote error={error} />}
      <div className={css['actions']}>
        {beside}
        <Button
          type="submit"
          look="primary"
          isPending={work.isBusy}
          isDisabled={to === undefined || passphrase === '' || generation === undefined}
        >
          {say('restore.begin')}
        </Button>
      </div>
    </Form>
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
      <div className={css['actions']}>
        {beside}
        <Button look="primary" onPress={onOpen}>
          {say('restore.open')}
        </Button>
      </div>
    </div>
  )
}
