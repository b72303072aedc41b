import { useState, type ReactElement } from 'react'
import type { CaseId } from '../../src-main/contract/ids.ts'
import type { Input } from '../../src-main/contract/index.ts'
import type { Granted } from '../../src-main/contract/shell.ts'
import { StatementMode } from '../../src-main/contract/words.ts'
import { usePlaces } from '../app/places.ts'
import { useAsk } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { shownName } from '../cases/party-words.ts'
import { useExhibitIndex } from '../exhibits/rows.ts'
import { SelectField, Ticks } from '../ui/Choice.tsx'
import { Beside, Dialog } from '../ui/Dialog.tsx'
import { LineField } from '../ui/Field.tsx'
import { given, type Entered } from '../ui/entered.ts'
import { ContractForm } from '../ui/form.tsx'
import { Note } from '../ui/Note.tsx'
import { SourceFields } from './SourceFields.tsx'
import css from './Statements.module.css'
import { tellWarnings } from './warnings.ts'

interface RecordStatementDialogProps {
  readonly caseId: CaseId
  readonly onClose: () => void
}

/** Records a witness's account as a draft. */
export function RecordStatementDialog({ caseId, onClose }: RecordStatementDialogProps): ReactElement {
  const say = useSay()
  const go = usePlaces((places) => places.go)
  const parties = useAsk('party.list', { caseId }).data
  const [file, setFile] = useState<Granted>()
  const people = (parties ?? []).filter(({ organisation }) => !organisation)
  const options = people.map((party) => ({
    id: party.partyId,
    label: shownName(say, party),
    note: party.capacities.map((capacity) => say(`capacity.${capacity}`)).join(', '),
  }))
  return (
    <Dialog title={say('statement.record')} onClose={onClose} size="wide">
      <ContractForm
        name="statement.record"
        action={say('statement.save')}
        disabled={people.length === 0}
        onClose={onClose}
        toInput={(form) => toStatement(form, caseId, file)}
        onDone={({ statementId, warnings }) => {
          onClose()
          tellWarnings(say, warnings)
          go({ kind: 'statement', caseId, statementId })
        }}
      >
        {(errorAt) => (
          <>
            {parties?.length === 0 ? <Note tone="warning">{say('statement.no-witness')}</Note> : null}
            <Beside>
              <SelectField
                label={say('column.witness')}
                name="witness"
                isRequired
                error={errorAt('witness')}
                options={options}
              />
              <LineField label={say('field.language')} name="language" error={errorAt('details.language')} />
            </Beside>
            <SourceFields file={file} onFile={setFile} error={errorAt('source')} />
            <Beside of={3}>
              <SelectField
                label={say('field.mode')}
                name="mode"
                options={StatementMode.options.map((id) => ({ id, label: say(`mode.${id}`) }))}
              />
              <LineField label={say('field.takenBy')} name="takenBy" error={errorAt('details.takenBy')} />
              <LineField label={say('field.takenAt')} name="takenAt" error={errorAt('details.takenAt')} />
              <LineField
                label={say('field.takenFrom')}
                name="takenFrom"
                kind="datetime-local"
                error={errorAt('details.takenFrom')}
              />
              <LineField
                label={say('field.takenTo')}
                name="takenTo"
                kind="datetime-local"
                error={errorAt('details.takenTo')}
              />
              <SelectField label={say('field.interpreter')} name="interpreter" options={options} />
            </Beside>
            <ExhibitTicks caseId={caseId} />
          </>
        )}
      </ContractForm>
    </Dialog>
  )
}

function ExhibitTicks({ caseId }: { readonly caseId: CaseId }): ReactElement | null {
  const say = useSay()
  const exhibits = useExhibitIndex(caseId).data
  if (exhibits === undefined || exhibits.size === 0) return null
  return (
    <div className={css['exhibits']}>
      <Ticks
        label={say('statement.exhibits')}
        name="exhibits"
        options={[...exhibits.values()].map(({ exhibitId, mark, title }) => ({
          id: exhibitId,
          label: `${mark} ${title}`,
        }))}
      />
    </div>
  )
}

function toStatement(form: Entered, caseId: CaseId, file: Granted | undefined): Input<'statement.record'> {
  const mode = StatementMode.safeParse(form.text('mode'))
  const details = given({
    language: form.text('language'),
    takenBy: form.text('takenBy'),
    takenAt: form.text('takenAt'),
    takenFrom: form.text('takenFrom'),
    takenTo: form.text('takenTo'),
    mode: mode.success ? mode.data : undefined,
    interpreter: form.text('interpreter'),
  })
  const exhibits = form.all('exhibits')
  const asked = given({
    caseId,
    witness: form.text('witness') ?? '',
    source: sourceIn(form, file),
    details: Object.keys(details).length === 0 ? undefined : details,
    exhibits: exhibits.length === 0 ? undefined : exhibits,
  })
  // Ids that came out of a form are plain text until the contract has looked at them.
  return asked as unknown as Input<'statement.record'>
}

/** The words of a statement as the form holds them. */
export function sourceIn(form: Entered, file: Granted | undefined): Input<'statement.revise'>['source'] {
  return file === undefined ? { from: 'text', text: form.text('text') ?? '' } : { from: 'file', file: file.grant }
}
