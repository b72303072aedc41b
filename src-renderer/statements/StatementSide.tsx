import type { ReactElement } from 'react'
import type { ExhibitId } from '../../src-main/contract/ids.ts'
import type { Statement } from '../../src-main/contract/statements.ts'
import { useAsk } from '../app/queries.ts'
import { useIntl, useSay } from '../app/words.tsx'
import { shownName } from '../cases/party-words.ts'
import { IntegrityMarkOf } from '../custody/IntegrityBadge.tsx'
import { formatCollected } from '../exhibits/collected.ts'
import { Button } from '../ui/Button.tsx'
import { formatInstant, formatLanguage } from '../ui/format.ts'
import { Digest, Facts } from '../ui/Note.tsx'
import css from './Statements.module.css'

interface StatementSideProps {
  readonly statement: Statement
  readonly onExhibit: (exhibitId: ExhibitId) => void
}

/** What is known of a statement beside its words. */
export function StatementSide({ statement, onExhibit }: StatementSideProps): ReactElement {
  const say = useSay()
  const intl = useIntl()
  const parties = useAsk('party.list', { caseId: statement.caseId }).data ?? []
  const { details, exhibits } = statement
  const interpreter = parties.find(({ partyId }) => partyId === details.interpreter)
  const time = (at: string | undefined): string => (at === undefined ? '' : formatCollected(intl, at))
  return (
    <aside className={css['side']} aria-label={say('statement.about')}>
      <h2>{say('statement.about')}</h2>
      <Facts
        facts={[
          [say('column.witness'), statement.witnessName],
          [say('field.language'), formatLanguage(intl, statement.language)],
          [say('field.mode'), details.mode === undefined ? '' : say(`mode.${details.mode}`)],
          [say('field.takenBy'), details.takenBy],
          [say('field.takenAt'), details.takenAt],
          [say('field.takenFrom'), time(details.takenFrom)],
          [say('field.takenTo'), time(details.takenTo)],
          [say('field.interpreter'), interpreter === undefined ? '' : shownName(say, interpreter)],
          [say('field.recorded'), formatInstant(intl, statement.recordedAt)],
          ['SHA-256', <Digest key="digest" hex={statement.sha256} />],
        ]}
      />
      <h2>{say('statement.exhibits')}</h2>
      {exhibits.length === 0 ? <p>{say('statement.no-exhibits')}</p> : null}
      <ul>
        {exhibits.map(({ exhibitId, mark }) => (
          <li key={exhibitId}>
            <IntegrityMarkOf exhibitId={exhibitId} />{' '}
            <Button look="link" onPress={() => onExhibit(exhibitId)}>
              {mark}
            </Button>
          </li>
        ))}
      </ul>
    </aside>
  )
}
