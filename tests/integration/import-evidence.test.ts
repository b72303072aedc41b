import { createHash, randomBytes } from 'node:crypto'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { checkOffice } from '../../src-main/acts/check-office.ts'
import { showCustody } from '../../src-main/acts/custody.ts'
import { extractExhibit } from '../../src-main/acts/exhibits.ts'
import { verifyExhibit } from '../../src-main/acts/integrity/verify-exhibit.ts'
import { importEvidence, type ImportResult } from '../../src-main/acts/import-evidence.ts'
import { listExhibits } from '../../src-main/acts/lists.ts'
import type { Office } from '../../src-main/acts/office.ts'
import type { Watch } from '../../src-main/acts/desk.ts'
import { given } from '../../src-main/kernel/given.ts'
import type { Skipped } from '../../src-main/contract/exhibits.ts'
import { refusalCode } from '../../src-main/kernel/errors.ts'
import { ownFolder } from '../support/folders.ts'
import { newCase, openTestOffice } from '../support/office.ts'

const folder = ownFolder('import')
const vault = join(folder, 'vault')
let office: Office
let sources = 0

beforeAll(async () => {
  office = await openTestOffice(vault)
})

function sourceFolder(files: Readonly<Record<string, Uint8Array | string>> = {}): string {
  sources += 1
  const made = join(folder, `source-${String(sources)}`)
  mkdirSync(made)
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(made, name), bytes)
  return made
}

async function bring(
  caseId: string,
  paths: readonly string[],
  watch: Watch = {},
  keepDuplicates = false,
): Promise<{ readonly added: ImportResult['added']; readonly skipped: readonly Skipped[] }> {
  const evidence = { caseId, paths, recursive: true, details: {}, keepDuplicates }
  const { added, skipped } = await importEvidence(office.desk, evidence, watch)
  return { added, skipped: skipped.map(({ name, reason, of }) => ({ name, reason, ...given({ of }) })) }
}

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

function blobFiles(): readonly string[] {
  return readdirSync(join(vault, 'blobs'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.age'),
  )
}

test('R37: what is filed has the digests of the source, and comes out as it went in', async () => {
  const bytes = randomBytes(3_000_000)
  const caseId = newCase(office.desk)
  const { added, skipped } = await bring(caseId, [sourceFolder({ 'phone dump.bin': bytes })])
  expect(skipped).toEqual([])
  expect(added).toMatchObject([
    {
      mark: 'EX-0001',
      file: {
        name: 'phone dump.bin',
        size: bytes.length,
        sha256: sha256(bytes),
        sha1: createHash('sha1').update(bytes).digest('hex'),
        md5: createHash('md5').update(bytes).digest('hex'),
      },
    },
  ])
  const [filed] = added
  const out = join(folder, 'out.bin')
  await extractExhibit(office.desk, filed?.exhibitId ?? '', { path: out, overwrite: false })
  expect(sha256(readFileSync(out))).toBe(sha256(bytes))
  expect(await verifyExhibit(office.desk, filed?.exhibitId ?? '')).toMatchObject({ ok: true })
  const { events, chainOk } = showCustody(office.desk, filed?.exhibitId ?? '')
  expect(events.map(({ kind }) => kind)).toEqual(['imported', 'exported', 'verified'])
  expect(chainOk).toBe(true)
})

test('a copy that could not be written is corrected in the chain, and no file is left', async () => {
  const caseId = newCase(office.desk)
  const { added } = await bring(caseId, [sourceFolder({ a: 'a' })])
  const exhibitId = added[0]?.exhibitId ?? ''
  const taken = join(folder, 'taken')
  writeFileSync(taken, 'already here')
  const copied = extractExhibit(office.desk, exhibitId, { path: taken, overwrite: false })
  expect(refusalCode(await copied.catch((error: unknown) => error))).toBe('destination.exists')
  expect(readFileSync(taken, 'utf8')).toBe('already here')
  expect(showCustody(office.desk, exhibitId).events.map(({ kind }) => kind)).toEqual([
    'imported',
    'exported',
    'corrected',
  ])
})

test('the same bytes are filed once in a case, and the second file is told from the first', async () => {
  const caseId = newCase(office.desk)
  const before = blobFiles().length
  const { added, skipped } = await bring(caseId, [sourceFolder({ 'a.txt': 'same', 'b.txt': 'same', 'c.txt': 'other' })])
  expect(added.map(({ file }) => file.name)).toEqual(['a.txt', 'c.txt'])
  expect(skipped).toEqual([{ name: 'b.txt', reason: 'duplicate', of: 'EX-0001' }])
  expect(blobFiles().length).toBe(before + 2)
  expect((await bring(caseId, [sourceFolder({ 'd.txt': 'same' })], {}, true)).added).toHaveLength(1)
})

test('an empty file is evidence too', async () => {
  const { added } = await bring(newCase(office.desk), [sourceFolder({ 'wiped.log': '' })])
  expect(added).toMatchObject([{ file: { size: 0, sha256: sha256('') } }])
})

const odd = [
  'invoice\u202Efdp.exe',
  'two\nlines.txt',
  `${'n'.repeat(251)}.txt`,
  'सुनीता.txt',
  'e\u0301.txt',
  ' leading and trailing ',
  '-rf',
  '%2e%2e%2f',
]

test('odd names are kept as they are, and never used as a path', async () => {
  const caseId = newCase(office.desk)
  const { added, skipped } = await bring(caseId, [
    sourceFolder(Object.fromEntries(odd.map((name, i) => [name, String(i)]))),
  ])
  expect(skipped).toEqual([])
  expect(added.map(({ file }) => file.name).toSorted()).toEqual(odd.toSorted())
  for (const { title } of listExhibits(office.desk, caseId)) expect(title).not.toMatch(/[\p{Cc}\u202E]/u)
})

test.runIf(process.platform === 'linux')('a name that is not UTF-8 is filed under what can be read of it', async () => {
  const made = sourceFolder()
  writeFileSync(Buffer.concat([Buffer.from(`${made}/photo-`), Buffer.from([0xe9, 0xff]), Buffer.from('.txt')]), 'latin')
  const { added, skipped } = await bring(newCase(office.desk), [made])
  expect(skipped).toEqual([])
  expect(added).toMatchObject([{ file: { name: 'photo-\uFFFD\uFFFD.txt', sha256: sha256('latin') } }])
})

test('links and what is no file are left out and said so; a path that is not there too', async () => {
  const made = sourceFolder({ 'a.txt': 'a' })
  symlinkSync('/etc/passwd', join(made, 'passwords'))
  const { added, skipped } = await bring(newCase(office.desk), [made, join(folder, 'nowhere')])
  expect(added).toHaveLength(1)
  expect(skipped).toEqual([
    { name: 'passwords', reason: 'not-a-file' },
    { name: 'nowhere', reason: 'not-found' },
  ])
})

test.runIf(process.platform === 'linux')('a file that cannot be read is left out, and the rest is filed', async () => {
  const made = sourceFolder({ 'a.txt': 'a' })
  const { added, skipped } = await bring(newCase(office.desk), ['/proc/self/mem', made])
  expect(skipped).toEqual([{ name: 'mem', reason: 'unreadable' }])
  expect(added).toHaveLength(1)
})

test.each([
  ['grows', (path: string) => appendFileSync(path, 'more'), 'changed-while-read'],
  ['shrinks', (path: string) => truncateSync(path, 10), 'changed-while-read'],
])('a file that %s while it is read is not filed, and nothing of it stays', async (_how, change, reason) => {
  const made = sourceFolder({ 'a.bin': randomBytes(20_000_000) })
  const before = blobFiles().length
  let changed = false
  const { added, skipped } = await bring(newCase(office.desk), [made], {
    onProgress: ({ done }) => {
      if (done === 0 || changed) return
      changed = true
      change(join(made, 'a.bin'))
    },
  })
  expect(changed).toBe(true)
  expect([added, skipped]).toEqual([[], [{ name: 'a.bin', reason }]])
  expect(blobFiles().length).toBe(before)
})

test('a file that is gone before its turn is left out as vanished', async () => {
  const made = sourceFolder({ 'a.txt': 'a', 'b.txt': 'b' })
  const { added, skipped } = await bring(newCase(office.desk), [made], {
    onProgress: () => rmSync(join(made, 'b.txt'), { force: true }),
  })
  expect(added).toHaveLength(1)
  expect(skipped).toEqual([{ name: 'b.txt', reason: 'vanished' }])
})

test('cancelled: what was filed stays filed, the file under way leaves nothing', async () => {
  const caseId = newCase(office.desk)
  const made = sourceFolder({ 'a.txt': 'a', 'b.bin': randomBytes(30_000_000), 'c.txt': 'c' })
  const stop = new AbortController()
  const before = blobFiles().length
  const cancelled = bring(caseId, [made], {
    cancel: stop.signal,
    onProgress: ({ done }) => {
      if (done > 1_000_000) stop.abort()
    },
  })
  expect(refusalCode(await cancelled.catch((error: unknown) => error))).toBe('cancelled')
  expect(listExhibits(office.desk, caseId).map(({ fileName }) => fileName)).toEqual(['a.txt'])
  expect(blobFiles().length).toBe(before + 1)
})

test('a case that is not there is refused before anything is read', async () => {
  const refused = bring('3f2b6c1e-8a4d-4c5e-9b7a-0d1e2f3a4b5c', [sourceFolder({ a: 'a' })])
  expect(refusalCode(await refused.catch((error: unknown) => error))).toBe('case.not-found')
})

test('after all of this the vault holds in every part', async () => {
  expect(await checkOffice(office, true)).toEqual({ ok: true, problems: [] })
  expect(existsSync(join(vault, 'orphans'))).toBe(false)
})
