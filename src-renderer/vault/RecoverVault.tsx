import { useState, type FormEvent, type ReactElement } from 'react'
import { Form } from 'react-aria-components'
import type { Granted } from '../../src-main/contract/shell.ts'
import { call } from '../app/bridge.ts'
import { useSession } from '../app/session.ts'
import { useSay } from '../app/words.tsx'
import { Button, classes } from '../ui/Button.tsx'
import { SelectField } from '../ui/Choice.tsx'
import { LineField } from '../ui/Field.tsx'
import { FailureNote } from '../ui/Note.tsx'
import { NewPassphrase } from './NewPassphrase.tsx'
import { useNewPassphrase } from './new-passphrase.ts'
import css from './Vault.module.css'

interface RecoverVaultProps {
  readonly folder: Granted
  readonly name: string
  readonly users: readonly string[]
  readonly onBack: () => void
}

/** Lets a user in again who lost every way in: with the recovery key, and a new passphrase. */
export function RecoverVault({ folder, name, users, onBack }: RecoverVaultProps): ReactElement {
  const say = useSay()
  const enter = useSession((session) => session.enter)
  const [user, setUser] = useState(users[0] ?? '')
  const [recoveryKey, setRecoveryKey] = useState('')
  const [state, setState] = useState<{ readonly busy: boolean; readonly error?: unknown }>({ busy: false })
  const chosen = useNewPassphrase([user, name])
  const isReady = recoveryKey.trim() !== '' && chosen.isReady

  const recover = async (): Promise<void> => {
    setState({ busy: true })
    try {
      await call('vault.recover', { folder: folder.grant, user, recoveryKey, passphrase: chosen.text })
      enter(await call('vault.unlock', { folder: folder.grant, user, passphrase: chosen.text }))
    } catch (error) {
      setState({ busy: false, error })
    }
  }
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    if (isReady && !state.busy) void recover()
  }
  return (
    <section className={classes(css['card'], css['wide'])} aria-label={say('recover.title')}>
      <h2>{say('recover.title')}</h2>
      <p>{say('recover.text')}</p>
      <Form className={css['form'] ?? ''} onSubmit={submit} validationBehavior="aria">
        <SelectField
          label={say('unlock.user')}
          silent
          options={users.map((id) => ({ id, label: id }))}
          selectedKey={user}
          onSelectionChange={(key) => setUser(String(key))}
        />
        <LineField
          label={say('recovery.key')}
          name="recoveryKey"
          isRequired
          isFirst
          value={recoveryKey}
          onChange={setRecoveryKey}
          hint={say('recover.hint')}
        />
        <NewPassphrase chosen={chosen} label={say('ways.passphrase.next')} />
        {state.error === undefined ? null : <FailureNote error={state.error} />}
        <div className={css['row']}>
          <Button onPress={onBack}>{say('action.back')}</Button>
          <Button type="submit" look="primary" isPending={state.busy} isDisabled={!isReady}>
            {say('recover.do')}
          </Button>
        </div>
      </Form>
    </section>
  )
}
