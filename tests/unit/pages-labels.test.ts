import { PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib'
import { describe, expect, test } from 'vitest'
import { withDocument } from '../../src-main/pages/document.ts'
import { printedFor, stampZone } from '../../src-main/pages/check/stamp-zone.ts'
import { pageFormatOf } from '../../src-main/pages/sniff.ts'

/** The labels that a document of so many pages states, with a label tree of the given ranges. */
async function labelsOf(pages: number, ranges: readonly (number | object)[]): Promise<readonly (string | undefined)[]> {
  const document = await PDFDocument.create()
  for (let page = 0; page < pages; page++) document.addPage([100, 100])
  document.catalog.set(PDFName.of('PageLabels'), document.context.obj({ Nums: [...ranges] as never[] }))
  const facts = await withDocument(await document.save(), (opened) => opened.facts())
  return facts.pages.map(({ label }) => label)
}

describe('page labels', () => {
  test('are numbers, letters or Roman figures, with a prefix and a first number', async () => {
    const labels = await labelsOf(8, [
      0,
      { S: 'r' },
      2,
      { S: 'D', P: PDFString.of('A') },
      4,
      { S: 'A', St: 26 },
      6,
      { P: PDFString.of('Cover') },
    ])
    expect(labels).toEqual(['i', 'ii', 'A1', 'A2', 'Z', 'AA', 'Cover', 'Cover'])
  })

  test('of late pages are sub-numbers of the page before', async () => {
    expect(await labelsOf(3, [0, { S: 'D', P: PDFString.of('143.') }, 2, { S: 'a', P: PDFString.of('12') }])).toEqual([
      '143.1',
      '143.2',
      '12a',
    ])
  })

  test('are missing where no range covers a page, and never made up', async () => {
    expect(await labelsOf(3, [1, { S: 'D' }])).toEqual([undefined, '1', '2'])
    const plain = await PDFDocument.create()
    plain.addPage([100, 100])
    const facts = await withDocument(await plain.save(), (opened) => opened.facts())
    expect(facts.pages[0]).not.toHaveProperty('label')
  })
})

describe('the printed number', () => {
  test('is looked for where the profile puts it', () => {
    expect(stampZone('bottom-right', [0, 0, 600, 800])).toEqual([300, 728, 600, 800])
    expect(stampZone('top-right', [0, 0, 600, 800])).toEqual([300, 0, 600, 72])
    expect(stampZone('bottom-centre', [0, 0, 600, 800])).toEqual([150, 728, 450, 800])
  })

  test('is the label, or the pattern with the number of all pages', () => {
    expect(printedFor('{S}{n}', 'J12', 40)).toEqual(['J12'])
    expect(printedFor('Page {n} of {N}', 'Page 7', 40)).toEqual(['Page 7', 'Page 7 of 40'])
  })
})

describe('a file’s format', () => {
  test.each([
    ['%PDF-1.7', 'application/pdf'],
    ['junk before it %PDF-1.4', 'application/pdf'],
    ['\u00ff\u00d8\u00ff\u00e0', 'image/jpeg'],
    ['II*\0', 'image/tiff'],
    ['MM\0*', 'image/tiff'],
    ['BM', 'image/bmp'],
    ['GIF89a', 'image/gif'],
    ['P5 1 1 255 ', 'image/x-portable-anymap'],
    ['RIFF....WEBPVP8 ', 'image/webp'],
    ['RIFF....WAVEfmt ', undefined],
    ['\0\0\0\u0018ftypheic', 'image/heic'],
    ['\0\0\0\u0018ftypmif1\0\0\0\0mif1avif', 'image/avif'],
    ['\0\0\0\u0018ftypmp42\0\0\0\0isommp42', undefined],
    ['<svg xmlns="http://www.w3.org/2000/svg"/>', undefined],
    ['PK\u0003\u0004', undefined],
    ['', undefined],
  ])('is told from its first bytes: %j', (head, format) => {
    expect(pageFormatOf(Buffer.from(head, 'latin1'))).toBe(format)
  })
})
