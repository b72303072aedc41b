import type { IndexColumn } from '../contract/profile.ts'
import type { CoverInput, DividersInput, IndexEntry, IndexInput } from './inputs.ts'
import { lineOf, narrowOf, proseOf, type Prose } from './prose.ts'
import { allText, type Data, factsData, optional, sheetData } from './sheet-data.ts'

/** Columns that show page labels; each is one line high, whatever stands there. */
const LABELS: readonly IndexColumn[] = ['pages', 'from', 'to', 'partI']

/** Widths in ems of the table's type; 0 takes what is left. */
const WIDTHS: Readonly<Record<IndexColumn, number>> = {
  no: 2.8,
  tab: 3.2,
  description: 0,
  date: 6.1,
  exhibit: 5,
  witness: 6.2,
  pages: 5.9,
  from: 3.6,
  to: 3.6,
  partI: 5,
  partII: 4,
  remarks: 5.2,
  objection: 5.6,
}

/** A title of more letters than this might be taller than a page in the narrowest index. */
const TALL = 700

/** More documents than this never have room on a divider; the index has them all. */
const MOST_ON_DIVIDER = 60

export function coverData(input: CoverInput): Data {
  const { title, subtitle, facts, marking } = input
  return {
    ...sheetData(input, title, allText([input.caption, title, subtitle, facts, marking])),
    heading: proseOf(title),
    titleLength: title.length,
    subtitle: optional(subtitle),
    facts: factsData(facts),
    marking: optional(marking),
  }
}

export function indexData(input: IndexInput): Data {
  const { index, pagination } = input.profile
  const title = input.title ?? index.title
  let number = 0
  // A label as `Page 12 of 340` wants more room than `12`; how much is the profile's matter, never the values'.
  const wide = pagination.labelPattern.replaceAll(/\{[nN]\}/gu, '0000').replace('{S}', 'A').length * 0.585 + 1
  return {
    ...sheetData(input, title, allText([input.caption, title, index.headers, input.sections])),
    heading: lineOf(title),
    grouped: index.groupBySection,
    columns: index.columns.map((column, i) => {
      const label = LABELS.includes(column)
      const least = column === 'pages' || column === 'partI' ? wide * 1.4 : wide
      const width = label ? Math.min(9, Math.max(WIDTHS[column], least)) : WIDTHS[column]
      return { header: index.headers[i] ?? '', width, label }
    }),
    sections: input.sections.map((section) => ({
      title: lineOf(section.title),
      letter: section.letter ?? '',
      entries: section.entries.map((entry) => {
        number += 1
        return {
          key: entry.key,
          tall: entry.title.length > TALL,
          cells: index.columns.map((column) => cells[column](entry, number)),
        }
      }),
    })),
  }
}

type Cell = (entry: IndexEntry, number: number) => Prose

/** Labels reach the template as plain strings: it counts their letters to fit them on one line. */
const pageRange: Cell = ({ from, to }) => (from === to ? from : `${from}\u2013${to}`)
const empty: Cell = () => ''

const cells: Readonly<Record<IndexColumn, Cell>> = {
  no: (_, number) => String(number),
  tab: ({ tab }) => narrowOf(tab ?? ''),
  description: ({ title }) => lineOf(title),
  date: ({ date }) => narrowOf(date ?? ''),
  exhibit: ({ exhibit }) => narrowOf(exhibit ?? ''),
  witness: ({ witness }) => narrowOf(witness ?? ''),
  pages: pageRange,
  from: ({ from }) => from,
  to: ({ to }) => to,
  partI: pageRange,
  // What the court's own office fills in.
  partII: empty,
  remarks: ({ remarks }) => narrowOf(remarks ?? ''),
  objection: empty,
}

export function dividersData(input: DividersInput): Data {
  const title = input.sections[0]?.title ?? ''
  return {
    ...sheetData(input, title, allText(input.sections)),
    sections: input.sections.map(({ title: heading, letter, note, entries = [] }) => ({
      title: lineOf(heading),
      letter: letter ?? '',
      note: optional(note),
      total: entries.length,
      entries: entries.slice(0, MOST_ON_DIVIDER).map((entry) => ({
        key: entry.key,
        title: lineOf(entry.title),
        label: entry.label ?? '',
      })),
    })),
  }
}
