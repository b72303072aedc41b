import type { ReactElement } from 'react'
import type { User } from '../../src-main/contract/users.ts'
import { useNotices } from '../app/notices.ts'
import { recordsChanged } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ContractForm } from '../ui/form.tsx'
import { Note } from '../ui/Note.tsx'

interface RemovePersonDialogProps {
  readonly user: User
  readonly onClose: () => void
}

/** Takes a person's ways in away. What they did stays in the ledger. */
export function RemovePersonDialog({ user, onClose }: RemovePersonDialogProps): ReactElement {
  const say = useSay()
  const tell = useNotices((notices) => notices.tell)
  return (
    <Dialog title={say('people.remove.title', { name: user.name })} onClose={onClose} size="narrow" mustAnswer>
      <ContractForm
        name="user.remove"
        action={say('people.remove.do')}
        danger
        onClose={onClose}
        toInput={() => ({ userId: user.userId })}
        onDone={() => {
          recordsChanged(['vault'])
          tell({ tone: 'ok', id: 'people.removed.done' })
          onClose()
        }}
      >
        {() => (
          <>
            <p>{say('people.remove.text')}</p>
            <Note tone="warning">{say('people.remove.copies')}</Note>
          </>
        )}
      </ContractForm>
    </Dialog>
  )
}
