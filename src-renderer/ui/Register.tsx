import { useEffect, useId, useRef, useState, type MouseEvent, type ReactElement, type CSSProperties } from 'react'
import { classes } from './Button.tsx'
import { Icon } from './Icon.tsx'
import type { Cursor } from './register-keys.ts'
import type { RegisterColumn, RegisterOrder, RegisterProps } from './register-types.ts'
import { nextOrder, useRegisterKeys } from './use-register-keys.ts'
import css from './Register.module.css'
import { useInSight } from './virtual.ts'

const headHeight = 34

/**
 * The long table: tens of thousands of rows, of which those in sight exist. An ARIA grid by hand: one tab stop, arrows,
 * Home, End and Page keys, Space selects, Shift extends, and typing a mark's number leads to it.
 */
export function Register<T>(props: RegisterProps<T>): ReactElement {
  const { label, columns, total, rowAt, keyOf, rowHeight, order, current, selected } = props
  const selects = selected !== undefined
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [cursor, setCursor] = useState<Cursor>({ row: 0 })
  const rows = useInSight({
    count: total,
    scroller: () => scroller.current,
    heightOf: () => rowHeight,
    overscan: 12,
    above: headHeight,
  })
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
    page: Math.max(1, Math.floor(((rows.scrollRect?.height ?? 400) - headHeight) / rowHeight) - 1),
  })
  const tracks = { gridTemplateColumns: `${selects ? '40px ' : ''}${columns.map(({ track }) => track).join(' ')}` }
  const press = (event: MouseEvent, position: number): void => {
    const row = rowAt(position)
    if (row === undefined) return
    setCursor({ row: position })
    const onTick = event.target instanceof Element && event.target.closest('[data-tick]') !== null
    if (selects && (onTick || event.ctrlKey || event.metaKey)) keys.toggle(position)
    else if (selects && event.shiftKey) keys.extend(position)
    else props.onCurrent(row)
  }
  const isRowCursor = 'row' in cursor
  // One tab stop for the whole grid; its keys are heard here.
  const grid = {
    role: 'grid',
    tabIndex: 0,
    'aria-activedescendant': isRowCursor ? `${id}-${cursor.row}` : `${id}-h${cursor.header}`,
    onKeyDown: keys.press,
  } as const
  return (
    <div ref={scroller} className={css['scroll']}>
      <table
        aria-label={label}
        aria-rowcount={total + 1}
        aria-colcount={columns.length + (selects ? 1 : 0)}
        {...(selects ? { 'aria-multiselectable': true } : {})}
        className={css['register']}
        {...grid}
      >
        <thead className={css['head']}>
          <tr aria-rowindex={1} className={css['header']} style={{ ...tracks, blockSize: headHeight }}>
            {selects ? <td aria-hidden /> : null}
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
        <tbody className={css['body']}>
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
              style={{ ...tracks, blockSize: rowHeight, transform: `translateY(${item.start - headHeight}px)` }}
              onPress={press}
            />
          ))}
        </tbody>
      </table>
    </div>
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
      {...(selected === undefined ? {} : { 'aria-selected': key !== undefined && selected.has(key) })}
      aria-current={key !== undefined && key === current ? 'true' : undefined}
      className={classes(css['row'], isShown(cursor, position, key, current) && css['current'])}
      style={style}
      {...pressing}
    >
      {selected === undefined ? null : (
        <td data-tick className={css['cell']}>
          <span className={css['tick']} aria-hidden>
            <Icon name="check" size={12} />
          </span>
        </td>
      )}
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

function HeaderCell<T>({ id, column, order, isCurrent, onOrder }: HeaderCellProps<T>): ReactElement {
  const isSorted = order.column === column.id
  return (
    <th
      id={id}
      scope="col"
      aria-sort={isSorted ? (order.descending ? 'descending' : 'ascending') : 'none'}
      className={classes(css['head'], isCurrent && css['headCurrent'], column.isNumber === true && css['numberHead'])}
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
