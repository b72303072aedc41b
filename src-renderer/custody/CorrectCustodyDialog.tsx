import type { ReactElement } from 'react'
import { useNotices } from '../app/notices.ts'
import { recordsChanged } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { Tick } from '../ui/Choice.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { LineField } from '../ui/Field.tsx'
import { ContractForm } from '../ui/form.tsx'
import type { CustodyDialog } from './dialogs.ts'

interface CorrectCustodyDialogProps {
  readonly dialog: Extract<CustodyDialog, { kind: 'custody-correct' }>
  readonly onClose: () => void
}

/** Says that an event is wrong. The event stays; a new one names it. */
export function CorrectCustodyDialog({ dialog, onClose }: CorrectCustodyDialogProps): ReactElement {
  const { exhibitId, sequence, isTold } = dialog
  const say = useSay()
  const tell = useNotices((notices) => notices.tell)
  return (
    <Dialog title={say('custody.correct', { sequence })} onClose={onClose}>
      <ContractForm
        name="custody.correct"
        action={say('custody.enter')}
        onClose={onClose}
        toInput={(form) => ({
          exhibitId,
          corrects: sequence,
          withdraws: form.on('withdraws'),
          note: form.text('note') ?? '',
        })}
        onDone={(entered) => {
          onClose()
          recordsChanged(['exhibit'])
          tell({ tone: 'ok', id: 'custody.entered', facts: { sequence: entered.sequence } })
        }}
      >
        {(errorAt) => (
          <>
            <p>{say('custody.correct.text')}</p>
            <LineField label={say('custody.correct.note')} name="note" isRequired isFirst error={errorAt('note')} />
            {isTold ? (
              <Tick label={say('custody.withdraw')} hint={say('custody.withdraw.hint')} name="withdraws" value="yes" />
            ) : null}
          </>
        )}
      </ContractForm>
    </Dialog>
  )
}
