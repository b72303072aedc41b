import { useState, type ReactElement } from 'react'
import { UserId } from '../../src-main/contract/ids.ts'
import { useNotices } from '../app/notices.ts'
import { recordsChanged } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ContractForm } from '../ui/form.tsx'
import { Note } from '../ui/Note.tsx'
import { ReadersField } from './ReadersField.tsx'
import { usePeople } from './use-compartments.ts'

/** Makes the one compartment of aftercare. Aftercare workers read it without being named. */
export function CreateAftercareDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const say = useSay()
  const tell = useNotices((notices) => notices.tell)
  const { people, self } = usePeople()
  const [chosen, setChosen] = useState<readonly string[]>()
  const workers = people.filter(({ role }) => role === 'aftercare').map(({ userId }) => userId)
  const named = chosen ?? (self === undefined ? [] : [self.userId])
  const readers = [...new Set([...workers, ...named])]
  return (
    <Dialog title={say('compartment.aftercare.create')} onClose={onClose}>
      <ContractForm
        name="compartment.create"
        action={say('compartment.aftercare.do')}
        onClose={onClose}
        disabled={readers.length === 0}
        toInput={() => ({
          kind: 'aftercare',
          name: say('compartment.kind.aftercare'),
          users: readers.map((id) => UserId.parse(id)),
        })}
        onDone={() => {
          recordsChanged(['compartment'])
          tell({ tone: 'ok', id: 'compartment.aftercare.made' })
          onClose()
        }}
      >
        {(errorAt) => (
          <>
            <p>{say('compartment.aftercare.text')}</p>
            <ReadersField people={people} self={self} chosen={readers} onChange={setChosen} error={errorAt('users')} />
            {self !== undefined && !readers.includes(self.userId) ? (
              <Note tone="warning">{say('compartment.aftercare.without-you')}</Note>
            ) : null}
          </>
        )}
      </ContractForm>
    </Dialog>
  )
}
