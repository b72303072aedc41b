import { letters } from '../domain/profile.ts'
import type { TextPagesInput } from './inputs.ts'
import { lineOf, proseOf } from './prose.ts'
import { allText, type Data, factsData, sheetData } from './sheet-data.ts'

/** A column's width in letters: never narrower than a short number, never wider than a phrase. */
const NARROWEST = 4
const WIDEST = 36

/** How many letters of 8.5 point fit across a sheet upright and turned. */
const UPRIGHT = 84
const TURNED = 132

/** A cell of more letters or lines than this might be taller than a page. */
function isTall(cell: string): boolean {
  return cell.length > 300 || cell.split('\n').length > 12
}

const TAB = 4

/** A text, line by line, or a sheet of cells, cut into groups of columns that fit across a page. */
export function textPagesData(input: TextPagesInput): Data {
  const { content } = input
  const widths = content.kind === 'cells' ? columnWidths(content.rows) : []
  const flipped = widths.reduce((sum, width) => sum + width, 0) > UPRIGHT
  return {
    ...sheetData(input, input.mark, allText([input.caption, input.mark, input.title, input.facts, content])),
    mark: lineOf(input.mark),
    heading: lineOf(input.title),
    facts: factsData(input.facts),
    flipped,
    content:
      content.kind === 'text'
        ? {
            kind: content.kind,
            monospaced: content.monospaced,
            numbered: content.lineNumbers,
            lines: content.lines.map((line) => proseOf(tabbed(line))),
          }
        : { kind: content.kind, groups: groupsOf(content.rows, widths, flipped ? TURNED : UPRIGHT) },
  }
}

/** Tabs as spaces up to the next stop. */
function tabbed(line: string): string {
  if (!line.includes('\t')) return line
  let column = 0
  return Array.from(line, (letter) => {
    const shown = letter === '\t' ? ' '.repeat(TAB - (column % TAB)) : letter
    column += letter === '\t' ? shown.length : 1
    return shown
  }).join('')
}

function columnWidths(rows: readonly (readonly string[])[]): readonly number[] {
  const widths: number[] = []
  for (const row of rows)
    row.forEach((cell, i) => {
      widths[i] = Math.min(WIDEST, Math.max(widths[i] ?? NARROWEST, cell.length + 2))
    })
  return widths
}

function groupsOf(rows: readonly (readonly string[])[], widths: readonly number[], room: number): readonly Data[] {
  const groups: { readonly first: number; readonly widths: number[] }[] = []
  widths.forEach((width, i) => {
    const last = groups.at(-1)
    const used = last?.widths.reduce((sum, each) => sum + each, 0) ?? 0
    if (last === undefined || used + width > room) groups.push({ first: i, widths: [width] })
    else last.widths.push(width)
  })
  return groups.map(({ first, widths: own }) => ({
    widths: own,
    letters: own.map((_, i) => letters(first + i + 1, 'AA-AB')),
    rows: rows.map((row) => {
      const cells = own.map((_, i) => row[first + i] ?? '')
      return { tall: cells.some(isTall), cells: cells.map((cell) => proseOf(cell)) }
    }),
  }))
}
