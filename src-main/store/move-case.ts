import { assert } from '../kernel/errors.ts'
import { type Connection, guarded, type Reader, type Row, type Value, type Writer } from './connection.ts'
import { numberOf, textOf } from './rows.ts'
import { forgetWords } from './search/forget-words.ts'

// Everything of a case is found by its foreign keys: a table belongs to a case when it names the case, or something that
// does. So a table that comes later moves with its case without being named here.

/** The rows of one table that belong to a case. */
export interface TableOfCase {
  readonly table: string
  readonly columns: readonly string[]
  /** Without `seq`, which is the table's own. In the table's order. */
  readonly rows: readonly Row[]
}

interface Reference {
  readonly table: string
  readonly column: string
  readonly to: string
  readonly toColumn: string
}

function tablesOf(reader: Reader): readonly string[] {
  return reader
    .all("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rootpage")
    .map((row) => textOf(row, 'name'))
}

function referencesOf(reader: Reader, table: string): readonly Reference[] {
  return reader
    .all('SELECT "table" AS parent, "from" AS own, "to" AS other FROM pragma_foreign_key_list(?)', [table])
    .map((row) => ({
      table,
      column: textOf(row, 'own'),
      to: textOf(row, 'parent'),
      toColumn: textOf(row, 'other'),
    }))
}

function columnsOf(reader: Reader, table: string): readonly string[] {
  return reader.all('SELECT name FROM pragma_table_info(?)', [table]).map((row) => textOf(row, 'name'))
}

/** The tables that belong to cases, each after those that it names, with what it names them by. */
export function caseTables(reader: Reader): ReadonlyMap<string, readonly Reference[]> {
  const named = new Map(tablesOf(reader).map((table) => [table, referencesOf(reader, table)] as const))
  const belonging = new Map<string, readonly Reference[]>([['cases', []]])
  for (let before = 0; before < belonging.size;) {
    before = belonging.size
    for (const [table, references] of named) {
      const own = references.filter(({ to }) => belonging.has(to) && to !== table)
      if (table !== 'cases' && own.length > 0) belonging.set(table, own)
    }
  }
  const ordered = new Map<string, readonly Reference[]>()
  for (let before = -1; before < ordered.size;) {
    before = ordered.size
    for (const [table, references] of belonging)
      if (references.every(({ to }) => ordered.has(to))) ordered.set(table, references)
  }
  assert(ordered.size === belonging.size, 'no tables name each other in a circle')
  return ordered
}

/** Every row of a case, table by table, in an order in which they can be written. */
export function rowsOfCase(reader: Reader, caseId: string): readonly TableOfCase[] {
  const tables: TableOfCase[] = []
  for (const [table, references] of caseTables(reader)) {
    const columns = columnsOf(reader, table)
    const selected = columns.map((column) => `"${column}"`).join(', ')
    const order = columns.includes('seq') ? 'ORDER BY seq' : ''
    const rows =
      table === 'cases'
        ? reader.all(`SELECT ${selected} FROM cases WHERE id = ?`, [caseId])
        : uniqueRows(
            references.flatMap(({ column, to, toColumn }) => {
              const keys = tables.find((one) => one.table === to)?.rows.map((row) => row[toColumn]) ?? []
              return reader.all(
                `SELECT ${selected} FROM "${table}" WHERE "${column}" IN (SELECT value FROM json_each(?)) ${order}`,
                [JSON.stringify(keys)],
              )
            }),
          )
    tables.push({ table, columns, rows })
  }
  return tables
}

function uniqueRows(rows: readonly Row[]): readonly Row[] {
  const found = new Map(rows.map((row) => [JSON.stringify(row), row] as const))
  const all = [...found.values()]
  return all.every((row) => 'seq' in row) ? all.toSorted((a, b) => numberOf(a, 'seq') - numberOf(b, 'seq')) : all
}

/** Writes the rows of a case into another database. */
export function insertRows(writer: Writer, tables: readonly TableOfCase[]): void {
  for (const { table, columns, rows } of tables) {
    const own = columns.filter((column) => column !== 'seq')
    const names = own.map((column) => `"${column}"`).join(', ')
    const sql = `INSERT INTO "${table}" (${names}) VALUES (${own.map(() => '?').join(', ')})`
    for (const row of rows)
      writer.run(
        sql,
        own.map((column) => row[column] as Value),
      )
  }
}

/**
 * Deletes the rows of a case. Those of them that are never deleted are guarded by triggers, which are lifted within the
 * transaction of the writer and put back in it. Those of the index of words stay: they take the words out of it.
 */
export function deleteRows(writer: Writer, tables: readonly TableOfCase[]): void {
  const names = tables.map(({ table }) => table)
  const triggers = writer.all(
    `SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name NOT LIKE 'search\\_%' ESCAPE '\\'
     AND tbl_name IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(names)],
  )
  for (const trigger of triggers) writer.run(`DROP TRIGGER "${textOf(trigger, 'name')}"`)
  for (const { table, columns, rows } of tables.toReversed()) {
    const keys = columns.includes('seq') ? ['seq'] : columns
    const sql = `DELETE FROM "${table}" WHERE ${keys.map((key) => `"${key}" IS ?`).join(' AND ')}`
    for (const row of rows)
      writer.run(
        sql,
        keys.map((key) => row[key] as Value),
      )
  }
  for (const trigger of triggers) writer.run(textOf(trigger, 'sql'))
}

/**
 * Writes a database anew without its free pages, and empties its log: what was deleted is nowhere in it any more.
 *
 * @throws Refusal `disk.full`
 */
export function scrub({ raw }: Pick<Connection, 'raw'>): void {
  guarded(() => {
    forgetWords(raw)
    raw.exec('VACUUM')
    raw.pragma('wal_checkpoint(TRUNCATE)')
  })
}
