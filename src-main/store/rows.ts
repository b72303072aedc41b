import { Bug } from '../kernel/errors.ts'
import type { Row } from './connection.ts'

// Columns as the types the schema promises. STRICT tables keep the promise; these say so to the compiler and fail
// loudly if a query forgets a column.

/** A TEXT column. */
export function textOf(row: Row, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw new Bug(`column ${column} is not text`)
  return value
}

/** An INTEGER column. */
export function numberOf(row: Row, column: string): number {
  const value = row[column]
  if (typeof value !== 'number') throw new Bug(`column ${column} is not a number`)
  return value
}

/** A BLOB column. */
export function bytesOf(row: Row, column: string): Uint8Array {
  const value = row[column]
  if (!(value instanceof Uint8Array)) throw new Bug(`column ${column} is not bytes`)
  return value
}

/** A nullable TEXT column. */
export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : textOf(row, column)
}

/** A nullable INTEGER column. */
export function numberOrNull(row: Row, column: string): number | null {
  return row[column] === null ? null : numberOf(row, column)
}
