import { useRef, type KeyboardEvent } from 'react'
import { isMarkTyped, moveCursor, type Cursor } from './register-keys.ts'
import type { RegisterOrder, RegisterProps } from './register-types.ts'

/** The order after a press on a column's header: that column, or the other way round if it was that one. */
export function nextOrder(order: RegisterOrder, column: string): RegisterOrder {
  return { column, descending: order.column === column && !order.descending }
}

/** Where the cursor is, and how it is moved. */
export interface Walk {
  readonly cursor: Cursor
  readonly page: number
  readonly move: (cursor: Cursor) => void
}

/** What a register does with keys and with a press that selects. */
export interface RegisterKeys {
  readonly press: (event: KeyboardEvent) => void
  readonly toggle: (position: number) => void
  readonly extend: (position: number) => void
}

const none: ReadonlySet<string> = new Set()
const ignore = (): void => undefined

/** What the keys do in a register. */
export function useRegisterKeys<T>(props: RegisterProps<T>, { cursor, page, move }: Walk): RegisterKeys {
  const { columns, total, rowAt, keyOf, markOf, onCurrent, order, onOrder } = props
  const { selected = none, onSelected = ignore } = props
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
