import type { ReactElement } from 'react'
import type { CaseId } from '../../src-main/contract/ids.ts'
import { useNotices } from '../app/notices.ts'
import { useSay } from '../app/words.tsx'
import { Beside, Dialog } from '../ui/Dialog.tsx'
import { AreaField, LineField } from '../ui/Field.tsx'
import { given } from '../ui/entered.ts'
import { ContractForm } from '../ui/form.tsx'

interface AddHearingDialogProps {
  readonly caseId: CaseId
  readonly onClose: () => void
}

/** Records a day in court, past or to come. */
export function AddHearingDialog({ caseId, onClose }: AddHearingDialogProps): ReactElement {
  const say = useSay()
  const tell = useNotices((notices) => notices.tell)
  return (
    <Dialog title={say('hearing.add')} onClose={onClose}>
      <ContractForm
        name="hearing.add"
        action={say('hearing.save')}
        onClose={onClose}
        toInput={(form) =>
          given({
            caseId,
            date: form.text('date') ?? '',
            purpose: form.text('purpose') ?? '',
            court: form.text('court'),
            before: form.text('before'),
            outcome: form.text('outcome'),
            adjournmentReason: form.text('adjournmentReason'),
            nextDate: form.text('nextDate'),
          })
        }
        onDone={() => {
          onClose()
          tell({ tone: 'ok', id: 'hearing.added' })
        }}
      >
        {(errorAt) => (
          <>
            <Beside>
              <LineField label={say('field.date')} name="date" kind="date" isRequired isFirst error={errorAt('date')} />
              <LineField label={say('field.purpose')} name="purpose" isRequired error={errorAt('purpose')} />
              <LineField label={say('field.court')} name="court" error={errorAt('court')} />
              <LineField label={say('field.before')} name="before" error={errorAt('before')} />
            </Beside>
            <AreaField label={say('field.outcome')} name="outcome" rows={3} error={errorAt('outcome')} />
            <Beside>
              <LineField
                label={say('field.adjournmentReason')}
                name="adjournmentReason"
                error={errorAt('adjournmentReason')}
              />
              <LineField label={say('field.nextDate')} name="nextDate" kind="date" error={errorAt('nextDate')} />
            </Beside>
          </>
        )}
      </ContractForm>
    </Dialog>
  )
}
