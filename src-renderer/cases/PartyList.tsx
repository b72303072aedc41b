import { useState, type ReactElement } from 'react'
import type { IntlShape } from 'react-intl'
import type { Party } from '../../src-main/contract/cases.ts'
import type { CaseId } from '../../src-main/contract/ids.ts'
import { AftercareDialog } from '../aftercare/AftercareDialog.tsx'
import { runCommand } from '../app/command-handlers.ts'
import { useAsk } from '../app/queries.ts'
import { useAftercare } from '../compartments/use-compartments.ts'
import { useIntl, useSay, type Say } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { formatDay, formatLanguage } from '../ui/format.ts'
import { Badge, Empty, FailureNote, Waiting } from '../ui/Note.tsx'
import css from '../ui/Screen.module.css'
import { shownName } from './party-words.ts'

/** The people and organisations of a case. */
export function PartyList({ caseId }: { readonly caseId: CaseId }): ReactElement {
  const say = useSay()
  const parties = useAsk('party.list', { caseId })
  return (
    <section className={css['part']} aria-label={say('party.list')}>
      <div className={css['partHead']}>
        <h2>{say('party.list')}</h2>
        <Button small icon="add" onPress={() => runCommand('party.add')}>
          {say('command.party.add')}
        </Button>
      </div>
      {parties.error === null ? null : <FailureNote error={parties.error} />}
      {parties.isPending ? <Waiting /> : null}
      {parties.data?.length === 0 ? <Empty title={say('party.empty')} text={say('party.empty.text')} /> : null}
      {parties.data === undefined || parties.data.length === 0 ? null : (
        <ul className={css['lines']}>
          {parties.data.map((party) => (
            <PartyLine key={party.partyId} party={party} />
          ))}
        </ul>
      )}
    </section>
  )
}

/** One party. The name of a protected one is shown only by a deliberate press, for this one row. */
function PartyLine({ party }: { readonly party: Party }): ReactElement {
  const say = useSay()
  const intl = useIntl()
  const [isShown, setShown] = useState(false)
  const hasAftercare = useAftercare() !== undefined
  const [isReading, setReading] = useState(false)
  const isOpen = !party.protected || isShown
  return (
    <li className={css['line']} aria-label={shownName(say, party)}>
      <div className={css['grow']}>
        <PartyName party={party} isOpen={isOpen} />
        <div className={css['soft']}>{party.capacities.map((capacity) => say(`capacity.${capacity}`)).join(', ')}</div>
        {isOpen ? <PartyDetails party={party} intl={intl} /> : null}
      </div>
      {hasAftercare ? (
        <Button small look="quiet" icon="health" onPress={() => setReading(true)}>
          {say('notes.show')}
        </Button>
      ) : null}
      {isReading ? (
        <AftercareDialog partyId={party.partyId} name={shownName(say, party)} onClose={() => setReading(false)} />
      ) : null}
      {party.protected ? (
        <Button small look="quiet" icon={isShown ? 'hide' : 'show'} onPress={() => setShown(!isShown)}>
          {say(isShown ? 'party.hide' : 'party.show')}
        </Button>
      ) : null}
    </li>
  )
}

function PartyName({ party, isOpen }: { readonly party: Party; readonly isOpen: boolean }): ReactElement {
  const say = useSay()
  return (
    <div className={css['name']}>
      <bdi>{isOpen ? party.name : shownName(say, party)}</bdi>
      {isOpen && party.nativeName !== '' ? <bdi className={css['soft']}>{party.nativeName}</bdi> : null}
      {isOpen && party.protected && party.pseudonym !== null ? <Badge>{party.pseudonym}</Badge> : null}
      {party.protected ? (
        <Badge tone="warning" icon="protected">
          {say('party.protected')}
        </Badge>
      ) : null}
      {party.minor ? <Badge tone="warning">{say('party.minor')}</Badge> : null}
    </div>
  )
}

interface PartyDetailsProps {
  readonly party: Party
  readonly intl: IntlShape
}

function PartyDetails({ party, intl }: PartyDetailsProps): ReactElement | null {
  const say = useSay()
  const facts = factsOf(say, party, intl)
  if (facts.length === 0 && party.notes === '') return null
  return (
    <div className={css['small']}>
      <p className={css['soft']} dir="auto">
        {facts.join(' · ')}
      </p>
      {party.notes === '' ? null : (
        <p className={css['prose']} dir="auto">
          {party.notes}
        </p>
      )}
    </div>
  )
}

function factsOf(say: Say, party: Party, intl: IntlShape): readonly string[] {
  const { aliases, sex, birthDate, estimatedAge, languages } = party
  return [
    aliases.length === 0 ? '' : say('party.aliases', { names: aliases.join(', ') }),
    sex,
    birthDate === null ? '' : say('party.born', { day: formatDay(intl, birthDate) }),
    estimatedAge === null
      ? ''
      : say('party.age', {
          years: estimatedAge.years,
          day: formatDay(intl, estimatedAge.on),
          basis: estimatedAge.basis === '' ? 'none' : estimatedAge.basis,
        }),
    languages.map((language) => formatLanguage(intl, language)).join(', '),
  ].filter((fact) => fact !== '')
}
