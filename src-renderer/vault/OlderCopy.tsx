import { useState, type ReactElement } from 'react'
import { failures, type Failure } from '../../src-main/contract/failure.ts'
import { useIntl, useSay } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { Tick } from '../ui/Choice.tsx'
import { Note } from '../ui/Note.tsx'
import css from './Vault.module.css'

const Altered = failures['vault.record-altered'].facts

/** Where a vault was not opened because this computer saw a newer state of it: which that was. */
export function olderCopyIn(
  failure: Failure | undefined,
): { readonly record: string; readonly position: number } | undefined {
  if (failure?.code !== 'vault.record-altered') return undefined
  const facts = Altered.safeParse(failure.facts).data
  return facts?.record === 'ledger' || facts?.record === 'header' ? facts : undefined
}

interface OlderCopyProps {
  readonly older: { readonly record: string; readonly position: number }
  readonly isBusy: boolean
  readonly onOpen: () => void
}

/** Says that this is an older copy, and opens it only after a second, deliberate step. */
export function OlderCopy({ older, isBusy, onOpen }: OlderCopyProps): ReactElement {
  const say = useSay()
  const intl = useIntl()
  const [isAsked, setAsked] = useState(false)
  const [isMeant, setMeant] = useState(false)
  if (!isAsked) {
    const facts = { position: intl.formatNumber(older.position) }
    return (
      <>
        <Note tone="warning">
          <p>
            <strong>{say('older.title')}</strong>
          </p>
          <p>{say(older.record === 'ledger' ? 'older.ledger' : 'older.header', facts)}</p>
          <p>{say('older.why')}</p>
        </Note>
        <Button onPress={() => setAsked(true)}>{say('older.ask')}</Button>
      </>
    )
  }
  return (
    <section className={css['form']} aria-label={say('older.open')}>
      <Note tone="warning">{say('older.consequence')}</Note>
      <Tick label={say('older.meant')} isSelected={isMeant} onChange={setMeant} />
      <div className={css['row']}>
        <Button onPress={() => setAsked(false)}>{say('action.cancel')}</Button>
        <Button look="danger" isDisabled={!isMeant} isPending={isBusy} onPress={onOpen}>
          {say('older.open')}
        </Button>
      </div>
    </section>
  )
}
