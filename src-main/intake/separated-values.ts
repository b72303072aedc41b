import type { Finding, Table } from '../contract/contents.ts'
import { decodeText } from './text.ts'

const most = { rows: 250_000, columns: 2_000, cell: 32_767, characters: 32_000_000 }
const delimiters = [',', ';', '\t', '|'] as const

/** The first lines of a text as rows, by one delimiter; enough to judge it by. */
function sample(text: string, delimiter: string): readonly number[] {
  return parseRows(text.slice(0, 20_000), delimiter, 50)
    .rows.filter((row) => row.length > 1 || row[0] !== '')
    .map((row) => row.length)
}

/** What stands between the cells: whatever gives most rows the same number of cells, and more than one. */
function delimiterOf(text: string): string {
  let best = { delimiter: ',', score: 0 }
  for (const delimiter of delimiters) {
    const lengths = sample(text, delimiter)
    const counts = new Map<number, number>()
    for (const length of lengths) counts.set(length, (counts.get(length) ?? 0) + 1)
    const [length = 1, rows = 0] = [...counts].toSorted((a, b) => b[1] - a[1])[0] ?? []
    const score = length < 2 ? 0 : rows / lengths.length + Math.min(length, 20) / 100
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

interface Rows {
  readonly rows: readonly (readonly string[])[]
  readonly truncated: boolean
}

/**
 * Cuts a text into cells. It forgives what RFC 4180 does not: a quotation mark within a bare cell is itself, and a quoted cell that is
 * never closed ends with the text.
 */
function parseRows(text: string, delimiter: string, mostRows = most.rows): Rows {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  let isCut = false
  const finish = (cell: string): void => {
    if (cell.length > most.cell || row.length >= most.columns) isCut = true
    if (row.length < most.columns) row.push(cell.slice(0, most.cell))
  }
  while (at < text.length && rows.length < mostRows) {
    if (text[at] === '"') {
      const { cell, next } = quoted(text, at)
      at = next
      const rest = bareEnd(text, at, delimiter)
      finish(cell + text.slice(at, rest))
      at = rest
    } else {
      const end = bareEnd(text, at, delimiter)
      finish(text.slice(at, end))
      at = end
    }
    if (text[at] === delimiter) {
      at++
      if (at === text.length) finish('')
      continue
    }
    rows.push(row)
    row = []
    if (text[at] === '\r' && text[at + 1] === '\n') at++
    at++
  }
  if (row.length > 0) rows.push(row)
  return { rows, truncated: isCut || at < text.length }
}

function quoted(text: string, from: number): { readonly cell: string; readonly next: number } {
  let cell = ''
  for (let at = from + 1; ;) {
    const end = text.indexOf('"', at)
    if (end < 0) return { cell: cell + text.slice(at), next: text.length }
    cell += text.slice(at, end)
    if (text[end + 1] !== '"') return { cell, next: end + 1 }
    cell += '"'
    at = end + 2
  }
}

function bareEnd(text: string, from: number, delimiter: string): number {
  for (let at = from; at < text.length; at++) {
    const letter = text[at]
    if (letter === delimiter || letter === '\n' || letter === '\r') return at
  }
  return text.length
}

/**
 * Whether a text that nothing else is known of is a table: all of its first rows have the same number of cells, more than one, and no
 * cell begins with a space, as what follows a comma in running text does.
 */
export function looksSeparated(bytes: Uint8Array): boolean {
  const { text } = decodeText(bytes.subarray(0, 20_000))
  if (/^\s*[<{[]/u.test(text)) return false
  const { rows } = parseRows(text, delimiterOf(text), 50)
  const whole = (bytes.length > 20_000 || rows.length > 49 ? rows.slice(0, -1) : rows).filter(
    (row) => row.length > 1 || row[0] !== '',
  )
  const [first] = whole
  return (
    first !== undefined &&
    whole.length > 1 &&
    first.length > 1 &&
    whole.every((row) => row.length === first.length && row.slice(1).every((cell) => !cell.startsWith(' ')))
  )
}

/**
 * Reads a table that is text: its encoding and what stands between its cells are found, nothing of it is ever run.
 *
 * Source: RFC 4180, and what programs write instead.
 */
export function readSeparatedValues(bytes: Uint8Array): Table {
  const { text, encoding, confidence } = decodeText(bytes)
  const findings = new Set<Finding>()
  if (confidence === 'guess') findings.add('encoding-guessed')
  const [, stated] = /^\ufeff?sep=(.)\r?\n/u.exec(text) ?? []
  const body = stated === undefined ? text : text.slice(text.indexOf('\n') + 1)
  const delimiter = stated ?? delimiterOf(body)
  const { rows, truncated } = parseRows(body.slice(0, most.characters).toWellFormed(), delimiter)
  if (truncated || body.length > most.characters) findings.add('truncated')
  const columns = rows.reduce((widest, row) => Math.max(widest, row.length), 0)
  if (rows.some((row) => row.length !== columns && !(row.length === 1 && row[0] === ''))) findings.add('uneven-rows')
  return {
    sheets: [{ name: '', hidden: false, columns, rows: rows.map((row) => [...row]), formulas: {} }],
    encoding,
    delimiter: delimiter.slice(0, 1),
    findings: [...findings],
  }
}
