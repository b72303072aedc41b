import { useState, type ReactElement } from 'react'
import { Stage, standardCaseTypes } from '../../src-main/contract/words.ts'
import { usePlaces } from '../app/places.ts'
import { useAsk } from '../app/queries.ts'
import { NewCaseReaders } from '../compartments/NewCaseReaders.tsx'
import { useNewCaseReaders } from '../compartments/new-case-readers.ts'
import { useSay } from '../app/words.tsx'
import { SelectField } from '../ui/Choice.tsx'
import { Beside, Dialog } from '../ui/Dialog.tsx'
import { AreaField, LineField } from '../ui/Field.tsx'
import { given } from '../ui/entered.ts'
import { ContractForm } from '../ui/form.tsx'
import { today } from '../ui/today.ts'
import { ProfileNote } from './ProfileNote.tsx'

/** Opens a new case file: title, type and profile are asked for, the rest may follow. */
export function NewCaseDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const say = useSay()
  const go = usePlaces((places) => places.go)
  const profiles = useAsk('profile.list', {}).data ?? []
  const [profile, setProfile] = useState<string>()
  const readers = useNewCaseReaders()
  const chosen = profiles.find(({ id }) => id === profile) ?? profiles[0]
  return (
    <Dialog title={say('case.new')} onClose={onClose} size="wide">
      <ContractForm
        name="case.create"
        action={say('case.create')}
        onClose={onClose}
        prepare={readers.prepare}
        toInput={(form) => {
          const stage = Stage.safeParse(form.text('stage'))
          return given({
            title: form.text('title') ?? '',
            caseType: form.text('caseType') ?? '',
            profile: form.text('profile') ?? chosen?.id ?? '',
            reference: form.text('reference'),
            stages: stage.success ? [{ stage: stage.data, since: form.text('since') ?? today() }] : undefined,
            office: form.text('office'),
            jurisdiction: form.text('jurisdiction'),
            court: form.text('court'),
            courtCaseNumber: form.text('courtCaseNumber'),
            policeNumber: form.text('policeNumber'),
            summary: form.text('summary'),
          })
        }}
        onDone={({ caseId }) => {
          onClose()
          go({ kind: 'case', caseId, tab: 'overview' })
        }}
      >
        {(errorAt) => (
          <>
            <LineField label={say('field.title')} name="title" isRequired isFirst error={errorAt('title')} />
            <Beside>
              <SelectField
                label={say('field.caseType')}
                name="caseType"
                isRequired
                error={errorAt('caseType')}
                options={standardCaseTypes.map((id) => ({ id, label: say(`caseType.${id}`) }))}
              />
              <LineField
                label={say('field.reference')}
                name="reference"
                hint={say('case.reference.hint')}
                error={errorAt('reference')}
              />
            </Beside>
            <SelectField
              label={say('field.profile')}
              name="profile"
              silent
              selectedKey={chosen?.id ?? null}
              onSelectionChange={(key) => setProfile(String(key))}
              options={profiles.map(({ id, label, confidence }) => ({
                id,
                label,
                note: say(`confidence.${confidence}`),
              }))}
            />
            <ProfileNote profile={chosen} />
            <Beside>
              <SelectField
                label={say('field.stage')}
                name="stage"
                options={Stage.options.map((id) => ({ id, label: say(`stage.${id}`) }))}
              />
              <LineField label={say('field.since')} name="since" kind="date" error={errorAt('stages')} />
            </Beside>
            <Beside>
              <LineField label={say('field.court')} name="court" error={errorAt('court')} />
              <LineField
                label={say('field.courtCaseNumber')}
                name="courtCaseNumber"
                error={errorAt('courtCaseNumber')}
              />
              <LineField label={say('field.policeNumber')} name="policeNumber" error={errorAt('policeNumber')} />
              <LineField label={say('field.jurisdiction')} name="jurisdiction" error={errorAt('jurisdiction')} />
              <LineField label={say('field.office')} name="office" error={errorAt('office')} />
            </Beside>
            <NewCaseReaders readers={readers} />
            <AreaField label={say('field.summary')} name="summary" error={errorAt('summary')} />
          </>
        )}
      </ContractForm>
    </Dialog>
  )
}
