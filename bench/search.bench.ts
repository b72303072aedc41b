import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Database as SqlCipher } from '@signalapp/sqlcipher'
import { find } from '../src-main/acts/search/find.ts'
import type { Desk } from '../src-main/acts/desk.ts'
import { matchOf, readQuery, wantedOf } from '../src-main/domain/search/query.ts'
import { type Connection, openConnection, type Row, type Value } from '../src-main/store/connection.ts'
import { passagesStatement } from '../src-main/store/search/find-passages.ts'
import { beginAnew } from '../src-main/store/search/index-words.ts'
import { putPage } from '../src-main/store/texts.ts'
import { MixedCorpus } from './mixed-corpus.ts'
import { printTable, printTarget } from './support.ts'

// Searching a million pages in eight scripts: as the program does it, with what is shown and counted, and the statement
// alone against the same in plain SQLite.

const PASSAGES = Number(process.env['PASSAGES'] ?? (process.env['SLOW'] === '1' ? 1_000_000 : 100_000))
const PAGES_OF_EACH = 50
const WORDS = 60
const QUERIES = 300
const ROUNDS = 3

/** What a page says beside its text. */
const unmeasured = { source: 'layer', language: '', confidence: null, width: 0, height: 0, boxes: [] } as const

const folder = mkdtempSync(join(tmpdir(), 'clarkson-bench-'))
try {
  process.exitCode = run() ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function run(): boolean {
  const path = join(folder, 'vault.db')
  const ours = openConnection(path, new Uint8Array(32).fill(7))
  const migrations = new URL('../src-main/store/migrations/', import.meta.url)
  for (const name of readdirSync(migrations).toSorted()) ours.raw.exec(readFileSync(new URL(name, migrations), 'utf8'))
  ours.write(beginAnew)
  const corpus = new MixedCorpus(20_260_302)
  const seconds = build(ours, corpus)
  ours.raw.pragma('wal_checkpoint(TRUNCATE)')
  const plainPath = join(folder, 'plain.db')
  ours.raw.exec(`ATTACH '${plainPath}' AS plain KEY ''; SELECT sqlcipher_export('plain'); DETACH plain;`)
  const plain = openPlain(plainPath)
  process.stdout.write(
    `  ${String(PASSAGES)} passages of ${String(WORDS)} words in eight scripts: ${(PASSAGES / seconds).toFixed(0)} passages/s put in, ` +
      `${(statSync(path).size / 2 ** 20).toFixed(0)} MiB\n`,
  )
  try {
    return measure(ours, plain, corpus)
  } finally {
    plain.close()
    ours.close()
  }
}

/** Keeps the text of pages, and so puts them into the index. Gives how long that took. */
function build(ours: Connection, corpus: MixedCorpus): number {
  const exhibitIds = makeExhibits(ours)
  let nanoseconds = 0n
  for (let from = 0; from < PASSAGES; from += 2_000) {
    const texts = Array.from({ length: Math.min(2_000, PASSAGES - from) }, () => corpus.passage(WORDS))
    const began = process.hrtime.bigint()
    ours.write((writer) => {
      for (const [i, text] of texts.entries()) {
        const exhibitId = exhibitIds[Math.floor((from + i) / PAGES_OF_EACH)] ?? ''
        const page = ((from + i) % PAGES_OF_EACH) + 1
        putPage(writer, { ...unmeasured, exhibitId, page, text })
      }
    })
    nanoseconds += process.hrtime.bigint() - began
  }
  return Number(nanoseconds) / 1e9
}

/** Exhibits in forty cases; gives their ids. */
function makeExhibits(ours: Connection): readonly string[] {
  const now = '2026-03-02T10:30:00.000Z'
  const cases = Array.from({ length: 40 }, () => randomUUID())
  ours.write((writer) => {
    for (const [i, id] of cases.entries())
      writer.run("INSERT INTO cases VALUES (?, ?, ?, 'A case', 'other', 'GENERIC', '', '', '', '', '', '', ?)", [
        i + 1,
        id,
        `CASE/${String(i + 1)}`,
        now,
      ])
    for (let i = 0; i < PASSAGES / PAGES_OF_EACH; i++) {
      const details = { place: `Place ${String(i % 300)}`, tags: [`tag ${String(i % 50)}`], language: 'hi' }
      const values = [i + 1, randomUUID(), cases[i % 40] ?? '', i + 1, `EX-${String(i + 1)}`, `Ledger ${String(i)}`]
      writer.run("INSERT INTO exhibits VALUES (?, ?, ?, ?, ?, ?, 'document', ?, ?)", [
        ...values,
        JSON.stringify(details),
        now,
      ])
    }
  })
  return ours.read((reader) => reader.all('SELECT id FROM exhibits ORDER BY seq').map((row) => String(row['id'])))
}

interface Plain {
  all(sql: string, values: readonly Value[]): readonly Row[]
  close(): void
}

/** The same library without a key: SQLite as it is, set as the program sets its own. */
function openPlain(path: string): Plain {
  if (readFileSync(path).toString('latin1', 0, 15) !== 'SQLite format 3') throw new Error('the yardstick is plain')
  const raw = new SqlCipher(path, { cacheStatements: true })
  for (const setting of ['trusted_schema = OFF', 'cell_size_check = ON', 'temp_store = MEMORY', 'cache_size = -65536'])
    raw.pragma(setting)
  return { all: (sql, values) => raw.prepare(sql).all<Row>(values), close: () => raw.close() }
}

function measure(ours: Connection, plain: Plain, corpus: MixedCorpus): boolean {
  const desk = { connection: ours, user: { role: 'director' } } as unknown as Desk
  const queries = Array.from({ length: QUERIES }, () => corpus.twoWords())
  const asked = { narrowed: {}, offset: 0, limit: 50 }
  const whole: number[] = []
  const sides = [[], []] as [number[], number[]]
  let hits = 0
  for (let round = 0; round <= ROUNDS; round++)
    for (const query of queries) {
      const terms = readQuery(query)
      const matching = { match: matchOf(terms) ?? '', wanted: wantedOf(terms) }
      const { sql, values } = ours.read((reader) => passagesStatement(reader, matching, {}))
      const mine = timed(() => ours.read((reader) => reader.all(sql, values)))
      const other = timed(() => plain.all(sql, values))
      if (round === 0) continue
      sides[0].push(mine)
      sides[1].push(other)
      whole.push(timed(() => (hits += find({ desks: [desk] }, { query, ...asked }).total)))
    }
  printTable(
    ['two-word queries, ms', 'median', 'p95', 'most'],
    [
      ['the whole search, counted and with what is shown', ...figures(whole)],
      ['its statement, encrypted', ...figures(sides[0])],
      ['its statement, plain SQLite', ...figures(sides[1])],
    ],
  )
  process.stdout.write(`  ${(hits / whole.length).toFixed(1)} records found on average\n`)
  const fast = printTarget('p95 of two-word queries', quantile(whole, 0.95), 100, ' ms')
  const near = printTarget('p95 against plain SQLite', quantile(sides[0], 0.95) / quantile(sides[1], 0.95), 1.5, ' x')
  return fast && near
}

function timed(work: () => unknown): number {
  const began = process.hrtime.bigint()
  work()
  return Number(process.hrtime.bigint() - began) / 1e6
}

function quantile(numbers: readonly number[], part: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

function figures(numbers: readonly number[]): readonly number[] {
  return [quantile(numbers, 0.5), quantile(numbers, 0.95), quantile(numbers, 1)]
}
