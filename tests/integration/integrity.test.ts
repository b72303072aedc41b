import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { backUp } from '../../src-main/acts/back-up.ts'
import { buildBundle } from '../../src-main/acts/build-bundle.ts'
import { createBundle } from '../../src-main/acts/bundles.ts'
import { showCustody } from '../../src-main/acts/custody.ts'
import { fileMadeEvidence } from '../../src-main/acts/import-evidence.ts'
import {
  checkDue,
  checkFiles,
  checkOpened,
  integrityStatus,
  scheduleChecks,
} from '../../src-main/acts/integrity/check-files.ts'
import { restoreFile } from '../../src-main/acts/integrity/restore-file.ts'
import { verifyExhibit } from '../../src-main/acts/integrity/verify-exhibit.ts'
import { getExhibit, getFile } from '../../src-main/acts/exhibits.ts'
import type { Office } from '../../src-main/acts/office.ts'
import { BundlePlan } from '../../src-main/contract/bundles.ts'
import { ownFolder } from '../support/folders.ts'
import { newCase, openTestOffice } from '../support/office.ts'
import { wordyPdf } from '../support/source-pdfs.ts'

const folder = ownFolder('integrity')
const vault = join(folder, 'office')
const CHUNK = 65_536
let office: Office
let caseId: string
let big: string
let report: string

function blobPath(exhibitId: string): string {
  const { blobId } = office.desk.connection.read((reader) => getFile(reader, exhibitId))
  return join(vault, 'blobs', blobId.slice(0, 2), `${blobId}.age`)
}

/** Flips one bit of a sealed byte. */
function harm(exhibitId: string, ...places: readonly number[]): void {
  const bytes = readFileSync(blobPath(exhibitId))
  for (const place of places) bytes[place] = (bytes[place] ?? 0) ^ 1
  writeFileSync(blobPath(exhibitId), bytes)
}

async function filed(name: string, bytes: Uint8Array): Promise<string> {
  return (await fileMadeEvidence(office.desk, { caseId, name, bytes, details: {}, before: [] })).exhibitId
}

beforeAll(async () => {
  office = await openTestOffice(vault)
  caseId = newCase(office.desk)
  big = await filed('big.bin', Buffer.alloc(5 * CHUNK + 100, 7))
  report = await filed('report.pdf', await wordyPdf('report', 2))
  await filed('note.txt', Buffer.from('a note'))
  await backUp(office, join(folder, 'backups'))
})

test('one changed byte is reported with the item, the recorded digest and which bytes cannot be read', async () => {
  const whole = readFileSync(blobPath(big))
  harm(big, 200 + 2 * (CHUNK + 16), 200 + 4 * (CHUNK + 16))
  const check = await verifyExhibit(office.desk, big)
  const { sha256 } = office.desk.connection.read((reader) => getFile(reader, big))
  expect(check).toEqual({
    ok: false,
    mark: 'EX-0001',
    expected: sha256,
    found: null,
    reason: 'damaged',
    damage: [
      { from: 2 * CHUNK, to: 3 * CHUNK },
      { from: 4 * CHUNK, to: 5 * CHUNK },
    ],
  })
  expect(integrityStatus(office.desk).damaged).toMatchObject([
    { exhibitId: big, damage: check.damage, expected: sha256 },
  ])
  expect(office.desk.connection.read((reader) => getExhibit(reader, big)).checked).toMatchObject({ holds: false })
  expect(showCustody(office.desk, big).events.at(-1)).toMatchObject({
    kind: 'verified',
    details: { rehash: { holds: false } },
  })
  writeFileSync(blobPath(big), whole)
})

test('a bundle with a damaged file is refused, with the item and its digest; and is built when the file is back', async () => {
  const section = { title: 'Exhibits', entries: [{ exhibit: report }] }
  const plan = BundlePlan.parse({ title: 'Bundle', profile: 'GENERIC', policy: 'sealed', sections: [section] })
  const { bundleId } = createBundle(office.desk, caseId, plan)
  harm(report, 300)
  const { sha256 } = office.desk.connection.read((reader) => getFile(reader, report))
  const asked = { bundleId, unusable: 'refuse' } as const
  await expect(buildBundle(office.desk, asked)).rejects.toMatchObject({
    code: 'bundle.evidence-damaged',
    facts: { items: [{ mark: 'EX-0002', expected: sha256 }] },
  })
  expect(await restoreFile(office, report, join(folder, 'backups'))).toMatchObject({ ok: true, found: sha256 })
  expect(integrityStatus(office.desk).damaged.map(({ mark }) => mark)).not.toContain('EX-0002')
  // The damaged file was put aside, not deleted.
  expect(readdirSync(join(vault, 'orphans')).some((name) => name.includes('.damaged-'))).toBe(true)
  expect((await buildBundle(office.desk, asked)).pages).toBeGreaterThan(0)
})

test('a missing file comes back from a backup; a folder without a whole copy changes nothing', async () => {
  const path = blobPath(big)
  const bytes = readFileSync(path)
  rmSync(path)
  expect(await verifyExhibit(office.desk, big)).toMatchObject({
    ok: false,
    reason: 'missing',
    damage: [{ from: 0, to: 5 * CHUNK + 100 }],
  })
  await expect(restoreFile(office, big, join(folder, 'nowhere'))).rejects.toMatchObject({
    code: 'backup.no-whole-copy',
  })
  expect(existsSync(path)).toBe(false)
  await restoreFile(office, big, join(folder, 'backups'))
  expect(readFileSync(path).equals(bytes)).toBe(true)
})

test('only what is due is read on schedule, what was read stays read when it is cancelled, and the rest follows', async () => {
  const start = office.desk.clock().at
  const later = { ...office.desk, clock: () => ({ at: start.replace(/^\d{4}/u, '2027'), offsetMinutes: 0 }) }
  expect(integrityStatus(office.desk).due).toBe(0)
  expect(integrityStatus(later)).toMatchObject({ files: 3, due: 3, days: 90 })
  const stop = { aborted: false }
  const watch = { cancel: stop, onProgress: () => void (stop.aborted = true) }
  await expect(checkDue(later, watch)).rejects.toMatchObject({ code: 'cancelled' })
  expect(integrityStatus(later).due).toBe(2)
  expect(await checkDue(later)).toEqual({ checked: 2, damaged: [] })
  expect(integrityStatus(later).due).toBe(0)
  scheduleChecks(later, 0)
  const centuries = { ...later, clock: () => ({ at: '2999-01-01T00:00:00.000Z', offsetMinutes: 0 }) }
  expect(integrityStatus(centuries).due).toBe(0)
})

test('what is opened is read again once a day, and damage found so is in its chain', async () => {
  const day = (at: string): Office['desk'] => ({ ...office.desk, clock: () => ({ at, offsetMinutes: 0 }) })
  expect(await checkOpened(day('2028-01-01T08:00:00.000Z'), report)).toMatchObject({ ok: true })
  expect(await checkOpened(day('2028-01-01T09:00:00.000Z'), report)).toBeUndefined()
  harm(report, 300)
  expect(await checkOpened(day('2028-01-02T09:00:00.000Z'), report)).toMatchObject({ ok: false })
  expect(showCustody(office.desk, report).events.at(-1)).toMatchObject({ kind: 'verified', note: 'does not match' })
  expect(await checkFiles(office.desk, caseId)).toEqual({ checked: 3, damaged: ['EX-0002'] })
  await restoreFile(office, report, join(folder, 'backups'))
})
