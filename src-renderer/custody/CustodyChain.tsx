import type { ReactElement } from 'react'
import type { CustodyEvent } from '../../src-main/contract/custody.ts'
import { isTold, ToldKind } from '../../src-main/contract/custody.ts'
import type { Exhibit } from '../../src-main/contract/exhibits.ts'
import { useDialogs } from '../app/dialogs.ts'
import { useAsk } from '../app/queries.ts'
import { useIntl, useSay } from '../app/words.tsx'
import { classes, Button } from '../ui/Button.tsx'
import { formatInstant, formatLived } from '../ui/format.ts'
import { MenuButton, type MenuChoice } from '../ui/Menu.tsx'
import { Badge, Digest, FailureNote, Waiting } from '../ui/Note.tsx'
import chain from '../exhibits/Exhibits.module.css'
import css from './Custody.module.css'
import { EventDetails } from './EventDetails.tsx'

interface CustodyChainProps {
  readonly exhibit: Pick<Exhibit, 'exhibitId' | 'caseId' | 'mark'>
}

/** Everything that happened to an exhibit, each event bound to the one before it, and how to add to it. */
export function CustodyChain({ exhibit }: CustodyChainProps): ReactElement {
  const say = useSay()
  const { exhibitId } = exhibit
  const custody = useAsk('exhibit.custody', { exhibitId })
  if (custody.error !== null) return <FailureNote error={custody.error} />
  if (custody.data === undefined) return <Waiting />
  const { events, chainOk } = custody.data
  return (
    <div className={chain['stack']}>
      <div className={css['bar']}>
        {chainOk ? (
          <Badge tone="ok" icon="linked">
            {say('custody.whole', { count: events.length })}
          </Badge>
        ) : (
          <Badge tone="failure" icon="alert">
            {say('custody.broken')}
          </Badge>
        )}
        <span className={css['spacer']} />
        <AddTools exhibit={exhibit} />
      </div>
      <ol className={chain['chain']} aria-label={say('exhibit.custody')}>
        {events.map((event) => (
          <Link key={event.sequence} exhibit={exhibit} event={event} />
        ))}
      </ol>
    </div>
  )
}

function AddTools({ exhibit }: CustodyChainProps): ReactElement {
  const say = useSay()
  const open = useDialogs((dialogs) => dialogs.open)
  const { caseId, exhibitId } = exhibit
  const add = (event: ToldKind): void => open({ kind: 'custody-add', caseId, exhibitId, event })
  const report = (): void => open({ kind: 'custody-report', caseId, exhibits: [exhibitId] })
  return (
    <>
      <Button small icon="save" onPress={report}>
        {say('command.custody.report')}
      </Button>
      <MenuButton
        label={say('custody.add')}
        icon="add"
        small
        choices={[
          ...ToldKind.options.map((id): MenuChoice => ({ id, label: say(`custody.add.${id}`), run: () => add(id) })),
          {
            id: 'out',
            label: say('custody.check-out'),
            run: () => open({ kind: 'custody-add', caseId, exhibitId, event: 'relocated', isOut: true }),
          },
        ]}
      />
    </>
  )
}

interface LinkProps extends CustodyChainProps {
  readonly event: CustodyEvent
}

function Link({ exhibit, event }: LinkProps): ReactElement {
  const say = useSay()
  const intl = useIntl()
  const { standing } = event
  const isClaimed = event.recordedAt !== null && event.recordedAt !== event.at
  return (
    <li className={chain['link']}>
      <div className={chain['linkHead']}>
        <strong className={classes(standing === 'withdrawn' && css['struck'])}>{say(`custody.${event.kind}`)}</strong>
        <span>{formatLived(intl, event.at, event.offsetMinutes)}</span>
        {standing === null ? null : (
          <Badge tone={standing === 'overdue' ? 'failure' : standing === 'withdrawn' ? 'plain' : 'warning'}>
            {say(`custody.standing.${standing}`)}
          </Badge>
        )}
        <span className={css['spacer']} />
        <EventMenu exhibit={exhibit} event={event} />
      </div>
      <p dir="auto">{[event.by, event.place].filter((words) => words !== '').join(' · ')}</p>
      {event.note === '' ? null : (
        <p className={chain['soft']} dir="auto">
          {event.note}
        </p>
      )}
      <EventDetails details={event.details} />
      <p className={chain['soft']}>
        {isClaimed && event.recordedAt !== null
          ? `${say('custody.claimed', { when: formatInstant(intl, event.recordedAt) })} · `
          : ''}
        {event.sequence} · <Digest hex={event.digest} />
      </p>
    </li>
  )
}

/** What can be done about an event: signed for, put on paper, ended, corrected. */
function EventMenu({ exhibit, event }: LinkProps): ReactElement {
  const say = useSay()
  const open = useDialogs((dialogs) => dialogs.open)
  const { caseId, exhibitId, mark } = exhibit
  const { sequence, kind, standing, details } = event
  const choices: MenuChoice[] = []
  if (standing === 'pending')
    choices.push({
      id: 'sign',
      label: say('custody.sign'),
      icon: 'sign',
      run: () => open({ kind: 'custody-add', caseId, exhibitId, event: 'received', completes: sequence }),
    })
  if (kind === 'transferred' && details.to !== undefined)
    choices.push({
      id: 'receipt',
      label: say('custody.receipt'),
      icon: 'save',
      run: () => open({ kind: 'custody-receipt', exhibitId, mark, sequence }),
    })
  if (standing === 'out' || standing === 'overdue')
    choices.push({
      id: 'in',
      label: say('custody.check-in'),
      run: () => open({ kind: 'custody-add', caseId, exhibitId, event: 'relocated', ends: sequence }),
    })
  if (standing !== 'withdrawn')
    choices.push({
      id: 'correct',
      label: say('custody.correct', { sequence }),
      icon: 'edit',
      run: () => open({ kind: 'custody-correct', exhibitId, sequence, isTold: isTold(event) }),
    })
  return (
    <MenuButton
      compact
      label={say('custody.event.do', { sequence })}
      icon="menu"
      choices={choices}
      isDisabled={choices.length === 0}
    />
  )
}
