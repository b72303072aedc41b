import { PDFArray, PDFDict, PDFName, PDFNumber, PDFRef } from '@cantoo/pdf-lib'
import { describe, expect, it } from 'vitest'
import { informationDictionary, xmp } from '../../src-main/pdf/document-metadata.ts'
import { Lexer } from '../../src-main/pdf/lexer.ts'
import { parseObject } from '../../src-main/pdf/object-parser.ts'
import { balanceOf, namesIn } from '../../src-main/pdf/page-content.ts'
import { pageLabels } from '../../src-main/pdf/page-labels.ts'
import { decimal, serialise } from '../../src-main/pdf/serialise.ts'
import { StampFont } from '../../src-main/pdf/stamp-font.ts'
import { textString } from '../../src-main/pdf/text-string.ts'
import { stampFont } from '../support/pdf-fixtures.ts'

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1')
const parse = (text: string): ReturnType<typeof parseObject> => parseObject(new Lexer(bytes(text)))

describe('PDF syntax', () => {
  it('is read into the library’s objects and written with new numbers', () => {
    const source = '<</A [1 -2.50 .5 true null (a\\)b) <0aF> /N#20ame 7 0 R]/B<</C 8 0 R>>>> trailing'
    const object = parse(source)
    expect(object).toBeInstanceOf(PDFDict)
    expect(serialise(object, (number) => (number === 7 ? 70 : 0))).toBe(
      '<</A [1 -2.5 0.5 true null (a\\)b) <0aF> /N#20ame 70 0 R]/B <</C null>>>>',
    )
  })

  it('is read as viewers read it where it is not quite right', () => {
    const array = parse('[--5 1.2.3 . +7 % comment ]\n 5 0 R 5 0]')
    expect(array).toBeInstanceOf(PDFArray)
    expect(serialise(array, (number) => number)).toBe('[-5 1.2 0 7 5 0 R 5 0]')
  })

  it.each(['', '<</A', '<</A 1', '[1 2', '(open', '<abc', '<<1 2>>', 'endobj', '['.repeat(200)])(
    'of %j is unreadable',
    (text) => {
      expect(() => parse(text)).toThrow()
    },
  )

  it('has numbers without exponents', () => {
    expect([0, -1, 0.1 + 0.2, 1e-9, -1e-9, 1e20, 123456.789].map(decimal)).toEqual([
      '0',
      '-1',
      '0.3',
      '0',
      '0',
      '999999999999999',
      '123456.789',
    ])
    expect(serialise(PDFNumber.of(1e-7), () => 0)).toBe('0')
    expect(serialise(PDFRef.of(3), () => 0)).toBe('null')
    expect(serialise(PDFName.of('a b'), () => 0)).toBe('/a#20b')
  })

  it('has texts in the shorter encoding', () => {
    expect([textString('a (b) \\'), textString('é'), textString('ខ'), textString('😀')]).toEqual([
      '(a \\(b\\) \\\\)',
      '<FEFF00E9>',
      '<FEFF1781>',
      '<FEFFD83DDE00>',
    ])
  })
})

describe('page content', () => {
  it.each([
    ['q 1 0 0 1 0 0 cm Q', 0, 0],
    ['q q Q', 1, 0],
    ['Q Q q', 1, 2],
    ['(q \\( q) Tj <71> Tj % q\n/q gs [(q)] TJ', 0, 0],
    ['q BI /W 1 ID q q EI Q', 0, 0],
    ['BI /W 1 ID \x00 EI\x80 q EI q', 1, 0],
    ['<</q/Q>> BDC q EMC', 1, 0],
    ['q (no end q', 1, 0],
  ])('%j leaves %i states open and closes %i too many', (content, open, surplus) => {
    expect(balanceOf([bytes(content)])).toMatchObject({ open, surplus })
  })

  it.each([
    ['[(a) 3', ']'],
    ['[<</A (b(c', '))>>]'],
    ['<abc', '>'],
    ['BI ID abc', '\nEI\n'],
    ['] >> [(a)] TJ <</A 1>> BDC', ''],
  ])('%j is closed by %j', (content, closing) => {
    expect(balanceOf([bytes(content)]).closing).toBe(closing)
  })

  it('names the resources it uses', () => {
    expect([...namesIn([bytes('/F1 9 Tf (/no) Tj /Im#30 Do /P BDC'), bytes('/Gs gs')])]).toEqual([
      '/F1',
      '/Im0',
      '/P',
      '/Gs',
    ])
  })
})

describe('page labels', () => {
  it('are ranges with style, prefix and start', () => {
    expect(
      pageLabels([
        { from: 0, style: 'roman' },
        { from: 2, style: 'decimal', prefix: 'A', start: 7 },
        { from: 9, style: 'none', prefix: '88-1' },
      ]),
    ).toBe('/PageLabels<</Nums[0<</S/r>>2<</S/D/P(A)/St 7>>9<</P(88-1)>>]>>')
  })

  it('begin at the first page and are in order', () => {
    expect(() => pageLabels([{ from: 1, style: 'decimal' }])).toThrow('first page')
    expect(() =>
      pageLabels([
        { from: 0, style: 'none' },
        { from: 0, style: 'roman' },
      ]),
    ).toThrow('in order')
  })
})

describe('what a bundle says about itself', () => {
  it('names a time only if it was given one', () => {
    expect(informationDictionary({ title: 'A', producer: 'B' })).toBe('<</Title(A)/Producer(B)>>')
    expect(informationDictionary({ title: 'A', producer: 'B', created: '2026-11-25T10:20:30.000Z' })).toContain(
      '/CreationDate(D:20261125102030Z)',
    )
  })

  it('is well-formed whatever the title is', () => {
    const text = new TextDecoder().decode(xmp({ title: '<R> & "v"\u0000\ud800', producer: 'B', language: 'en' }))
    expect(text).toContain('&lt;R&gt; &amp; "v"')
    expect(text.includes('\u0000') || text.includes('\ud800')).toBe(false)
  })
})

describe('the stamp font', () => {
  const font = new StampFont(stampFont)

  it('measures a text by its letters', () => {
    expect(font.width('iiii', 10)).toBeLessThan(font.width('MMMM', 10))
    expect(font.width('AA', 20)).toBeCloseTo(4 * font.width('A', 10))
  })

  it('takes printable ASCII only', () => {
    expect(font.string('a(b)\\')).toBe('(a\\(b\\)\\\\)')
    for (const text of ['é', 'ខ', 'a\nb']) expect(() => font.string(text)).toThrow('printable ASCII')
  })
})
