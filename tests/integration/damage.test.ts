import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { addParty } from '../../src-main/acts/case-file.ts'
import type { Checked } from '../../src-main/acts/check-office.ts'
import { checkVault } from '../../src-main/acts/check-vault.ts'
import { importEvidence } from '../../src-main/acts/import-evidence.ts'
import { createOffice, openOffice } from '../../src-main/acts/office.ts'
import { readSalvaged, salvageVault } from '../../src-main/acts/salvage.ts'
import { CaseId } from '../../src-main/contract/ids.ts'
import { refusalCode } from '../../src-main/kernel/errors.ts'
import { everyBlob } from '../../src-main/store/blob-rows.ts'
import { openCipherPages, pageBytes } from '../../src-main/store/cipher-pages.ts'
import { openForReading, type Row } from '../../src-main/store/connection.ts'
import { mapFile, salvageRows } from '../../src-main/store/salvage-rows.ts'
import { openVault } from '../../src-main/vault/vault-folder.ts'
import { shell } from '../support/command-line.ts'
import { ownFolder } from '../support/folders.ts'
import { newCase, passphrase, testTools } from '../support/office.ts'

const folder = ownFolder('damage')
const base = join(folder, 'base')
/** A vault whose last acts stand in the log, as after a crash. */
const crashed = join(folder, 'crashed')
const work = join(folder, 'work')
let key: Uint8Array
let blobIds: readonly string[]

interface Line {
  readonly table: string | null
  readonly rowid: number | null
  readonly page: number
  readonly authentic: boolean
  readonly values: Readonly<Record<string, unknown>>
}
let wholeLines: readonly Line[]

beforeAll(async () => {
  const tools = testTools()
  await createOffice(
    base,
    { name: 'Office', user: 'Amina', role: 'director', passphrase: passphrase(), memoryMiB: 64 },
    tools,
  )
  const office = await openOffice(base, { passphrase: passphrase() }, tools)
  const caseId = CaseId.parse(newCase(office.desk))
  const brought = join(folder, 'brought')
  mkdirSync(brought)
  for (let i = 0; i < 4; i++) writeFileSync(join(brought, `${String(i)}.bin`), randomBytes(40_000 * (i + 1)))
  const evidence = { caseId, paths: [brought], recursive: true, details: {}, keepDuplicates: false }
  await importEvidence(office.desk, evidence)
  // In one transaction, since it is only the size that matters.
  office.desk.connection.write(() => {
    for (let i = 0; i < 900; i++)
      addParty(office.desk, {
        caseId,
        name: `Party ${String(i)}`,
        capacities: ['official'],
        notes: 'n'.repeat(i === 7 ? 30_000 : 700),
      })
  })
  key = Uint8Array.from(office.vault.databaseKey)
  blobIds = office.desk.connection.read(everyBlob).map(({ blobId }) => blobId)
  office.desk.connection.raw.pragma('wal_checkpoint(TRUNCATE)')
  for (let i = 0; i < 12; i++) addParty(office.desk, { caseId, name: `Late ${String(i)}`, capacities: ['official'] })
  cpSync(base, crashed, { recursive: true })
  rmSync(join(crashed, 'vault.lock'))
  await office.close()
  wholeLines = await salvagedLines(base)
})

beforeEach(() => {
  rmSync(work, { recursive: true, force: true })
  cpSync(base, work, { recursive: true })
})

async function check(vault = work, deep = true): Promise<Checked> {
  return checkVault(vault, { passphrase: passphrase() }, deep)
}

let salvages = 0
async function salvagedLines(vault: string): Promise<readonly Line[]> {
  salvages += 1
  const to = join(folder, `salvaged-${String(salvages)}`)
  await salvageVault(vault, { passphrase: passphrase() }, to)
  return (await readSalvaged(to, { passphrase: passphrase() })).map((line) => JSON.parse(line) as Line)
}

function flip(path: string, at: number, bit = 1): void {
  const bytes = readFileSync(path)
  bytes[at] = (bytes[at] ?? 0) ^ bit
  writeFileSync(path, bytes)
}

function treeOf(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .toSorted()
    .map((name) => {
      const path = join(root, name)
      const { mtimeMs, size } = statSync(path)
      const isFile = statSync(path).isFile()
      return `${name} ${isFile ? `${String(size)} ${String(mtimeMs)} ${createHash('sha256').update(readFileSync(path)).digest('hex')}` : ''}`
    })
}

const wheres = ({ problems }: Checked): readonly string[] => problems.map(({ what, where }) => `${what}: ${where}`)
const database = (vault = work): string => join(vault, 'vault.db')
const pagesOf = (path: string): number => statSync(path).size / pageBytes
const blobPath = (i: number): string => join(work, 'blobs', blobIds[i]?.slice(0, 2) ?? '', `${blobIds[i] ?? ''}.age`)

test('R32: a whole vault has no problems, also right after a crash, and a check changes not one byte or time in it', async () => {
  expect(pagesOf(database())).toBeGreaterThan(450)
  for (const vault of [work, crashed]) {
    const before = treeOf(vault)
    expect(await check(vault)).toEqual({ ok: true, problems: [] })
    expect(treeOf(vault)).toEqual(before)
  }
})

test('R32: one flipped bit in any page is found and named, wherever in the page it is', async () => {
  const count = pagesOf(database())
  const whole = readFileSync(database())
  const sample = [1, 2, 3, count, ...Array.from({ length: 10 }, () => 1 + Math.floor(Math.random() * count))]
  for (const page of sample) {
    // Never in the salt, which is another matter: see below.
    const at = (page - 1) * pageBytes + 16 + Math.floor(Math.random() * (pageBytes - 16))
    const bytes = Buffer.from(whole)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(Math.random() * 8))
    writeFileSync(database(), bytes)
    const found = await check(work, false)
    expect(found.ok).toBe(false)
    const named = wheres(found).filter((where) => /^database: page \d+(?: |$)/u.test(where))
    expect(named, `page ${String(page)} byte ${String(at)}`).toHaveLength(1)
    expect(named[0]).toMatch(new RegExp(`^database: page ${String(page)}( of [a-z_0-9]+)?$`, 'u'))
  }
})

test('R32: what is salvaged of a whole vault is what SQLite reads in it, row for row', () => {
  const pages = openCipherPages(database(), key)
  const salvaged = [...salvageRows(pages, mapFile(pages))]
  pages.close()
  const connection = openForReading(database(), key)
  const tables = connection.read((reader) =>
    reader
      .all("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search@_%' ESCAPE '@' ORDER BY name")
      .map((row) => String(row['name'])),
  )
  for (const table of tables) {
    const expected = connection.read((reader) => reader.all(`SELECT * FROM "${table}"`)).map(sorted)
    const found = salvaged
      .filter((row) => row.table === table)
      .map(({ columns, values }) =>
        sorted(Object.fromEntries((columns ?? []).map((column, i) => [column, values[i]])) as Row),
      )
    expect(found.toSorted(), table).toEqual(expected.toSorted())
  }
  connection.close()
  expect(salvaged.every((row) => row.authentic && row.table !== null)).toBe(true)
})

const sorted = (row: Row): string => JSON.stringify(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1)))
const some = (list: readonly number[]): number => list[Math.floor(Math.random() * list.length)] ?? 2
const identity = ({ values, page: _page, authentic: _authentic, table: _table, ...row }: Line): string =>
  JSON.stringify([row.rowid, Array.isArray(values) ? values : Object.values(values)])

test('R32: every row that does not stand on a damaged page is salvaged, branches and the first page included', async () => {
  const pages = openCipherPages(database(), key)
  const { ownerOf } = mapFile(pages)
  const branches: number[] = []
  for (let number = 1; number <= pages.count; number++) if (pages.page(number)?.plain[0] === 0x05) branches.push(number)
  pages.close()
  expect(branches.length).toBeGreaterThan(0)
  const leaves = wholeLines.map(({ page }) => page)
  for (const page of [1, ...branches.slice(0, 3), some(leaves), some(leaves)]) {
    rmSync(work, { recursive: true, force: true })
    cpSync(base, work, { recursive: true })
    flip(database(), (page - 1) * pageBytes + 2_000)
    const lines = await salvagedLines(work)
    const found = new Set(lines.map(identity))
    // A row of 30,000 bytes stands on several pages; it is lost with any of them, which the page's owner tells.
    const must = wholeLines.filter(
      (line) => line.page !== page && !(ownerOf.get(page) === undefined && line.rowid === 8),
    )
    expect(
      must.filter((line) => !found.has(identity(line))),
      `page ${String(page)}`,
    ).toEqual([])
    for (const line of lines) if (line.page === page) expect(line.authentic).toBe(false)
  }
})

test('R32: with its salt gone nothing in a database is proven any more, and all of it is still salvaged, as doubtful', async () => {
  flip(database(), 5)
  const found = await check(work, false)
  expect(wheres(found).filter((where) => where.startsWith('database: page '))).toHaveLength(pagesOf(database()))
  const lines = await salvagedLines(work)
  expect(lines.every(({ authentic }) => !authentic)).toBe(true)
  const all = new Set(lines.map(identity))
  expect(wholeLines.filter((line) => !all.has(identity(line)))).toEqual([])
})

test.each([1, 7, 60])(
  'R32: a database that lost its last %i pages is found out, and the rest is salvaged',
  async (lost) => {
    const whole = readFileSync(database())
    writeFileSync(database(), whole.subarray(0, whole.length - lost * pageBytes))
    const found = await check()
    expect(found.ok).toBe(false)
    expect(wheres(found).some((where) => where.startsWith('database: '))).toBe(true)
    const left = pagesOf(database())
    const lines = new Set((await salvagedLines(work)).map(identity))
    const must = wholeLines.filter(({ page, rowid }) => page <= left && rowid !== 8)
    expect(must.filter((line) => !lines.has(identity(line)))).toEqual([])
  },
)

test('R32: a database cut within a page, or absent, is found out', async () => {
  const whole = readFileSync(database())
  writeFileSync(database(), whole.subarray(0, whole.length - 1_000))
  expect(wheres(await check(work, false))).toContain('database: cut within a page')
  rmSync(database())
  expect(wheres(await check())).toEqual(['database: missing'])
  expect(existsSync(database())).toBe(false)
})

test('R32, R35: a flipped bit in the log, which SQLite passes over with all that was committed after, is found and counted', async () => {
  const log = join(work, 'vault.db-wal')
  rmSync(work, { recursive: true })
  cpSync(crashed, work, { recursive: true })
  const frames = (statSync(log).size - 32) / (24 + pageBytes)
  expect(frames).toBeGreaterThan(24)
  for (const frame of [1, 5, 11]) {
    cpSync(join(crashed, 'vault.db-wal'), log)
    flip(log, 32 + (frame - 1) * (24 + pageBytes) + 24 + 100)
    const found = wheres(await check(work, false)).filter((where) => where.startsWith('log: '))
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(new RegExp(`^log: frame ${String(frame)}, commits lost: \\d+$`, 'u'))
  }
  // It is not opened either: SQLite would write over what is left of the log.
  const before = readFileSync(log)
  expect(await openOffice(work, { passphrase: passphrase() }, testTools()).catch(refusalCode)).toBe(
    'vault.database-damaged',
  )
  expect(readFileSync(log).equals(before)).toBe(true)
  cpSync(join(crashed, 'vault.db-wal'), log)
  flip(log, 20)
  expect(wheres(await check(work, false)).some((where) => where.startsWith('log: frame 0'))).toBe(true)
})

test('R32: a log that ends within its last frame, as after a power cut, is no damage', async () => {
  const log = join(crashed, 'vault.db-wal')
  const whole = readFileSync(log)
  rmSync(work, { recursive: true })
  cpSync(crashed, work, { recursive: true })
  writeFileSync(join(work, 'vault.db-wal'), whole.subarray(0, whole.length - 3_000))
  expect(await check(work, false)).toEqual({ ok: true, problems: [] })
})

test('R35: an older database in the place of a newer one is found out', async () => {
  const older = readFileSync(database())
  const tools = testTools()
  const office = await openOffice(work, { passphrase: passphrase() }, tools)
  newCase(office.desk)
  await office.close()
  writeFileSync(database(), older)
  expect(wheres(await check(work, false))).toEqual([expect.stringMatching(/^ledger: \d+ truncated$/u)])
})

test('R32: a blob that is missing, and one with a flipped bit, are named; the others are salvaged as they are encrypted', async () => {
  rmSync(blobPath(0))
  flip(blobPath(1), 30_000)
  flip(blobPath(2), 60)
  expect(wheres(await check()).toSorted()).toEqual(
    [
      `blob-missing: ${blobIds[0] ?? ''}`,
      `blob-damaged: ${blobIds[1] ?? ''}`,
      `blob-damaged: ${blobIds[2] ?? ''}`,
    ].toSorted(),
  )
  const to = join(folder, 'salvaged-blobs')
  const saved = await salvageVault(work, { passphrase: passphrase() }, to)
  expect(saved).toMatchObject({ blobs: 1, damagedPages: [] })
  expect([...saved.lostBlobs].toSorted()).toEqual(blobIds.slice(0, 3).toSorted())
  const kept = blobPath(3)
  expect(readFileSync(kept.replace(work, to))).toEqual(readFileSync(kept))
})

test('R3, R32: a damaged copy of the header is named and not put right by a check', async () => {
  flip(join(work, 'vault.json.b'), 200)
  const before = treeOf(work)
  expect(wheres(await check(work, false))).toEqual(['header: vault.json.b'])
  expect(treeOf(work)).toEqual(before)
  const vault = await openVault(work, { kind: 'passphrase', passphrase: passphrase() })
  await vault.lock()
  expect(await check(work, false)).toEqual({ ok: true, problems: [] })
})

test('R34: a damaged database is never called a wrong passphrase, nor the other way round', async () => {
  flip(database(), 3_000)
  const wrong = { passphrase: Buffer.from('not the passphrase at all') }
  expect(await checkVault(work, wrong, false).catch(refusalCode)).toBe('vault.wrong-passphrase')
  expect((await check(work, false)).ok).toBe(false)
  const opening = openOffice(work, { passphrase: passphrase() }, testTools())
  expect(await opening.catch(refusalCode)).toBe('vault.database-damaged')
})

const ROOM = ['unshare', '--map-root-user', '--mount']
const canMount = spawnSync('unshare', ['--map-root-user', '--mount', 'true']).status === 0

test.skipIf(!canMount)('a vault on a medium that cannot be written is checked and salvaged, and not opened', () => {
  const { stdout, stderr } = shell(
    `
    set -u
    mount --bind "${work}" "${work}" && mount -o remount,bind,ro "${work}" || exit 99
    clarkson vault check --deep --vault "${work}"; echo "check $?"
    clarkson vault salvage "${join(folder, 'salvaged-read-only')}" --vault "${work}" > /dev/null; echo "salvage $?"
    clarkson case list --vault "${work}" > /dev/null; echo "open $?"
    `,
    ROOM,
  )
  expect({ stdout, stderr }).toMatchObject({ stdout: 'everything checked holds\ncheck 0\nsalvage 0\nopen 6\n' })
})

test('R15: nothing that is salvaged is plain on the disk', async () => {
  const to = join(folder, 'salvaged-secret')
  await salvageVault(work, { passphrase: passphrase() }, to)
  for (const name of readdirSync(to, { recursive: true, encoding: 'utf8' }))
    if (statSync(join(to, name)).isFile()) expect(readFileSync(join(to, name)).includes('Party 7'), name).toBe(false)
})
