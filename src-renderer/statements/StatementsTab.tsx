import { useMemo, useRef, useState, type ReactElement } from 'react'
import type { CaseId } from '../../src-main/contract/ids.ts'
import type { StatementSummary } from '../../src-main/contract/statements.ts'
import { runCommand, useCommand } from '../app/command-handlers.ts'
import { usePlaces } from '../app/places.ts'
import { useAsk } from '../app/queries.ts'
import { useIntl, useSay, type Say } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { DataTable, type DataColumn } from '../ui/DataTable.tsx'
import { FilterField } from '../ui/Field.tsx'
import { formatInstant, formatLanguage } from '../ui/format.ts'
import { Empty, FailureNote, Waiting } from '../ui/Note.tsx'
import css from '../ui/Screen.module.css'
import { StateBadge } from './StateBadge.tsx'

/** The statements of a case. */
export function StatementsTab({ caseId }: { readonly caseId: CaseId }): ReactElement {
  const say = useSay()
  const statements = useAsk('statement.list', { caseId })
  const [filter, setFilter] = useState('')
  const filterBox = useRef<HTMLInputElement>(null)
  useCommand('filter', () => filterBox.current?.focus())
  return (
    <section className={css['screen']} aria-label={say('tab.statements')}>
      <div className={css['tools']} role="toolbar" aria-label={say('statements.tools')}>
        <FilterField label={say('statements.filter')} value={filter} onChange={setFilter} inputRef={filterBox} />
        <span className={css['spacer']} />
        <Button look="primary" icon="statement" onPress={() => runCommand('statement.record')}>
          {say('command.statement.record')}
        </Button>
      </div>
      {statements.isPending ? <Waiting /> : null}
      {statements.error === null ? null : <FailureNote error={statements.error} />}
      {statements.data === undefined ? null : (
        <StatementTable caseId={caseId} statements={statements.data} filter={filter} />
      )}
    </section>
  )
}

interface StatementTableProps {
  readonly caseId: CaseId
  readonly statements: readonly StatementSummary[]
  readonly filter: string
}

function StatementTable({ caseId, statements, filter }: StatementTableProps): ReactElement {
  const say = useSay()
  const intl = useIntl()
  const go = usePlaces((places) => places.go)
  const columns = useMemo(
    () =>
      columnsOf(
        say,
        (at) => formatInstant(intl, at),
        (code) => formatLanguage(intl, code),
      ),
    [say, intl],
  )
  const sought = filter.normalize('NFC').trim().toLowerCase()
  const found = statements.filter(({ witnessName, language, state }) =>
    `${witnessName}\n${formatLanguage(intl, language)}\n${say(`state.${state}`)}`.toLowerCase().includes(sought),
  )
  if (statements.length === 0) {
    return (
      <Empty title={say('statements.empty')} text={say('statements.empty.text')}>
        <Button look="primary" icon="statement" onPress={() => runCommand('statement.record')}>
          {say('command.statement.record')}
        </Button>
      </Empty>
    )
  }
  if (found.length === 0) return <Empty title={say('list.none')} text={say('list.none.text')} />
  return (
    <DataTable
      label={say('tab.statements')}
      columns={columns}
      rows={found}
      keyOf={({ statementId }) => statementId}
      nameOf={({ witnessName }) => witnessName}
      onOpen={({ statementId }) => go({ kind: 'statement', caseId, statementId })}
    />
  )
}

function columnsOf(
  say: Say,
  at: (instant: string) => string,
  languageOf: (code: string) => string,
): readonly DataColumn<StatementSummary>[] {
  return [
    {
      id: 'witness',
      label: say('column.witness'),
      cell: ({ witnessName }) => <bdi>{witnessName}</bdi>,
      by: ({ witnessName }) => witnessName,
      look: 'strong',
    },
    {
      id: 'language',
      label: say('field.language'),
      cell: ({ language }) => languageOf(language),
      by: ({ language }) => languageOf(language),
    },
    {
      id: 'state',
      label: say('column.state'),
      cell: ({ state }) => <StateBadge state={state} />,
      by: ({ state }) => state,
    },
    {
      id: 'version',
      label: say('column.version'),
      cell: ({ version }) => version,
      by: ({ version }) => version,
      look: 'number',
    },
    {
      id: 'paragraphs',
      label: say('column.paragraphs'),
      cell: ({ paragraphs }) => paragraphs,
      by: ({ paragraphs }) => paragraphs,
      look: 'number',
    },
    {
      id: 'recorded',
      label: say('column.recorded'),
      cell: ({ recordedAt }) => at(recordedAt),
      by: ({ recordedAt }) => recordedAt,
      look: 'nowrap',
    },
  ]
}
