import { useState, type ReactElement } from 'react'
import type { CaseId } from '../../src-main/contract/ids.ts'
import { Capacity } from '../../src-main/contract/words.ts'
import { useNotices } from '../app/notices.ts'
import { useSay } from '../app/words.tsx'
import { Tick, Ticks } from '../ui/Choice.tsx'
import { Beside, Dialog } from '../ui/Dialog.tsx'
import { AreaField, LineField } from '../ui/Field.tsx'
import { given, type Entered } from '../ui/entered.ts'
import { ContractForm } from '../ui/form.tsx'
import { today } from '../ui/today.ts'
import type { Input } from '../../src-main/contract/index.ts'

interface AddPartyDialogProps {
  readonly caseId: CaseId
  readonly onClose: () => void
}

/** Adds a person or an organisation to a case. Clients and minors are protected unless it is said otherwise. */
export function AddPartyDialog({ caseId, onClose }: AddPartyDialogProps): ReactElement {
  const say = useSay()
  const tell = useNotices((notices) => notices.tell)
  const [capacities, setCapacities] = useState<readonly string[]>([])
  const [isMinor, setMinor] = useState(false)
  const [said, setSaid] = useState<boolean>()
  const isProtected = isMinor || (said ?? capacities.includes('client'))
  return (
    <Dialog title={say('party.add')} onClose={onClose} size="wide">
      <ContractForm
        name="party.add"
        action={say('party.save')}
        onClose={onClose}
        toInput={(form) => toParty(form, { caseId, capacities, minor: isMinor, protected: isProtected })}
        onDone={({ pseudonym }) => {
          onClose()
          if (pseudonym === null) tell({ tone: 'ok', id: 'party.added' })
          else tell({ tone: 'ok', id: 'party.added.as', facts: { pseudonym } })
        }}
      >
        {(errorAt) => (
          <>
            <Beside>
              <LineField label={say('field.name')} name="name" isRequired isFirst error={errorAt('name')} />
              <LineField label={say('field.nativeName')} name="nativeName" error={errorAt('nativeName')} />
            </Beside>
            <Ticks
              label={say('field.capacities')}
              value={[...capacities]}
              onChange={setCapacities}
              error={errorAt('capacities')}
              options={Capacity.options.map((id) => ({ id, label: say(`capacity.${id}`) }))}
            />
            <Beside>
              <Tick label={say('field.minor')} isSelected={isMinor} onChange={setMinor} />
              <Tick
                label={say('field.protected')}
                hint={say(isMinor ? 'party.protected.minor' : 'party.protected.hint')}
                isSelected={isProtected}
                isDisabled={isMinor}
                onChange={setSaid}
              />
              <LineField
                label={say('field.pseudonym')}
                name="pseudonym"
                hint={say('party.pseudonym.hint')}
                isDisabled={!isProtected}
                error={errorAt('pseudonym')}
              />
              <Tick label={say('field.organisation')} name="organisation" value="yes" />
            </Beside>
            <Beside>
              <LineField
                label={say('field.aliases')}
                name="aliases"
                hint={say('form.commas')}
                error={errorAt('aliases')}
              />
              <LineField
                label={say('field.languages')}
                name="languages"
                hint={say('form.commas')}
                error={errorAt('languages')}
              />
              <LineField label={say('field.sex')} name="sex" error={errorAt('sex')} />
              <LineField label={say('field.birthDate')} name="birthDate" kind="date" error={errorAt('birthDate')} />
              <LineField label={say('field.age')} name="age" kind="number" error={errorAt('estimatedAge')} />
              <LineField label={say('field.ageBasis')} name="ageBasis" error={errorAt('estimatedAge.basis')} />
            </Beside>
            <AreaField label={say('field.notes')} name="notes" rows={3} error={errorAt('notes')} />
          </>
        )}
      </ContractForm>
    </Dialog>
  )
}

interface Ticked {
  readonly caseId: CaseId
  readonly capacities: readonly string[]
  readonly minor: boolean
  readonly protected: boolean
}

function toParty(form: Entered, ticked: Ticked): Input<'party.add'> {
  const years = form.number('age')
  return given({
    caseId: ticked.caseId,
    name: form.text('name') ?? '',
    nativeName: form.text('nativeName'),
    aliases: form.list('aliases'),
    capacities: Capacity.options.filter((one) => ticked.capacities.includes(one)),
    organisation: form.on('organisation') ? true : undefined,
    minor: ticked.minor ? true : undefined,
    protected: ticked.protected,
    pseudonym: ticked.protected ? form.text('pseudonym') : undefined,
    sex: form.text('sex'),
    birthDate: form.text('birthDate'),
    estimatedAge: years === undefined ? undefined : { years, on: today(), basis: form.text('ageBasis') ?? '' },
    languages: form.list('languages'),
    notes: form.text('notes'),
  })
}
