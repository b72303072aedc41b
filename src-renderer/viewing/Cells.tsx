import { useCallback, useEffect, useRef, type ReactElement } from 'react'
import type { TableRow } from '../../src-main/contract/viewing.ts'
import { call } from '../app/bridge.ts'
import { useIntl, useSay } from '../app/words.tsx'
import { scrollable } from '../ui/scrollable.ts'
import { useInSight } from '../ui/virtual.ts'
import type { ShownColumn } from './call-cells.ts'
import { usePieces } from './use-pieces.ts'
import css from './viewing.module.css'

interface CellsProps {
  readonly label: string
  readonly token: string
  readonly sheet: number
  /** How many rows the sheet has. */
  readonly rows: number
  /** So many at its beginning are headings and not shown. */
  readonly skipped: number
  readonly columns: readonly ShownColumn[]
  readonly asFormulas: boolean
}

const HEIGHT = 29
/** Chromium can make nothing taller than this; rows beyond are reached by saving a copy. In pixels. */
const TALLEST = 16_000_000

/** The cells of a sheet, of which those in sight exist. */
export function Cells({ label, token, sheet, rows, skipped, columns, asFormulas }: CellsProps): ReactElement {
  const say = useSay()
  const scroller = useRef<HTMLDivElement>(null)
  const load = useCallback(
    async (offset: number, limit: number) => (await call('view.rows', { token, sheet, offset, limit })).rows,
    [token, sheet],
  )
  const { at, need } = usePieces(load)
  const count = Math.min(Math.max(0, rows - skipped), Math.floor(TALLEST / HEIGHT))
  const sight = useInSight({
    count,
    scroller: () => scroller.current,
    heightOf: () => HEIGHT,
    overscan: 12,
    above: HEIGHT,
  })
  const items = sight.getVirtualItems()
  const [first, last] = [(items[0]?.index ?? 0) + skipped, (items.at(-1)?.index ?? 0) + skipped]
  useEffect(() => {
    if (count > 0) need(first, last)
  }, [need, first, last, count])
  const tracks = {
    gridTemplateColumns: `72px repeat(${String(columns.length)}, minmax(150px, 1fr))`,
    blockSize: HEIGHT,
  }
  if (rows === 0) return <p className={css['padded']}>{say('table.empty')}</p>
  return (
    <div ref={scroller} className={css['scroll']} {...scrollable}>
      <table aria-label={label} aria-rowcount={count + 1} className={css['grid']}>
        <thead className={css['gridHead']}>
          <tr aria-rowindex={1} className={css['gridRow']} style={tracks}>
            <th scope="col">{say('table.row')}</th>
            {columns.map((column) => (
              <th key={column.index} scope="col">
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className={css['gridBody']}>
          {/* An empty row as tall as all the rows makes the scroll bar true. */}
          <tr aria-hidden style={{ display: 'block', blockSize: count * HEIGHT }} />
          {items.map((item) => (
            <tr
              key={item.key}
              aria-rowindex={item.index + 2}
              className={css['gridRow']}
              style={{ ...tracks, transform: `translateY(${String(item.start - HEIGHT)}px)` }}
            >
              <RowCells
                row={at(item.index + skipped)}
                number={item.index + skipped + 1}
                columns={columns}
                asFormulas={asFormulas}
              />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface RowProps {
  readonly row: TableRow | undefined
  readonly number: number
  readonly columns: readonly ShownColumn[]
  readonly asFormulas: boolean
}

function RowCells({ row, number, columns, asFormulas }: RowProps): ReactElement {
  const intl = useIntl()
  return (
    <>
      <th scope="row">{intl.formatNumber(number)}</th>
      {columns.map(({ index, words }) => {
        const formula = row?.formulas[index]
        const cell = row === undefined ? '…' : words(row.cells[index] ?? '')
        if (formula !== undefined && asFormulas)
          return (
            <td key={index} className={css['formula']} dir="ltr" title={cell}>
              ={formula}
            </td>
          )
        return (
          <td key={index} dir="auto" title={cell.length > 20 ? cell : undefined}>
            {cell}
          </td>
        )
      })}
    </>
  )
}
