import { useState, type ReactElement } from 'react'
import type { Granted } from '../../src-main/contract/shell.ts'
import { call } from '../app/bridge.ts'
import { lock, useSession } from '../app/session.ts'
import { useSay } from '../app/words.tsx'
import { Tick } from '../ui/Choice.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../ui/Dialog.tsx'
import { FailureNote, Note, Waiting } from '../ui/Note.tsx'
import { KeyFile } from '../vault/KeyFile.tsx'
import { NewPassphrase } from '../vault/NewPassphrase.tsx'
import { useNewPassphrase } from '../vault/new-passphrase.ts'
import { PassphraseField } from '../vault/PassphraseField.tsx'
import { RecoveryKeyPaper } from '../vault/RecoveryKey.tsx'

type State =
  | { readonly at: 'asking'; readonly error?: unknown }
  | { readonly at: 'working' }
  | { readonly at: 'done'; readonly recoveryKey: string }
  /** It failed after the vault had been closed for it. */
  | { readonly at: 'closed'; readonly error: unknown }

/** Gives the vault a new master key: the vault is closed by it, and opened again with the passphrase. */
export function RotateDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const say = useSay()
  const [state, setState] = useState<State>({ at: 'asking' })
  const rotate = async (said: Parameters<typeof call<'vault.rotate'>>[1]): Promise<void> => {
    setState({ at: 'working' })
    try {
      const { recoveryKey } = await call('vault.rotate', said)
      setState({ at: 'done', recoveryKey })
    } catch (error) {
      const isOpen = await call('vault.status', {}).then(
        () => true,
        () => false,
      )
      setState({ at: isOpen ? 'asking' : 'closed', error })
    }
  }
  if (state.at === 'done') {
    return (
      <Dialog title={say('recovery.title')} onClose={onClose} mustAnswer>
        <DialogBody>
          <Note tone="ok">{say('keys.rotated')}</Note>
          <RecoveryKeyPaper recoveryKey={state.recoveryKey} action={say('recovery.written')} onConfirmed={lock} />
        </DialogBody>
      </Dialog>
    )
  }
  if (state.at === 'closed') {
    return (
      <Dialog title={say('keys.rotate')} onClose={onClose} size="narrow" mustAnswer>
        <DialogBody>
          <FailureNote error={state.error} />
          <p>{say('keys.rotate.closed')}</p>
        </DialogBody>
        <DialogFoot>
          <Button look="primary" onPress={() => void lock()}>
            {say('keys.rotate.again')}
          </Button>
        </DialogFoot>
      </Dialog>
    )
  }
  if (state.at === 'working') {
    return (
      <Dialog title={say('keys.rotate')} onClose={onClose} size="narrow" mustAnswer>
        <DialogBody>
          <p>{say('keys.rotating')}</p>
          <Waiting />
        </DialogBody>
      </Dialog>
    )
  }
  return <AskToRotate error={state.error} onClose={onClose} onRotate={(said) => void rotate(said)} />
}

interface AskToRotateProps {
  readonly error: unknown
  readonly onClose: () => void
  readonly onRotate: (said: Parameters<typeof call<'vault.rotate'>>[1]) => void
}

function AskToRotate({ error, onClose, onRotate }: AskToRotateProps): ReactElement {
  const say = useSay()
  const opened = useSession((session) => session.opened)
  const [passphrase, setPassphrase] = useState('')
  const [keyFile, setKeyFile] = useState<Granted>()
  const [isKept, setKept] = useState(false)
  const chosen = useNewPassphrase([opened?.user ?? '', opened?.name ?? ''])
  return (
    <Dialog title={say('keys.rotate')} onClose={onClose} mustAnswer>
      <DialogBody>
        <p>{say('keys.rotate.ask')}</p>
        <PassphraseField
          label={say('ways.passphrase.now')}
          name="passphrase"
          value={passphrase}
          onChange={setPassphrase}
          isFirst
        />
        <KeyFile file={keyFile} onChange={setKeyFile} />
        <Tick
          label={say('keys.rotate.keep')}
          hint={say('keys.rotate.keep.hint')}
          isSelected={isKept}
          onChange={setKept}
        />
        {isKept ? null : <NewPassphrase chosen={chosen} label={say('ways.passphrase.next')} />}
        {error === undefined ? null : <FailureNote error={error} />}
      </DialogBody>
      <DialogFoot>
        <Button onPress={onClose}>{say('action.cancel')}</Button>
        <Button
          look="danger"
          isDisabled={passphrase === '' || !(isKept || chosen.isReady)}
          onPress={() =>
            onRotate({
              passphrase,
              ...(keyFile === undefined ? {} : { keyFile: keyFile.grant }),
              ...(isKept ? {} : { next: chosen.text }),
            })
          }
        >
          {say('keys.rotate')}
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
