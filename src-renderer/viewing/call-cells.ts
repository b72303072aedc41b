import type { CallColumns } from '../../src-main/contract/viewing.ts'
import type { Say } from '../app/words.tsx'

/** What of a call a column says. */
export type CallColumn = Exclude<keyof CallColumns, 'heading'>

/** In the order in which they are shown. */
export const callColumnNames = [
  'time',
  'caller',
  'called',
  'direction',
  'duration',
  'cell',
] as const satisfies readonly CallColumn[]

/** One column on the screen, and which of the table's it is, counted from 0. */
export interface ShownColumn {
  readonly index: number
  readonly label: string
  readonly words: (cell: string) => string
}

const asItIs = (cell: string): string => cell

/** `A`, `B` ... `AA`, as spreadsheets call their columns. */
export function columnLetters(index: number): string {
  const rest = Math.floor(index / 26)
  return `${rest > 0 ? columnLetters(rest - 1) : ''}${String.fromCharCode(65 + (index % 26))}`
}

/** The columns of a table from one to before another. */
export function plainColumns(from: number, to: number): readonly ShownColumn[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => ({
    index: from + i,
    label: columnLetters(from + i),
    words: asItIs,
  }))
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

/** Whole seconds as hours, minutes and seconds; anything else as it is. */
export function spokenDuration(cell: string): string {
  const seconds = /^\d{1,7}$/u.test(cell.trim()) ? Number(cell) : undefined
  if (seconds === undefined) return cell
  return `${String(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

/** The columns of a table of calls, by what they say. */
export function callColumns(say: Say, calls: CallColumns): readonly ShownColumn[] {
  return callColumnNames.flatMap((name) => {
    const index = calls[name]
    if (index === undefined) return []
    return [{ index, label: say(`calls.${name}`), words: name === 'duration' ? spokenDuration : asItIs }]
  })
}
