import type { Finding, Sheet, Table } from '../contract/contents.ts'
import { numberFormats, shownNumber, type Shown } from './number-formats.ts'
import { decodeText } from './text.ts'
import { xmlEvents, type XmlEvent } from './xml-events.ts'
import { ZipError, ZipParts } from './zip-parts.ts'

const limits = { entries: 10_000, partBytes: 128 * 1024 * 1024, totalBytes: 256 * 1024 * 1024 }
const most = {
  sheets: 300,
  rows: 250_000,
  columns: 2_000,
  cells: 2_000_000,
  characters: 32_000_000,
  cell: 32_767,
  formula: 8_000,
}

const bare = (name: string): string => name.replace(/^.*:/u, '')

function textOf(parts: ZipParts, name: string): string | undefined {
  const bytes = parts.read(name)
  return bytes === undefined ? undefined : decodeText(bytes).text
}

/** Where one part's relationships lead within the file; what leads outside is left out. */
function relations(
  parts: ZipParts,
  part: string,
): ReadonlyMap<string, { readonly type: string; readonly target: string }> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1)
  const found = new Map<string, { readonly type: string; readonly target: string }>()
  const xml = textOf(parts, `${folder}_rels/${part.slice(folder.length)}.rels`)
  for (const event of xml === undefined ? [] : xmlEvents(xml)) {
    if (event.is !== 'open' || bare(event.name) !== 'Relationship' || event.attributes.get('TargetMode') === 'External')
      continue
    const target = event.attributes.get('Target') ?? ''
    const path = target.startsWith('/') ? target.slice(1) : resolved(folder + target)
    found.set(event.attributes.get('Id') ?? '', { type: event.attributes.get('Type') ?? '', target: path })
  }
  return found
}

function resolved(path: string): string {
  const steps: string[] = []
  for (const step of path.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '.' && step !== '') steps.push(step)
  }
  return steps.join('/')
}

function mainPart(parts: ZipParts): string {
  for (const { type, target } of relations(parts, '').values()) if (type.endsWith('/officeDocument')) return target
  return 'xl/workbook.xml'
}

/** The texts that cells share; runs put together, readings of Japanese left out. */
function sharedStrings(xml: string | undefined): readonly string[] {
  const strings: string[] = []
  let text = ''
  let inText = false
  let inReading = false
  for (const event of xml === undefined ? [] : xmlEvents(xml)) {
    if (event.is === 'text') {
      if (inText && !inReading) text += event.text
      continue
    }
    const name = bare(event.name)
    const isOpen = event.is === 'open' && !event.empty
    if (name === 't') inText = isOpen
    else if (name === 'rPh') inReading = isOpen
    else if (name === 'si') {
      if (!isOpen) strings.push(text.slice(0, most.cell))
      text = ''
    }
  }
  return strings
}

/** `BC12` as row and column from 0. */
function placeOf(reference: string): { readonly row: number; readonly column: number } | undefined {
  const [, letters = '', row = ''] = /^([A-Z]{1,3})(\d{1,7})$/u.exec(reference) ?? []
  if (row === '') return undefined
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return { row: Number(row) - 1, column: column - 1 }
}

interface Book {
  readonly strings: readonly string[]
  readonly formats: readonly Shown[]
  readonly is1904: boolean
  readonly findings: Set<Finding>
  readonly spent: { cells: number; characters: number }
}

interface Cell {
  type: string
  style: number
  row: number
  column: number
  value: string
  formula: string
}

/** Gathers the cells of one sheet, event by event. */
class SheetReader {
  readonly #book: Book
  readonly rows: string[][] = []
  readonly formulas: Record<string, string> = {}
  columns = 0
  #row = -1
  #column = -1
  #cell: Cell | undefined
  #into: 'value' | 'formula' | undefined

  constructor(book: Book) {
    this.#book = book
  }

  take(event: XmlEvent): void {
    if (event.is === 'text') {
      if (this.#cell !== undefined && this.#into !== undefined) this.#cell[this.#into] += event.text
      return
    }
    const name = bare(event.name)
    if (name === 'row' && event.is === 'open') this.#beginRow(event.attributes.get('r'))
    else if (name === 'c') this.#cellTag(event)
    else this.#part(name, event.is === 'open' && !event.empty)
  }

  /** What of a cell the text that follows is. */
  #part(name: string, begins: boolean): void {
    if (name === 'v' || name === 't') this.#into = begins ? 'value' : undefined
    else if (name === 'f') this.#into = begins ? 'formula' : undefined
  }

  #beginRow(number: string | undefined): void {
    const stated = Number(number)
    this.#row = Number.isInteger(stated) && stated > 0 ? stated - 1 : this.#row + 1
    this.#column = -1
  }

  #cellTag(event: Exclude<XmlEvent, { is: 'text' }>): void {
    if (event.is === 'open') {
      const place = placeOf(event.attributes.get('r') ?? '')
      this.#column = place?.column ?? this.#column + 1
      this.#cell = {
        type: event.attributes.get('t') ?? 'n',
        style: Number(event.attributes.get('s') ?? '0'),
        row: place?.row ?? Math.max(0, this.#row),
        column: this.#column,
        value: '',
        formula: '',
      }
    }
    if (event.is === 'close' || event.empty) this.#endCell()
  }

  #endCell(): void {
    const cell = this.#cell
    this.#cell = undefined
    this.#into = undefined
    if (cell === undefined) return
    const text = this.#shown(cell)
    if (text !== '' || cell.formula !== '') this.#put(cell, text)
  }

  #shown({ type, style, value }: Cell): string {
    const { strings, formats, is1904 } = this.#book
    if (type === 's') return strings[Number(value)] ?? ''
    if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE'
    if (type === 'n') return shownNumber(value, formats[style] ?? 'plain', is1904)
    return value
  }

  #put({ row, column, formula }: Cell, text: string): void {
    const { spent, findings } = this.#book
    spent.cells++
    spent.characters += text.length + formula.length
    const isOver = spent.cells > most.cells || spent.characters > most.characters
    if (isOver || row >= most.rows || column >= most.columns) {
      findings.add('truncated')
      return
    }
    while (this.rows.length <= row) this.rows.push([])
    const cells = this.rows[row]
    if (cells === undefined) return
    while (cells.length < column) cells.push('')
    cells[column] = text.slice(0, most.cell)
    this.columns = Math.max(this.columns, column + 1)
    if (formula !== '') {
      this.formulas[`${String(row)}:${String(column)}`] = formula.slice(0, most.formula)
      findings.add('formulas-not-run')
    }
  }
}

function readSheet(xml: string, book: Book): Pick<Sheet, 'rows' | 'columns' | 'formulas'> {
  const reader = new SheetReader(book)
  for (const event of xmlEvents(xml)) reader.take(event)
  const { rows, columns, formulas } = reader
  return { rows, columns, formulas }
}

interface Listed {
  readonly name: string
  readonly hidden: boolean
  readonly relation: string
}

function sheetsIn(xml: string): { readonly sheets: readonly Listed[]; readonly is1904: boolean } {
  const sheets: Listed[] = []
  let is1904 = false
  for (const event of xmlEvents(xml)) {
    if (event.is !== 'open') continue
    const name = bare(event.name)
    if (name === 'workbookPr') is1904 = ['1', 'true'].includes(event.attributes.get('date1904') ?? '')
    if (name !== 'sheet') continue
    const relation = [...event.attributes].find(([key]) => /(?:^|:)id$/u.test(key) && key !== 'sheetId')?.[1] ?? ''
    sheets.push({
      name: (event.attributes.get('name') ?? '').slice(0, 200),
      hidden: (event.attributes.get('state') ?? 'visible') !== 'visible',
      relation,
    })
  }
  return { sheets, is1904 }
}

/**
 * Reads the sheets of a workbook (.xlsx, .xlsm): what its cells showed when it was saved, and its formulas, which are never run. Dates
 * come in ISO 8601. Nothing outside the file is looked at, no macro is read.
 *
 * @throws ZipError, XmlError for a file that is damaged, encrypted or no workbook
 * Source: ECMA-376-1:2016, part 1, clause 18.
 */
export function readWorkbook(bytes: Uint8Array): Table {
  const parts = new ZipParts(bytes, limits)
  const main = mainPart(parts)
  const xml = textOf(parts, main)
  if (xml === undefined) throw new ZipError('no workbook')
  const leads = relations(parts, main)
  const partOf = (kind: string): string | undefined =>
    [...leads.values()].find(({ type }) => type.endsWith(`/${kind}`))?.target
  const { sheets: listed, is1904 } = sheetsIn(xml)
  const findings = new Set<Finding>()
  const read = (name: string | undefined): string | undefined => (name === undefined ? undefined : textOf(parts, name))
  const book: Book = {
    strings: sharedStrings(read(partOf('sharedStrings'))),
    formats: numberFormats(read(partOf('styles'))),
    is1904,
    findings,
    spent: { cells: 0, characters: 0 },
  }
  const sheets: Sheet[] = []
  for (const { name, hidden, relation } of listed.slice(0, most.sheets)) {
    const sheet = read(leads.get(relation)?.target)
    // A chart on a sheet of its own has no cells.
    if (sheet === undefined) findings.add('damaged')
    else sheets.push({ name, hidden, ...readSheet(sheet, book) })
    if (hidden) findings.add('hidden-sheets')
  }
  if (sheets.length === 0) throw new ZipError('no sheet')
  if (parts.names.some((name) => /\/(?:media|charts|drawings)\/[^/]+$/u.test(name))) findings.add('pictures-left-out')
  return { sheets, encoding: null, delimiter: null, findings: [...findings] }
}
