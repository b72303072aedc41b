import { useState, type ReactElement } from 'react'
import type { OpenCompartment } from '../../src-main/contract/compartments.ts'
import { useSay } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { Badge } from '../ui/Note.tsx'
import screen from '../ui/Screen.module.css'
import { GrantDialog } from './GrantDialog.tsx'
import { useMayKeep, usePeople } from './use-compartments.ts'
import { WithdrawDialog, type Holder } from './WithdrawDialog.tsx'

/** Who can read a compartment, and how that is changed. */
export function Readers({ compartment }: { readonly compartment: OpenCompartment }): ReactElement {
  const say = useSay()
  const { people, self } = usePeople()
  const mayKeep = useMayKeep()
  const [open, setOpen] = useState<Holder | 'grant'>()
  const close = (): void => setOpen(undefined)
  const { holders } = compartment
  const others = people.filter(({ userId }) => !holders.some((holder) => holder.userId === userId))
  return (
    <>
      <ul className={screen['lines']} aria-label={say('readers.title')}>
        {holders.map((holder) => (
          <li key={holder.userId} className={screen['line']} aria-label={holder.name}>
            <div className={screen['grow']}>
              <div className={screen['name']}>
                <bdi>{holder.name}</bdi>
                {holder.userId === self?.userId ? <Badge tone="accent">{say('people.self')}</Badge> : null}
              </div>
            </div>
            {mayKeep && holders.length > 1 ? (
              <Button small look="quiet" icon="remove" onPress={() => setOpen(holder)}>
                {say('readers.withdraw')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {mayKeep && others.length > 0 ? (
        <div>
          <Button small icon="add" onPress={() => setOpen('grant')}>
            {say('readers.grant')}
          </Button>
        </div>
      ) : null}
      {open === 'grant' ? <GrantDialog compartment={compartment} people={others} onClose={close} /> : null}
      {open === undefined || open === 'grant' ? null : (
        <WithdrawDialog compartment={compartment} holder={open} isSelf={open.userId === self?.userId} onClose={close} />
      )}
    </>
  )
}
