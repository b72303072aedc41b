import { useState, type ReactElement } from 'react'
import type { OpenCompartment, ShutCompartment } from '../../src-main/contract/compartments.ts'
import { useNotices } from '../app/notices.ts'
import { recordsChanged } from '../app/queries.ts'
import { useSession } from '../app/session.ts'
import { useSay } from '../app/words.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ContractForm } from '../ui/form.tsx'
import { Note } from '../ui/Note.tsx'
import { NewPassphrase } from '../vault/NewPassphrase.tsx'
import { useNewPassphrase } from '../vault/new-passphrase.ts'
import { PassphraseField } from '../vault/PassphraseField.tsx'

interface OfCompartmentProps<C> {
  readonly compartment: C
  readonly onClose: () => void
}

/** Gives a compartment a passphrase of its own, or another. */
export function SetPassphraseDialog({ compartment, onClose }: OfCompartmentProps<OpenCompartment>): ReactElement {
  const say = useSay()
  const tell = useNotices((notices) => notices.tell)
  const vault = useSession(({ opened }) => opened?.name ?? '')
  const chosen = useNewPassphrase([compartment.name, vault])
  return (
    <Dialog title={say('compartment.passphrase.title', { name: compartment.name })} onClose={onClose}>
      <ContractForm
        name="compartment.passphrase"
        action={say('action.save')}
        onClose={onClose}
        disabled={!chosen.isReady}
        toInput={() => ({ compartmentId: compartment.compartmentId, passphrase: chosen.text })}
        onDone={() => {
          recordsChanged(['compartment'])
          tell({ tone: 'ok', id: 'compartment.passphrase.set' })
          onClose()
        }}
      >
        {() => (
          <>
            <p>{say('compartment.passphrase.text')}</p>
            <NewPassphrase chosen={chosen} label={say('compartment.passphrase.new')} isFirst />
            <Note tone="warning">{say('compartment.passphrase.forgotten')}</Note>
          </>
        )}
      </ContractForm>
    </Dialog>
  )
}

/** Takes the passphrase of its own from a compartment: it opens with the vault again. */
export function RemovePassphraseDialog({ compartment, onClose }: OfCompartmentProps<OpenCompartment>): ReactElement {
  const say = useSay()
  const tell = useNotices((notices) => notices.tell)
  return (
    <Dialog
      title={say('compartment.passphrase.remove.title', { name: compartment.name })}
      onClose={onClose}
      size="narrow"
      mustAnswer
    >
      <ContractForm
        name="compartment.passphrase"
        action={say('compartment.passphrase.remove.do')}
        onClose={onClose}
        toInput={() => ({ compartmentId: compartment.compartmentId, passphrase: null })}
        onDone={() => {
          recordsChanged(['compartment'])
          tell({ tone: 'ok', id: 'compartment.passphrase.removed' })
          onClose()
        }}
      >
        {() => <p>{say('compartment.passphrase.remove.text')}</p>}
      </ContractForm>
    </Dialog>
  )
}

/** Opens a compartment that did not open with the vault: with its passphrase, or as the older copy that it is. */
export function OpenDialog({ compartment, onClose }: OfCompartmentProps<ShutCompartment>): ReactElement {
  const say = useSay()
  const [passphrase, setPassphrase] = useState('')
  const { compartmentId, why } = compartment
  const isOlder = why === 'altered'
  return (
    <Dialog title={say('compartment.open.title')} onClose={onClose} size="narrow" mustAnswer={isOlder}>
      <ContractForm
        name="compartment.open"
        action={say(isOlder ? 'compartment.open.older.do' : 'compartment.open.do')}
        danger={isOlder}
        onClose={onClose}
        disabled={!isOlder && passphrase === ''}
        toInput={() => ({ compartmentId, acceptOlder: isOlder, ...(passphrase === '' ? {} : { passphrase }) })}
        onDone={() => {
          recordsChanged(['compartment', 'case'])
          onClose()
        }}
      >
        {() => (
          <>
            <p>{say(isOlder ? 'compartment.open.older.text' : 'compartment.open.text')}</p>
            <PassphraseField
              label={say(isOlder ? 'compartment.open.older.passphrase' : 'compartment.passphrase.own')}
              name="passphrase"
              value={passphrase}
              onChange={setPassphrase}
              isFirst
            />
          </>
        )}
      </ContractForm>
    </Dialog>
  )
}
