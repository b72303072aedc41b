import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Paragraph } from '../../src-main/contract/statements.ts'
import type { StatementInput } from '../../src-main/typeset/inputs.ts'
import type { Typesetter } from '../../src-main/typeset/typesetter.ts'
import { flat, openTypesetter, outside, profileOf, readPages, visualLines } from '../support/typeset-pages.ts'

let typesetter: Typesetter
beforeAll(() => {
  typesetter = openTypesetter()
})

const paragraph = (text: string): Paragraph => ({ kind: 'paragraph', text })
const long = Array.from({ length: 14 }, (_, i) =>
  paragraph(`On page ${String(i + 40)} of the ledger an advance is written against the name of a client. `.repeat(3)),
)

function statementOf(id: string, change: Partial<StatementInput> = {}): StatementInput {
  return {
    profile: profileOf(id),
    caption: [],
    values: { NAME: 'Priya Raman', OCCUPATION: 'Labour inspector' },
    facts: [],
    body: [paragraph('I am the labour inspector of the district. I produce the ledger marked EX-0001.')],
    exhibits: [{ mark: 'EX-0001', key: 'ledger' }],
    links: true,
    ...change,
  }
}

describe.each(['GENERIC', 'EW_CRIM'])('a statement by %s', (id) => {
  it.each([
    ['one page', []],
    ['several pages', long],
  ])('of %s carries the declaration word for word, with its true number of pages', async (_, more) => {
    const input = statementOf(id, { body: [paragraph('I am the labour inspector.'), ...more] })
    const pages = await readPages(typesetter.statement(input))
    const { declaration } = input.profile.statement
    expect(flat(pages)).toContain(declaration?.text.replace('{pages}', String(pages.length)))
    if (more.length > 0) expect(pages.length).toBeGreaterThan(1)
  })

  it('has a place to sign and its number on every page, within the margins', async () => {
    const pages = await readPages(typesetter.statement(statementOf(id, { body: long })))
    pages.forEach((page, i) => {
      expect(page.text).toContain(`Page ${String(i + 1)} of ${String(pages.length)}`)
      expect(page.text).toContain('Signature')
      expect(outside(profileOf(id), page)).toEqual([])
    })
  })
})

describe('a statement', () => {
  it('numbers its paragraphs from 1 without a gap, through headings and quotations', async () => {
    const kind = fc.constantFrom('paragraph', 'heading', 'quotation')
    await fc.assert(
      fc.asyncProperty(fc.array(kind, { minLength: 1, maxLength: 40 }), async (kinds) => {
        const body = kinds.map((each) => ({ kind: each, text: 'words' }))
        const pages = await readPages(typesetter.statement(statementOf('GENERIC', { body })))
        const numbers = pages.flatMap(({ text }) => text.match(/^\d+(?=\.)/gmu) ?? []).map(Number)
        expect(numbers).toEqual(Array.from({ length: kinds.filter((k) => k === 'paragraph').length }, (_, i) => i + 1))
      }),
      { numRuns: 8 },
    )
  })

  it('numbers a question and its answer alike', async () => {
    const body: readonly Paragraph[] = [
      { kind: 'question', text: 'Who keeps the ledger?' },
      { kind: 'answer', text: 'The owner.' },
      { kind: 'question', text: 'Were you paid?' },
      { kind: 'answer', text: 'No.' },
    ]
    const text = flat(await readPages(typesetter.statement(statementOf('GENERIC', { body }))))
    expect(text).toMatch(/Q1\. Who keeps the ledger\? A1\. The owner\. Q2\. Were you paid\? A2\. No\./u)
  })

  it('links each exhibit that it names, and none when links are not wanted', async () => {
    const [page] = await readPages(typesetter.statement(statementOf('EW_CRIM')))
    expect(page?.links.map(({ uri }) => uri)).toEqual(['clarkson://entry/ledger'])
    const [plain] = await readPages(typesetter.statement(statementOf('EW_CRIM', { links: false })))
    expect(plain?.links).toEqual([])
    expect(plain?.text).toContain('EX-0001')
  })

  it('has the certificates of reader, interpreter and translator only when they are due', async () => {
    const without = flat(await readPages(typesetter.statement(statementOf('EW_CRIM'))))
    for (const certificate of ['reader', 'interpreter', 'translator'] as const)
      expect(without).not.toContain(profileOf('EW_CRIM').statement[certificate])
    const due = {
      reader: { name: '' },
      interpreter: { name: 'A. Das', language: 'Tamil' },
      translation: { from: 'Tamil', translator: 'S. Kumari', of: 'Statement of PW-2, version 1' },
    }
    const text = flat(await readPages(typesetter.statement(statementOf('EW_CRIM', due))))
    for (const certificate of ['reader', 'interpreter', 'translator'] as const)
      expect(text).toContain(profileOf('EW_CRIM').statement[certificate])
    expect(text).toContain('This is a translation from Tamil of: Statement of PW-2, version 1')
    expect(text).toContain('A. Das')
  })

  it('leaves blank what is not known: jurat, parent, age', async () => {
    const text = flat(await readPages(typesetter.statement(statementOf('IN_TRIAL', { values: { NAME: 'CLIENT 3' } }))))
    expect(text).toContain('AFFIDAVIT OF CLIENT 3')
    expect(text).toMatch(/Verified at _{8,} on _{8,} that the contents/u)
    expect(text).toMatch(/S\/o, D\/o, W\/o _{8,}, aged _{8,}, R\/o withheld/u)
    expect(text).not.toMatch(/undefined|null|\{[A-Z_]+\}/u)
  })

  it('in Arabic keeps its digits, its marks and the court’s own words in order', async () => {
    const body = [paragraph('عملت من 2019 إلى 2022. أُبرز EX-0001 وهي صورة الغرفة رقم 7 في الساعة 10:30.')]
    const [page] = await readPages(typesetter.statement(statementOf('GENERIC', { body })))
    if (page === undefined) throw new Error('no page')
    const lines = visualLines(page)
    for (const run of ['2019', '2022', 'EX-0001', '10:30']) expect(lines.join('\n')).toContain(run)
    expect(lines).toContain('true.')
  })

  it.each([
    ['Khmer', 'ខ្ញុំបានធ្វើការនៅឡឥដ្ឋអស់រយៈពេលបីឆ្នាំហើយម្ចាស់ឡបានចាក់សោទ្វារពេលយប់ជារៀងរាល់ថ្ងៃ'],
    ['Thai', 'ฉันทำงานที่โรงงานอิฐเป็นเวลาสามปีและเจ้าของล็อกประตูทุกคืนเพื่อไม่ให้พวกเราหนีออกไปได้'],
    ['Burmese', 'ကျွန်ုပ်သည် အုတ်ဖိုတွင် သုံးနှစ်ကြာ အလုပ်လုပ်ခဲ့ပါသည်'],
    ['Hindi', 'मैं उस ईंट भट्ठे पर तीन वर्ष तक काम करती रही'],
  ])('in %s wraps within the margins', async (_, text) => {
    const pages = await readPages(typesetter.statement(statementOf('GENERIC', { body: [paragraph(text.repeat(6))] })))
    for (const page of pages) expect(outside(profileOf('GENERIC'), page)).toEqual([])
  })
})
