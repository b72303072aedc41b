import { useMemo, useState, type ReactElement, type ReactNode } from 'react'
import { Cell, Column, Row, Table, TableBody, TableHeader, type SortDescriptor } from 'react-aria-components'
import { classes } from './Button.tsx'
import css from './DataTable.module.css'
import { Icon } from './Icon.tsx'
import { sortRows } from './sort-rows.ts'

/** One column of a short table. */
export interface DataColumn<T> {
  readonly id: string
  readonly label: string
  readonly cell: (row: T) => ReactNode
  /** What the column sorts by; without it, it does not sort. */
  readonly by?: (row: T) => string | number
  readonly look?: 'number' | 'strong' | 'nowrap'
  /** Whether it is part of the row's name; the first column always is. */
  readonly names?: true
}

interface DataTableProps<T> {
  readonly label: string
  readonly columns: readonly DataColumn<T>[]
  readonly rows: readonly T[]
  readonly keyOf: (row: T) => string
  readonly nameOf: (row: T) => string
  readonly onOpen?: (row: T) => void
  readonly sort?: SortDescriptor
}

/** A table of up to some hundred rows: sorted in the window, walked by arrow keys, opened by Enter or a press. */
export function DataTable<T extends object>(props: DataTableProps<T>): ReactElement {
  const { label, columns, rows, keyOf, nameOf, onOpen } = props
  const [sort, setSort] = useState<SortDescriptor | undefined>(props.sort)
  const sorted = useMemo(
    () => sortRows(rows, columns.find(({ id }) => id === sort?.column)?.by, sort?.direction === 'descending'),
    [rows, columns, sort],
  )
  return (
    <div className={css['scroll']}>
      <Table
        aria-label={label}
        className={css['table'] ?? ''}
        {...(sort === undefined ? {} : { sortDescriptor: sort })}
        onSortChange={setSort}
        onRowAction={(key) => {
          const row = rows.find((one) => keyOf(one) === key)
          if (row !== undefined) onOpen?.(row)
        }}
      >
        <TableHeader>
          {columns.map((column, position) => (
            <Column
              key={column.id}
              id={column.id}
              isRowHeader={position === 0 || column.names === true}
              allowsSorting={column.by !== undefined}
              className={classes(css['column'], column.look === 'number' && css['number'])}
            >
              <span className={css['sort']}>
                {column.label}
                <Icon name={sort?.direction === 'descending' ? 'more' : 'less'} size={13} />
              </span>
            </Column>
          ))}
        </TableHeader>
        <TableBody>
          {sorted.map((row) => (
            <Row key={keyOf(row)} id={keyOf(row)} textValue={nameOf(row)} className={css['row'] ?? ''}>
              {columns.map((column) => (
                <Cell key={column.id} className={classes(css['cell'], column.look !== undefined && css[column.look])}>
                  {column.cell(row)}
                </Cell>
              ))}
            </Row>
          ))}
        </TableBody>
      </Table>
    </div>
  )
}
