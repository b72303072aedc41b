import { useState, type ReactElement } from 'react'
import { Role } from '../../src-main/contract/words.ts'
import { useNotices } from '../app/notices.ts'
import { recordsChanged } from '../app/queries.ts'
import { useSession } from '../app/session.ts'
import { useSay } from '../app/words.tsx'
import { SelectField } from '../ui/Choice.tsx'
import { Beside, Dialog } from '../ui/Dialog.tsx'
import { LineField } from '../ui/Field.tsx'
import { ContractForm } from '../ui/form.tsx'
import { Note } from '../ui/Note.tsx'
import { NewPassphrase } from '../vault/NewPassphrase.tsx'
import { useNewPassphrase } from '../vault/new-passphrase.ts'

/** Lets a person in: their name, their role, and a passphrase that they choose here themselves. */
export function AddPersonDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const say = useSay()
  const tell = useNotices((notices) => notices.tell)
  const vault = useSession((session) => session.opened)?.name ?? ''
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('lawyer')
  const chosen = useNewPassphrase([name, vault])
  return (
    <Dialog title={say('people.add')} onClose={onClose}>
      <ContractForm
        name="user.add"
        action={say('people.add.save')}
        onClose={onClose}
        disabled={name.trim() === '' || !chosen.isReady}
        toInput={() => ({ name, role, passphrase: chosen.text })}
        onDone={() => {
          recordsChanged(['vault'])
          tell({ tone: 'ok', id: 'people.added' })
          onClose()
        }}
      >
        {(errorAt) => (
          <>
            <Note tone="plain">{say('people.add.text')}</Note>
            <Beside>
              <LineField
                label={say('field.name')}
                name="name"
                isRequired
                isFirst
                value={name}
                onChange={setName}
                error={errorAt('name')}
              />
              <SelectField
                label={say('people.role.label')}
                silent
                selectedKey={role}
                onSelectionChange={(key) => setRole(Role.parse(key))}
                options={Role.options.map((id) => ({ id, label: say(`role.${id}`) }))}
                hint={say(`role.${role}.may`)}
              />
            </Beside>
            <NewPassphrase chosen={chosen} label={say('people.add.passphrase')} />
          </>
        )}
      </ContractForm>
    </Dialog>
  )
}
