import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import type { Office } from '../../src-main/acts/office.ts'
import { backUp } from '../../src-main/acts/back-up.ts'
import { exportLedger } from '../../src-main/acts/export-ledger.ts'
import { restoreBackup } from '../../src-main/acts/restore-backup.ts'
import { verifyLedger } from '../../src-main/acts/verify-ledger.ts'
import type { LedgerEntry } from '../../src-main/domain/ledger.ts'
import { Refusal } from '../../src-main/kernel/errors.ts'
import { openHeadsFile, type SeenVault } from '../../src-main/vault/heads-file.ts'
import { ownFolder } from '../support/folders.ts'
import { passphrase, testTools } from '../support/office.ts'
import { enter, entriesOf, makeOffice, openOn, restore, snapshot } from '../support/ledger-office.ts'

const root = ownFolder('ledger-rollback')
const at = (...names: readonly string[]): string => join(root, ...names)
const vault = at('office')
const STAGES = 13
const CRASHES = 4

/** A copy of the office as it was last seen, and of the profile of the machine that saw it. */
function freshCase(seen: string): { readonly folder: string; readonly state: string } {
  const [folder, state] = [at('case', 'office'), at('case', 'state')]
  // Of the folder only these files change; there is not one blob.
  if (!existsSync(folder)) cpSync(vault, folder, { recursive: true })
  for (const profile of [state, at('nowhere')]) rmSync(profile, { recursive: true, force: true })
  restore(folder, at(seen))
  cpSync(at(seen, 'state'), state, { recursive: true })
  return { folder, state }
}

/** What opening comes to; an office that opens is closed again. */
async function outcome(folder: string, state: string, acceptOlder = false): Promise<string> {
  let office: Office
  try {
    office = await openOn(folder, state, acceptOlder)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { code, facts } = error
    return 'record' in facts ? `${code} ${facts.record}` : code
  }
  await office.close()
  return 'opened'
}

const log = (folder: string): string => join(folder, 'vault.db-wal')

/** What is done to which copy, and how the next opening reports it. */
type Case = readonly [name: string, seen: string, change: (folder: string) => void, reported: string]

function keep(name: string): void {
  snapshot(vault, at(name))
  cpSync(at('state'), at(name, 'state'), { recursive: true })
}

beforeAll(async () => {
  await makeOffice(vault, 'director', at('state'))
  for (let stage = 0; stage < STAGES; stage++) {
    keep(`stage${String(stage)}`)
    const office = await openOn(vault, at('state'))
    enter(office.desk, 3 + stage)
    await office.close()
  }
  keep('end')
  // And four times the power goes, right after something was exported: the newest entries are in the log alone.
  for (let crash = 0; crash < CRASHES; crash++) {
    const office = await openOn(vault, at('state'))
    // So few that the log is not yet written back: what is behind its live part may be cut without loss.
    enter(office.desk, 20 + crash * 20)
    await exportLedger(office, { path: at('ledger.jsonl'), form: 'jsonl', overwrite: true })
    const { length } = entriesOf(office.desk.connection)
    const { vaultId } = office.vault
    await vi.waitUntil(async () => (await openHeadsFile(at('state', 'heads.json')).find(vaultId))?.sequence === length)
    keep(`crash${String(crash)}`)
    await office.close()
  }
})

describe('R35: on a machine that saw a newer head', () => {
  test('what was last seen opens, also after the power went', async () => {
    for (const seen of ['end', 'crash0', 'crash3']) {
      const { folder, state } = freshCase(seen)
      expect(await outcome(folder, state), seen).toBe('opened')
      // And on a machine that saw less, or nothing.
      expect(await outcome(folder, at('stage0', 'state')), seen).toBe('opened')
      expect(await outcome(folder, at('nowhere')), seen).toBe('opened')
    }
  })

  test('50 generated cases are each reported, and none of them is opened', async () => {
    const stages = Array.from({ length: STAGES }, (_, i) => `stage${String(i)}`)
    const crashes = Array.from({ length: CRASHES }, (_, i) => `crash${String(i)}`)
    const [older, olderHeader, damaged] = [
      'vault.record-altered ledger',
      'vault.record-altered header',
      'vault.database-damaged',
    ]
    const cases: readonly Case[] = [
      ...stages.flatMap((stage): Case[] => [
        ['older database', 'end', (to) => restore(to, at(stage), ['vault.db', 'vault.db-wal']), older],
        ['older header', 'end', (to) => restore(to, at(stage), ['vault.json', 'vault.json.b']), olderHeader],
      ]),
      ...stages.slice(0, 7).map((stage): Case => ['older both', 'end', (to) => restore(to, at(stage)), older]),
      ...crashes.flatMap((crash): Case[] => [
        ['log deleted', crash, (to) => rmSync(log(to)), older],
        ...[0.15, 0.6, 0.97].map((part): Case => ['log cut', crash, (to) => cut(log(to), part), older]),
      ]),
      // A frame that does not match its sum, and more behind it: SQLite would leave them out without a word.
      ...[0.3, 0.6].map((part): Case => ['a bit turned in the log', 'crash2', (to) => turn(log(to), part), damaged]),
    ]
    expect(cases.length).toBeGreaterThanOrEqual(50)
    for (const [i, [name, seen, change, reported]] of cases.entries()) {
      const { folder, state } = freshCase(seen)
      change(folder)
      expect(await outcome(folder, state), `${String(i)}: ${name} of ${seen}`).toBe(reported)
    }
  }, 300_000)

  test('without the profile, the header in the folder still shows an older database', async () => {
    const { folder } = freshCase('end')
    restore(folder, at('stage5'), ['vault.db', 'vault.db-wal'])
    expect(await outcome(folder, at('nowhere'))).toBe('vault.record-altered ledger')
  })
})

function cut(path: string, part: number): void {
  truncateSync(path, Math.floor(statSync(path).size * part))
}

function turn(path: string, part: number): void {
  const bytes = readFileSync(path)
  const place = Math.floor(bytes.length * part)
  bytes[place] = (bytes[place] ?? 0) ^ 1
  writeFileSync(path, bytes)
}

/** The entry says what was found and what should have been there. */
function expectAcceptance(entry: LedgerEntry | undefined, seen: SeenVault | undefined, isLedger: boolean): void {
  if (entry === undefined || seen === undefined) throw new Error('both are there')
  const { sequence, hash, header } = seen
  expect(entry.act).toBe('vault.accept-older')
  expect(JSON.parse(entry.facts)).toMatchObject({
    found: { sequence: entry.sequence - 1, hash: entry.previous },
    remembered: isLedger ? { sequence, hash } : null,
    header: { remembered: header },
  })
}

describe('a copy that was honestly put back', () => {
  const ways: Readonly<Record<string, readonly [string, (folder: string) => void]>> = {
    'older both': ['end', (folder) => restore(folder, at('stage6'))],
    'older header': ['end', (folder) => restore(folder, at('stage6'), ['vault.json', 'vault.json.b'])],
    'log lost': ['crash1', (folder) => rmSync(log(folder))],
  }

  test.each(Object.entries(ways))('%s: is taken when that is said', async (how, [seen, change]) => {
    const { folder, state } = freshCase(seen)
    const elsewhere = at('case', 'elsewhere')
    rmSync(elsewhere, { recursive: true, force: true })
    cpSync(state, elsewhere, { recursive: true })
    change(folder)
    expect(await outcome(folder, state)).toContain('vault.record-altered')

    const office = await openOn(folder, state, true)
    const remembered = await openHeadsFile(join(elsewhere, 'heads.json')).find(office.vault.vaultId)
    expectAcceptance(entriesOf(office.desk.connection).at(-1), remembered, how !== 'older header')
    expect(
      await verifyLedger({ look: (work) => office.desk.connection.read(work), vault: office.vault }),
    ).toMatchObject({ ok: true })
    await office.close()

    expect(await outcome(folder, state), 'here').toBe('opened')
    expect(await outcome(folder, elsewhere), 'where the newer head was seen too').toBe('opened')
  })

  test('a backup is restored beside the vault it is of, which opens as before', async () => {
    const [folder, state, kept, restored] = [at('backed-up'), at('backed-up-state'), at('backups'), at('restored')]
    await makeOffice(folder, 'director', state)
    const office = await openOn(folder, state)
    enter(office.desk, 3)
    await backUp(office, kept)
    enter(office.desk, 3)
    await office.close()

    const asked = { source: kept, folder: restored, passphrase: passphrase() }
    const done = await restoreBackup(asked, { ...testTools(), stateFolder: state })
    expect(done).toMatchObject({ ok: true, problems: [], head: { backup: 5, restored: 5, same: true } })
    expect(await outcome(folder, state)).toBe('opened')
    expect(await outcome(restored, state)).toBe('opened')
    // From now on the restored one is the vault for this machine, and two that go on apart are not both.
    expect(await outcome(folder, state)).toBe('vault.record-altered ledger')
  })

  test('a vault that is as it was last seen gets no such entry', async () => {
    const { folder, state } = freshCase('end')
    const office = await openOn(folder, state, true)
    expect(entriesOf(office.desk.connection).some(({ act }) => act === 'vault.accept-older')).toBe(false)
    await office.close()
  })

  test('whoever may only look does not take it', async () => {
    const [folder, state, older] = [at('viewers'), at('viewers-state'), at('viewers-older')]
    await makeOffice(folder, 'viewer', state)
    snapshot(folder, older)
    const office = await openOn(folder, state)
    enter(office.desk, 1)
    await office.close()
    restore(folder, older)
    expect(await outcome(folder, state, true)).toBe('not-permitted')
  })
})

describe('what is remembered', () => {
  test('after every hundred entries and after what leaves the vault, while it is open', async () => {
    const [folder, state] = [at('open'), at('open-state')]
    await makeOffice(folder, 'director', state)
    const office = await openOn(folder, state)
    const { vaultId } = office.vault
    const seen = async (): Promise<number> =>
      (await openHeadsFile(join(state, 'heads.json')).find(vaultId))?.sequence ?? 0
    expect(await seen()).toBe(1)
    enter(office.desk, 99)
    await office.desk.blobs.putBytes(Buffer.from('time passes'))
    expect(await seen()).toBe(1)
    enter(office.desk, 1)
    await vi.waitUntil(async () => (await seen()) === 101)
    await vi.waitUntil(() => office.vault.ledgerHead?.sequence === 101)
    await exportLedger(office, { path: at('open.csv'), form: 'csv', overwrite: true })
    await vi.waitUntil(async () => (await seen()) === 102)
    enter(office.desk, 5)
    await office.close()
    expect(await seen()).toBe(107)
  })

  test('holds no names and no paths, in a file for its owner alone', () => {
    const path = at('state', 'heads.json')
    const text = readFileSync(path, 'utf8')
    expect(text).toMatch(
      /^\{"clarkson":"heads","format":1,"vaults":\{("[0-9a-f-]{36}":\{"sequence":\d+,"hash":"[0-9a-f]{64}","header":\d+\},?)+\}\}\n$/u,
    )
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(existsSync(`${path}.tmp`)).toBe(false)
  })

  test('a damaged file counts as empty, a newer one is left alone', async () => {
    const path = at('other', 'heads.json')
    const id = '6f1a1d2c-0a4f-4a70-9a5e-0d6a2f8b9c11'
    const seen = { sequence: 3, hash: 'a'.repeat(64), header: 2 }
    mkdirSync(at('other'))
    for (const damaged of ['', '{', '[]', '{"clarkson":"heads","format":1,"vaults":{"x":1}}']) {
      writeFileSync(path, damaged)
      const heads = openHeadsFile(path)
      expect(await heads.find(id)).toBeUndefined()
      await heads.remember(id, seen)
      expect(await heads.find(id)).toEqual(seen)
    }
    const newer = '{"clarkson":"heads","format":2,"everything":"else"}'
    writeFileSync(path, newer)
    await openHeadsFile(path).remember(id, seen)
    expect(readFileSync(path, 'utf8')).toBe(newer)
  })

  test('a profile that cannot be written keeps nobody from work', async () => {
    const folder = at('no-profile')
    writeFileSync(at('a-file'), '')
    await makeOffice(folder)
    expect(await outcome(folder, at('a-file', 'state'))).toBe('opened')
  })
})
