/** Where the register's cursor is: a row from 0, or the header, where the columns are walked. */
export type Cursor = { readonly row: number } | { readonly header: number }

interface Extent {
  readonly rows: number
  readonly columns: number
  readonly page: number
}

function walkHeader(key: string, column: number, extent: Extent): Cursor | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: column - 1,
    ArrowRight: column + 1,
    Home: 0,
    End: extent.columns - 1,
  }
  if (key === 'ArrowDown') return { row: 0 }
  const next = steps[key]
  return next === undefined ? undefined : { header: Math.min(extent.columns - 1, Math.max(0, next)) }
}

/**
 * Where a key takes the cursor; undefined for a key that moves nothing. Up from the first row leads into the header.
 *
 * Source: WAI-ARIA Authoring Practices, grid pattern.
 */
export function moveCursor(key: string, cursor: Cursor, extent: Extent): Cursor | undefined {
  if ('header' in cursor) return walkHeader(key, cursor.header, extent)
  const { row } = cursor
  const targets: Readonly<Record<string, number>> = {
    ArrowUp: row - 1,
    ArrowDown: row + 1,
    PageUp: Math.max(0, row - extent.page),
    PageDown: row + extent.page,
    Home: 0,
    End: extent.rows - 1,
  }
  const target = targets[key]
  if (target === undefined) return undefined
  if (target < 0) return { header: 0 }
  return { row: Math.max(0, Math.min(extent.rows - 1, target)) }
}

/** Whether a mark is the one that a person types: `7` and `0007` both mean `EX-0007`. */
export function isMarkTyped(mark: string, typed: string): boolean {
  const digits = /\d+$/u.exec(mark)?.[0] ?? ''
  return mark.toLowerCase() === typed.toLowerCase() || (/^\d+$/u.test(typed) && Number(digits) === Number(typed))
}
