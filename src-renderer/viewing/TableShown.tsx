import { useState, type ReactElement } from 'react'
import type { Exhibit } from '../../src-main/contract/exhibits.ts'
import type { CallColumns, View } from '../../src-main/contract/viewing.ts'
import { useAsk } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { SelectField, Tick } from '../ui/Choice.tsx'
import { CallColumnsForm } from './CallColumnsForm.tsx'
import { callColumns, plainColumns } from './call-cells.ts'
import { Cells } from './Cells.tsx'
import { Findings } from './Findings.tsx'
import css from './viewing.module.css'

type TableView = Extract<View, { as: 'table' }>

interface TableProps {
  readonly exhibit: Exhibit
  readonly view: TableView
}

/** So many columns stand beside one another; the rest is turned to. */
const WIDE = 40

/** What of a table is shown, and how. */
interface Shown {
  readonly sheet: number
  readonly asFormulas: boolean
  readonly asCalls: boolean
  readonly isMapping: boolean
  /** The first column, where there are too many for one screen. */
  readonly from: number
}

const asBegun: Shown = { sheet: 0, asFormulas: false, asCalls: true, isMapping: false, from: 0 }

/** A table or a workbook: its sheets, its cells as they are, its formulas as text; a table of calls by who called whom. */
export function TableShown({ exhibit, view }: TableProps): ReactElement {
  const say = useSay()
  const { exhibitId } = exhibit
  const [shown, setShown] = useState(asBegun)
  const saved = useAsk('reading.show', { exhibitId }).data?.calls ?? null
  const known = saved ?? view.calls
  const { sheet, from, asFormulas } = shown
  const one = view.sheets[sheet] ?? { name: '', hidden: false, rows: 0, columns: 0 }
  const calls = sheet === 0 && shown.asCalls ? known : null
  const columns = calls === null ? plainColumns(from, Math.min(one.columns, from + WIDE)) : callColumns(say, calls)
  return (
    <div className={css['view']}>
      <Tools view={view} shown={shown} onShown={setShown} hasCalls={sheet === 0 && known !== null} />
      <Findings findings={view.findings} />
      {shown.isMapping ? (
        <CallColumnsForm
          exhibitId={exhibitId}
          view={view}
          calls={known}
          onDone={() => setShown({ ...shown, isMapping: false, asCalls: true })}
        />
      ) : null}
      <Cells
        key={`${view.token} ${sheet}`}
        label={say(calls === null ? 'table.label' : 'calls.label')}
        token={view.token}
        sheet={sheet}
        rows={one.rows}
        skipped={firstRow(calls)}
        columns={columns}
        asFormulas={asFormulas}
      />
    </div>
  )
}

interface ToolsProps {
  readonly view: TableView
  readonly shown: Shown
  readonly onShown: (shown: Shown) => void
  readonly hasCalls: boolean
}

function Tools({ view, shown, onShown, hasCalls }: ToolsProps): ReactElement {
  const say = useSay()
  const { sheet, isMapping, asFormulas, asCalls, from } = shown
  const { rows = 0, columns = 0 } = view.sheets[sheet] ?? {}
  const isPlain = !(hasCalls && asCalls)
  return (
    <div className={css['bar']}>
      <SheetChoice view={view} sheet={sheet} onSheet={(next) => onShown({ ...shown, sheet: next, from: 0 })} />
      <span>{say('table.size', { rows, columns })}</span>
      <TextFacts view={view} />
      {columns > WIDE && isPlain ? (
        <ColumnPages from={from} of={columns} onFrom={(next) => onShown({ ...shown, from: next })} />
      ) : null}
      <span className={css['spring']} />
      {view.findings.includes('formulas-not-run') ? (
        <Tick
          label={say('table.formulas')}
          isSelected={asFormulas}
          onChange={(next) => onShown({ ...shown, asFormulas: next })}
        />
      ) : null}
      {hasCalls ? (
        <Tick
          label={say('calls.show')}
          isSelected={asCalls}
          onChange={(next) => onShown({ ...shown, asCalls: next })}
        />
      ) : null}
      {sheet === 0 && columns > 1 ? (
        <Button
          small
          icon="calls"
          aria-expanded={isMapping}
          onPress={() => onShown({ ...shown, isMapping: !isMapping })}
        >
          {say('calls.columns')}
        </Button>
      ) : null}
    </div>
  )
}

function firstRow(calls: CallColumns | null): number {
  return calls?.heading === true ? 1 : 0
}

interface SheetProps {
  readonly view: TableView
  readonly sheet: number
  readonly onSheet: (sheet: number) => void
}

function SheetChoice({ view, sheet, onSheet }: SheetProps): ReactElement | null {
  const say = useSay()
  if (view.sheets.length < 2) return null
  return (
    <SelectField
      label={say('table.sheet')}
      inBar
      selectedKey={String(sheet)}
      onSelectionChange={(key) => onSheet(Number(key))}
      options={view.sheets.map(({ name, hidden }, position) => ({
        id: String(position),
        label: hidden ? say('table.sheet.hidden', { name }) : name,
      }))}
    />
  )
}

function TextFacts({ view }: { readonly view: TableView }): ReactElement | null {
  const say = useSay()
  if (view.encoding === null) return null
  const names = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const
  const known = Object.entries(names).find(([sign]) => sign === view.delimiter)?.[1]
  return (
    <span>
      {say('viewer.encoding', { encoding: view.encoding })}{' '}
      {say('table.delimiter', { sign: known === undefined ? (view.delimiter ?? '') : say(`table.delimiter.${known}`) })}
    </span>
  )
}

interface ColumnPagesProps {
  readonly from: number
  readonly of: number
  readonly onFrom: (from: number) => void
}

function ColumnPages({ from, of, onFrom }: ColumnPagesProps): ReactElement {
  const say = useSay()
  return (
    <span className={css['keys']}>
      <IconButton
        small
        icon="previous"
        name={say('table.columns.previous')}
        isDisabled={from === 0}
        onPress={() => onFrom(Math.max(0, from - WIDE))}
      />
      {say('table.columns', { from: from + 1, to: Math.min(of, from + WIDE), of })}
      <IconButton
        small
        icon="next"
        name={say('table.columns.next')}
        isDisabled={from + WIDE >= of}
        onPress={() => onFrom(from + WIDE)}
      />
    </span>
  )
}
