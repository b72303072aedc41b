import { useState, type ReactElement } from 'react'
import type { OpenCompartment } from '../../src-main/contract/compartments.ts'
import { call } from '../app/bridge.ts'
import { attempt, useNotices } from '../app/notices.ts'
import { recordsChanged } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import people from '../people/People.module.css'
import { Button } from '../ui/Button.tsx'
import { Badge, Note } from '../ui/Note.tsx'
import screen from '../ui/Screen.module.css'
import { RemovePassphraseDialog, SetPassphraseDialog } from './PassphraseDialogs.tsx'
import { Readers } from './Readers.tsx'
import { useMayKeep } from './use-compartments.ts'

/** One compartment that is open: who reads it, its passphrase, and whether the recovery key opens it. */
export function CompartmentPart({ compartment }: { readonly compartment: OpenCompartment }): ReactElement {
  const say = useSay()
  const mayKeep = useMayKeep()
  const { name, kind, cases, hasPassphrase, recovery } = compartment
  return (
    <section className={screen['part']} aria-label={name}>
      <div className={screen['partHead']}>
        <h2>
          <bdi>{name}</bdi>
        </h2>
        {mayKeep ? <PassphraseButtons compartment={compartment} /> : null}
      </div>
      <div className={screen['name']}>
        <Badge>{say(`compartment.kind.${kind}`)}</Badge>
        {kind === 'case' ? <Badge>{say('compartment.cases', { count: cases.length })}</Badge> : null}
        {hasPassphrase ? (
          <Badge tone="accent" icon="key">
            {say('compartment.has-passphrase')}
          </Badge>
        ) : null}
      </div>
      {recovery ? null : <RecoveryMissing compartment={compartment} mayKeep={mayKeep} />}
      <Readers compartment={compartment} />
    </section>
  )
}

function PassphraseButtons({ compartment }: { readonly compartment: OpenCompartment }): ReactElement {
  const say = useSay()
  const [open, setOpen] = useState<'set' | 'remove'>()
  const close = (): void => setOpen(undefined)
  return (
    <div className={people['actions']}>
      <Button small icon="key" onPress={() => setOpen('set')}>
        {say(compartment.hasPassphrase ? 'compartment.passphrase.change' : 'compartment.passphrase.give')}
      </Button>
      {compartment.hasPassphrase ? (
        <Button small look="quiet" icon="remove" onPress={() => setOpen('remove')}>
          {say('compartment.passphrase.remove')}
        </Button>
      ) : null}
      {open === 'set' ? <SetPassphraseDialog compartment={compartment} onClose={close} /> : null}
      {open === 'remove' ? <RemovePassphraseDialog compartment={compartment} onClose={close} /> : null}
    </div>
  )
}

interface RecoveryMissingProps {
  readonly compartment: OpenCompartment
  readonly mayKeep: boolean
}

function RecoveryMissing({ compartment, mayKeep }: RecoveryMissingProps): ReactElement {
  const say = useSay()
  const tell = useNotices((notices) => notices.tell)
  const add = async (): Promise<void> => {
    await call('compartment.grant-recovery', { compartmentId: compartment.compartmentId })
    recordsChanged(['compartment'])
    tell({ tone: 'ok', id: 'compartment.recovery.added' })
  }
  return (
    <Note tone="warning">
      <p>{say('compartment.recovery.missing')}</p>
      {mayKeep ? (
        <Button small icon="key" onPress={() => attempt(add)}>
          {say('compartment.recovery.add')}
        </Button>
      ) : null}
    </Note>
  )
}
