import { randomBytes } from 'node:crypto'
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { backUp } from '../../src-main/acts/back-up.ts'
import { backupStatus } from '../../src-main/acts/backup-plan.ts'
import { addParty } from '../../src-main/acts/case-file.ts'
import { checkOffice } from '../../src-main/acts/check-office.ts'
import { importEvidence } from '../../src-main/acts/import-evidence.ts'
import { type Office, officeOf, openOffice } from '../../src-main/acts/office.ts'
import { renewRecoveryKey } from '../../src-main/acts/own-secret.ts'
import { type Restored, restoreBackup } from '../../src-main/acts/restore-backup.ts'
import { CaseId } from '../../src-main/contract/ids.ts'
import { refusalCode } from '../../src-main/kernel/errors.ts'
import { everyBlob } from '../../src-main/store/blob-rows.ts'
import * as ledger from '../../src-main/store/ledger.ts'
import { migrations, schemaNumber } from '../../src-main/store/migrate.ts'
import { holdSnapshot } from '../../src-main/store/snapshot.ts'
import { readManifest } from '../../src-main/vault/backup-manifest.ts'
import { createVault, openVault } from '../../src-main/vault/vault-folder.ts'
import { ownFolder } from '../support/folders.ts'
import { newCase, openTestOffice, passphrase, testTools } from '../support/office.ts'
import { makeOldVault, oldSchema } from '../support/old-vault.ts'

const folder = ownFolder('backup')
const tools = testTools()
let office: Office
let caseId: CaseId
let restores = 0

beforeAll(async () => {
  office = await openTestOffice(join(folder, 'vault'))
  caseId = CaseId.parse(newCase(office.desk))
  await file(office, 'first.bin', randomBytes(300_000))
})

async function file(target: Office, name: string, bytes: Uint8Array): Promise<void> {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  const evidence = { caseId, paths: [path], recursive: false, details: {}, keepDuplicates: true }
  expect((await importEvidence(target.desk, evidence)).added).toHaveLength(1)
}

async function restored(source: string, number?: number): Promise<Restored & { readonly folder: string }> {
  restores += 1
  const to = join(folder, `restored-${String(restores)}`)
  const asked = { source, folder: to, passphrase: passphrase(), ...(number === undefined ? {} : { number }) }
  return { ...(await restoreBackup(asked, tools)), folder: to }
}

const codeOf = async (work: Promise<unknown>): Promise<unknown> => work.then(() => 'nothing', refusalCode)
const blobFiles = (root: string): string[] =>
  readdirSync(join(root, 'blobs'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.age'))

/** A vault's records as they stand, but for what restoring itself entered. */
function contents({ desk }: Office): unknown {
  const tables = ['users', 'cases', 'parties', 'exhibits', 'exhibit_files', 'custody_events', 'bundles', 'migrations']
  return desk.connection.read((reader) => ({
    rows: tables.map((table) => reader.all(`SELECT * FROM ${table} ORDER BY 1`)),
    ledger: ledger.slice(reader, { most: 1_000 }).filter(({ act }) => act !== 'vault.restore'),
  }))
}

test('R31: what is restored is row for row and byte for byte what was backed up, and its ledger ends where it did', async () => {
  const to = join(folder, 'b-same')
  const made = await backUp(office, to)
  expect(made).toMatchObject({ ok: true, generation: 1, missing: [] })
  const before = contents(office)
  const back = await restored(to)
  expect(back).toMatchObject({ ok: true, problems: [], signedBy: 'Amina', generation: 1 })
  expect(back.head).toEqual({ backup: made.head?.sequence, restored: made.head?.sequence, same: true })
  const again = await openOffice(back.folder, { passphrase: passphrase() }, tools)
  expect(contents(again)).toEqual(before)
  expect(await checkOffice(again, true)).toEqual({ ok: true, problems: [] })
  await again.close({ keepTools: true })
  for (const name of blobFiles(back.folder))
    expect(readFileSync(join(back.folder, 'blobs', name))).toEqual(
      readFileSync(join(office.vault.folder, 'blobs', name)),
    )
})

test('R15: nothing plain is in a backup, and a second one copies no blob again', async () => {
  const to = join(folder, 'b-incremental')
  const marker = 'a-witness-nobody-may-name'
  addParty(office.desk, { caseId, name: marker, capacities: ['witness'] })
  await backUp(office, to)
  const blob = join(to, 'blobs', blobFiles(to)[0] ?? '')
  const { ino, mtimeMs } = statSync(blob)
  const second = await backUp(office, to)
  expect(second).toMatchObject({ generation: 2, copiedFiles: 3 })
  expect(statSync(blob)).toMatchObject({ ino, mtimeMs })
  for (const name of readdirSync(to, { recursive: true, encoding: 'utf8' })) {
    if (!statSync(join(to, name)).isFile()) continue
    const bytes = readFileSync(join(to, name))
    for (const encoding of ['utf8', 'utf16le'] as const)
      expect(bytes.includes(Buffer.from(marker, encoding)), name).toBe(false)
    expect(statSync(join(to, name)).mode & 0o077).toBe(0)
  }
})

test('acts go on while a backup is made, and what they write is in the next one', async () => {
  const { connection } = office.desk
  const held = holdSnapshot(connection, office.vault.databasePath, office.vault.databaseKey)
  const bytes = readFileSync(office.vault.databasePath)
  const parties = held.read((reader) => reader.get('SELECT count(*) AS n FROM parties'))
  for (let i = 0; i < 40; i++) addParty(office.desk, { caseId, name: `Party ${String(i)}`, capacities: ['official'] })
  connection.raw.pragma('wal_checkpoint(PASSIVE)')
  expect(readFileSync(office.vault.databasePath).equals(bytes)).toBe(true)
  expect(held.read((reader) => reader.get('SELECT count(*) AS n FROM parties'))).toEqual(parties)
  held.close()
  const to = join(folder, 'b-busy')
  const working = backUp(office, to)
  addParty(office.desk, { caseId, name: 'Came late', capacities: ['official'] })
  expect(await working).toMatchObject({ ok: true })
  expect((await restored(to)).ok).toBe(true)
})

test('a status says when the last backup was, and when it is time again', async () => {
  await backUp(office, join(folder, 'b-status'))
  const { lastAt, ...status } = backupStatus(office.desk)
  expect(status).toMatchObject({ days: 0, due: false, plan: { daily: 10, weekly: 8, reminderDays: 7 }, folder: null })
  const later = {
    connection: office.desk.connection,
    clock: () => ({ at: '2026-03-20T00:00:00.000Z', offsetMinutes: 0 }),
  }
  expect(backupStatus(later)).toMatchObject({ lastAt, days: 18, due: true })
})

test('R31: a generation that another has damaged is refused, and an older one is still there to be restored', async () => {
  const to = join(folder, 'b-damaged')
  await backUp(office, to)
  const [older = ''] = readdirSync(join(to, 'generations'))
  cpSync(join(to, 'generations', older), join(folder, 'kept'), { recursive: true })
  await backUp(office, to)
  cpSync(join(folder, 'kept'), join(to, 'generations', older), { recursive: true })
  const database = join(to, 'generations', '000002', 'vault.db')
  const bytes = readFileSync(database)
  bytes[9_000] = (bytes[9_000] ?? 0) ^ 1
  writeFileSync(database, bytes)
  expect(await codeOf(restored(to))).toBe('backup.damaged')
  expect(await restored(to, 1)).toMatchObject({ ok: true, generation: 1 })
  appendFileSync(join(to, 'generations', '000002', 'manifest.json'), 'x')
  expect(await codeOf(restored(to, 2))).toBe('backup.damaged')
  expect(await restored(to)).toMatchObject({ ok: true, generation: 1 })
})

test('a generation without its manifest does not count, and the next backup takes up what was copied', async () => {
  const to = join(folder, 'b-interrupted')
  await backUp(office, to)
  rmSync(join(to, 'generations', '000001', 'manifest.json'))
  mkdirSync(join(to, 'generations', '.making-000002'))
  expect(await codeOf(restored(to))).toBe('backup.not-a-backup')
  const { ino } = statSync(join(to, 'blobs', blobFiles(to)[0] ?? ''))
  expect(await backUp(office, to)).toMatchObject({ ok: true, copiedFiles: 3 })
  expect(statSync(join(to, 'blobs', blobFiles(to)[0] ?? '')).ino).toBe(ino)
  expect(readdirSync(join(to, 'generations')).filter((name) => name.startsWith('.'))).toEqual([])
  expect((await restored(to)).ok).toBe(true)
})

test('a drive that changes what was written is found out within eight backups', async () => {
  const to = join(folder, 'b-failing')
  await backUp(office, to)
  const path = join(to, 'blobs', blobFiles(to)[0] ?? '')
  const bytes = readFileSync(path)
  bytes[bytes.length - 7] = (bytes.at(-7) ?? 0) ^ 4
  writeFileSync(path, bytes)
  const codes = new Set<unknown>()
  for (let i = 0; i < 8; i++) codes.add(await codeOf(backUp(office, to)))
  expect(codes).toContain('backup.failing-drive')
})

test('a blob that the vault itself has lost is said, does not stop a backup, and never takes the place of a whole copy', async () => {
  const lost = await openTestOffice(join(folder, 'lossy'))
  caseId = CaseId.parse(newCase(lost.desk))
  await file(lost, 'kept.bin', randomBytes(70_000))
  const to = join(folder, 'b-lossy')
  await backUp(lost, to)
  await file(lost, 'gone.bin', randomBytes(90_000))
  const blobs = lost.desk.connection.read(everyBlob)
  const pathOf = (i: number): string =>
    join(lost.vault.folder, 'blobs', blobs[i]?.blobId.slice(0, 2) ?? '', `${blobs[i]?.blobId ?? ''}.age`)
  rmSync(pathOf(1))
  writeFileSync(pathOf(0), readFileSync(pathOf(0)).subarray(0, 500))
  const made = await backUp(lost, to)
  expect(made).toMatchObject({ ok: false, missing: [blobs[1]?.blobId] })
  const back = await restored(to, made.generation)
  expect(back).toMatchObject({ ok: false, problems: [{ what: 'blob-missing', where: blobs[1]?.blobId }] })
  // Without a number the newest complete one is taken.
  expect(await restored(to)).toMatchObject({ ok: true, generation: 1 })
})

test('a folder is not taken that is the vault, another vault’s backup, or something else', async () => {
  const to = join(folder, 'b-mine')
  await backUp(office, to)
  const other = await openTestOffice(join(folder, 'other'))
  expect(await codeOf(backUp(other, to))).toBe('backup.other-vault')
  expect(await codeOf(backUp(office, office.vault.folder))).toBe('backup.inside-vault')
  expect(await codeOf(backUp(office, join(office.vault.folder, 'blobs', 'mine')))).toBe('backup.inside-vault')
  expect(await codeOf(backUp(office, other.vault.folder))).toBe('backup.not-a-backup')
  const stick = join(folder, 'stick')
  mkdirSync(stick)
  writeFileSync(join(stick, 'holiday.jpg'), 'not ours')
  expect(await backUp(office, stick)).toMatchObject({ ok: true })
  expect(readFileSync(join(stick, 'holiday.jpg'), 'utf8')).toBe('not ours')
})

test('a restore into a folder that holds files, or with another passphrase, leaves everything as it was', async () => {
  const to = join(folder, 'b-refuse')
  await backUp(office, to)
  const full = join(folder, 'full')
  mkdirSync(full)
  writeFileSync(join(full, 'letter.txt'), 'not ours')
  expect(await codeOf(restoreBackup({ source: to, folder: full, passphrase: passphrase() }, tools))).toBe(
    'vault.folder-not-empty',
  )
  expect(readdirSync(full)).toEqual(['letter.txt'])
  const absent = join(folder, 'never-made')
  const wrong = Buffer.from('not the passphrase at all')
  expect(await codeOf(restoreBackup({ source: to, folder: absent, passphrase: wrong }, tools))).toBe(
    'vault.wrong-passphrase',
  )
  expect(wrong.every((byte) => byte === 0)).toBe(true)
  expect(existsSync(absent)).toBe(false)
})

test('whoever knows no passphrase any more restores with the recovery key, and the ledger says so', async () => {
  const recoveryKey = await renewRecoveryKey(office)
  const source = join(folder, 'b-recovery')
  await backUp(office, source)
  const to = join(folder, 'recovered')
  const asked = { source, folder: to, recoveryKey: recoveryKey.toLowerCase() }
  expect(await restoreBackup(asked, tools)).toMatchObject({ ok: true, problems: [], head: { same: true } })
  const vault = await openVault(to, { kind: 'recovery', recoveryKey })
  const again = await officeOf(vault, { acceptOlder: true, isTrial: true }, tools)
  const entered = again.desk.connection.read((reader) => ledger.about(reader, vault.vaultId, ['vault.restore']))
  expect(entered).toHaveLength(1)
  expect((await checkOffice(again, true)).problems).toEqual([])
  await again.close({ keepTools: true })
  const mistyped = { source, folder: join(folder, 'mistyped'), recoveryKey: `${recoveryKey.slice(0, -1)}?` }
  expect(await codeOf(restoreBackup(mistyped, tools))).toBe('recovery-key.mistyped')
  expect(existsSync(mistyped.folder)).toBe(false)
})

test('a manifest that somebody else signed is not believed', async () => {
  const to = join(folder, 'b-signed')
  await backUp(office, to)
  const stranger = await createVault(join(folder, 'stranger'), {
    name: 'Stranger',
    user: 'Stranger',
    role: 'director',
    secret: { kind: 'passphrase', passphrase: passphrase() },
    cost: { memoryKiB: 65_536, passes: 3 },
  })
  const { writeManifest } = await import('../../src-main/vault/backup-manifest.ts')
  const path = join(to, 'generations', '000001', 'manifest.json')
  const reading = readManifest(readFileSync(path))
  if (reading.is !== 'sound') throw new Error('the manifest reads')
  const { digest: _digest, signature: _signature, ...body } = reading.manifest
  const signer = Buffer.from(stranger.vault.signer ?? []).toString('hex')
  const sign = (digest: string): string => Buffer.from(stranger.vault.sign(Buffer.from(digest, 'hex'))).toString('hex')
  writeFileSync(path, writeManifest({ ...body, signer }, sign))
  await stranger.vault.lock()
  expect(await restored(to)).toMatchObject({ ok: false, signedBy: null, problems: [] })
})

test('R31, R40: before a migration the records are backed up beside the vault, and can be restored from there', async () => {
  const old = join(folder, 'old')
  const vault = await makeOldVault(old)
  const publicKey = Buffer.from(vault.signer).toString('hex')
  await vault.lock()

  const opened = await openOffice(old, { passphrase: passphrase() }, tools)
  expect(schemaNumber(opened.desk.connection)).toBe(migrations.length)
  await opened.close({ keepTools: true })
  const name = `before-migration-${String(oldSchema + 1)}`
  expect(readdirSync(join(old, 'backups'))).toEqual([name])
  const reading = readManifest(readFileSync(join(old, 'backups', name, 'manifest.json')))
  expect(reading).toMatchObject({ is: 'sound', manifest: { schema: oldSchema, signer: publicKey } })
  expect(await restored(join(old, 'backups', name))).toMatchObject({ ok: true, signedBy: 'Amina' })
})

test('a vault whose database is gone is damaged: no empty one is put in its place', async () => {
  const gone = await openTestOffice(join(folder, 'gone'))
  await gone.close()
  for (const left of ['absent', 'empty']) {
    if (left === 'absent') rmSync(gone.vault.databasePath)
    else writeFileSync(gone.vault.databasePath, '')
    expect(await codeOf(openOffice(gone.vault.folder, { passphrase: passphrase() }, tools))).toBe(
      'vault.database-damaged',
    )
  }
  expect(statSync(gone.vault.databasePath).size).toBe(0)
  const vault = await openVault(gone.vault.folder, { kind: 'passphrase', passphrase: passphrase() })
  await vault.lock()
})
