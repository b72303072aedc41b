import { useState, type ReactElement } from 'react'
import { useNotices } from '../app/notices.ts'
import { recordsChanged } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { Dialog, DialogBody } from '../ui/Dialog.tsx'
import { ContractForm } from '../ui/form.tsx'
import { RecoveryKeyPaper } from '../vault/RecoveryKey.tsx'

/** Makes a new recovery key in place of the old one, and shows it this once. */
export function RenewRecoveryDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const say = useSay()
  const tell = useNotices((notices) => notices.tell)
  const [recoveryKey, setRecoveryKey] = useState<string>()
  if (recoveryKey !== undefined) {
    return (
      <Dialog title={say('recovery.title')} onClose={onClose} mustAnswer>
        <DialogBody>
          <RecoveryKeyPaper
            recoveryKey={recoveryKey}
            action={say('recovery.written')}
            onConfirmed={() => {
              recordsChanged(['vault'])
              tell({ tone: 'ok', id: 'keys.recovery.renewed' })
              onClose()
              return Promise.resolve()
            }}
          />
        </DialogBody>
      </Dialog>
    )
  }
  return (
    <Dialog title={say('keys.recovery')} onClose={onClose} size="narrow" mustAnswer>
      <ContractForm
        name="recovery.renew"
        action={say('keys.recovery')}
        onClose={onClose}
        toInput={() => ({})}
        onDone={(made) => setRecoveryKey(made.recoveryKey)}
      >
        {() => <p>{say('keys.recovery.ask')}</p>}
      </ContractForm>
    </Dialog>
  )
}
