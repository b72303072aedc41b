import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { captionLines } from '../../src-main/domain/profile.ts'
import { unverifiedValues } from '../../src-main/domain/profile-evidence.ts'
import type { CertificateInput, CustodyRow, HashRow, Sheet } from '../../src-main/typeset/inputs.ts'
import type { Typesetter } from '../../src-main/typeset/typesetter.ts'
import { flat, openTypesetter, outside, profileOf, readPages } from '../support/typeset-pages.ts'

let typesetter: Typesetter
beforeAll(() => {
  typesetter = openTypesetter()
})

const sha256 = '0123456789abcdef'.repeat(4)
const md5 = 'fedcba9876543210'.repeat(2)
const files: readonly HashRow[] = [{ mark: 'EX-0007', file: 'ledger.pdf', bytes: 1_234_567, sha256, md5 }]
const facts = [
  { label: 'Hearing', value: '4 May 2026' },
  { label: 'Counsel', value: '' },
]

function sheetOf(id: string): Sheet {
  const profile = profileOf(id)
  return { profile, caption: captionLines(profile, { CASE_NO: '214', YEAR: '2026', ACCUSED: 'முருகன் and others' }) }
}

const title = 'ឡឥដ្ឋ #let $x$ إفادة 2026 ' + 'w'.repeat(90)

/** Each document that a bundle may hold, made with hostile titles and every script. */
function documents(id: string): Readonly<Record<string, (by: Typesetter) => Uint8Array>> {
  const sheet = sheetOf(id)
  return {
    cover: (by) => by.cover({ ...sheet, title, subtitle: 'अभियोजन', facts, marking: 'SEALED' }),
    dividers: (by) => by.dividers({ ...sheet, sections: [{ title, letter: 'A' }] }),
    chronology: (by) =>
      by.chronology({
        ...sheet,
        rows: Array.from({ length: 40 }, () => ({
          when: 'about March 2019',
          what: title,
          where: 'Katpadi',
          sources: [{ text: 'Ex. P-3, p. 41', key: 'k' }],
          disputed: true,
        })),
      }),
    'exhibit list': (by) =>
      by.exhibitList({
        ...sheet,
        rows: [
          { mark: 'Ex. P-123/A', description: title, kind: 'Photograph', date: '28 September 2026', pages: '1–3' },
        ],
      }),
    'hash schedule': (by) => by.hashSchedule({ ...sheet, rows: files, facts }),
    placeholder: (by) => by.placeholder({ ...sheet, reason: 'audio', mark: 'EX-0007', title, facts, sha256 }),
    certificate: (by) => by.certificate({ ...sheet, values: {}, ticks: {}, digests: [], enclosures: [] }),
    'custody report': (by) =>
      by.custodyReport({
        ...sheet,
        facts: [{ field: 'case', value: title }],
        head: `128:${sha256}`,
        isServed: true,
        keys: [{ name: title, key: sha256 }],
        items: [
          {
            mark: 'EX-0007',
            description: title,
            facts: [{ field: 'kind', value: { word: 'kind-document' } }],
            files,
            pictures: [],
            noPicture: 'withheld',
            check: { holds: false, at: '2026-03-14 08:12:11 UTC', found: '', damage: ['65536–131071'] },
            faults: [{ kind: 'altered', sequence: 1 }],
            events: [custodyRow],
          },
        ],
      }),
    'custody receipt': (by) =>
      by.custodyReceipt({
        ...sheet,
        mark: 'EX-0007',
        description: title,
        facts: custodyRow.facts,
        files,
        sides: (['giver', 'recipient', 'witness'] as const).map((as) => ({
          as,
          facts: [{ field: 'name', value: title }],
          signature: { as, name: title, how: 'open' },
        })),
        isPending: true,
        head: `128:${sha256}`,
        digests: [{ label: '3.', digest: sha256 }],
      }),
    'check report': (by) => by.checkReport({ ...sheet, title, facts, failed: [], warnings: [], passed: [] }),
    'text pages': (by) =>
      by.textPages({
        ...sheet,
        mark: 'EX-0009',
        title,
        facts,
        content: { kind: 'text', monospaced: false, lineNumbers: true, lines: [title, '', '\tindented', title] },
      }),
  }
}

const custodyRow: CustodyRow = {
  sequence: 1,
  at: '2026-03-14 08:12:11 UTC',
  local: '2026-03-14 11:12:11 +03:00',
  recorded: '2026-03-14 09:00:00 UTC',
  kind: 'transferred',
  standing: 'pending',
  by: 'W. Achieng',
  place: 'Kisumu',
  note: title,
  facts: [
    { field: 'purpose', value: title },
    { field: 'seal-intact', value: { word: 'yes' } },
  ],
  signatures: [
    {
      as: 'giver',
      name: 'W. Achieng',
      how: 'drawn',
      strokes: [
        [10, 20, 500, 300, 900, 40],
        [5, 5],
      ],
    },
  ],
  digest: sha256,
}

const names = Object.keys(documents('GENERIC'))

describe.each(['GENERIC', 'EW_CRIM', 'IN_TRIAL'])('by %s', (id) => {
  it.each(names)('a %s has the court’s page size and stays within its margins', async (name) => {
    const profile = profileOf(id)
    const pages = await readPages(documents(id)[name]?.(typesetter) ?? new Uint8Array())
    expect(pages.length).toBeGreaterThan(0)
    for (const page of pages) {
      expect(Math.abs(page.width - profile.page.pt[0])).toBeLessThanOrEqual(0.5)
      expect(Math.abs(page.height - profile.page.pt[1])).toBeLessThanOrEqual(0.5)
      expect(outside(profile, page)).toEqual([])
    }
  })

  it('18 mm stay clear where the page number goes', async () => {
    const { position } = profileOf(id).pagination
    for (const make of Object.values(documents(id)))
      for (const { letters, height } of await readPages(make(typesetter)))
        for (const { text, baseline } of letters) {
          if (text.trim() === '') continue
          if (position === 'top-right') expect(baseline).toBeGreaterThan(51)
          else expect(baseline).toBeLessThan(height - 51)
        }
  })
})

describe('every document', () => {
  it('comes out byte for byte the same, whatever was set before it', () => {
    const fresh = openTypesetter()
    for (const make of Object.values(documents('IN_TRIAL')).toReversed())
      expect(Buffer.compare(make(fresh), make(typesetter))).toBe(0)
  })

  it('holds no date of making and no id of the machine', () => {
    for (const make of Object.values(documents('EW_CRIM'))) {
      const raw = Buffer.from(make(typesetter)).toString('latin1')
      expect(raw).not.toMatch(/CreationDate|ModDate|xmp:CreateDate|xmp:ModifyDate/u)
    }
  })

  it('is set from templates that fetch nothing and run nothing from their data', () => {
    const folder = join(import.meta.dirname, '../../resources/typst')
    for (const name of readdirSync(folder).filter((each) => each.endsWith('.typ'))) {
      const code = readFileSync(join(folder, name), 'utf8').replace(/\/\/.*$/gmu, '')
      expect(code).not.toMatch(/\beval\s*\(|@preview|@local|\bplugin\s*\(|\bread\s*\(/u)
      // A picture is one that was handed over in memory, or the ink of a signature: never a file by its path.
      for (const [shown] of code.matchAll(/\bimage\s*\([^,]*/gu))
        expect(['image(picture.name', 'image(signature.picture', 'image(bytes(signature.ink)']).toContain(shown)
    }
  })
})

describe('dividers', () => {
  it('are one page a section, in order, whatever the titles and however many documents', async () => {
    const entries = Array.from({ length: 300 }, (_, i) => ({
      key: `k${String(i)}`,
      title: `Document ${String(i)}`,
      label: '9',
    }))
    const sections = [
      { title: 'Charges', entries: [] },
      { title: 'A very long title '.repeat(28), letter: 'B', entries },
      { title: 'x'.repeat(500), letter: 'C', note: 'Restricted: not served' },
      { title: 'a\nb\nc\n'.repeat(80), letter: 'D', entries },
      { title: 'إفادات الشهود', letter: 'E', entries: entries.slice(0, 3) },
    ]
    for (const id of ['GENERIC', 'IN_TRIAL']) {
      const pages = await readPages(typesetter.dividers({ ...sheetOf(id), sections }))
      expect(pages).toHaveLength(sections.length)
      expect(pages[0]?.text).toContain('Charges')
      expect(pages[2]?.text).toContain('Restricted')
      expect(pages[4]?.links.map(({ uri }) => uri)).toEqual(['k0', 'k1', 'k2'].map((key) => `clarkson://entry/${key}`))
      const listed = pages[1]?.links.length ?? 0
      expect(listed).toBeGreaterThan(5)
      expect(pages[1]?.text).toContain(`and ${String(300 - listed)} more: see the index`)
      for (const page of pages) expect(outside(profileOf(id), page)).toEqual([])
    }
  })
})

describe('a certificate', () => {
  const given: Omit<CertificateInput, keyof Sheet> = {
    values: {
      NAME: 'Priya Raman',
      SERIAL: 'R58T12ABCDE',
      SIGNED_DATE: '01/01/2026',
      SIGNED_PLACE: 'Vellore',
      CONDITION_A: 'yes',
    },
    ticks: { SOURCE: ['Mobile'], CONTROL: ['Owned', 'owned'] },
    digests: [{ algorithm: 'SHA-256', value: sha256 }],
    enclosures: ['Annexure A: hash report, 2 pages'],
  }

  it('of India has the Schedule’s words in order, the facts in Part A and none in Part B', async () => {
    const pages = await readPages(typesetter.certificate({ ...sheetOf('IN_TRIAL'), ...given }))
    const [partA = '', partB = ''] = flat(pages).split('PART B (To be filled by the Expert)')
    expect(partA).toContain(
      'I, Priya Raman (Name), Son/daughter/spouse of residing/employed at do hereby solemnly affirm',
    )
    expect(partA).toContain(
      'was under the lawful control for regularly creating, storing or processing information for the purposes of carrying out regular activities',
    )
    expect(partA.replace(/\s/gu, '')).toContain(sha256)
    for (const fact of ['Priya Raman', 'R58T12ABCDE', sha256.slice(0, 12)]) {
      expect(partA).toContain(fact)
      expect(partB).not.toContain(fact)
    }
    expect(partA.match(/\bX\b/gu)).toHaveLength(2)
    expect(partB).not.toMatch(/\bX\b/u)
    expect(partB).toContain('(Name, designation and signature)')
  })

  it.each(['GENERIC', 'EW_CRIM', 'IN_TRIAL'])('of %s leaves to the signatory what is the signatory’s', async (id) => {
    const text = flat(await readPages(typesetter.certificate({ ...sheetOf(id), ...given })))
    for (const blank of ['01/01/2026', 'Vellore', 'course of those activities: yes']) expect(text).not.toContain(blank)
    expect(text).not.toMatch(/X\s*Owned|X\s*owned/u)
  })
})

describe('reports', () => {
  it('of a check list every value of the profile that is not verified', async () => {
    for (const id of ['GENERIC', 'EW_CRIM', 'IN_TRIAL']) {
      const input = { ...sheetOf(id), title: 'Bundle', facts, failed: [], warnings: [], passed: [] }
      const text = flat(await readPages(typesetter.checkReport(input))).replace(/\s/gu, '')
      for (const { path, note } of unverifiedValues(profileOf(id))) {
        expect(text).toContain(path)
        // The page's foot may stand in the middle of a note.
        expect(text).toContain(note.replace(/\s/gu, '').slice(-20))
      }
    }
  })

  it('print each digest whole', async () => {
    for (const id of ['GENERIC', 'EW_CRIM', 'IN_TRIAL']) {
      const [page] = await readPages(typesetter.hashSchedule({ ...sheetOf(id), rows: files, facts: [] }))
      expect(page?.text).toContain(sha256)
      expect(page?.text).toContain(md5)
      expect(page?.text).toContain('1,234,567 bytes')
    }
  })

  it('put a recovery key on one page in its groups', async () => {
    const key = ['A7K0Q', 'B8L1R', 'C9M2S']
    const pages = await readPages(typesetter.recoverySheet({ vault: 'Nairobi', user: 'W. A.', madeAt: '2026', key }))
    expect(pages).toHaveLength(1)
    for (const group of key) expect(pages[0]?.text).toContain(group)
  })
})

describe('a text or sheet as pages', () => {
  it('loses no cell, however long or wide the sheet', async () => {
    const rows = Array.from({ length: 60 }, (_, y) =>
      Array.from({ length: 20 }, (__, x) => `cell-${String(x)}-${String(y)}`),
    )
    rows.push(['long '.repeat(2_000)])
    const pages = await readPages(
      typesetter.textPages({
        ...sheetOf('GENERIC'),
        mark: 'EX-0011',
        title: 'Wages.xlsx',
        facts: [],
        content: { kind: 'cells', name: 'Sheet 1', rows },
      }),
    )
    const text = flat(pages).replace(/\s/gu, '')
    for (const cell of rows.slice(0, 60).flat()) expect(text).toContain(cell)
    expect(text.match(/long/gu)).toHaveLength(2_000)
    for (const page of pages) {
      const { r, l } = profileOf('GENERIC').page.marginPt
      for (const { text: letter, x0, x1 } of page.letters)
        if (letter.trim() !== '') expect([x0 > l - 1, x1 < page.width - r + 1]).toEqual([true, true])
    }
  })

  it('keeps the lines, their numbers and their indents', async () => {
    const lines = ['first', '', '    indented', 'a    b']
    const [page] = await readPages(
      typesetter.textPages({
        ...sheetOf('GENERIC'),
        mark: 'EX-0009',
        title: 'log',
        facts: [],
        content: { kind: 'text', monospaced: true, lineNumbers: true, lines },
      }),
    )
    expect(page?.text).toMatch(/1\s*first/u)
    expect(page?.text).toMatch(/4\s*a {4}b/u)
  })
})
