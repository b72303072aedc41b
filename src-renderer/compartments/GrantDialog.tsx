import { useState, type ReactElement } from 'react'
import type { OpenCompartment } from '../../src-main/contract/compartments.ts'
import { UserId } from '../../src-main/contract/ids.ts'
import type { User } from '../../src-main/contract/users.ts'
import { useNotices } from '../app/notices.ts'
import { recordsChanged } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { Radios } from '../ui/Choice.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ContractForm } from '../ui/form.tsx'
import { Note } from '../ui/Note.tsx'

interface GrantDialogProps {
  readonly compartment: OpenCompartment
  /** Who cannot read it yet. */
  readonly people: readonly User[]
  readonly onClose: () => void
}

/** Lets one more person read a compartment. */
export function GrantDialog({ compartment, people, onClose }: GrantDialogProps): ReactElement {
  const say = useSay()
  const tell = useNotices((notices) => notices.tell)
  const [chosen, setChosen] = useState<string>('')
  return (
    <Dialog title={say('readers.grant.title', { name: compartment.name })} onClose={onClose}>
      <ContractForm
        name="compartment.grant"
        action={say('readers.grant.do')}
        onClose={onClose}
        disabled={chosen === ''}
        toInput={() => ({ compartmentId: compartment.compartmentId, userId: UserId.parse(chosen) })}
        onDone={() => {
          recordsChanged(['compartment'])
          tell({ tone: 'ok', id: 'readers.granted' })
          onClose()
        }}
      >
        {() => (
          <>
            <p>{say('readers.grant.text')}</p>
            <Radios
              label={say('readers.grant.who')}
              value={chosen}
              onChange={setChosen}
              options={people.map(({ userId, name, role }) => ({ id: userId, label: name, note: say(`role.${role}`) }))}
            />
            {compartment.hasPassphrase ? <Note tone="plain">{say('readers.grant.passphrase')}</Note> : null}
          </>
        )}
      </ContractForm>
    </Dialog>
  )
}
