import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { clarkson, type Ended } from '../support/command-line.ts'
import { ownFolder } from '../support/folders.ts'
import { wordyPdf } from '../support/source-pdfs.ts'

const folder = ownFolder('cli-case')
const vault = join(folder, 'office')
const sources = join(folder, 'sources')
let ref: string

function run(...args: readonly string[]): Ended {
  return clarkson([...args, '--vault', vault])
}

function done(...args: readonly string[]): Record<string, unknown> {
  const ended = run(...args)
  expect({ status: ended.status, stderr: ended.stderr }).toEqual({ status: 0, stderr: '' })
  return ended.json
}

beforeAll(async () => {
  mkdirSync(join(sources, 'deep'), { recursive: true })
  writeFileSync(join(sources, 'report.pdf'), await wordyPdf('report', 4))
  writeFileSync(join(sources, 'note.txt'), 'A note.')
  writeFileSync(join(sources, 'deep', 'copy of note.txt'), 'A note.')
  done('vault', 'create', '--name', 'Nairobi office', '--user', 'Amina', '--kdf-memory', '64')
  ref = String(
    done('case', 'create', '--title', 'Kiln', '--type', 'bonded-labour', '--profile', 'IN_TRIAL')['reference'],
  )
})

test('a case is found by its reference, and another is not there', () => {
  expect(done('case', 'show', ref)).toMatchObject({ title: 'Kiln', profile: 'IN_TRIAL', stages: ['intake'] })
  expect(done('case', 'list')['cases']).toMatchObject([{ reference: ref }])
  const { status, json } = run('case', 'show', 'NAI/1999/0001')
  expect([status, json]).toMatchObject([2, { error: { code: 'case.not-found' } }])
})

test.each([
  [['--title', 'T', '--type', 'Bonded Labour', '--profile', 'GENERIC'], 2, 'input.invalid'],
  [['--title', '', '--type', 'other', '--profile', 'GENERIC'], 2, 'input.invalid'],
  [['--title', 'T', '--type', 'other', '--profile', 'NOWHERE'], 2, 'profile.not-found'],
  [['--type', 'other', '--profile', 'GENERIC'], 2, 'usage'],
])('case create %j is refused', (args, exit, code) => {
  const { status, json } = run('case', 'create', ...args)
  expect([status, json]).toMatchObject([exit, { error: { code } }])
})

test('a client is protected, a list shows the pseudonym alone, and names only when asked for', () => {
  expect(done('party', 'add', ref, '--name', 'Sunita Devi', '--capacity', 'client,witness')).toMatchObject({
    pseudonym: 'Client 1',
  })
  expect(done('party', 'add', ref, '--name', 'The Owner', '--capacity', 'accused')).toMatchObject({ pseudonym: null })
  expect(JSON.stringify(done('party', 'list', ref))).not.toContain('Sunita')
  expect(JSON.stringify(done('party', 'list', ref, '--names'))).toContain('Sunita')
})

test('evidence goes in, is listed, verified and comes out byte for byte', () => {
  const meta = join(folder, 'meta.csv')
  writeFileSync(
    meta,
    'file,title,kind,collectedBy,tags\nreport.pdf,Inspection report,document,Inspector,official;report\n',
  )
  const { status, json } = run('evidence', 'add', ref, sources, join(folder, 'nowhere'), '--recursive', '--meta', meta)
  expect(status).toBe(1)
  expect(json['skipped']).toEqual([
    { path: join(folder, 'nowhere'), reason: 'not-found' },
    { path: join(sources, 'note.txt'), reason: 'duplicate', of: 'EX-0001' },
  ])
  const sha256 = createHash('sha256')
    .update(readFileSync(join(sources, 'report.pdf')))
    .digest('hex')
  expect(json['added']).toMatchObject([
    { mark: 'EX-0001', file: { name: 'copy of note.txt', mediaType: 'text/plain' } },
    { mark: 'EX-0002', file: { name: 'report.pdf', mediaType: 'application/pdf', sha256 } },
  ])
  expect(done('evidence', 'list', ref)['exhibits']).toMatchObject([
    { mark: 'EX-0001' },
    { mark: 'EX-0002', title: 'Inspection report' },
  ])
  const out = join(folder, 'out.pdf')
  expect(done('evidence', 'extract', ref, 'EX-0002', '-o', out)).toEqual({ sha256 })
  expect(readFileSync(out).equals(readFileSync(join(sources, 'report.pdf')))).toBe(true)
  const again = run('evidence', 'extract', ref, 'EX-0002', '-o', out)
  expect([again.status, again.json]).toMatchObject([5, { error: { code: 'destination.exists' } }])
  expect(done('evidence', 'verify', ref)).toEqual({ checked: 2, damaged: [] })
  const custody = done('custody', 'show', ref, 'EX-0002')
  expect(custody['chainOk']).toBe(true)
  expect((custody['events'] as { kind: string }[]).map(({ kind }) => kind)).toEqual([
    'imported',
    'exported',
    'exported',
    'corrected',
    'verified',
  ])
})

test('an exhibit or a file that is not there ends with its own status', () => {
  expect(run('evidence', 'extract', ref, 'EX-0999', '-o', join(folder, 'x')).status).toBe(2)
  expect(run('evidence', 'extract', ref, 'EX-0001', '-o', join(folder, 'no', 'such', 'folder', 'x')).status).toBe(6)
})

test('a statement is recorded from Markdown or text, signed, and written as a document under the pseudonym', () => {
  const markdown = join(folder, 'statement.md')
  writeFileSync(markdown, '# The work\n\n1. I came to the kiln.\n2. I produce the report, EX-0002.\n')
  const added = done(
    'statement',
    'add',
    ref,
    '--witness',
    'Client 1',
    '--from',
    markdown,
    '--language',
    'hi',
    '--exhibit',
    'EX-0002',
    '--sign',
  )
  expect(added).toMatchObject({ version: 1, state: 'signed', sha256: expect.stringMatching(/^[0-9a-f]{64}$/u) })
  const text = join(folder, 'statement.txt')
  writeFileSync(text, 'I own the shop by the gate.\n\nI saw the lock.\n')
  expect(done('statement', 'add', ref, '--witness', 'The Owner', '--from', text)).toMatchObject({ state: 'draft' })
  expect(done('statement', 'list', ref)['statements']).toMatchObject([
    { witnessName: 'Client 1', paragraphs: 2 },
    { paragraphs: 2 },
  ])
  const again = run('statement', 'sign', ref, String(added['statementId']))
  expect([again.status, again.json]).toMatchObject([5, { error: { code: 'statement.already-signed' } }])
  const pdf = join(folder, 'statement.pdf')
  done('statement', 'pdf', ref, String(added['statementId']), '-o', pdf)
  expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-')
})

test.each([
  ['empty.md', '\n\n', 'statement.empty', 2],
  ['broken.docx', 'PK\u0003\u0004 not a document', 'statement.unreadable-source', 4],
])('a statement from %s is refused', (name, content, code, exit) => {
  writeFileSync(join(folder, name), content)
  const { status, json } = run('statement', 'add', ref, '--witness', 'Client 1', '--from', join(folder, name))
  expect([status, json]).toMatchObject([exit, { error: { code } }])
})

test('events and hearings stand in the chronology in the order in which they can have happened', () => {
  done('event', 'add', ref, '--when', '2026-02-18', '--what', 'The inspection', '--source', 'EX-0002, page 1')
  done('event', 'add', ref, '--when', '2024-11~', '--what', 'The family arrives')
  done('event', 'add', ref, '--when', '2025', '--what', 'A year at the kiln')
  done('hearing', 'add', ref, '--date', '2026-12-14', '--purpose', 'Evidence')
  const pdf = join(folder, 'chronology.pdf')
  const { events, hearings } = done('chronology', ref, '--pdf', pdf) as {
    events: { when: string }[]
    hearings: unknown[]
  }
  expect(events.map(({ when }) => when)).toEqual(['2024-11~', '2025', '2026-02-18'])
  expect(hearings).toHaveLength(1)
  expect(existsSync(pdf)).toBe(true)
  const unclear = run('event', 'add', ref, '--when', 'last June', '--what', 'x')
  expect(unclear.status).toBe(2)
})

test('a bundle is defined by a spec, built and checked, and a spec with faults says where', () => {
  const spec = join(folder, 'spec.json')
  const statements = done('statement', 'list', ref)['statements'] as { statementId: string }[]
  writeFileSync(
    spec,
    JSON.stringify({
      title: 'Prosecution bundle',
      profile: 'EW_CRIM',
      hearing: '2026-12-14',
      policy: 'served',
      sections: [
        { title: 'Statements', entries: [{ statement: statements[0]?.statementId }] },
        { title: 'Exhibits', entries: [{ exhibit: 'EX-0002', title: 'Report', date: '2026-03-02', pages: '1-3' }] },
        {
          title: 'Annexes',
          entries: [{ generated: 'chronology' }, { generated: 'hash-schedule' }, { generated: 'certificate' }],
        },
      ],
    }),
  )
  const bundleId = String(done('bundle', 'create', ref, '--spec', spec)['bundleId'])
  const pdf = join(folder, 'bundle.pdf')
  const built = done('bundle', 'build', ref, bundleId, '-o', pdf)
  expect(built).toMatchObject({
    checks: { failed: [] },
    sha256: createHash('sha256').update(readFileSync(pdf)).digest('hex'),
  })
  expect(done('bundle', 'check', pdf, '--profile', 'EW_CRIM')).toMatchObject({ failed: [] })
  writeFileSync(
    spec,
    JSON.stringify({ title: 'x', profile: 'EW_CRIM', sections: [{ title: 'y', entries: [{ picture: 1 }] }] }),
  )
  const faulty = run('bundle', 'create', ref, '--spec', spec)
  expect([faulty.status, faulty.json]).toMatchObject([2, { error: { code: 'bundle.spec-invalid' } }])
  expect(run('bundle', 'check', join(folder, 'statement.md'), '--profile', 'EW_CRIM').status).toBe(1)
})

test('the vault holds, and after a byte is changed in a stored file that file is named', async () => {
  expect(done('vault', 'check', '--deep')).toEqual({ ok: true, problems: [] })
  const { readdirSync } = await import('node:fs')
  const blobs = readdirSync(join(vault, 'blobs'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.age'),
  )
  const path = join(vault, 'blobs', blobs[0] ?? '')
  const bytes = readFileSync(path)
  bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1
  writeFileSync(path, bytes)
  const { status, json } = run('vault', 'check', '--deep')
  expect(status).toBe(1)
  expect(json['problems']).toMatchObject([{ what: 'blob-damaged' }])
})
