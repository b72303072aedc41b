import { useState, type ReactElement } from 'react'
import type { Input } from '../../src-main/contract/index.ts'
import { call } from '../app/bridge.ts'
import { attempt, useNotices } from '../app/notices.ts'
import { recordsChanged } from '../app/queries.ts'
import { useSession } from '../app/session.ts'
import { useSay } from '../app/words.tsx'
import { Beside, Dialog } from '../ui/Dialog.tsx'
import { AreaField, LineField } from '../ui/Field.tsx'
import { given, type Entered } from '../ui/entered.ts'
import { ContractForm } from '../ui/form.tsx'
import { Note } from '../ui/Note.tsx'
import type { CustodyDialog } from './dialogs.ts'
import { EventFields, PersonFields } from './EventFields.tsx'
import { fieldsOf, localNow, offsetAt, outFields, type Side } from './event-fields.ts'
import { signatureIn, unsigned } from './SignatureField.tsx'
import { SignatureSides, type Signatures } from './SignatureSides.tsx'

type Adding = Extract<CustodyDialog, { kind: 'custody-add' }>

interface AddCustodyDialogProps {
  readonly dialog: Adding
  readonly onClose: () => void
}

/** Adds to a chain of custody what happened to the exhibit, as a person says. It can be taken back, and never changed. */
export function AddCustodyDialog({ dialog, onClose }: AddCustodyDialogProps): ReactElement {
  const say = useSay()
  const { caseId, exhibitId, event, completes } = dialog
  const user = useSession((session) => session.opened?.user) ?? ''
  const fields = dialog.isOut === true ? outFields : fieldsOf[event]
  const [now] = useState(() => new Date())
  const [signatures, setSignatures] = useState<Signatures>({
    giver: unsigned,
    recipient: completes === undefined ? unsigned : { ...unsigned, how: 'drawn' },
    witness: unsigned,
  })
  const isReceipt = completes !== undefined
  const signs: readonly Side[] = isReceipt ? ['recipient', 'witness'] : fields.signs
  return (
    <Dialog title={say(titleOf(dialog))} onClose={onClose} size="wide">
      <ContractForm
        name="custody.add"
        action={say('custody.enter')}
        onClose={onClose}
        toInput={(form) => toEvent(form, dialog, signatures)}
        onDone={({ sequence }) => {
          onClose()
          recordsChanged(['exhibit'])
          useNotices.getState().tell({
            tone: 'ok',
            id: 'custody.entered',
            facts: { sequence },
            undo: () => attempt(() => takeBack(exhibitId, sequence, say('custody.mistake'))),
          })
        }}
      >
        {(errorAt) => (
          <>
            <Beside of={3}>
              <LineField
                label={say('custody.at')}
                name="at"
                kind="datetime-local"
                defaultValue={localNow(now)}
                hint={say('custody.at.hint')}
                isRequired
                error={errorAt('at')}
              />
              <LineField label={say('custody.offset')} name="offset" defaultValue={offsetAt(now)} silent />
              <LineField label={say('custody.by')} name="by" defaultValue={user} silent error={errorAt('by')} />
            </Beside>
            <LineField
              label={say('field.place')}
              name="place"
              isRequired={fields.must.includes('place')}
              error={errorAt('place')}
            />
            {isReceipt ? (
              <>
                <PersonFields who="witness" errorAt={errorAt} isRequired={false} />
                <LineField label={say('custody.field.condition')} name="condition" error={errorAt('condition')} />
              </>
            ) : (
              <EventFields fields={fields} errorAt={errorAt} />
            )}
            <AreaField
              label={say('custody.note')}
              name="note"
              rows={2}
              isRequired={fields.must.includes('note')}
              error={errorAt('note')}
            />
            {signs.length === 0 ? null : (
              <SignatureSides
                caseId={caseId}
                sides={signs}
                must={isReceipt ? 'recipient' : undefined}
                isTransfer={event === 'transferred'}
                signatures={signatures}
                onSignatures={setSignatures}
              />
            )}
            {errorAt('recipientSignature') === undefined ? null : (
              <Note tone="failure">{say('signature.missing')}</Note>
            )}
          </>
        )}
      </ContractForm>
    </Dialog>
  )
}

function titleOf({ event, completes, ends, isOut }: Adding): Parameters<ReturnType<typeof useSay>>[0] {
  if (completes !== undefined) return 'custody.sign'
  if (ends !== undefined) return 'custody.check-in'
  return isOut === true ? 'custody.check-out' : `custody.add.${event}`
}

function toEvent(
  form: Entered,
  { exhibitId, event, completes, ends }: Adding,
  signatures: Signatures,
): Input<'custody.add'> {
  const at = form.text('at')
  return given({
    exhibitId,
    kind: event,
    // What was typed is the time there, so the offset that was typed belongs to it.
    at: at === undefined ? undefined : `${at}${form.text('offset') ?? ''}`,
    by: form.text('by'),
    place: form.text('place'),
    note: form.text('note'),
    from: personIn(form, 'from'),
    to: personIn(form, 'to'),
    witness: personIn(form, 'witness'),
    purpose: form.text('purpose'),
    authority: form.text('authority'),
    condition: form.text('condition'),
    transport: form.text('transport'),
    seal: form.text('seal'),
    sealIntact: intactIn(form),
    newSeal: form.text('newSeal'),
    due: form.text('due'),
    completes,
    ends,
    giverSignature: signatureIn(signatures.giver),
    recipientSignature: signatureIn(signatures.recipient),
    witnessSignature: signatureIn(signatures.witness),
  })
}

function intactIn(form: Entered): boolean | undefined {
  const said = form.text('sealIntact')
  return said === undefined || said === 'unknown' ? undefined : said === 'yes'
}

function personIn(form: Entered, who: string): Input<'custody.add'>['from'] {
  const name = form.text(`${who}.name`)
  const role = form.text(`${who}.role`)
  const organisation = form.text(`${who}.organisation`)
  if (name === undefined) return undefined
  return given({ name, role, organisation })
}

/** Undo of what only grows: an event that takes the other back. */
async function takeBack(exhibitId: Adding['exhibitId'], corrects: number, note: string): Promise<void> {
  await call('custody.correct', { exhibitId, corrects, withdraws: true, note })
  recordsChanged(['exhibit'])
}
