import { useState, type ReactElement } from 'react'
import type { User } from '../../src-main/contract/users.ts'
import { Role } from '../../src-main/contract/words.ts'
import { useNotices } from '../app/notices.ts'
import { recordsChanged } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { Radios } from '../ui/Choice.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ContractForm } from '../ui/form.tsx'

interface ChangeRoleDialogProps {
  readonly user: User
  readonly onClose: () => void
}

/** Gives a person another role. */
export function ChangeRoleDialog({ user, onClose }: ChangeRoleDialogProps): ReactElement {
  const say = useSay()
  const tell = useNotices((notices) => notices.tell)
  const [role, setRole] = useState(user.role)
  return (
    <Dialog title={say('people.role.title', { name: user.name })} onClose={onClose}>
      <ContractForm
        name="user.role"
        action={say('action.save')}
        onClose={onClose}
        disabled={role === user.role}
        toInput={() => ({ userId: user.userId, role })}
        onDone={() => {
          recordsChanged(['vault'])
          tell({ tone: 'ok', id: 'people.role.changed' })
          onClose()
        }}
      >
        {() => (
          <>
            <p>{say('people.role.text')}</p>
            <Radios
              label={say('people.role.label')}
              value={role}
              onChange={(id) => setRole(Role.parse(id))}
              options={Role.options.map((id) => ({ id, label: say(`role.${id}`), note: say(`role.${id}.may`) }))}
            />
          </>
        )}
      </ContractForm>
    </Dialog>
  )
}
