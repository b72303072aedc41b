import type { ReactElement } from 'react'
import type { CaseId } from '../../src-main/contract/ids.ts'
import { ExhibitKind } from '../../src-main/contract/words.ts'
import { useNotices } from '../app/notices.ts'
import { useSay } from '../app/words.tsx'
import { SelectField } from '../ui/Choice.tsx'
import { Beside, Dialog } from '../ui/Dialog.tsx'
import { LineField } from '../ui/Field.tsx'
import { given } from '../ui/entered.ts'
import { ContractForm } from '../ui/form.tsx'
import { DetailsFields, detailsIn } from './DetailsFields.tsx'

interface RecordExhibitDialogProps {
  readonly caseId: CaseId
  readonly onClose: () => void
}

/** Enters a thing without a file into the register: shackles, a ledger, a telephone in a sealed bag. */
export function RecordExhibitDialog({ caseId, onClose }: RecordExhibitDialogProps): ReactElement {
  const say = useSay()
  const tell = useNotices((notices) => notices.tell)
  return (
    <Dialog title={say('record.title')} onClose={onClose} size="wide">
      <ContractForm
        name="exhibit.record"
        action={say('record.save')}
        onClose={onClose}
        toInput={(form) => {
          const kind = ExhibitKind.safeParse(form.text('kind'))
          return given({
            caseId,
            title: form.text('title') ?? '',
            kind: kind.success ? kind.data : 'physical-object',
            details: detailsIn(form, false),
          })
        }}
        onDone={({ mark }) => {
          onClose()
          tell({ tone: 'ok', id: 'record.done', facts: { mark } })
        }}
      >
        {(errorAt) => (
          <>
            <Beside>
              <LineField label={say('field.title')} name="title" isRequired isFirst error={errorAt('title')} />
              <SelectField
                label={say('field.kind')}
                name="kind"
                silent
                defaultSelectedKey="physical-object"
                options={ExhibitKind.options.map((id) => ({ id, label: say(`kind.${id}`) }))}
              />
            </Beside>
            <DetailsFields errorAt={errorAt} isPhysical />
          </>
        )}
      </ContractForm>
    </Dialog>
  )
}
