import type { CipherPages, Page } from './cipher-pages.ts'
import { childrenOf, isPageNumber, kindOf, type PageKind, rowsOf, type RawRow, type RawValue } from './raw-records.ts'

/** A row that could be read, of whatever table. */
export interface SalvagedRow {
  /** Null when nothing says which table's it is. */
  readonly table: string | null
  readonly rowid: number | null
  readonly page: number
  /** False for what stands on a damaged page and reads like a row all the same: it is to be held against other papers. */
  readonly authentic: boolean
  readonly columns: readonly string[] | null
  readonly values: readonly RawValue[]
}

/** A table as the file itself describes it. */
interface Table {
  readonly name: string
  readonly root: number
  readonly columns: readonly Column[]
}

interface Column {
  readonly name: string
  /** Whether it is the row's number, which is not in the record. */
  readonly isRowid: boolean
  readonly isInteger: boolean
  readonly mayBeNull: boolean
}

/** What a file is made of, as far as it can be read. */
export interface FileMap {
  /** Which table, index or list of them each page belongs to. */
  readonly ownerOf: ReadonlyMap<number, string>
  /** Pages that are not as they were written. */
  readonly damaged: readonly number[]
  readonly tables: readonly Table[]
  /** The tables whose trees lost a page: what no tree reaches was theirs. */
  readonly broken: ReadonlySet<string>
}

/** Looks at every page of a file once. */
export function mapFile(pages: CipherPages): FileMap {
  const damaged: number[] = []
  const schema: RawRow[] = []
  for (const page of everyPage(pages)) {
    if (!page.authentic) damaged.push(page.number)
    if (kindOf(page) !== 'table-leaf') continue
    // The list of tables is known by its shape, so that it is found when the page above it is gone.
    for (const row of rowsOf(page, pages.page).rows) if (isSchemaRow(row.values, pages.count)) schema.push(row)
  }
  const ownerOf = new Map<number, string>()
  const broken = new Set<string>()
  // No page is ever believed below a damaged one; but when none is as written it is the salt that is gone, and not they.
  const doubt = damaged.length < pages.count
  const walk = (root: number, name: string): void =>
    walkTree(pages, { root, doubt }, (page, isSound) => {
      ownerOf.set(page, name)
      if (!isSound) broken.add(name)
    })
  walk(1, 'schema')
  const tables: Table[] = []
  for (const { values } of schema) {
    const [type, name, , root, sql] = values
    if (typeof name !== 'string' || !isPageNumber(root, pages.count)) continue
    walk(root, name)
    if (type === 'table' && typeof sql === 'string') tables.push({ name, root, columns: columnsOf(sql) })
  }
  return { ownerOf, damaged, tables, broken }
}

function* everyPage(pages: CipherPages): Generator<Page> {
  for (let number = 1; number <= pages.count; number++) {
    const page = pages.page(number)
    if (page) yield page
  }
}

function isSchemaRow(values: readonly RawValue[], count: number): boolean {
  const [type, name, table, root] = values
  const isNamed = typeof name === 'string' && typeof table === 'string'
  return values.length === 5 && (type === 'table' || type === 'index') && isNamed && isPageNumber(root, count)
}

/** Visits a tree from its root. */
function walkTree(
  pages: CipherPages,
  { root, doubt }: { readonly root: number; readonly doubt: boolean },
  visit: (page: number, isSound: boolean) => void,
): void {
  const seen = new Set<number>()
  const queue = [root]
  for (let number = queue.pop(); number !== undefined; number = queue.pop()) {
    if (seen.has(number)) continue
    seen.add(number)
    const page = pages.page(number)
    const isSound = page !== undefined && (page.authentic || !doubt)
    visit(number, isSound)
    const kind = isSound ? kindOf(page) : undefined
    if (page && (kind === 'table-branch' || kind === 'index-branch')) queue.push(...childrenOf(page))
  }
}

/** The columns in `CREATE TABLE`, in the order of the record. */
function columnsOf(sql: string): readonly Column[] {
  const bare = sql.replaceAll(/--[^\n]*/gu, '')
  const body = bare.slice(bare.indexOf('(') + 1, bare.lastIndexOf(')'))
  const parts = topLevelParts(body).map((part) => part.trim())
  const definitions = parts.filter((part) => !/^(?:CONSTRAINT|PRIMARY|UNIQUE|CHECK|FOREIGN)\b/iu.test(part))
  return definitions.map((part) => ({
    name: /^"?(?<name>[^\s"(]+)/u.exec(part)?.groups?.['name'] ?? '',
    isRowid: /\bINTEGER\s+(?:NOT\s+NULL\s+)?PRIMARY\s+KEY\b/iu.test(part),
    isInteger: /^\S+\s+INT/iu.test(part),
    mayBeNull: !/\bNOT\s+NULL\b|\bPRIMARY\s+KEY\b/iu.test(part),
  }))
}

function topLevelParts(body: string): readonly string[] {
  const parts: string[] = []
  let depth = 0
  let quoted = false
  let part = ''
  for (const letter of body) {
    if (letter === "'") quoted = !quoted
    if (!quoted && letter === '(') depth += 1
    if (!quoted && letter === ')') depth -= 1
    if (!quoted && depth === 0 && letter === ',') {
      parts.push(part)
      part = ''
    } else part += letter
  }
  return [...parts, part]
}

/**
 * Every row that can be read, page by page. A page that no tree reaches any more gives its rows to the table whose
 * columns' types they fit, when there is but one such; rows of indexes are left out, since they repeat those of tables, and
 * so are those of the index of words, which is made anew.
 */
export function* salvageRows(pages: CipherPages, { ownerOf, tables, broken }: FileMap): Generator<SalvagedRow> {
  const byName = new Map(tables.map((table) => [table.name, table]))
  for (const page of everyPage(pages)) {
    const kind = kindOf(page)
    const owner = ownerOf.get(page.number)
    const own = owner === undefined ? undefined : byName.get(owner)
    if (kind === undefined || kind === 'table-branch' || !mayHaveRows(owner, own, kind)) continue
    for (const row of rowsOf(page, pages.page).rows) {
      const table = own ?? fitting(tables, row, broken)
      if (table && isMadeAnew(table)) continue
      yield { ...described(table, row), page: page.number }
    }
  }
}

/** Whether a page can have rows of a table: one of a table does, and one of nobody's when it looks like a table's. */
function mayHaveRows(owner: string | undefined, own: Table | undefined, kind: PageKind): boolean {
  if (own) return owner !== 'schema' && !isMadeAnew(own)
  return owner === undefined && kind === 'table-leaf'
}

/** Tables that are made from others, and that no case is missing anything without. */
function isMadeAnew({ name }: Table): boolean {
  return name.startsWith('search_')
}

/** The tables are strict, so that a row tells by its values' types where it can belong. */
function fitting(tables: readonly Table[], { values }: RawRow, broken: ReadonlySet<string>): Table | undefined {
  const possible = tables.filter(
    ({ columns }) => columns.length === values.length && columns.every((column, i) => fits(column, values[i] ?? null)),
  )
  if (possible.length === 1) return possible[0]
  const missing = possible.filter(({ name }) => broken.has(name))
  return missing.length === 1 ? missing[0] : undefined
}

function fits({ isRowid, isInteger, mayBeNull }: Column, value: RawValue): boolean {
  if (value === null) return isRowid || mayBeNull
  if (isRowid) return false
  return isInteger ? typeof value === 'number' || typeof value === 'bigint' : typeof value === 'string'
}

function described(table: Table | undefined, { rowid, values, authentic }: RawRow): Omit<SalvagedRow, 'page'> {
  if (!table) return { table: null, rowid, columns: null, values, authentic }
  const whole = values.map((value, i) => (table.columns[i]?.isRowid === true && value === null ? rowid : value))
  // A column that was added later is not in rows that are older.
  const columns = table.columns.slice(0, whole.length).map(({ name }) => name)
  return { table: table.name, rowid, columns, values: whole, authentic }
}
