import type { ReactElement } from 'react'
import type { OpenCompartment } from '../../src-main/contract/compartments.ts'
import { useNotices } from '../app/notices.ts'
import { recordsChanged } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ContractForm } from '../ui/form.tsx'
import { Note } from '../ui/Note.tsx'

/** Somebody who can read a compartment. */
export type Holder = OpenCompartment['holders'][number]

interface WithdrawDialogProps {
  readonly compartment: OpenCompartment
  readonly holder: Holder
  readonly isSelf: boolean
  readonly onClose: () => void
}

/** Takes a compartment from somebody; it is given a new key by that. */
export function WithdrawDialog({ compartment, holder, isSelf, onClose }: WithdrawDialogProps): ReactElement {
  const say = useSay()
  const tell = useNotices((notices) => notices.tell)
  return (
    <Dialog title={say('readers.withdraw.title', { name: holder.name })} onClose={onClose} size="narrow" mustAnswer>
      <ContractForm
        name="compartment.withdraw"
        action={say('readers.withdraw.do')}
        danger
        onClose={onClose}
        toInput={() => ({ compartmentId: compartment.compartmentId, userId: holder.userId })}
        onDone={() => {
          recordsChanged(['compartment', 'case'])
          tell({ tone: 'ok', id: 'readers.withdrawn' })
          onClose()
        }}
      >
        {() => (
          <>
            <p>{say('readers.withdraw.text')}</p>
            {isSelf ? <Note tone="warning">{say('readers.withdraw.self')}</Note> : null}
            <Note tone="warning">{say('readers.withdraw.copies')}</Note>
          </>
        )}
      </ContractForm>
    </Dialog>
  )
}
