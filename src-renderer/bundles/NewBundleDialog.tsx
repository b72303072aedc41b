import { useState, type ReactElement } from 'react'
import type { CaseId } from '../../src-main/contract/ids.ts'
import { NamingPolicy } from '../../src-main/contract/words.ts'
import { usePlaces } from '../app/places.ts'
import { useAsk } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { ProfileNote } from '../cases/ProfileNote.tsx'
import { Radios, SelectField } from '../ui/Choice.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { LineField } from '../ui/Field.tsx'
import { given } from '../ui/entered.ts'
import { ContractForm } from '../ui/form.tsx'

interface NewBundleDialogProps {
  readonly caseId: CaseId
  readonly onClose: () => void
}

/** Begins a bundle with the sections that its court's profile asks for. */
export function NewBundleDialog({ caseId, onClose }: NewBundleDialogProps): ReactElement {
  const say = useSay()
  const go = usePlaces((places) => places.go)
  const file = useAsk('case.show', { caseId }).data
  const profiles = useAsk('profile.list', {}).data ?? []
  const [chosen, setChosen] = useState<string>()
  const profile = profiles.find(({ id }) => id === (chosen ?? file?.profile)) ?? profiles[0]
  return (
    <Dialog title={say('bundle.new')} onClose={onClose}>
      <ContractForm
        name="bundle.create"
        action={say('bundle.create')}
        onClose={onClose}
        toInput={(form) => ({
          caseId,
          plan: given({
            title: form.text('title') ?? '',
            profile: profile?.id ?? '',
            hearing: form.text('hearing'),
            policy: NamingPolicy.catch('served').parse(form.text('policy')),
            sections: (profile?.sections ?? []).map((title) => ({ title, entries: [] })),
          }),
        })}
        onDone={({ bundleId }) => {
          onClose()
          go({ kind: 'bundle', caseId, bundleId })
        }}
      >
        {(errorAt) => (
          <>
            <LineField label={say('field.title')} name="title" isRequired isFirst error={errorAt('plan.title')} />
            <SelectField
              label={say('field.profile')}
              silent
              selectedKey={profile?.id ?? null}
              onSelectionChange={(key) => setChosen(String(key))}
              options={profiles.map(({ id, label, jurisdiction }) => ({ id, label, note: jurisdiction }))}
            />
            <ProfileNote profile={profile} />
            {profile === undefined || profile.sections.length === 0 ? null : (
              <p>{say('bundle.sections', { sections: profile.sections.join('; ') })}</p>
            )}
            <LineField label={say('field.hearing')} name="hearing" kind="date" error={errorAt('plan.hearing')} />
            <Radios
              label={say('field.policy')}
              name="policy"
              defaultValue="served"
              options={NamingPolicy.options.map((id) => ({ id, label: say(`policy.${id}`) }))}
            />
          </>
        )}
      </ContractForm>
    </Dialog>
  )
}
