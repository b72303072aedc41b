import { useState, type ReactElement } from 'react'
import type { Granted } from '../../src-main/contract/shell.ts'
import { useNotices } from '../app/notices.ts'
import { recordsChanged } from '../app/queries.ts'
import { useSession } from '../app/session.ts'
import { useSay } from '../app/words.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ContractForm } from '../ui/form.tsx'
import { Note } from '../ui/Note.tsx'
import { KeyFile } from '../vault/KeyFile.tsx'
import { NewPassphrase } from '../vault/NewPassphrase.tsx'
import { useNewPassphrase } from '../vault/new-passphrase.ts'
import { PassphraseField } from '../vault/PassphraseField.tsx'

/** Changes one's own passphrase. */
export function ChangePassphraseDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const say = useSay()
  const tell = useNotices((notices) => notices.tell)
  const opened = useSession((session) => session.opened)
  const [passphrase, setPassphrase] = useState('')
  const [keyFile, setKeyFile] = useState<Granted>()
  const chosen = useNewPassphrase([opened?.user ?? '', opened?.name ?? ''])
  return (
    <Dialog title={say('ways.passphrase')} onClose={onClose}>
      <ContractForm
        name="passphrase.change"
        action={say('ways.passphrase.do')}
        onClose={onClose}
        disabled={passphrase === '' || !chosen.isReady}
        toInput={() => ({
          passphrase,
          next: chosen.text,
          ...(keyFile === undefined ? {} : { keyFile: keyFile.grant }),
        })}
        onDone={() => {
          recordsChanged(['vault'])
          tell({ tone: 'ok', id: 'ways.passphrase.changed' })
          onClose()
        }}
      >
        {() => (
          <>
            <PassphraseField
              label={say('ways.passphrase.now')}
              name="passphrase"
              value={passphrase}
              onChange={setPassphrase}
              isFirst
            />
            <KeyFile file={keyFile} onChange={setKeyFile} />
            <NewPassphrase chosen={chosen} label={say('ways.passphrase.next')} />
            <Note tone="plain">{say('ways.passphrase.copies')}</Note>
          </>
        )}
      </ContractForm>
    </Dialog>
  )
}
