import { useState, type ReactElement, type FormEvent } from 'react'
import { Form } from 'react-aria-components'
import { NamingPolicy } from '../../src-main/contract/words.ts'
import { useAsk } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { ProfileNote } from '../cases/ProfileNote.tsx'
import { Button } from '../ui/Button.tsx'
import { Radios, SelectField } from '../ui/Choice.tsx'
import { Dialog, DialogBody, DialogFoot } from '../ui/Dialog.tsx'
import { LineField } from '../ui/Field.tsx'
import type { Arrangement } from './arrangement.ts'

interface BundleSettingsDialogProps {
  readonly arrangement: Arrangement
  readonly onClose: () => void
  readonly onDone: (arrangement: Arrangement) => void
}

/** A bundle's title, court profile, hearing and naming policy. */
export function BundleSettingsDialog({ arrangement, onClose, onDone }: BundleSettingsDialogProps): ReactElement {
  const say = useSay()
  const profiles = useAsk('profile.list', {}).data ?? []
  const [title, setTitle] = useState(arrangement.title)
  const [profile, setProfile] = useState(arrangement.profile)
  const [hearing, setHearing] = useState(arrangement.hearing ?? '')
  const [policy, setPolicy] = useState<NamingPolicy>(arrangement.policy)
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    if (title.trim() === '') return
    const { hearing: _earlier, ...rest } = arrangement
    onDone({ ...rest, title: title.normalize('NFC').trim(), profile, policy, ...(hearing === '' ? {} : { hearing }) })
    onClose()
  }
  return (
    <Dialog title={say('bundle.settings')} onClose={onClose}>
      <Form onSubmit={submit} validationBehavior="aria">
        <DialogBody>
          <LineField label={say('field.title')} isRequired value={title} onChange={setTitle} maxLength={300} isFirst />
          <SelectField
            label={say('field.profile')}
            silent
            selectedKey={profile}
            onSelectionChange={(key) => setProfile(String(key))}
            options={profiles.map(({ id, label, jurisdiction }) => ({ id, label, note: jurisdiction }))}
          />
          <ProfileNote profile={profiles.find(({ id }) => id === profile)} />
          <LineField label={say('field.hearing')} kind="date" value={hearing} onChange={setHearing} />
          <Radios
            label={say('field.policy')}
            value={policy}
            onChange={(value) => setPolicy(NamingPolicy.parse(value))}
            options={NamingPolicy.options.map((id) => ({ id, label: say(`policy.${id}`) }))}
          />
        </DialogBody>
        <DialogFoot>
          <Button onPress={onClose}>{say('action.cancel')}</Button>
          <Button type="submit" look="primary">
            {say('action.save')}
          </Button>
        </DialogFoot>
      </Form>
    </Dialog>
  )
}
