import { randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { importEvidence } from '../../src-main/acts/import-evidence.ts'
import type { Office } from '../../src-main/acts/office.ts'
import { BackupProof, BackupResult, RestoreResult, type BackupStatus } from '../../src-main/contract/backup.ts'
import { CaseId } from '../../src-main/contract/ids.ts'
import { HealthReport, SalvageResult } from '../../src-main/contract/health.ts'
import { createGrants } from '../../src-main/door/grants.ts'
import { createHandlers } from '../../src-main/door/handlers.ts'
import { createIncidents } from '../../src-main/door/incidents.ts'
import { createJobs } from '../../src-main/door/jobs.ts'
import { serve } from '../../src-main/door/serve.ts'
import { createSession } from '../../src-main/door/session.ts'
import { PASSPHRASE } from '../support/command-line.ts'
import { ownFolder } from '../support/folders.ts'
import { newCase, openTestOffice, places, testTools } from '../support/office.ts'

const folder = ownFolder('health-door')
const session = createSession()
const grants = createGrants()
const incidents = createIncidents()
const emit = (): void => undefined
const jobs = createJobs({ emit, incidents, now: () => '2026-03-02T10:30:00.000Z', newId: randomUUID })
const room = { session, grants, jobs, tools: testTools(), places, emit }
const answer = serve(createHandlers(room), incidents)
const drive = join(folder, 'drive')
let office: Office

beforeAll(async () => {
  office = await openTestOffice(join(folder, 'office'))
  session.enter(office)
})
afterAll(() => jobs.close())

async function ask<T>(name: string, input: unknown = {}): Promise<T> {
  const reply = await answer(name, input)
  if (!reply.ok) throw new Error(JSON.stringify(reply.failure))
  return reply.value as T
}

async function ended(name: string, input: unknown = {}): Promise<unknown> {
  const { jobId } = await ask<{ jobId: string }>(name, input)
  return vi.waitUntil(() => {
    const job = jobs.list().find((one) => one.jobId === jobId)
    return job?.state === 'done' ? (job.result as object) : job?.failure
  }, 60_000)
}

function grant(path: string, use: 'backup' | 'vault'): string {
  const ticket = randomBytes(16).toString('base64url')
  grants.add(ticket, path, use)
  return ticket
}

const status = (): Promise<BackupStatus> => ask('backup.status')
const list = (from?: string): Promise<{ readonly vault: string; readonly generations: readonly object[] }> =>
  ask('backup.list', from === undefined ? {} : { from })

/** The one filed file of a vault or a folder of backups. */
function blobIn(root: string): string {
  const names = readdirSync(join(root, 'blobs'), { recursive: true, encoding: 'utf8' })
  return join(root, 'blobs', names.find((name) => name.endsWith('.age')) ?? '')
}

test('a backup is due as soon as there is evidence, and then after the days that were arranged', async () => {
  expect(await status()).toMatchObject({ due: false, days: null, folder: null })
  const caseId = CaseId.parse(newCase(office.desk))
  writeFileSync(join(folder, 'note.txt'), 'Three families at the kiln.')
  await importEvidence(office.desk, {
    caseId,
    paths: [join(folder, 'note.txt')],
    recursive: false,
    details: {},
    keepDuplicates: false,
  })
  expect(await status()).toMatchObject({ due: true, days: null })
  await ask('backup.arrange', { daily: 3, weekly: 0, reminderDays: 2 })
  expect(await status()).toMatchObject({ plan: { daily: 3, weekly: 0, reminderDays: 2 } })
  expect(await ask('audit.page', { limit: 1 })).toMatchObject({
    rows: [{ act: 'vault.arrange-backups', facts: { daily: 3, weekly: 0, reminderDays: 2 } }],
  })
})

test('without a chosen folder nothing is backed up, and one inside the vault is no choice', async () => {
  expect(await answer('backup.make', {})).toMatchObject({ ok: false, failure: { code: 'grant.unknown' } })
  const inside = grant(join(folder, 'office', 'backups'), 'backup')
  expect(await answer('backup.choose', { to: inside })).toMatchObject({ failure: { code: 'backup.inside-vault' } })
})

test('backups go to the folder that the vault remembers, and are listed there', async () => {
  await ask('backup.choose', { to: grant(drive, 'backup') })
  expect(await status()).toMatchObject({ folder: 'drive' })
  expect(await list()).toMatchObject({ vault: 'Test office', generations: [] })
  expect(BackupResult.parse(await ended('backup.make'))).toMatchObject({ generation: 1, ok: true, missing: 0 })
  expect(await status()).toMatchObject({ due: false, days: 0 })
  const one = { generation: 1, reading: 'sound', missing: 0, files: 4, proved: null }
  expect(await list()).toMatchObject({ generations: [one] })
  // Whoever has no vault open looks at a folder that was chosen.
  expect(await list(grant(drive, 'backup'))).toMatchObject({ vault: 'Test office', generations: [one] })
})

test('a drive that is not connected is not replaced by an empty folder of the same name', async () => {
  renameSync(drive, `${drive}-away`)
  mkdirSync(drive)
  expect(await answer('backup.make', {})).toMatchObject({ ok: false, failure: { code: 'source.not-found' } })
  expect(readdirSync(drive)).toEqual([])
  rmSync(drive, { recursive: true })
  renameSync(`${drive}-away`, drive)
})

test('R31: a backup is read again from end to end, and what of it is missing or has other bytes is named', async () => {
  const whole = BackupProof.parse(await ended('backup.verify', { generation: 1 }))
  expect(whole).toMatchObject({ ok: true, files: 4, missing: [], damaged: [], signedBy: office.desk.user.name })
  expect(await list()).toMatchObject({ generations: [{ proved: { ok: true } }] })
  const blob = blobIn(drive)
  const bytes = readFileSync(blob)
  writeFileSync(
    blob,
    bytes.map((byte, i) => (i === 200 ? byte ^ 1 : byte)),
  )
  expect(BackupProof.parse(await ended('backup.verify', { generation: 1 }))).toMatchObject({
    ok: false,
    damaged: [expect.stringMatching(/^[0-9a-f]{32}$/u)],
  })
  expect(await list()).toMatchObject({ generations: [{ proved: { ok: false } }] })
  writeFileSync(blob, bytes)
})

test('a backup that was chosen is restored beside the open vault, which stays as it is', async () => {
  const to = grant(join(folder, 'restored'), 'vault')
  const result = await ended('backup.restore', { to, generation: 1, by: { passphrase: PASSPHRASE } })
  expect(RestoreResult.parse(result)).toMatchObject({ generation: 1, ok: true, problems: 0, sameHead: true })
  expect(readdirSync(join(folder, 'restored'))).toContain('vault.json')
})

test('an open vault is checked while it is used, and each damage is named with whose it is', async () => {
  expect(HealthReport.parse(await ended('health.check', { deep: true }))).toMatchObject({ ok: true, damages: [] })
  const blob = blobIn(join(folder, 'office'))
  const bytes = readFileSync(blob)
  truncateSync(blob, 190)
  const quick = HealthReport.parse(await ended('health.check'))
  expect(quick).toMatchObject({ ok: false, found: 1, damages: [{ what: 'blob-damaged' }] })
  expect(quick.damages[0]?.label).toMatch(/ EX-0001 note/u)
  rmSync(blob)
  expect(await ended('health.check')).toMatchObject({ damages: [{ what: 'blob-missing' }] })
  const saved = await ended('health.salvage', { to: grant(join(folder, 'saved'), 'vault') })
  expect(SalvageResult.parse(saved)).toMatchObject({ blobs: 0, lostBlobs: 1, damagedPages: 0, doubtful: 0 })
  expect(readdirSync(join(folder, 'saved'))).toContain('records.jsonl.age')
  expect(await ask('audit.page', { limit: 1 })).toMatchObject({ rows: [{ act: 'vault.salvage' }] })
  writeFileSync(blob, bytes)
  expect(await ended('health.check', { deep: true })).toMatchObject({ ok: true })
})
