import type { ReactElement } from 'react'
import type { ExhibitId } from '../../src-main/contract/ids.ts'
import { useNotices } from '../app/notices.ts'
import { recordsChanged } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { LineField } from '../ui/Field.tsx'
import { given } from '../ui/entered.ts'
import { ContractForm } from '../ui/form.tsx'

interface MoveDialogProps {
  readonly exhibits: readonly ExhibitId[]
  readonly onClose: () => void
}

/** Moves many things to one place: an event in each chain. */
export function MoveDialog({ exhibits, onClose }: MoveDialogProps): ReactElement {
  const say = useSay()
  const tell = useNotices((notices) => notices.tell)
  return (
    <Dialog title={say('custody.move', { count: exhibits.length })} onClose={onClose}>
      <ContractForm
        name="custody.move"
        action={say('custody.enter')}
        onClose={onClose}
        toInput={(form) => given({ exhibits: [...exhibits], place: form.text('place') ?? '', note: form.text('note') })}
        onDone={({ moved }) => {
          onClose()
          recordsChanged(['exhibit'])
          tell({ tone: 'ok', id: 'custody.moved', facts: { count: moved } })
        }}
      >
        {(errorAt) => (
          <>
            <LineField label={say('custody.move.to')} name="place" isRequired isFirst error={errorAt('place')} />
            <LineField label={say('custody.note')} name="note" error={errorAt('note')} />
          </>
        )}
      </ContractForm>
    </Dialog>
  )
}
