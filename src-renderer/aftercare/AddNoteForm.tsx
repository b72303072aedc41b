import { useState, type ReactElement } from 'react'
import { AftercareDomain, NoteKind } from '../../src-main/contract/compartments.ts'
import type { PartyId } from '../../src-main/contract/ids.ts'
import { useNotices } from '../app/notices.ts'
import { recordsChanged } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { Radios, SelectField } from '../ui/Choice.tsx'
import { Beside } from '../ui/Dialog.tsx'
import { given } from '../ui/entered.ts'
import { AreaField, LineField } from '../ui/Field.tsx'
import { ContractForm } from '../ui/form.tsx'
import { Note } from '../ui/Note.tsx'
import { today } from '../ui/today.ts'

interface AddNoteFormProps {
  readonly partyId: PartyId
  readonly onClose: () => void
}

const scores = ['1', '2', '3', '4', '5'] as const

/** Writes of a person's aftercare. It is dated, has its author's name, and is never changed. */
export function AddNoteForm({ partyId, onClose }: AddNoteFormProps): ReactElement {
  const say = useSay()
  const tell = useNotices((notices) => notices.tell)
  const [kind, setKind] = useState<NoteKind>('note')
  const [domain, setDomain] = useState<AftercareDomain>()
  const [score, setScore] = useState('')
  const isReview = kind === 'review'
  const isAbout = isReview || kind === 'need'
  return (
    <ContractForm
      name="aftercare.add-note"
      action={say('notes.add.do')}
      onClose={onClose}
      disabled={isReview && (domain === undefined || score === '')}
      toInput={(form) =>
        given({
          partyId,
          kind,
          text: form.text('text') ?? '',
          writtenOn: form.text('writtenOn'),
          domain: isAbout ? domain : undefined,
          score: isReview && score !== '' ? Number(score) : undefined,
        })
      }
      onDone={() => {
        recordsChanged(['compartment'])
        tell({ tone: 'ok', id: 'notes.added' })
        onClose()
      }}
    >
      {(errorAt) => (
        <>
          <Beside>
            <SelectField
              label={say('notes.kind')}
              silent
              selectedKey={kind}
              onSelectionChange={(key) => setKind(NoteKind.parse(key))}
              options={NoteKind.options.map((id) => ({ id, label: say(`aftercare.${id}`) }))}
            />
            <LineField
              label={say('notes.day')}
              name="writtenOn"
              kind="date"
              isRequired
              defaultValue={today()}
              error={errorAt('writtenOn')}
            />
          </Beside>
          {isAbout ? (
            <SelectField
              label={say('notes.domain')}
              silent={isReview}
              selectedKey={domain ?? null}
              onSelectionChange={(key) => setDomain(AftercareDomain.parse(key))}
              options={AftercareDomain.options.map((id) => ({ id, label: say(`domain.${id}`) }))}
            />
          ) : null}
          {isReview ? (
            <Radios
              label={say('notes.score')}
              inRow
              value={score}
              onChange={setScore}
              options={scores.map((id) => ({ id, label: id }))}
            />
          ) : null}
          <AreaField label={say('notes.text')} name="text" isRequired rows={7} error={errorAt('text')} />
          <Note tone="plain">{say('notes.add.text')}</Note>
        </>
      )}
    </ContractForm>
  )
}
