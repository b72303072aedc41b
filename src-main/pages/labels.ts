import type { PDFDocument, PDFObject } from 'mupdf'
import { unreachable } from '../kernel/errors.ts'

/** The numbering style of a label range. Source: ISO 32000-1:2008, 12.4.2, table 159. */
type Style = 'D' | 'R' | 'r' | 'A' | 'a' | ''

interface LabelRange {
  readonly from: number
  readonly prefix: string
  readonly style: Style
  readonly start: number
}

const MOST_RANGES = 100_000
const MOST_DEPTH = 32

/**
 * The page labels that a PDF itself states, one a page; `undefined` for a page that no range covers. Read from the
 * number tree directly, because MuPDF makes up a label where the document has none.
 * Source: ISO 32000-1:2008, 12.4.2.
 */
export function pageLabelsOf(pdf: PDFDocument, pageCount: number): readonly (string | undefined)[] {
  const tree = pdf.getTrailer().get('Root', 'PageLabels')
  const ranges: LabelRange[] = []
  if (tree.isDictionary()) collect(tree, ranges, 0)
  ranges.sort((one, other) => one.from - other.from)
  const labels: (string | undefined)[] = []
  let current: LabelRange | undefined
  let next = 0
  for (let page = 0; page < pageCount; page++) {
    while (ranges[next] !== undefined && (ranges[next]?.from ?? 0) <= page) current = ranges[next++]
    labels.push(current === undefined ? undefined : current.prefix + numeral(current, page))
  }
  return labels
}

function collect(node: PDFObject, ranges: LabelRange[], depth: number): void {
  if (!node.isDictionary() || depth > MOST_DEPTH || ranges.length > MOST_RANGES) return
  const numbers = node.get('Nums')
  for (let i = 0; numbers.isArray() && i + 1 < numbers.length && ranges.length <= MOST_RANGES; i += 2) {
    const range = readRange(numbers.get(i), numbers.get(i + 1))
    if (range !== undefined) ranges.push(range)
  }
  const kids = node.get('Kids')
  for (let i = 0; kids.isArray() && i < kids.length; i++) collect(kids.get(i), ranges, depth + 1)
}

function readRange(key: PDFObject, label: PDFObject): LabelRange | undefined {
  if (!key.isNumber() || !label.isDictionary()) return undefined
  const prefix = label.get('P')
  const style = label.get('S')
  const start = label.get('St')
  return {
    from: key.asNumber(),
    prefix: prefix.isString() ? prefix.asString() : '',
    style: style.isName() && /^[DRrAa]$/.test(style.asName()) ? (style.asName() as Style) : '',
    start: start.isNumber() ? Math.max(1, start.asNumber()) : 1,
  }
}

function numeral(range: LabelRange, page: number): string {
  const value = range.start + page - range.from
  switch (range.style) {
    case 'D':
      return String(value)
    case 'R':
      return roman(value)
    case 'r':
      return roman(value).toLowerCase()
    case 'A':
      return letters(value)
    case 'a':
      return letters(value).toLowerCase()
    case '':
      return ''
    default:
      return unreachable(range.style)
  }
}

const romanSteps: readonly (readonly [number, string])[] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
]

function roman(value: number): string {
  let rest = value
  let written = ''
  for (const [worth, digits] of romanSteps) {
    while (rest >= worth && written.length < 64) {
      written += digits
      rest -= worth
    }
  }
  return written
}

/** A to Z, then AA to ZZ, then AAA and so on. Source: ISO 32000-1:2008, table 159. */
function letters(value: number): string {
  const letter = String.fromCharCode(65 + ((value - 1) % 26))
  return letter.repeat(Math.min(64, Math.floor((value - 1) / 26) + 1))
}
