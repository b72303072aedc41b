import { useMemo, useRef, useState, type ReactElement } from 'react'
import type { CaseSummary } from '../../src-main/contract/cases.ts'
import { runCommand, useCommand } from '../app/command-handlers.ts'
import { usePlaces } from '../app/places.ts'
import { useAsk } from '../app/queries.ts'
import { useOpenCompartments } from '../compartments/use-compartments.ts'
import { useIntl, useSay, type Say } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { DataTable, type DataColumn } from '../ui/DataTable.tsx'
import { FilterField } from '../ui/Field.tsx'
import { formatDay } from '../ui/format.ts'
import { Badge, Badges, Empty, FailureNote, Waiting } from '../ui/Note.tsx'
import css from '../ui/Screen.module.css'
import { wordCaseType } from './case-words.ts'

/** Every case file of the vault. */
export function CasesScreen(): ReactElement {
  const say = useSay()
  const cases = useAsk('case.list', {})
  const [filter, setFilter] = useState('')
  const filterBox = useRef<HTMLInputElement>(null)
  useCommand('filter', () => filterBox.current?.focus())
  return (
    <section className={css['screen']} aria-label={say('nav.cases')}>
      <div className={css['head']}>
        <div className={css['heading']}>
          <h1>{say('nav.cases')}</h1>
          {cases.data === undefined ? null : (
            <span className={css['soft']}>{say('cases.count', { count: cases.data.length })}</span>
          )}
        </div>
        <FilterField label={say('cases.filter')} value={filter} onChange={setFilter} inputRef={filterBox} />
        <Button look="primary" icon="add" onPress={() => runCommand('case.new')}>
          {say('command.case.new')}
        </Button>
      </div>
      {cases.isPending ? <Waiting /> : null}
      {cases.error === null ? null : <FailureNote error={cases.error} />}
      {cases.data === undefined ? null : <CaseTable cases={cases.data} filter={filter} />}
    </section>
  )
}

interface CaseTableProps {
  readonly cases: readonly CaseSummary[]
  readonly filter: string
}

function CaseTable({ cases, filter }: CaseTableProps): ReactElement {
  const say = useSay()
  const intl = useIntl()
  const go = usePlaces((places) => places.go)
  const compartments = useOpenCompartments()
  const columns = useMemo(() => {
    const restricted = new Set(compartments.flatMap((compartment) => compartment.cases))
    return columnsOf(say, (day) => formatDay(intl, day), restricted)
  }, [say, intl, compartments])
  const found = useMemo(() => cases.filter((one) => isAbout(say, one, filter)), [cases, filter, say])
  if (cases.length === 0) {
    return (
      <Empty title={say('cases.empty')} text={say('cases.empty.text')}>
        <Button look="primary" icon="add" onPress={() => runCommand('case.new')}>
          {say('command.case.new')}
        </Button>
      </Empty>
    )
  }
  if (found.length === 0) return <Empty title={say('list.none')} text={say('list.none.text')} />
  return (
    <DataTable
      label={say('nav.cases')}
      columns={columns}
      rows={found}
      keyOf={({ caseId }) => caseId}
      nameOf={({ reference, title }) => `${reference} ${title}`}
      onOpen={({ caseId }) => go({ kind: 'case', caseId, tab: 'overview' })}
      sort={{ column: 'reference', direction: 'descending' }}
    />
  )
}

function isAbout(say: Say, one: CaseSummary, filter: string): boolean {
  const words = [
    one.reference,
    one.title,
    wordCaseType(say, one.caseType),
    ...one.stages.map((stage) => say(`stage.${stage}`)),
  ]
  const sought = filter.normalize('NFC').trim().toLowerCase()
  return words.join('\n').toLowerCase().includes(sought)
}

function columnsOf(
  say: Say,
  day: (day: string) => string,
  restricted: ReadonlySet<string>,
): readonly DataColumn<CaseSummary>[] {
  return [
    {
      id: 'reference',
      label: say('column.reference'),
      cell: (row) => <bdi>{row.reference}</bdi>,
      by: (row) => row.reference,
      look: 'nowrap',
    },
    {
      id: 'title',
      label: say('column.title'),
      cell: (row) => (
        <>
          <bdi>{row.title}</bdi>{' '}
          {restricted.has(row.caseId) ? (
            <Badge tone="warning" icon="lock">
              {say('case.restricted')}
            </Badge>
          ) : null}
        </>
      ),
      by: (row) => row.title,
      look: 'strong',
      names: true,
    },
    {
      id: 'type',
      label: say('column.type'),
      cell: (row) => wordCaseType(say, row.caseType),
      by: (row) => wordCaseType(say, row.caseType),
    },
    {
      id: 'stages',
      label: say('column.stages'),
      cell: (row) => (
        <Badges>
          {row.stages.map((stage) => (
            <Badge key={stage} tone={stage === 'closed' ? 'plain' : 'accent'}>
              {say(`stage.${stage}`)}
            </Badge>
          ))}
        </Badges>
      ),
    },
    {
      id: 'hearing',
      label: say('column.hearing'),
      cell: (row) => (row.nextHearing === null ? '' : day(row.nextHearing)),
      by: (row) => row.nextHearing ?? '9999',
      look: 'nowrap',
    },
    {
      id: 'exhibits',
      label: say('column.exhibits'),
      cell: (row) => row.exhibits,
      by: (row) => row.exhibits,
      look: 'number',
    },
    {
      id: 'statements',
      label: say('column.statements'),
      cell: (row) => row.statements,
      by: (row) => row.statements,
      look: 'number',
    },
  ]
}
