import { useCallback, useDeferredValue, useRef, useState, type ReactElement } from 'react'
import type { CaseId, ExhibitId } from '../../src-main/contract/ids.ts'
import { useCommand } from '../app/command-handlers.ts'
import { usePlaces } from '../app/places.ts'
import { useSettings } from '../app/settings.ts'
import { useSettled } from '../app/use-settled.ts'
import { useSay } from '../app/words.tsx'
import { FailureNote, Waiting } from '../ui/Note.tsx'
import { Register } from '../ui/Register.tsx'
import type { RegisterOrder } from '../ui/register-types.ts'
import css from '../ui/Screen.module.css'
import { Splitter } from '../ui/Splitter.tsx'
import { DropEvidence } from './DropEvidence.tsx'
import { EvidenceEmpty, EvidenceTools } from './EvidenceTools.tsx'
import { ExhibitPane } from './ExhibitPane.tsx'
import { useRegisterColumns } from './columns.tsx'
import { useExhibitRows, type RowsAsked } from './rows.ts'

interface EvidenceTabProps {
  readonly caseId: CaseId
  /** The exhibit to begin with, where another screen led here for it. */
  readonly exhibitId: ExhibitId | undefined
}

/** The evidence register, with what is chosen in it shown beside. Files dropped on it are imported. */
export function EvidenceTab({ caseId, exhibitId }: EvidenceTabProps): ReactElement {
  const say = useSay()
  const [current, setCurrent] = useState(exhibitId)
  useArrival(setCurrent)
  const [filter, setFilter] = useState('')
  const filterBox = useRef<HTMLInputElement>(null)
  const containing = useDeferredValue(useSettled(filter.trim(), 180))
  useCommand('filter', () => filterBox.current?.focus())
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [order, setOrder] = useState<RegisterOrder>({ column: 'mark', descending: false })
  const asked: RowsAsked = { caseId, sort: order.column as RowsAsked['sort'], descending: order.descending, containing }
  const rows = useExhibitRows(asked)
  const shown = useSettled(current, 250)
  return (
    <DropEvidence caseId={caseId}>
      <EvidenceTools
        caseId={caseId}
        filter={filter}
        onFilter={setFilter}
        filterBox={filterBox}
        total={rows.total}
        selected={selected as ReadonlySet<ExhibitId>}
        onSelected={setSelected}
      />
      {rows.error === null ? null : <FailureNote error={rows.error} />}
      {rows.total === undefined && rows.error === null ? <Waiting /> : null}
      {rows.total === 0 ? <EvidenceEmpty isFiltered={containing !== ''} /> : null}
      {rows.total === undefined || rows.total === 0 ? null : (
        <Splitter
          label={say('evidence.divide')}
          share={0.5}
          start={
            <EvidenceRegister
              rows={rows}
              total={rows.total}
              order={order}
              onOrder={setOrder}
              current={current}
              onCurrent={setCurrent}
              selected={selected}
              onSelected={setSelected}
            />
          }
          end={
            shown === undefined ? (
              <p className={css['pad']}>{say('evidence.choose')}</p>
            ) : (
              <ExhibitPane key={shown} exhibitId={shown} />
            )
          }
        />
      )}
    </DropEvidence>
  )
}

/** Another place in the same register, such as a link to another exhibit, chooses that exhibit. */
function useArrival(choose: (exhibitId: ExhibitId) => void): void {
  const place = usePlaces((places) => places.place)
  const [seen, setSeen] = useState(place)
  if (seen === place) return
  setSeen(place)
  if (place.kind === 'case' && place.exhibitId !== undefined) choose(place.exhibitId)
}

interface EvidenceRegisterProps {
  readonly rows: ReturnType<typeof useExhibitRows>
  readonly total: number
  readonly order: RegisterOrder
  readonly onOrder: (order: RegisterOrder) => void
  readonly current: ExhibitId | undefined
  readonly onCurrent: (exhibitId: ExhibitId) => void
  readonly selected: ReadonlySet<string>
  readonly onSelected: (selected: ReadonlySet<string>) => void
}

function EvidenceRegister({ rows, current, onCurrent, ...rest }: EvidenceRegisterProps): ReactElement {
  const say = useSay()
  const columns = useRegisterColumns()
  const rowHeight = useSettings((settings) => settings.density) === 'compact' ? 29 : 38
  const show = useCallback((row: { readonly exhibitId: ExhibitId }) => onCurrent(row.exhibitId), [onCurrent])
  return (
    <Register
      {...rest}
      key={rowHeight}
      label={say('evidence.register')}
      columns={columns}
      rowAt={rows.rowAt}
      onWindow={rows.onWindow}
      keyOf={({ exhibitId }) => exhibitId}
      markOf={({ mark }) => mark}
      rowHeight={rowHeight}
      current={current}
      onCurrent={show}
    />
  )
}
