import {
  useEffect,
  useId,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  type CSSProperties,
} from 'react'
import { classes } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { isMarkTyped, moveCursor, type Cursor } from './register-keys.ts'
import css from './Register.module.css'
import { useInSight } from './virtual.ts'

/** One column of a register. */
export interface RegisterColumn<T> {
  readonly id: string
  readonly label: string
  /** Its width, as a track of a CSS grid. */
  readonly track: string
  readonly sorts?: boolean
  readonly isNumber?: boolean
  readonly cell: (row: T) => ReactNode
}

export interface RegisterOrder {
  readonly column: string
  readonly descending: boolean
}

interface RegisterProps<T> {
  readonly label: string
  readonly columns: readonly RegisterColumn<T>[]
  readonly total: number
  /** The row at a place, or undefined where it has not come yet. */
  readonly rowAt: (position: number) => T | undefined
  readonly keyOf: (row: T) => string
  readonly markOf: (row: T) => string
  readonly onWindow: (first: number, last: number) => void
  readonly rowHeight: number
  readonly order: RegisterOrder
  readonly onOrder: (order: RegisterOrder) => void
  readonly current: string | undefined
  readonly onCurrent: (row: T) => void
  readonly selected: ReadonlySet<string>
  readonly onSelected: (selected: ReadonlySet<string>) => void
}

// One tab stop for the whole grid; its keys are heard here.
const grid = { role: 'grid', tabIndex: 0 } as const

/**
 * The long table: tens of thousands of rows, of which those in sight exist. An ARIA grid by hand: one tab stop, arrows,
 * Home, End and Page keys, Space selects, Shift extends, and typing a mark's number leads to it.
 */
export function Register<T>(props: RegisterProps<T>): ReactElement {
  'use no memo'
  const { label, columns, total, rowAt, keyOf, rowHeight, order, current, selected } = props
  const id = useId()
  const scroller = useRef<HTMLTableSectionElement>(null)
  const [cursor, setCursor] = useState<Cursor>({ row: 0 })
  const rows = useInSight({
    count: total,
    scroller: () => scroller.current,
    heightOf: () => rowHeight,
    overscan: 12,
  })
  useEffect(() => rows.measure(), [rows, rowHeight])
  const items = rows.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  const { onWindow } = props
  useEffect(() => onWindow(first, last), [first, last, onWindow])

  const keys = useRegisterKeys(props, {
    cursor,
    move: (next) => {
      setCursor(next)
      if ('row' in next) rows.scrollToIndex(next.row)
    },
    page: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 1),
  })
  const tracks = { gridTemplateColumns: `40px ${columns.map(({ track }) => track).join(' ')}` }
  const press = (event: MouseEvent, position: number): void => {
    const row = rowAt(position)
    if (row === undefined) return
    setCursor({ row: position })
    const onTick = event.target instanceof Element && event.target.closest('[data-tick]') !== null
    if (onTick || event.ctrlKey || event.metaKey) keys.toggle(position)
    else if (event.shiftKey) keys.extend(position)
    else props.onCurrent(row)
  }
  const isRowCursor = 'row' in cursor
  return (
    <table
      {...grid}
      aria-label={label}
      aria-rowcount={total + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable
      aria-activedescendant={isRowCursor ? `${id}-${cursor.row}` : `${id}-h${cursor.header}`}
      className={css['register']}
      onKeyDown={keys.press}
    >
      <thead className={css['head']}>
        <tr aria-rowindex={1} className={css['header']} style={tracks}>
          <td aria-hidden />
          {columns.map((column, position) => (
            <HeaderCell
              key={column.id}
              id={`${id}-h${position}`}
              column={column}
              order={order}
              isCurrent={!isRowCursor && cursor.header === position}
              onOrder={props.onOrder}
            />
          ))}
        </tr>
      </thead>
      <tbody ref={scroller} className={css['scroll']}>
        {/* An empty row as tall as all the rows makes the scroll bar true. */}
        <tr aria-hidden style={{ display: 'block', blockSize: rows.getTotalSize() }} />
        {items.map((item) => (
          <RegisterRow
            key={item.key}
            id={`${id}-${item.index}`}
            position={item.index}
            row={rowAt(item.index)}
            columns={columns}
            keyOf={keyOf}
            cursor={cursor}
            current={current}
            selected={selected}
            style={{ ...tracks, blockSize: rowHeight, transform: `translateY(${item.start}px)` }}
            onPress={press}
          />
        ))}
      </tbody>
    </table>
  )
}

interface RegisterRowProps<T> extends Pick<RegisterProps<T>, 'columns' | 'keyOf' | 'current' | 'selected'> {
  readonly id: string
  readonly position: number
  readonly row: T | undefined
  readonly cursor: Cursor
  readonly style: CSSProperties
  readonly onPress: (event: MouseEvent, position: number) => void
}

function RegisterRow<T>(props: RegisterRowProps<T>): ReactElement {
  const { id, position, row, columns, cursor, current, selected, style, onPress } = props
  const key = row === undefined ? undefined : props.keyOf(row)
  // The grid has the focus and hears the keys for its rows; a row hears the pointer alone.
  const pressing = { onClick: (event: MouseEvent): void => onPress(event, position) }
  return (
    <tr
      id={id}
      aria-rowindex={position + 2}
      aria-selected={key !== undefined && selected.has(key)}
      aria-current={key !== undefined && key === current ? 'true' : undefined}
      className={classes(css['row'], isShown(cursor, position, key, current) && css['current'])}
      style={style}
      {...pressing}
    >
      <td data-tick className={css['cell']}>
        <span className={css['tick']} aria-hidden>
          <Icon name="check" size={12} />
        </span>
      </td>
      {columns.map((column) => (
        <td key={column.id} className={classes(css['cell'], column.isNumber === true && css['number'])}>
          {row === undefined ? <span className={css['absent']}>…</span> : column.cell(row)}
        </td>
      ))}
    </tr>
  )
}

function isShown(cursor: Cursor, position: number, key: string | undefined, current: string | undefined): boolean {
  if (key !== undefined && key === current) return true
  return 'row' in cursor && cursor.row === position && current === undefined
}

interface HeaderCellProps<T> {
  readonly id: string
  readonly column: RegisterColumn<T>
  readonly order: RegisterOrder
  readonly isCurrent: boolean
  readonly onOrder: (order: RegisterOrder) => void
}

function nextOrder(order: RegisterOrder, column: string): RegisterOrder {
  return { column, descending: order.column === column && !order.descending }
}

function HeaderCell<T>({ id, column, order, isCurrent, onOrder }: HeaderCellProps<T>): ReactElement {
  const isSorted = order.column === column.id
  return (
    <th
      id={id}
      scope="col"
      aria-sort={isSorted ? (order.descending ? 'descending' : 'ascending') : 'none'}
      className={classes(css['head'], isCurrent && css['headCurrent'])}
    >
      {column.sorts === true ? (
        <button
          type="button"
          tabIndex={-1}
          className={classes(css['sorts'], column.isNumber === true && css['number'])}
          onClick={() => onOrder(nextOrder(order, column.id))}
        >
          {column.label}
          {isSorted ? <Icon name={order.descending ? 'more' : 'less'} size={13} /> : null}
        </button>
      ) : (
        <span className={css['sorts']}>{column.label}</span>
      )}
    </th>
  )
}

interface Walk {
  readonly cursor: Cursor
  readonly page: number
  readonly move: (cursor: Cursor) => void
}

interface RegisterKeys {
  readonly press: (event: KeyboardEvent) => void
  readonly toggle: (position: number) => void
  readonly extend: (position: number) => void
}

function useRegisterKeys<T>(props: RegisterProps<T>, { cursor, page, move }: Walk): RegisterKeys {
  const { columns, total, rowAt, keyOf, markOf, selected, onSelected, onCurrent, order, onOrder } = props
  const anchor = useRef(0)
  const typed = useRef({ words: '', at: 0 })

  const toggle = (position: number): void => {
    const row = rowAt(position)
    if (row === undefined) return
    anchor.current = position
    const next = new Set(selected)
    if (!next.delete(keyOf(row))) next.add(keyOf(row))
    onSelected(next)
  }
  const extend = (position: number): void => {
    const [from, to] = [Math.min(anchor.current, position), Math.max(anchor.current, position)]
    const next = new Set(selected)
    for (let at = from; at <= to; at += 1) {
      const row = rowAt(at)
      if (row !== undefined) next.add(keyOf(row))
    }
    onSelected(next)
  }
  const go = (next: Cursor, isExtending: boolean): void => {
    if ('row' in next) {
      if (isExtending) extend(next.row)
      else anchor.current = next.row
      const row = rowAt(next.row)
      if (row !== undefined && !isExtending) onCurrent(row)
    }
    move(next)
  }
  const typeMark = (key: string, at: number): void => {
    typed.current = { words: at - typed.current.at < 900 ? typed.current.words + key : key, at }
    for (let position = 0; position < total; position += 1) {
      const row = rowAt(position)
      if (row !== undefined && isMarkTyped(markOf(row), typed.current.words)) {
        go({ row: position }, false)
        return
      }
    }
  }
  const act = (event: KeyboardEvent): boolean => {
    if (event.key === ' ' && 'row' in cursor) toggle(cursor.row)
    else if (event.key === 'Escape' && selected.size > 0) onSelected(new Set())
    else if (event.key === 'Enter' && 'header' in cursor) {
      const column = columns[cursor.header]
      if (column?.sorts === true) onOrder(nextOrder(order, column.id))
    } else if (event.key === 'Enter' && 'row' in cursor) go(cursor, false)
    else return false
    return true
  }
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const key = document.documentElement.dir === 'rtl' ? mirrored(event.key) : event.key
    const next = moveCursor(key, cursor, { rows: total, columns: columns.length, page })
    if (next !== undefined) go(next, event.shiftKey && 'row' in next)
    else if (!act(event)) {
      if (/^[\p{L}\p{N}-]$/u.test(event.key)) typeMark(event.key, event.timeStamp)
      return
    }
    event.preventDefault()
  }
  return { press, toggle, extend }
}

function mirrored(key: string): string {
  return key === 'ArrowLeft' ? 'ArrowRight' : key === 'ArrowRight' ? 'ArrowLeft' : key
}
