import type { ReactNode } from 'react'

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

/** By which column, and in which direction. */
export interface RegisterOrder {
  readonly column: string
  readonly descending: boolean
}

/** What a register shows, and what it tells. */
export interface RegisterProps<T> {
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
  /** Left out together: nothing in this register can be selected, one row is looked at. */
  readonly selected?: ReadonlySet<string> | undefined
  readonly onSelected?: (selected: ReadonlySet<string>) => void
}
