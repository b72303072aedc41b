import { useRef, useState, type ReactElement, type FormEvent } from 'react'
import { Form } from 'react-aria-components'
import type { Failure } from '../../src-main/contract/failure.ts'
import type { Granted } from '../../src-main/contract/shell.ts'
import { call, failureOf } from '../app/bridge.ts'
import { wordFailure } from '../app/failure-words.ts'
import { useAsk } from '../app/queries.ts'
import { useSession } from '../app/session.ts'
import { useSay } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { SelectField } from '../ui/Choice.tsx'
import { FailureNote, Note, Waiting } from '../ui/Note.tsx'
import { Icon } from '../ui/Icon.tsx'
import { KeyFile } from './KeyFile.tsx'
import { OlderCopy, olderCopyIn } from './OlderCopy.tsx'
import { PassphraseField } from './PassphraseField.tsx'
import { QuickForm } from './QuickForm.tsx'
import { RecoverVault } from './RecoverVault.tsx'
import { SalvageVault } from './SalvageVault.tsx'
import css from './Vault.module.css'

interface OpenVaultProps {
  readonly folder: Granted
  readonly onOther: () => void
}

/** Opens a vault with a user's passphrase. */
export function OpenVault({ folder, onOther }: OpenVaultProps): ReactElement {
  const say = useSay()
  const vault = useAsk('vault.users', { folder: folder.grant })
  const [isRecovering, setRecovering] = useState(false)
  if (isRecovering && vault.data !== undefined)
    return <RecoverVault folder={folder} {...vault.data} onBack={() => setRecovering(false)} />
  return (
    <section className={css['card']} aria-label={say('unlock.vault')}>
      <div className={css['title']}>
        <Icon name="lock" size={20} />
        <h2>
          <bdi>{vault.data?.name ?? folder.name}</bdi>
        </h2>
      </div>
      {vault.isPending ? <Waiting /> : null}
      {vault.error === null ? null : <FailureNote error={vault.error} />}
      {vault.data === undefined ? null : vault.data.users.length === 0 ? (
        <Note tone="failure">{say('failure.vault.not-a-vault')}</Note>
      ) : (
        <>
          <QuickForm folder={folder} />
          <PassphraseForm folder={folder} users={vault.data.users} />
        </>
      )}
      <div className={css['row']}>
        {vault.data === undefined || vault.data.users.length === 0 ? null : (
          <Button look="quiet" onPress={() => setRecovering(true)}>
            {say('recover.begin')}
          </Button>
        )}
        <Button look="quiet" onPress={onOther}>
          {say('unlock.other')}
        </Button>
      </div>
    </section>
  )
}

interface PassphraseFormProps {
  readonly folder: Granted
  readonly users: readonly string[]
}

function PassphraseForm({ folder, users }: PassphraseFormProps): ReactElement {
  const say = useSay()
  const enter = useSession((session) => session.enter)
  const [user, setUser] = useState(users[0])
  const [passphrase, setPassphrase] = useState('')
  const [keyFile, setKeyFile] = useState<Granted>()
  const [state, setState] = useState<{ readonly busy: boolean; readonly error?: unknown }>({ busy: false })
  const field = useRef<HTMLInputElement>(null)

  const unlock = async (acceptOlder: boolean): Promise<void> => {
    // What was said stays in sight while the older copy is opened.
    setState(({ error }) => ({ busy: true, ...(acceptOlder ? { error } : {}) }))
    try {
      const said = { passphrase, ...(keyFile === undefined ? {} : { keyFile: keyFile.grant }) }
      const person = user === undefined ? {} : { user }
      enter(await call('vault.unlock', { folder: folder.grant, ...said, acceptOlder, ...person }))
    } catch (error) {
      setState({ busy: false, error })
      field.current?.focus()
      field.current?.select()
    }
  }
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    if (!state.busy) void unlock(false)
  }
  const failure = state.error === undefined ? undefined : failureOf(state.error)
  const older = olderCopyIn(failure)
  const isWrong = failure?.code === 'vault.wrong-passphrase'
  return (
    <Form className={css['form'] ?? ''} onSubmit={submit} validationBehavior="aria">
      <SelectField
        label={say('unlock.user')}
        silent
        options={users.map((id) => ({ id, label: id }))}
        selectedKey={user ?? null}
        onSelectionChange={(key) => setUser(String(key))}
      />
      <PassphraseField
        label={say('passphrase.label')}
        name="passphrase"
        value={passphrase}
        onChange={(value) => {
          setPassphrase(value)
          if (state.error !== undefined) setState({ busy: false })
        }}
        inputRef={field}
        isFirst
        error={isWrong ? wordFailure(say, failure) : undefined}
      />
      <KeyFile file={keyFile} onChange={setKeyFile} />
      <OtherFailure failure={isWrong || older !== undefined ? undefined : failure} />
      {older === undefined ? (
        <Button type="submit" look="primary" isPending={state.busy} isDisabled={passphrase === ''}>
          {say(state.busy ? 'unlock.opening' : 'unlock.unlock')}
        </Button>
      ) : (
        <OlderCopy older={older} isBusy={state.busy} onOpen={() => void unlock(true)} />
      )}
      <SalvageVault failure={failure} folder={folder} user={user} passphrase={passphrase} keyFile={keyFile} />
    </Form>
  )
}

/** A failure that no field and no further step is the place for. */
function OtherFailure({ failure }: { readonly failure: Failure | undefined }): ReactElement | null {
  const say = useSay()
  return failure === undefined ? null : <Note tone="failure">{wordFailure(say, failure)}</Note>
}
