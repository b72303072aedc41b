import { useEffect, useRef, useState, type FormEvent, type ReactElement } from 'react'
import { Form } from 'react-aria-components'
import type { Granted } from '../../src-main/contract/shell.ts'
import { SAMPLE_PASSPHRASE } from '../../src-main/contract/vault.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../ui/Dialog.tsx'
import { FailureNote } from '../ui/Note.tsx'
import { KeyFile } from '../vault/KeyFile.tsx'
import { PassphraseField } from '../vault/PassphraseField.tsx'
import form from '../ui/Dialog.module.css'
import { call, failureOf } from './bridge.ts'
import { wordFailure } from './failure-words.ts'
import { useProofs } from './proof.ts'
import { useSession } from './session.ts'
import { useSay } from './words.tsx'

/** Asks who sits there to prove it, before something leaves the vault or the ways into it change. */
export function ProofDialog(): ReactElement | null {
  const { answer, settle } = useProofs()
  const isSample = useSession((session) => session.isSample)
  if (answer === undefined) return null
  return isSample ? <ProveSample onSettle={settle} /> : <AskedForProof onSettle={settle} />
}

/** The passphrase of the sample office is no secret, and nobody has to know it. */
function ProveSample({ onSettle }: { readonly onSettle: (isProved: boolean) => void }): null {
  useEffect(() => {
    call('vault.prove', { passphrase: SAMPLE_PASSPHRASE }).then(
      () => onSettle(true),
      () => onSettle(false),
    )
  }, [onSettle])
  return null
}

function AskedForProof({ onSettle }: { readonly onSettle: (isProved: boolean) => void }): ReactElement {
  const say = useSay()
  const user = useSession((session) => session.opened)?.user ?? ''
  const [passphrase, setPassphrase] = useState('')
  const [keyFile, setKeyFile] = useState<Granted>()
  const [state, setState] = useState<{ readonly busy: boolean; readonly error?: unknown }>({ busy: false })
  const field = useRef<HTMLInputElement>(null)
  const failure = state.error === undefined ? undefined : failureOf(state.error)
  const isWrong = failure?.code === 'vault.wrong-passphrase'

  const prove = async (): Promise<void> => {
    setState({ busy: true })
    try {
      await call('vault.prove', { passphrase, ...(keyFile === undefined ? {} : { keyFile: keyFile.grant }) })
      onSettle(true)
    } catch (error) {
      setState({ busy: false, error })
      field.current?.select()
    }
  }
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    if (!state.busy && passphrase !== '') void prove()
  }
  return (
    <Dialog title={say('proof.title')} onClose={() => onSettle(false)} size="narrow">
      <Form className={form['form'] ?? ''} onSubmit={submit} validationBehavior="aria">
        <DialogBody>
          <p>{say('proof.text', { user })}</p>
          <PassphraseField
            label={say('passphrase.label')}
            name="passphrase"
            value={passphrase}
            onChange={setPassphrase}
            inputRef={field}
            isFirst
            error={isWrong ? wordFailure(say, failure) : undefined}
          />
          <KeyFile file={keyFile} onChange={setKeyFile} />
          {state.error === undefined || isWrong ? null : <FailureNote error={state.error} />}
        </DialogBody>
        <DialogFoot>
          <Button onPress={() => onSettle(false)}>{say('action.cancel')}</Button>
          <Button type="submit" look="primary" isPending={state.busy} isDisabled={passphrase === ''}>
            {say('proof.prove')}
          </Button>
        </DialogFoot>
      </Form>
    </Dialog>
  )
}
