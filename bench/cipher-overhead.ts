import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Database as SqlCipher } from '@signalapp/sqlcipher'
import { openOffice } from '../src-main/acts/office.ts'
import { everyBlob } from '../src-main/store/blob-rows.ts'
import * as cases from '../src-main/store/cases.ts'
import * as chronology from '../src-main/store/chronology.ts'
import { openConnection, type Reader, type Value, type Writer } from '../src-main/store/connection.ts'
import * as custody from '../src-main/store/custody.ts'
import * as exhibits from '../src-main/store/exhibits.ts'
import * as ledger from '../src-main/store/ledger.ts'
import { endOf, partOfAll, partOfFound, search } from '../src-main/store/ledger-search.ts'
import * as parties from '../src-main/store/parties.ts'
import { makeLargeOffice, passphrase, toolsWithoutReader } from './large-office.ts'
import { printTable, printTarget } from './support.ts'

const EXHIBITS = process.env['SLOW'] === '1' ? 100_000 : 20_000
const ROUNDS = 7
const TODAY = '2026-03-02'
const SOME = 200

/** One database, as the store's own functions are given it. */
interface Side {
  readonly name: string
  readonly reader: Reader
  write(work: (writer: Writer) => void): void
  close(): void
}

/** Which records the questions are about. */
interface Chosen {
  readonly caseId: string
  readonly exhibitIds: readonly string[]
}

type Question = readonly [name: string, ask: (side: Side, chosen: Chosen) => unknown]

/** What the program asks of its records, by the functions that ask it. */
const questions: readonly Question[] = [
  ['the list of cases', ({ reader }) => cases.list(reader, TODAY)],
  ['what the vault holds', ({ reader }) => cases.totals(reader)],
  ['a case', ({ reader }, { caseId }) => cases.find(reader, caseId, TODAY)],
  [
    'its parties and chronology',
    ({ reader }, { caseId }) => [
      parties.listOfCase(reader, caseId),
      chronology.listEvents(reader, caseId),
      chronology.listHearings(reader, caseId),
    ],
  ],
  ['the register, first page', ({ reader }, { caseId }) => exhibits.page(reader, pageOf(caseId))],
  [
    'the register by title, a late page',
    ({ reader }, { caseId }) => exhibits.page(reader, { ...pageOf(caseId), sort: 'title', offset: 800 }),
  ],
  [
    'the register, looked through',
    ({ reader }, { caseId }) => exhibits.page(reader, { ...pageOf(caseId), containing: 'page 77' }),
  ],
  [
    '200 exhibits with their files',
    ({ reader }, { exhibitIds }) => exhibitIds.map((id) => [exhibits.find(reader, id), exhibits.findFile(reader, id)]),
  ],
  ['200 chains of custody', ({ reader }, { exhibitIds }) => exhibitIds.map((id) => custody.chain(reader, id))],
  ['the ledger, first page', ({ reader }) => partOfAll(reader, endOf(reader, undefined), { offset: 0, limit: 200 })],
  [
    'the ledger by act and day',
    ({ reader }) => {
      const from = `${new Date().toISOString().slice(0, 10)}T00:00:00.000Z`
      const found = search(reader, { act: 'exhibit.import', from }, endOf(reader, undefined)) ?? []
      return partOfFound(reader, found, { offset: 0, limit: 200 })
    },
  ],
  ['5,000 entries to be verified', ({ reader }) => ledger.slice(reader, { after: 2_000, most: 5_000 })],
  ['every blob', ({ reader }) => everyBlob(reader)],
  [
    '50 events, each its own transaction',
    (side, { caseId }) => {
      for (let i = 0; i < 50; i++) side.write((writer) => chronology.insertEvent(writer, eventOf(caseId)))
    },
  ],
]

/** Asks the same of the encrypted database and of plain ones. Says whether the target was met. */
export async function measureCipher(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'clarkson-bench-'))
  try {
    const sides = await makeSides(folder)
    try {
      return compare(sides)
    } finally {
      for (const side of sides) side.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function makeSides(folder: string): Promise<readonly Side[]> {
  const { folder: vault } = await makeLargeOffice(join(folder, 'vault'), EXHIBITS)
  const office = await openOffice(vault, { passphrase: passphrase() }, toolsWithoutReader())
  const key = Uint8Array.from(office.vault.databaseKey)
  const path = office.vault.databasePath
  await office.close()
  const ours = openConnection(path, key)
  const copies = [join(folder, 'plain.db'), join(folder, 'other.db')]
  for (const copy of copies)
    ours.raw.exec(`ATTACH '${copy}' AS plain KEY ''; SELECT sqlcipher_export('plain'); DETACH plain;`)
  return [
    {
      name: 'SQLCipher',
      reader: ours.read((reader) => reader),
      write: (work) => ours.write(work),
      close: () => ours.close(),
    },
    plainSide(copies[0] ?? ''),
    otherSide(copies[1] ?? ''),
  ]
}

/** As the program sets its database, without what is the cipher's. */
const settings = [
  'journal_mode = WAL',
  'synchronous = FULL',
  'foreign_keys = ON',
  'secure_delete = ON',
  'trusted_schema = OFF',
  'cell_size_check = ON',
  'temp_store = MEMORY',
  'cache_size = -65536',
]

/** The same library without a key: SQLite as it is. */
function plainSide(path: string): Side {
  if (readFileSync(path).toString('latin1', 0, 15) !== 'SQLite format 3') throw new Error('the yardstick is plain')
  const raw = new SqlCipher(path, { cacheStatements: true })
  for (const setting of settings) raw.pragma(setting)
  const handle = {
    all: (sql: string, params: readonly Value[] = []) => raw.prepare(sql).all(params),
    get: (sql: string, params: readonly Value[] = []) => raw.prepare(sql).get(params),
    run: (sql: string, params: readonly Value[] = []) => void raw.prepare(sql).run(params),
  } as unknown as Writer
  return {
    name: 'the same without a key',
    reader: handle,
    write: (work) => raw.transaction(() => work(handle))(),
    close: () => raw.close(),
  }
}

/** Node's own SQLite, another build of it. */
function otherSide(path: string): Side {
  const raw = new DatabaseSync(path)
  for (const setting of settings) raw.exec(`PRAGMA ${setting}`)
  const prepared = new Map<string, ReturnType<DatabaseSync['prepare']>>()
  const statement = (sql: string): ReturnType<DatabaseSync['prepare']> => {
    const found = prepared.get(sql) ?? raw.prepare(sql)
    prepared.set(sql, found)
    return found
  }
  const handle = {
    all: (sql: string, params: readonly Value[] = []) => statement(sql).all(...params),
    get: (sql: string, params: readonly Value[] = []) => statement(sql).get(...params),
    run: (sql: string, params: readonly Value[] = []) => void statement(sql).run(...params),
  } as unknown as Writer
  return {
    name: 'node:sqlite',
    reader: handle,
    write: (work) => {
      raw.exec('BEGIN')
      work(handle)
      raw.exec('COMMIT')
    },
    close: () => raw.close(),
  }
}

function compare(sides: readonly Side[]): boolean {
  const [ours] = sides
  const [newest] = ours ? cases.list(ours.reader, TODAY) : []
  if (!ours || !newest) throw new Error('the office has cases')
  const ids = exhibits.everyId(ours.reader)
  const exhibitIds = Array.from({ length: SOME }, (_, i) => ids[Math.floor((i * ids.length) / SOME)] ?? '')
  const rows = questions.map(([name, ask]) => [name, ...askAll(sides, ask, { caseId: newest.caseId, exhibitIds })])
  const totals = sides.map((_, i) => rows.reduce((sum, row) => sum + Number(row[i + 1]), 0))
  const { n: pages } = ours.reader.get('SELECT page_count AS n FROM pragma_page_count') ?? {}
  process.stdout.write(`  ${String(EXHIBITS)} exhibits, a database of ${String(pages)} pages\n`)
  printTable(['middle ms', ...sides.map(({ name }) => name)], [...rows, ['all of it', ...totals]])
  const [encrypted = Number.NaN, plain = Number.NaN, other = Number.NaN] = totals
  process.stdout.write(`  against node:sqlite ${(encrypted / other).toFixed(2)} x\n`)
  return printTarget('SQLCipher on the program’s own questions, of plain SQLite', encrypted / plain, 1.5, ' x')
}

/** The middle time of each side, in milliseconds; they take turns, after one that is not counted. */
function askAll(sides: readonly Side[], ask: Question[1], chosen: Chosen): readonly number[] {
  const times = sides.map((): number[] => [])
  for (let round = 0; round <= ROUNDS; round++)
    for (const [i, side] of sides.entries()) {
      const began = performance.now()
      ask(side, chosen)
      if (round > 0) times[i]?.push(performance.now() - began)
    }
  return times.map((some) => some.toSorted((a, b) => a - b)[Math.floor(some.length / 2)] ?? Number.NaN)
}

function pageOf(caseId: string): exhibits.RegisterPage {
  return { caseId, offset: 0, limit: 100, sort: 'mark', descending: false, containing: '' }
}

function eventOf(caseId: string): chronology.EventRow {
  return {
    id: randomUUID(),
    caseId,
    when: '2026-02',
    sortFrom: '2026-02-01',
    sortTo: '2026-02-28',
    what: 'The inspector came to the kiln',
    where: '',
    disputed: false,
    parties: [],
    sources: [],
    recordedAt: '2026-03-02T09:00:00.000Z',
  }
}
