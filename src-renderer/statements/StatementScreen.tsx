import type { ReactElement } from 'react'
import type { Statement } from '../../src-main/contract/statements.ts'
import { useDialogs } from '../app/dialogs.ts'
import { usePlaces, type Place } from '../app/places.ts'
import { useAsk } from '../app/queries.ts'
import { useLeafCommands } from '../cases/leaf-commands.ts'
import { useSay } from '../app/words.tsx'
import { Button, classes } from '../ui/Button.tsx'
import { Badge, FailureNote, Waiting } from '../ui/Note.tsx'
import screen from '../ui/Screen.module.css'
import { scrollable } from '../ui/scrollable.ts'
import { numberParagraphs } from './numbering.ts'
import { StateBadge } from './StateBadge.tsx'
import { StatementSide } from './StatementSide.tsx'
import css from './Statements.module.css'

type StatementPlace = Extract<Place, { kind: 'statement' }>

/** One statement: its words, and what is known of them. */
export function StatementScreen({ place }: { readonly place: StatementPlace }): ReactElement {
  const statement = useAsk('statement.show', { statementId: place.statementId })
  useLeafCommands(place.caseId)
  if (statement.error !== null) return <FailureNote error={statement.error} />
  if (statement.data === undefined) return <Waiting />
  return <Shown statement={statement.data} />
}

function Shown({ statement }: { readonly statement: Statement }): ReactElement {
  const say = useSay()
  const open = useDialogs((dialogs) => dialogs.open)
  const go = usePlaces((places) => places.go)
  const { statementId, state, version, caseId } = statement
  const isOpen = state === 'draft' || state === 'read-back'
  const title = say('statement.of', { witness: statement.witnessName })
  return (
    <section className={screen['screen']} aria-label={title}>
      <div className={screen['head']}>
        <div className={screen['heading']}>
          <h1 dir="auto">{title}</h1>
          <StateBadge state={state} />
          <Badge>{say('statement.version', { version })}</Badge>
        </div>
        <Button icon="edit" onPress={() => open({ kind: 'revise', statementId })}>
          {say(isOpen ? 'statement.revise' : 'statement.new-version')}
        </Button>
        {isOpen ? (
          <Button look="primary" icon="sign" onPress={() => open({ kind: 'sign', statementId })}>
            {say('statement.sign')}
          </Button>
        ) : null}
      </div>
      <div className={css['page']}>
        <StatementBody statement={statement} />
        <StatementSide
          statement={statement}
          onExhibit={(exhibitId) => go({ kind: 'case', caseId, tab: 'evidence', exhibitId })}
        />
      </div>
    </section>
  )
}

/** The words of a statement, each paragraph with the number by which it is cited. */
function StatementBody({ statement }: { readonly statement: Statement }): ReactElement {
  const say = useSay()
  return (
    <section className={css['sheet']} {...scrollable} aria-label={say('statement.text')}>
      <div className={css['body']}>
        {numberParagraphs(statement.body).map(({ position, number, paragraph }) =>
          paragraph.kind === 'heading' ? (
            <h2 key={position} className={css['heading']} dir="auto">
              {paragraph.text}
            </h2>
          ) : (
            <div key={position} className={classes(css['paragraph'], css[paragraph.kind])}>
              <span className={css['number']}>{number === undefined ? '' : `${number}.`}</span>
              <p className={css['words']} dir="auto">
                {paragraph.text}
              </p>
            </div>
          ),
        )}
      </div>
    </section>
  )
}
