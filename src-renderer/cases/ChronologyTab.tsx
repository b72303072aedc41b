import { useMemo, type ReactElement } from 'react'
import type { CaseEvent, Hearing } from '../../src-main/contract/cases.ts'
import type { CaseId } from '../../src-main/contract/ids.ts'
import { runCommand } from '../app/command-handlers.ts'
import { useAsk } from '../app/queries.ts'
import { useIntl, useSay } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { formatDay } from '../ui/format.ts'
import { Badge, Empty, FailureNote, Waiting } from '../ui/Note.tsx'
import css from '../ui/Screen.module.css'
import line from './Chronology.module.css'
import { mergeChronology, wordWhen } from './chronology.ts'
import { shownName } from './party-words.ts'

/** Events and hearings of a case in one line of time. */
export function ChronologyTab({ caseId }: { readonly caseId: CaseId }): ReactElement {
  const say = useSay()
  const events = useAsk('event.list', { caseId })
  const hearings = useAsk('hearing.list', { caseId })
  const merged = useMemo(() => mergeChronology(events.data ?? [], hearings.data ?? []), [events.data, hearings.data])
  const error = events.error ?? hearings.error
  const isPending = events.isPending || hearings.isPending
  return (
    <div className={css['pad']}>
      <section className={css['part']} aria-label={say('tab.chronology')}>
        <div className={css['partHead']}>
          <h2>{say('tab.chronology')}</h2>
          <span className={css['name']}>
            <Button small icon="add" onPress={() => runCommand('event.add')}>
              {say('command.event.add')}
            </Button>
            <Button small icon="hearing" onPress={() => runCommand('hearing.add')}>
              {say('command.hearing.add')}
            </Button>
          </span>
        </div>
        {error === null ? null : <FailureNote error={error} />}
        {isPending ? <Waiting /> : null}
        {!isPending && merged.length === 0 ? (
          <Empty title={say('chronology.empty')} text={say('chronology.empty.text')} />
        ) : (
          <ol className={line['time']}>
            {merged.map((one) =>
              'event' in one ? (
                <EventLine key={one.event.eventId} caseId={caseId} event={one.event} />
              ) : (
                <HearingLine key={one.hearing.hearingId} hearing={one.hearing} />
              ),
            )}
          </ol>
        )}
      </section>
    </div>
  )
}

interface EventLineProps {
  readonly caseId: CaseId
  readonly event: CaseEvent
}

function EventLine({ caseId, event }: EventLineProps): ReactElement {
  const say = useSay()
  const intl = useIntl()
  const parties = useAsk('party.list', { caseId }).data ?? []
  const names = event.parties.flatMap((id) => {
    const party = parties.find(({ partyId }) => partyId === id)
    return party === undefined ? [] : [shownName(say, party)]
  })
  return (
    <li className={line['point']}>
      <span className={line['when']}>{wordWhen(say, intl, event.when)}</span>
      <div className={css['grow']}>
        <p dir="auto">
          {event.what} {event.disputed ? <Badge tone="warning">{say('event.disputed')}</Badge> : null}
        </p>
        <p className={line['under']} dir="auto">
          {[event.where, names.join(', ')].filter((words) => words !== '').join(' · ')}
        </p>
        {event.sources.length === 0 ? null : (
          <p className={line['under']} dir="auto">
            {say('event.sources', { sources: event.sources.join('; ') })}
          </p>
        )}
      </div>
    </li>
  )
}

function HearingLine({ hearing }: { readonly hearing: Hearing }): ReactElement {
  const say = useSay()
  const intl = useIntl()
  const { court, before, outcome, adjournmentReason, nextDate } = hearing
  const under = [
    court,
    before === '' ? '' : say('hearing.before', { before }),
    outcome,
    adjournmentReason === '' ? '' : say('hearing.adjourned', { reason: adjournmentReason }),
    nextDate === null ? '' : say('hearing.next', { day: formatDay(intl, nextDate) }),
  ]
  return (
    <li className={line['point']}>
      <span className={line['when']}>{formatDay(intl, hearing.date)}</span>
      <div className={css['grow']}>
        <p dir="auto">
          <Badge tone="accent" icon="hearing">
            {say('hearing.badge')}
          </Badge>{' '}
          {hearing.purpose}
        </p>
        <p className={line['under']} dir="auto">
          {under.filter((words) => words !== '').join(' · ')}
        </p>
      </div>
    </li>
  )
}
