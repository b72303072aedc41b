import { useState, type ReactElement } from 'react'
import type { OpenCompartment, ShutCompartment } from '../../src-main/contract/compartments.ts'
import { useAsk } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import people from '../people/People.module.css'
import { Button } from '../ui/Button.tsx'
import { Badge, Empty, FailureNote, Note, Waiting } from '../ui/Note.tsx'
import screen from '../ui/Screen.module.css'
import { CompartmentPart } from './CompartmentPart.tsx'
import { CreateAftercareDialog } from './CreateAftercareDialog.tsx'
import { OpenDialog } from './PassphraseDialogs.tsx'
import { useMayKeep } from './use-compartments.ts'

/** What only some may read: what is open here, what could be, and how much there is besides. */
export function CompartmentsTab(): ReactElement {
  const say = useSay()
  const list = useAsk('compartment.list', {})
  if (list.error !== null) return <FailureNote error={list.error} />
  if (list.data === undefined) return <Waiting />
  const { open, shut, hidden } = list.data
  return (
    <div className={people['page']}>
      <p className={people['text']}>{say('compartment.text')}</p>
      <AftercareMissing open={open} shut={shut} />
      {hidden === 0 ? null : <Note tone="plain">{say('compartment.hidden', { count: hidden })}</Note>}
      {open.length + shut.length + hidden === 0 ? (
        <Empty title={say('compartment.empty')} text={say('compartment.empty.text')} />
      ) : null}
      {shut.length === 0 ? null : <ShutPart shut={shut} />}
      {open.map((compartment) => (
        <CompartmentPart key={compartment.compartmentId} compartment={compartment} />
      ))}
    </div>
  )
}

interface AftercareMissingProps {
  readonly open: readonly OpenCompartment[]
  readonly shut: readonly ShutCompartment[]
}

/** Offers to make the aftercare compartment where this user knows of none. */
function AftercareMissing({ open, shut }: AftercareMissingProps): ReactElement | null {
  const say = useSay()
  const mayKeep = useMayKeep()
  const [isMaking, setMaking] = useState(false)
  if (!mayKeep || [...open, ...shut].some(({ kind }) => kind === 'aftercare')) return null
  return (
    <div>
      <Button icon="add" onPress={() => setMaking(true)}>
        {say('compartment.aftercare.create')}
      </Button>
      {isMaking ? <CreateAftercareDialog onClose={() => setMaking(false)} /> : null}
    </div>
  )
}

function ShutPart({ shut }: { readonly shut: readonly ShutCompartment[] }): ReactElement {
  const say = useSay()
  const [opening, setOpening] = useState<ShutCompartment>()
  return (
    <section className={screen['part']} aria-label={say('compartment.shut')}>
      <h2>{say('compartment.shut')}</h2>
      <ul className={screen['lines']}>
        {shut.map((compartment) => (
          <li key={compartment.compartmentId} className={screen['line']}>
            <div className={screen['grow']}>
              <div className={screen['name']}>
                {say(`compartment.kind.${compartment.kind}`)}
                <Badge tone={compartment.why === 'needs-passphrase' ? 'plain' : 'warning'}>
                  {say(`shut.${compartment.why}`)}
                </Badge>
              </div>
              <div className={people['text']}>{say(`compartment.why.${compartment.why}`)}</div>
            </div>
            {compartment.why === 'damaged' ? null : (
              <Button small icon="key" onPress={() => setOpening(compartment)}>
                {say('compartment.open')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {opening === undefined ? null : <OpenDialog compartment={opening} onClose={() => setOpening(undefined)} />}
    </section>
  )
}
