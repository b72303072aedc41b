import { useState, type ReactElement } from 'react'
import { QUICK_HOURS } from '../../src-main/contract/quick.ts'
import type { Granted } from '../../src-main/contract/shell.ts'
import { useNotices } from '../app/notices.ts'
import { queryClient } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ContractForm } from '../ui/form.tsx'
import { Note } from '../ui/Note.tsx'
import { KeyFile } from './KeyFile.tsx'
import { PassphraseField } from './PassphraseField.tsx'

/** Switches quick unlock on, for as long as the program runs. */
export function QuickDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const say = useSay()
  const tell = useNotices((notices) => notices.tell)
  const [passphrase, setPassphrase] = useState('')
  const [keyFile, setKeyFile] = useState<Granted>()
  const [pin, setPin] = useState('')
  return (
    <Dialog title={say('quick.title')} onClose={onClose}>
      <ContractForm
        name="quick.arrange"
        action={say('quick.on')}
        onClose={onClose}
        disabled={passphrase === '' || pin === ''}
        toInput={() => ({ passphrase, pin, ...(keyFile === undefined ? {} : { keyFile: keyFile.grant }) })}
        onDone={() => {
          void queryClient.invalidateQueries({ queryKey: ['quick.status'] })
          tell({ tone: 'ok', id: 'quick.is-on' })
          onClose()
        }}
      >
        {(errorAt) => (
          <>
            <p>{say('quick.text', { hours: QUICK_HOURS })}</p>
            <PassphraseField
              label={say('passphrase.label')}
              name="passphrase"
              value={passphrase}
              onChange={setPassphrase}
              isFirst
            />
            <KeyFile file={keyFile} onChange={setKeyFile} />
            <PassphraseField
              label={say('quick.pin')}
              name="pin"
              value={pin}
              onChange={setPin}
              hint={say('quick.pin.hint')}
              error={errorAt('pin')}
            />
            <Note tone="warning">{say('quick.warning')}</Note>
          </>
        )}
      </ContractForm>
    </Dialog>
  )
}
