import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { randomBytes, randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Refusal } from '../../src-main/kernel/errors.ts'
import { type Connection, openConnection } from '../../src-main/store/connection.ts'
import { databaseProblems } from '../../src-main/store/health.ts'
import { migrate, migrations, orderMigrations, schemaNumber } from '../../src-main/store/migrate.ts'

const AT = '2026-03-01T09:00:00.000Z'
let folder: string
let path: string
let key: Uint8Array
let connection: Connection

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clarkson-store-'))
  path = join(folder, 'case.db')
  key = randomBytes(32)
  connection = openConnection(path, key)
})
afterEach(() => {
  connection.close()
  rmSync(folder, { recursive: true })
})

const refusal = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    return error instanceof Refusal ? error.code : String(error)
  }
  return 'nothing'
}

test('R15: the file never begins as a plain database, and holds no word of what was written', () => {
  migrate(connection, migrations, AT)
  const marker = 'a-witness-nobody-may-name'
  connection.write((writer) => writer.run('INSERT INTO settings (name, value) VALUES (?, ?)', ['vault.name', marker]))
  connection.close()
  const bytes = readFileSync(path)
  expect(bytes.subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3')
  for (const encoding of ['utf8', 'utf16le'] as const) expect(bytes.includes(Buffer.from(marker, encoding))).toBe(false)
  connection = openConnection(path, key)
})

test('R15: a key of another length never opens anything', () => {
  for (const length of [0, 16, 31, 33, 64])
    expect(refusal(() => openConnection(join(folder, 'other.db'), randomBytes(length)))).toContain('32 bytes')
})

test('R34: a key that a slot proved right and a file that it does not open is damage, not a wrong passphrase', () => {
  migrate(connection, migrations, AT)
  expect(refusal(() => openConnection(path, randomBytes(32)))).toBe('vault.database-damaged')
})

test('R40: migrations run once, in order, and a file from a newer Clarkson is refused', () => {
  migrate(connection, migrations, AT, 2)
  expect(schemaNumber(connection)).toBe(2)
  migrate(connection, migrations, AT)
  migrate(connection, migrations, AT)
  const applied = connection.read((reader) => reader.all('SELECT number FROM migrations ORDER BY number'))
  expect(applied.map((row) => row['number'])).toEqual(migrations.map(({ number }) => number))
  connection.raw.pragma(`user_version = ${String(migrations.length + 1)}`)
  expect(refusal(() => migrate(connection, migrations, AT))).toBe('vault.from-future')
})

test('a migration that fails leaves nothing of itself', () => {
  const broken = [{ number: 1, name: 'broken', sql: 'CREATE TABLE a (b TEXT) STRICT; CREATE TABLE a (b TEXT) STRICT;' }]
  expect(refusal(() => migrate(connection, broken, AT))).not.toBe('nothing')
  expect(schemaNumber(connection)).toBe(0)
  expect(connection.read((reader) => reader.all("SELECT name FROM sqlite_master WHERE name = 'a'"))).toEqual([])
})

test('a gap in the migrations is noticed', () => {
  expect(() => orderMigrations({ './migrations/0001-a.sql': '', './migrations/0003-b.sql': '' })).toThrow(
    '2 is missing',
  )
})

test.each([
  ['ledger', "UPDATE ledger SET act = 'x'"],
  ['ledger', 'DELETE FROM ledger'],
  ['custody_events', "UPDATE custody_events SET note = 'x'"],
  ['custody_events', 'DELETE FROM custody_events'],
  ['exhibit_files', "UPDATE exhibit_files SET sha256 = 'x'"],
  ['exhibit_files', 'DELETE FROM exhibit_files'],
])('the record of %s refuses: %s', (_table, sql) => {
  migrate(connection, migrations, AT)
  fill(connection)
  expect(refusal(() => connection.write((writer) => writer.run(sql)))).toMatch(/append-only|only grows|never changed/u)
})

test('a write that fails half way leaves nothing', () => {
  migrate(connection, migrations, AT)
  refusal(() =>
    connection.write((writer) => {
      writer.run('INSERT INTO settings (name, value) VALUES (?, ?)', ['vault.name', 'half'])
      throw new Error('power cut')
    }),
  )
  expect(connection.read((reader) => reader.all('SELECT * FROM settings'))).toEqual([])
})

test('a sound database has no problems', () => {
  migrate(connection, migrations, AT)
  fill(connection)
  expect(databaseProblems(connection)).toEqual([])
})

const hex = (length: number): string => randomBytes(length / 2).toString('hex')

function fill(target: Connection): void {
  const [user, caseId, exhibit] = [randomUUID(), randomUUID(), randomUUID()]
  target.write((writer) => {
    writer.run('INSERT INTO users (id, name, role, public_key, recorded_at) VALUES (?, ?, ?, ?, ?)', [
      user,
      'A',
      'lawyer',
      hex(64),
      AT,
    ])
    writer.run('INSERT INTO ledger VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)', [
      user,
      'a',
      'b',
      '{}',
      AT,
      hex(64),
      hex(64),
      hex(128),
    ])
    writer.run("INSERT INTO cases VALUES (1, ?, 'R', 'T', 'other', 'GENERIC', '', '', '', '', '', '', ?)", [caseId, AT])
    writer.run("INSERT INTO exhibits VALUES (1, ?, ?, 1, 'EX-0001', 'T', 'document', '{}', ?)", [exhibit, caseId, AT])
    writer.run("INSERT INTO exhibit_files VALUES (1, ?, ?, 'b', 'n', 1, 't', ?, ?, ?, ?, 1, NULL, ?, ?)", [
      exhibit,
      caseId,
      hex(64),
      hex(40),
      hex(32),
      hex(64),
      AT,
      user,
    ])
    writer.run(
      `INSERT INTO custody_events
         (seq, exhibit_id, sequence, kind, user_id, by, at, offset_minutes, place, note, previous, digest)
       VALUES (1, ?, 1, 'imported', ?, 'A', ?, 0, '', '', ?, ?)`,
      [exhibit, user, AT, hex(64), hex(64)],
    )
  })
}
