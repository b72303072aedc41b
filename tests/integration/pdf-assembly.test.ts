import { describe, expect, it } from 'vitest'
import { openPdf } from '../../src-main/pdf/source.ts'
import {
  bundleInMemory,
  bundleOf,
  everythingIn,
  handmadePdf,
  pageStamp,
  pictureOf,
  reopened,
  textPdf,
  textsOf,
} from '../support/pdf-fixtures.ts'

const indexLink = (i: number): string =>
  `<</Type/Annot/Subtype/Link/Rect[40 ${String(290 - i)} 200 ${String(310 - i)}]/A<</S/URI/URI(clarkson://entry/${String(i)})>>>>`

async function threeDocuments(compress = true): Promise<Uint8Array> {
  const { writer, bytes } = bundleInMemory(compress)
  const room = writer.reserve(1)
  const firsts: number[] = []
  for (const name of ['Alpha', 'Beta', 'Alpha']) {
    const source = await openPdf(handmadePdf(textPdf([`${name} one`, `${name} two`])))
    firsts.push((await writer.addPdf(source, { stamp: pageStamp })).first)
    source.close()
  }
  const index = textPdf(['Index'], () => `/Annots[${[0, 1, 2].map(indexLink).join('')}]`)
  await writer.fill(room, await openPdf(handmadePdf(index)), { resolve: (key) => firsts[Number(key.split('/')[1])] })
  await writer.finish({
    title: 'Republic v. Example',
    language: 'en-GB',
    producer: 'Clarkson',
    outline: [
      { title: 'Index', page: 0 },
      {
        title: 'Section A — Ɛxhibits',
        page: 1,
        open: true,
        children: firsts.map((page, i) => ({ title: `Document ${String(i + 1)}`, page })),
      },
    ],
    labels: [
      { from: 0, style: 'roman' },
      { from: 1, style: 'decimal', prefix: 'CLK-', start: 2 },
    ],
  })
  return bytes()
}

describe('a bundle', () => {
  it('has its documents in order, the front matter first although it was filled last', async () => {
    const document = await reopened(await threeDocuments())
    expect(textsOf(document)).toEqual([
      'Index',
      'Alpha one CLK-2',
      'Alpha two CLK-3',
      'Beta one CLK-4',
      'Beta two CLK-5',
      'Alpha one CLK-6',
      'Alpha two CLK-7',
    ])
  })

  it('labels each page as its stamp says', async () => {
    const document = await reopened(await threeDocuments())
    const labels = Array.from({ length: document.countPages() }, (_, i) => document.loadPage(i).getLabel())
    expect(labels).toEqual(['i', 'CLK-2', 'CLK-3', 'CLK-4', 'CLK-5', 'CLK-6', 'CLK-7'])
  })

  it('has bookmarks that lead to the first page of each document, those with equal names too', async () => {
    const outline = (await reopened(await threeDocuments())).loadOutline() ?? []
    expect(outline.map(({ title, page }) => [title, page])).toEqual([
      ['Index', 0],
      ['Section A — Ɛxhibits', 1],
    ])
    expect(outline[1]?.down?.map(({ title, page }) => [title, page])).toEqual([
      ['Document 1', 1],
      ['Document 2', 3],
      ['Document 3', 5],
    ])
  })

  it('has index links that land on the documents, and no trace of how they were written', async () => {
    const bytes = await threeDocuments()
    const document = await reopened(bytes)
    const links = document.loadPage(0).getLinks()
    expect(links.map((link) => document.resolveLink(link.getURI()))).toEqual([1, 3, 5])
    expect(everythingIn(bytes, document)).not.toContain('clarkson://')
  })

  it('opens with its bookmarks, its title and page 1 at full size, and names no time', async () => {
    const bytes = await threeDocuments()
    const document = await reopened(bytes)
    const catalog = document.getTrailer().get('Root')
    expect(catalog.get('PageMode').asName()).toBe('UseOutlines')
    expect(catalog.get('ViewerPreferences', 'DisplayDocTitle').asBoolean()).toBe(true)
    expect(catalog.get('OpenAction').toString(true)).toMatch(/\/XYZ null null 1\]$/)
    expect(document.getMetaData('info:Title')).toBe('Republic v. Example')
    expect(everythingIn(bytes, document)).not.toMatch(/CreationDate|ModDate|CreateDate/)
  })

  it('is the same bytes for the same input', async () => {
    expect(Buffer.from(await threeDocuments()).equals(await threeDocuments())).toBe(true)
  })

  it('can be written openly, and then says the same', async () => {
    const [packed, open] = [await reopened(await threeDocuments()), await reopened(await threeDocuments(false))]
    expect(textsOf(open)).toEqual(textsOf(packed))
  })

  it('of 5,000 one-page documents has every page, label and bookmark', { timeout: 60_000 }, async () => {
    const { writer, bytes } = bundleInMemory()
    const outline = []
    for (let i = 0; i < 5000; i++) {
      const source = await openPdf(handmadePdf(textPdf([`Entry ${String(i)}`])))
      outline.push({ title: 'Statement', page: (await writer.addPdf(source, { stamp: pageStamp })).first })
    }
    const result = await writer.finish({
      title: 'Many',
      producer: 'Clarkson',
      outline,
      labels: [{ from: 0, style: 'decimal', prefix: 'CLK-' }],
    })
    const document = await reopened(bytes())
    expect(result).toEqual({ pages: 5000, bytes: bytes().length })
    expect(document.countPages()).toBe(5000)
    for (const page of [0, 63, 64, 4095, 4096, 4999]) {
      const text = document.loadPage(page).toStructuredText('').asText()
      expect(text).toContain(`Entry ${String(page)}`)
      expect(text).toContain(document.loadPage(page).getLabel())
    }
    expect(document.loadOutline()?.length).toBe(5000)
  })
})

const box = (extra: string): Uint8Array => handmadePdf(textPdf(['page'], () => extra))

describe('a stamp', () => {
  it.each([
    ['upright', ''],
    ['turned by 90', '/Rotate 90'],
    ['turned by 180', '/Rotate 180'],
    ['turned by 270', '/Rotate 270'],
    ['turned backwards', '/Rotate -90'],
    ['cropped', '/CropBox[50 60 350 500]'],
    ['cropped and turned', '/CropBox[50 60 350 500]/Rotate 90'],
    ['in larger units', '/UserUnit 2'],
    ['with a crop box outside', '/CropBox[900 900 990 990]'],
  ])('stands upright at the bottom right of a page that is %s', async (_, extra) => {
    const { bytes } = await bundleOf(box(extra), { stamp: pageStamp })
    const document = await reopened(bytes)
    const page = document.loadPage(0)
    const [, , right, bottom] = page.getBounds()
    const lines = JSON.parse(page.toStructuredText('').asJSON(1)) as {
      blocks: { lines: { text: string; bbox: { x: number; y: number; w: number; h: number }; wmode: number }[] }[]
    }
    const stamp = lines.blocks.flatMap((block) => block.lines).find(({ text }) => text === 'CLK-1')
    expect(stamp).toBeDefined()
    if (stamp === undefined) return
    const { x, y, w, h } = stamp.bbox
    expect(w).toBeGreaterThan(h)
    expect(right - (x + w)).toBeGreaterThan(15)
    expect(right - (x + w)).toBeLessThan(32)
    expect(bottom - (y + h)).toBeGreaterThan(2)
    expect(bottom - (y + h)).toBeLessThan(20)
  })

  it('shows on a page that is black all over', async () => {
    const objects = [...textPdf(['dark'])]
    objects[4] = { dict: '', data: '0 g 0 0 400 600 re f' }
    const picture = await pictureOf(
      await reopened((await bundleOf(handmadePdf(objects), { stamp: pageStamp })).bytes),
      0,
    )
    expect(picture.at(10, 10)).toBe(0)
    const plate = Array.from({ length: 60 }, (_, i) => picture.at(400 - 24 - i, 600 - 12))
    expect(Math.max(...plate)).toBe(255)
  })

  it.each([
    ['that leaves states open', 'q 0.5 0 0 0.5 100 100 cm q 1 0 0 rg BT /F1 18 Tf 40 300 Td (open) Tj ET'],
    ['that closes states never opened', 'Q Q BT /F1 18 Tf 40 300 Td (closed) Tj ET Q'],
    [
      'with brackets and images in it',
      '(\\)q) Tj q BI /W 1 /H 1 /BPC 8 /CS /G ID q EI BT /F1 18 Tf 9 9 Td (image) Tj ET',
    ],
  ])('is not moved by content %s', async (_, data) => {
    const objects = [...textPdf(['x'])]
    objects[4] = { dict: '', data }
    const { bytes } = await bundleOf(handmadePdf(objects), { stamp: pageStamp })
    const document = await reopened(bytes)
    const text = document.loadPage(0).toStructuredText('')
    const [hit] = text.search('CLK-1', '')
    expect(hit?.[0]?.[2] ?? 0).toBeGreaterThan(350)
    expect(hit?.[0]?.[1] ?? 0).toBeGreaterThan(550)
  })

  it('leaves shared resources shared', async () => {
    const objects = [...textPdf(['a', 'b', 'c'])]
    objects[1] = '<</Type/Pages/Count 3/Kids[4 0 R 6 0 R 8 0 R]/MediaBox[0 0 400 600]/Resources 10 0 R>>'
    objects.push('<</Font 11 0 R>>', '<</F1 3 0 R/ClkF 3 0 R>>')
    const { bytes } = await bundleOf(handmadePdf(objects), { stamp: pageStamp })
    const document = await reopened(bytes)
    const resources = [0, 1, 2].map((i) => document.findPage(i).get('Resources').asIndirect())
    expect(new Set(resources).size).toBe(1)
    expect(textsOf(document)).toEqual(['a CLK-1', 'b CLK-2', 'c CLK-3'])
  })
})
