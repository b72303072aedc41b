import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { captionLines } from '../../src-main/domain/profile.ts'
import type { IndexEntry, IndexInput } from '../../src-main/typeset/inputs.ts'
import type { Typesetter } from '../../src-main/typeset/typesetter.ts'
import { flat, openTypesetter, outside, profileOf, readPages, visualLines } from '../support/typeset-pages.ts'

let typesetter: Typesetter
beforeAll(() => {
  typesetter = openTypesetter()
})

const titles = [
  'First information report',
  'ईंट भट्ठे के मज़दूरों का बयान, दिनांक 12 मार्च 2026',
  'សក្ខីកម្មរបស់ពលករនៅឡឥដ្ឋ ស្តីពីបំណុល ២០០០ ដុល្លារ',
  'บันทึกคำให้การของพยานเกี่ยวกับการบังคับใช้แรงงานในโรงงานอิฐและการยึดเอกสารประจำตัว',
  'إفادة الشاهد رقم 12 بتاريخ 2026/03/12 في مصنع الطوب',
  '#let x = $y$ *bold* _em_ @ref <lab> \\ // comment "quotes" [x]',
  'IMG_20260312_081512_brick_kiln_east_wall_after_the_fire_with_a_very_long_file_name.jpg',
  'The same title',
  'The same title',
  'A ledger '.repeat(55),
]

function entriesOf(names: readonly string[], label: (n: number) => string = String): readonly IndexEntry[] {
  return names.map((title, i) => ({
    key: `e${String(i)}`,
    title,
    date: '2 March 2026',
    exhibit: `Ex. P-${String(i + 1)}`,
    witness: 'PW-2',
    from: label(i * 3 + 1),
    to: label(i * 3 + 3),
  }))
}

function indexOf(id: string, entries: readonly IndexEntry[]): IndexInput {
  const profile = profileOf(id)
  const half = Math.ceil(entries.length / 2)
  const sections = [
    { title: 'Statements', entries: entries.slice(0, half) },
    { title: 'Exhibits', letter: 'J', entries: entries.slice(half) },
  ]
  return { profile, caption: captionLines(profile, { ACCUSED: 'राजा and others' }), sections }
}

describe.each(['GENERIC', 'EW_CRIM', 'IN_TRIAL'])('an index by %s', (id) => {
  it('has the court’s page size, and every letter within its margins', async () => {
    const profile = profileOf(id)
    const pages = await readPages(typesetter.index(indexOf(id, entriesOf([...titles, ...titles, ...titles]))))
    expect(pages.length).toBeGreaterThan(1)
    for (const page of pages) {
      expect(Math.abs(page.width - profile.page.pt[0])).toBeLessThanOrEqual(0.5)
      expect(Math.abs(page.height - profile.page.pt[1])).toBeLessThanOrEqual(0.5)
      expect(outside(profile, page)).toEqual([])
    }
  })

  it('is one link a row, over the whole row and nothing else', async () => {
    const profile = profileOf(id)
    const entries = entriesOf([...titles, ...titles])
    const pages = await readPages(typesetter.index(indexOf(id, entries)))
    const width = profile.page.pt[0] - profile.page.marginPt.l - profile.page.marginPt.r
    expect(pages.flatMap(({ links }) => links.map(({ uri }) => uri))).toEqual(
      entries.map(({ key }) => `clarkson://entry/${key}`),
    )
    for (const { links, letters } of pages) {
      links.forEach((link, i) => {
        expect(link.x1 - link.x0).toBeGreaterThanOrEqual(width * 0.95)
        const next = links[i + 1]
        if (next !== undefined) expect(next.y0).toBeGreaterThanOrEqual(link.y1 - 0.5)
      })
      // Below the column heads, letters are in a row or are a section's heading.
      const loose = letters.filter(
        ({ baseline, text }) => text.trim() !== '' && !links.some(({ y0, y1 }) => baseline > y0 && baseline < y1),
      )
      const looseText = loose.map(({ text }) => text).join('')
      expect(looseText).not.toContain('Ledger')
      expect(looseText).not.toContain('PW-2')
    }
  })

  it('repeats the column heads on every page', async () => {
    const pages = await readPages(typesetter.index(indexOf(id, entriesOf([...titles, ...titles, ...titles]))))
    const heads = profileOf(id).index.headers.map((head) => head.split(' ').at(-1) ?? '')
    for (const page of pages) for (const head of heads) expect(page.text).toContain(head)
  })

  it('has as many pages with any labels as with none', async () => {
    const title = fc.oneof(
      fc.constantFrom(...titles),
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.string({ unit: 'binary', maxLength: 60 }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(title, { minLength: 1, maxLength: 25 }), async (names) => {
        const before = await readPages(
          typesetter.index(
            indexOf(
              id,
              entriesOf(names, () => ''),
            ),
          ),
        )
        const after = await readPages(
          typesetter.index(
            indexOf(
              id,
              entriesOf(names, (n) => String(n * 997)),
            ),
          ),
        )
        const odd = await readPages(
          typesetter.index(
            indexOf(
              id,
              entriesOf(names, () => 'Page 12345 of 99999'),
            ),
          ),
        )
        expect([after.length, odd.length]).toEqual([before.length, before.length])
      }),
      { numRuns: 6 },
    )
  })
})

describe('an index', () => {
  it('shows hostile titles as they are written and never reads them as markup', async () => {
    const text = flat(await readPages(typesetter.index(indexOf('GENERIC', entriesOf(titles)))))
    expect(text).toContain('#let x = $y$ *bold* _em_ @ref <lab> \\ // comment "quotes" [x]')
    const turned = await readPages(typesetter.index(indexOf('GENERIC', entriesOf(['evil\u202egpj.exe\nsecond']))))
    expect(flat(turned)).toContain('evilgpj.exe second')
  })

  it('never turns the digits of a right-to-left title round', async () => {
    const [page] = await readPages(typesetter.index(indexOf('GENERIC', entriesOf([titles[4] ?? '']))))
    if (page === undefined) throw new Error('no page')
    expect(visualLines(page).join('\n')).toContain('2026/03/12')
  })

  it('keeps a file name whole for whoever searches it, though it breaks over lines', async () => {
    const pages = await readPages(typesetter.index(indexOf('IN_TRIAL', entriesOf([titles[6] ?? '']))))
    expect(
      pages
        .map(({ text }) => text)
        .join('')
        .replace(/\s/gu, ''),
    ).toContain(titles[6])
    expect(flat(pages)).not.toContain('\u200b')
  })

  it('goes on on the next page with a title taller than a page', async () => {
    const pages = await readPages(typesetter.index(indexOf('IN_TRIAL', entriesOf(['ledger '.repeat(500)]))))
    expect(pages.length).toBeGreaterThan(1)
    expect(flat(pages).match(/ledger/gu)).toHaveLength(500)
    for (const page of pages) expect(outside(profileOf('IN_TRIAL'), page)).toEqual([])
  })

  it('of 2,000 documents has them all, each with its own row', async () => {
    const entries = entriesOf(Array.from({ length: 2_000 }, (_, i) => `Exhibit ${String(i)}`))
    const pages = await readPages(typesetter.index(indexOf('EW_CRIM', entries)))
    const keys = pages.flatMap(({ links }) => links.map(({ uri }) => uri))
    expect(new Set(keys).size).toBe(2_000)
    expect(keys).toHaveLength(2_000)
  })
})
