import { useState, type ReactElement, type FormEvent } from 'react'
import { Form } from 'react-aria-components'
import type { Granted } from '../../src-main/contract/shell.ts'
import { Role } from '../../src-main/contract/words.ts'
import { call } from '../app/bridge.ts'
import { useSession } from '../app/session.ts'
import { useSay } from '../app/words.tsx'
import { Button, classes } from '../ui/Button.tsx'
import { SelectField } from '../ui/Choice.tsx'
import { LineField } from '../ui/Field.tsx'
import { FailureNote } from '../ui/Note.tsx'
import { NewPassphrase } from './NewPassphrase.tsx'
import { useNewPassphrase } from './new-passphrase.ts'
import { RecoveryKey } from './RecoveryKey.tsx'
import css from './Vault.module.css'

interface CreateVaultProps {
  readonly folder: Granted
  readonly onBack: () => void
}

interface Made {
  readonly recoveryKey: string
  readonly user: string
  readonly passphrase: string
}

/** Makes a vault: its name, its first user, a passphrase, and the recovery key shown once. */
export function CreateVault({ folder, onBack }: CreateVaultProps): ReactElement {
  const [made, setMade] = useState<Made>()
  const enter = useSession((session) => session.enter)
  if (made === undefined) return <NewVaultForm folder={folder} onBack={onBack} onMade={setMade} />
  const open = async (): Promise<void> => {
    const { user, passphrase } = made
    // The keeper may have kept the new vault open.
    const already = await call('vault.status', {}).catch(() => undefined)
    if (already !== undefined) enter(already)
    else enter(await call('vault.unlock', { folder: folder.grant, user, passphrase }))
  }
  return <RecoveryKey recoveryKey={made.recoveryKey} onConfirmed={open} />
}

interface NewVaultFormProps extends CreateVaultProps {
  readonly onMade: (made: Made) => void
}

function NewVaultForm({ folder, onBack, onMade }: NewVaultFormProps): ReactElement {
  const say = useSay()
  const [name, setName] = useState(folder.name)
  const [user, setUser] = useState('')
  const [role, setRole] = useState<Role>('director')
  const [state, setState] = useState<{ readonly busy: boolean; readonly error?: unknown }>({ busy: false })
  const chosen = useNewPassphrase([name, user])
  const passphrase = chosen.text
  const isComplete = name.trim() !== '' && user.trim() !== '' && chosen.isReady

  const create = async (): Promise<void> => {
    setState({ busy: true })
    try {
      const { recoveryKey } = await call('vault.create', { folder: folder.grant, name, user, role, passphrase })
      onMade({ recoveryKey, user: user.normalize('NFC').trim(), passphrase })
    } catch (error) {
      setState({ busy: false, error })
    }
  }
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    if (isComplete && !state.busy) void create()
  }
  return (
    <section className={classes(css['card'], css['wide'])} aria-label={say('create.title')}>
      <h2>{say('create.title')}</h2>
      <p>{say('create.where', { folder: folder.name })}</p>
      <Form className={css['form'] ?? ''} onSubmit={submit} validationBehavior="aria">
        <LineField label={say('create.name')} name="name" isRequired value={name} onChange={setName} isFirst />
        <div className={css['pair']}>
          <LineField label={say('create.user')} name="user" isRequired value={user} onChange={setUser} />
          <SelectField
            label={say('create.role')}
            silent
            selectedKey={role}
            onSelectionChange={(key) => setRole(Role.parse(key))}
            options={Role.options.map((id) => ({ id, label: say(`role.${id}`) }))}
          />
        </div>
        <NewPassphrase chosen={chosen} label={say('passphrase.label')} />
        {state.error === undefined ? null : <FailureNote error={state.error} />}
        <div className={css['row']}>
          <Button onPress={onBack}>{say('action.back')}</Button>
          <Button type="submit" look="primary" isPending={state.busy} isDisabled={!isComplete}>
            {say('create.make')}
          </Button>
        </div>
      </Form>
    </section>
  )
}
