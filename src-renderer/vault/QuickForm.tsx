import { useState, type FormEvent, type ReactElement } from 'react'
import { Form } from 'react-aria-components'
import type { Granted } from '../../src-main/contract/shell.ts'
import { call, failureOf } from '../app/bridge.ts'
import { wordFailure } from '../app/failure-words.ts'
import { useAsk } from '../app/queries.ts'
import { useSession } from '../app/session.ts'
import { useSay } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { PassphraseField } from './PassphraseField.tsx'
import css from './Vault.module.css'

/** Opens a vault again with the PIN, where quick unlock is on for it; the passphrase does as ever. */
export function QuickForm({ folder }: { readonly folder: Granted }): ReactElement | null {
  const say = useSay()
  const status = useAsk('quick.status', { folder: folder.grant })
  const enter = useSession((session) => session.enter)
  const [pin, setPin] = useState('')
  const [state, setState] = useState<{ readonly busy: boolean; readonly error?: unknown }>({ busy: false })
  if (status.data?.isHere !== true) return null

  const unlock = async (): Promise<void> => {
    setState({ busy: true })
    try {
      enter(await call('quick.unlock', { folder: folder.grant, pin }))
    } catch (error) {
      setState({ busy: false, error })
      setPin('')
    }
  }
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    if (!state.busy && pin !== '') void unlock()
  }
  return (
    <Form className={css['form'] ?? ''} onSubmit={submit} validationBehavior="aria">
      <PassphraseField
        label={say('quick.pin')}
        name="pin"
        value={pin}
        onChange={setPin}
        error={state.error === undefined ? undefined : wordFailure(say, failureOf(state.error))}
      />
      <Button type="submit" isPending={state.busy} isDisabled={pin === ''}>
        {say('quick.unlock')}
      </Button>
    </Form>
  )
}
