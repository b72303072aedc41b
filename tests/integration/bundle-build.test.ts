import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { buildBundle, exportBuild } from '../../src-main/acts/build-bundle.ts'
import { createBundle } from '../../src-main/acts/bundles.ts'
import { addEvent, addParty } from '../../src-main/acts/case-file.ts'
import { showCustody } from '../../src-main/acts/custody.ts'
import type { Watch } from '../../src-main/acts/desk.ts'
import { importEvidence } from '../../src-main/acts/import-evidence.ts'
import type { Office } from '../../src-main/acts/office.ts'
import { readStatementText } from '../../src-main/acts/statement-file.ts'
import { recordStatement, signStatement } from '../../src-main/acts/statements.ts'
import { type BundleBuild, BundlePlan } from '../../src-main/contract/bundles.ts'
import { Refusal, refusalCode } from '../../src-main/kernel/errors.ts'
import { ownFolder } from '../support/folders.ts'
import { newCase, openTestOffice } from '../support/office.ts'
import { lockedPdf, pagelessPdf, wordyPdf } from '../support/source-pdfs.ts'

const folder = ownFolder('bundle')
let office: Office
let caseId: string
const exhibits = new Map<string, string>()
let statementId: string

beforeAll(async () => {
  office = await openTestOffice(join(folder, 'vault'))
  const { desk } = office
  caseId = newCase(desk, 'IN_TRIAL')
  const report = await wordyPdf('report', 5)
  const sources: Readonly<Record<string, Uint8Array>> = {
    'report.pdf': report,
    'ledger.pdf': await wordyPdf('ledger', 3),
    'cut.pdf': report.slice(0, 300),
    'locked.pdf': await lockedPdf(),
    'pageless.pdf': pagelessPdf(),
    'voice.wav': Buffer.concat([
      Buffer.from(
        'RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x80\x3e\0\0\x02\0\x10\0data\0\0\0\0',
        'latin1',
      ),
    ]),
  }
  const paths = Object.entries(sources).map(([name, bytes]) => {
    writeFileSync(join(folder, name), bytes)
    return join(folder, name)
  })
  const { added } = await importEvidence(desk, { caseId, paths, recursive: false, details: {}, keepDuplicates: false })
  for (const { file, exhibitId } of added) exhibits.set(file.name, exhibitId)

  const ofCase = caseId as Parameters<typeof addParty>[1]['caseId']
  const { partyId } = addParty(desk, {
    caseId: ofCase,
    name: 'Sunita Devi',
    nativeName: 'सुनीता देवी',
    capacities: ['client', 'witness'],
  })
  addParty(desk, { caseId: ofCase, name: 'Kiln Owner', capacities: ['accused'] })
  addEvent(desk, {
    caseId: ofCase,
    when: '2024-11~',
    what: 'The family arrives at the kiln.',
    parties: [partyId as never],
    sources: ['EX-0001, page 2'],
  })
  const source = await readStatementText(desk, '1. I came to the kiln.\n2. I produce the register, EX-0002.\n')
  const recorded = recordStatement(desk, {
    caseId,
    witness: partyId,
    source,
    details: { language: 'hi' },
    exhibits: [exhibits.get('ledger.pdf') ?? ''],
  })
  statementId = signStatement(desk, recorded.statementId).statementId
})

function plan(entries: readonly unknown[], more: Readonly<Record<string, unknown>> = {}): BundlePlan {
  return BundlePlan.parse({
    title: 'Prosecution bundle',
    profile: 'GENERIC',
    sections: [{ title: 'Statements and documents', entries }],
    ...more,
  })
}

const exhibit = (name: string, more: Readonly<Record<string, unknown>> = {}): unknown => ({
  exhibit: exhibits.get(name),
  ...more,
})

function build(
  wanted: BundlePlan,
  unusable: 'refuse' | 'leave-out' = 'refuse',
  watch: Watch = {},
): Promise<BundleBuild> {
  const { bundleId } = createBundle(office.desk, caseId, wanted)
  return buildBundle(office.desk, { bundleId, unusable }, watch)
}

async function exported(buildId: string): Promise<Uint8Array> {
  const path = join(folder, `${buildId}.pdf`)
  await exportBuild(office.desk, { buildId, path, givenTo: 'the court', overwrite: false })
  return readFileSync(path)
}

async function read(
  bytes: Uint8Array,
): Promise<{ readonly texts: readonly string[]; readonly labels: readonly string[] }> {
  const mupdf = await import('mupdf')
  const document = mupdf.Document.openDocument(bytes, 'application/pdf')
  const pages = Array.from({ length: document.countPages() }, (_, i) => document.loadPage(i))
  return {
    texts: pages.map((page) => page.toStructuredText('').asText()),
    labels: pages.map((page) => page.getLabel()),
  }
}

test.each(['GENERIC', 'EW_CRIM', 'IN_TRIAL'])(
  'a bundle for %s holds to every rule that is checked',
  async (profile) => {
    const entries = [{ statement: statementId }, exhibit('report.pdf'), exhibit('ledger.pdf'), exhibit('voice.wav')]
    const annexes = [
      { generated: 'chronology' },
      { generated: 'exhibit-list' },
      { generated: 'hash-schedule' },
      { generated: 'certificate' },
    ]
    const sections = [
      { title: 'Statements', entries },
      { title: 'Annexes', entries: annexes },
    ]
    const built = await build(plan([], { profile, sections, hearing: '2026-12-14' }))
    expect(built.checks.failed).toEqual([])
    expect(built.placed.map(({ title }) => title)).toHaveLength(8)
    expect(built.left).toEqual([])

    const { texts, labels } = await read(await exported(built.buildId))
    expect(labels).toHaveLength(built.pages)
    expect(new Set(labels).size).toBe(built.pages)
    for (const { firstPage, pages, firstLabel, lastLabel } of built.placed) {
      expect([labels[firstPage - 1], labels[firstPage + pages - 2]]).toEqual([firstLabel, lastLabel])
      expect(texts[firstPage - 1]).toContain(firstLabel)
    }
    const report = built.placed[1]?.firstPage ?? 0
    expect(texts.slice(report - 1, report + 4).map((text) => /report page \d/u.exec(text)?.[0])).toEqual(
      [1, 2, 3, 4, 5].map((page) => `report page ${String(page)}`),
    )
    const all = texts.join('\n')
    expect(all).toContain('Client 1')
    expect(all).not.toMatch(/Sunita|सुनीता/u)
  },
)

test('the same plan and the same files are the same bytes', async () => {
  const wanted = plan([exhibit('report.pdf'), { statement: statementId }, { generated: 'chronology' }])
  const { bundleId } = createBundle(office.desk, caseId, wanted)
  const [first, second] = [
    await buildBundle(office.desk, { bundleId, unusable: 'refuse' }),
    await buildBundle(office.desk, { bundleId, unusable: 'refuse' }),
  ]
  expect(second.sha256).toBe(first.sha256)
  expect(second.buildId).not.toBe(first.buildId)
})

test('of chosen pages no other page’s content is in the file', async () => {
  const built = await build(plan([exhibit('report.pdf', { pages: '4,2' })]))
  const bytes = await exported(built.buildId)
  const { texts } = await read(bytes)
  const [entry] = built.placed
  expect(entry).toMatchObject({ pages: 2 })
  const first = (entry?.firstPage ?? 1) - 1
  expect([texts[first], texts[first + 1]].map((text) => /report page \d/u.exec(text ?? '')?.[0])).toEqual([
    'report page 4',
    'report page 2',
  ])
  const mupdf = await import('mupdf')
  const opened = mupdf.Document.openDocument(bytes, 'application/pdf').asPDF()
  for (let i = 1; i < (opened?.countObjects() ?? 0); i += 1) {
    const object = opened?.newIndirect(i)
    if (object?.isStream()) expect(object.readStream().asString()).not.toMatch(/report page [135]/u)
  }
})

test('a document that cannot be used is named, and the bundle refused', async () => {
  const refused = await build(
    plan([
      exhibit('cut.pdf'),
      exhibit('report.pdf'),
      exhibit('locked.pdf'),
      exhibit('pageless.pdf'),
      exhibit('ledger.pdf', { pages: '9' }),
    ]),
  ).catch((error: unknown) => error)
  expect(refused instanceof Refusal && refused.toFailure()).toEqual({
    code: 'bundle.entry-refused',
    facts: {
      entries: [
        { title: 'cut', reason: 'damaged' },
        { title: 'locked', reason: 'encrypted' },
        { title: 'pageless', reason: 'no-pages' },
        { title: 'ledger', reason: 'no-pages' },
      ],
    },
  })
})

test('or it is left out, named, and the rest is built without a line for it in the index', async () => {
  const built = await build(
    plan([exhibit('cut.pdf'), exhibit('report.pdf'), exhibit('locked.pdf'), exhibit('pageless.pdf')]),
    'leave-out',
  )
  expect(built.left.map(({ reason }) => reason)).toEqual(['damaged', 'encrypted', 'no-pages'])
  expect(built.placed.map(({ title }) => title)).toEqual(['report'])
  expect(built.checks.failed).toEqual([])
  expect((await read(await exported(built.buildId))).texts.join('\n')).not.toMatch(/\b(?:cut|locked|pageless)\b/u)
})

test('a bundle without a document is refused', async () => {
  expect(refusalCode(await build(plan([])).catch((error: unknown) => error))).toBe('bundle.empty')
  expect(refusalCode(await build(plan([exhibit('cut.pdf')]), 'leave-out').catch((error: unknown) => error))).toBe(
    'bundle.empty',
  )
})

test.each([
  ['a title', () => plan([exhibit('report.pdf', { title: 'Letter from SUNITA DEVI' })])],
  ['the native script', () => plan([exhibit('report.pdf', { title: 'सुनीता देवी का पत्र' })])],
  ['a section', () => plan([], { sections: [{ title: 'About Sunita Devi', entries: [exhibit('report.pdf')] }] })],
])('a served bundle that would carry a protected name in %s is refused', async (_where, made) => {
  expect(refusalCode(await build(made()).catch((error: unknown) => error))).toBe('bundle.name-would-leave')
})

test('a sealed bundle carries the names', async () => {
  const built = await build(plan([{ statement: statementId }], { policy: 'sealed' }))
  expect((await read(await exported(built.buildId))).texts.join('\n')).toContain('Sunita Devi')
})

test('cancelled: no build is recorded and no bytes stay', async () => {
  const { bundleId } = createBundle(office.desk, caseId, plan([exhibit('report.pdf'), exhibit('ledger.pdf')]))
  const stop = new AbortController()
  const cancelled = buildBundle(
    office.desk,
    { bundleId, unusable: 'refuse' },
    { cancel: stop.signal, onProgress: () => stop.abort() },
  )
  expect(refusalCode(await cancelled.catch((error: unknown) => error))).toBe('cancelled')
})

test('what was put into a bundle is told in the exhibit’s chain', async () => {
  await build(plan([exhibit('ledger.pdf')]))
  const { events, chainOk } = showCustody(office.desk, exhibits.get('ledger.pdf') ?? '')
  expect(chainOk).toBe(true)
  expect(events.at(-1)).toMatchObject({ kind: 'copied' })
})
