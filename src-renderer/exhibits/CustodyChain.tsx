import type { ReactElement } from 'react'
import type { ExhibitId } from '../../src-main/contract/ids.ts'
import { useAsk } from '../app/queries.ts'
import { useIntl, useSay } from '../app/words.tsx'
import { formatLived } from '../ui/format.ts'
import { Badge, Digest, FailureNote, Waiting } from '../ui/Note.tsx'
import css from './Exhibits.module.css'

/** Everything that happened to an exhibit, each event bound to the one before it. */
export function CustodyChain({ exhibitId }: { readonly exhibitId: ExhibitId }): ReactElement {
  const say = useSay()
  const intl = useIntl()
  const custody = useAsk('exhibit.custody', { exhibitId })
  if (custody.error !== null) return <FailureNote error={custody.error} />
  if (custody.data === undefined) return <Waiting />
  const { events, chainOk } = custody.data
  return (
    <div className={css['stack']}>
      <div>
        {chainOk ? (
          <Badge tone="ok" icon="linked">
            {say('custody.whole', { count: events.length })}
          </Badge>
        ) : (
          <Badge tone="failure" icon="alert">
            {say('custody.broken')}
          </Badge>
        )}
      </div>
      <ol className={css['chain']} aria-label={say('exhibit.custody')}>
        {events.map((event) => (
          <li key={event.sequence} className={css['link']}>
            <div className={css['linkHead']}>
              <strong>{say(`custody.${event.kind}`)}</strong>
              <span>{formatLived(intl, event.at, event.offsetMinutes)}</span>
            </div>
            <p dir="auto">{[event.by, event.place].filter((words) => words !== '').join(' · ')}</p>
            {event.note === '' ? null : (
              <p className={css['soft']} dir="auto">
                {event.note}
              </p>
            )}
            <p className={css['soft']}>
              {event.sequence} · <Digest hex={event.digest} />
            </p>
          </li>
        ))}
      </ol>
    </div>
  )
}
