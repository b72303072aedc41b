import { degrees, PDFDocument, PDFName, StandardFonts } from '@cantoo/pdf-lib'
import { describe, expect, test } from 'vitest'
import { openDocument, withDocument } from '../../src-main/pages/document.ts'
import { imagePages, imageToJpeg, imageToPng } from '../../src-main/pages/images.ts'
import { drawPage, MOST_PIXELS, renderPage } from '../../src-main/pages/render.ts'
import { repair } from '../../src-main/pages/repair.ts'
import { textOfPage } from '../../src-main/pages/text.ts'
import { makeBundle, soundPlan } from '../support/pages-bundle.ts'
import { fieldAt, fields, jpegTurned, png, storedPixels, tiff } from '../support/pages-pictures.ts'

/** Draws a page one pixel a point, or as many as given, and gives a way to ask for a pixel. */
async function drawn(bytes: Uint8Array, page = 0, scaleFor: (widthPt: number) => number = () => 1): Promise<Drawn> {
  return withDocument(bytes, (document) => {
    const { picture } = drawPage(document, page, scaleFor)
    return {
      size: [picture.widthPixels, picture.heightPixels],
      at: (x, y) => [...picture.rgb.subarray((y * picture.widthPixels + x) * 3, (y * picture.widthPixels + x) * 3 + 3)],
    }
  })
}

interface Drawn {
  readonly size: readonly number[]
  readonly at: (x: number, y: number) => readonly number[]
}

/** The middles of the four fields of the test picture. */
const middles = [
  [4, 4],
  [20, 4],
  [4, 12],
  [20, 12],
] as const

/** @param tolerance how far a colour may be off: nothing in a lossless picture */
async function expectUpright(converted: Uint8Array, tolerance: number): Promise<void> {
  const { size, at } = await drawn(converted, 0, (widthPt) => fields.width / widthPt)
  expect(size).toEqual([fields.width, fields.height])
  for (const [x, y] of middles) {
    fieldAt(x, y).forEach((value, channel) => {
      expect(Math.abs((at(x, y)[channel] ?? -1) - value)).toBeLessThanOrEqual(tolerance)
    })
  }
}

describe('opening a document', () => {
  test('tells its pages as displayed, its labels, its outline and its title', async () => {
    const document = await PDFDocument.load(await makeBundle(soundPlan()))
    document.getPage(1).setRotation(degrees(90))
    document.getPage(2).setCropBox(0, 0, 300, 400)
    const facts = await withDocument(await document.save(), (opened) => opened.facts())
    expect(facts.pageCount).toBe(8)
    expect(facts.pages[1]?.widthPt).toBeCloseTo(841.89, 1)
    expect(facts.pages[2]).toEqual({ widthPt: 300, heightPt: 400, label: '3' })
    expect(facts.outline[3]).toMatchObject({
      title: 'Statement of W2 [p.5]',
      depth: 1,
      landing: { kind: 'page', page: 4 },
    })
    expect(facts.title).toBe('Prosecution bundle')
    expect([facts.wasRepaired, facts.isEncrypted]).toEqual([false, false])
  })

  test('refuses each unusable file by its own name', async () => {
    const empty = await PDFDocument.create()
    const noPages = await empty.save({ addDefaultPage: false })
    const locked = await PDFDocument.load(await makeBundle(soundPlan()))
    locked.encrypt({ userPassword: 'in court only', ownerPassword: 'x' })
    const webp = Buffer.from('RIFF\x24\0\0\0WEBPVP8 ', 'latin1')
    const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')
    const cases: readonly (readonly [Uint8Array, string])[] = [
      [noPages, 'pdf.no-pages'],
      [await locked.save({ useObjectStreams: false }), 'pdf.encrypted'],
      [Buffer.from('%PDF-1.7\nnothing more'), 'pdf.damaged'],
      [Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]), 'image.damaged'],
      [webp, 'image.damaged'],
      [heic, 'image.damaged'],
      [Buffer.from('<html><body>a page</body></html>'), 'source.unsupported'],
      [new Uint8Array(0), 'source.unsupported'],
    ]
    for (const [bytes, code] of cases) await expect(openDocument(bytes)).rejects.toMatchObject({ code })
  })

  test('opens an encrypted PDF with its password and repairs it into one without', async () => {
    const locked = await PDFDocument.load(await makeBundle(soundPlan()))
    locked.encrypt({ userPassword: 'in court only', ownerPassword: 'x' })
    const bytes = await locked.save({ useObjectStreams: false })
    const password = { password: 'in court only' }
    const text = await withDocument(bytes, (document) => textOfPage(document, 1).plain, password)
    expect(text).toContain('inspector')
    const freed = await repair(bytes, password)
    expect((await PDFDocument.load(freed)).getPageCount()).toBe(8)
    await expect(repair(bytes)).rejects.toMatchObject({ code: 'pdf.encrypted' })
  })

  test('repairs a PDF that lost its end', async () => {
    const whole = await makeBundle(soundPlan())
    const mended = await repair(whole.subarray(0, whole.length - 300))
    const facts = await withDocument(mended, (document) => document.facts())
    expect([facts.pageCount, facts.wasRepaired]).toEqual([8, false])
  })
})

describe('drawing and reading a page', () => {
  test('gives the text line by line with its place as displayed', async () => {
    const text = await withDocument(await makeBundle(soundPlan()), (document) => textOfPage(document, 0))
    expect(text.plain.split('\n')).toEqual([...soundPlan().indexText, '1'])
    const number = text.lines.at(-1)
    expect(number?.box.x).toBeCloseTo(532, 0)
    expect(number?.box.y).toBeGreaterThan(790)
  })

  test('shows what a form field and an annotation say', async () => {
    const document = await PDFDocument.create()
    const page = document.addPage([200, 200])
    const field = document.getForm().createTextField('name')
    field.setText('XXXXXXXX')
    field.addToPage(page, {
      x: 20,
      y: 150,
      width: 160,
      height: 30,
      font: await document.embedFont(StandardFonts.HelveticaBold),
    })
    const appearance = document.context.register(
      document.context.stream('1 0 0 rg 0 0 100 40 re f', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 100, 40] }),
    )
    const square = { Type: 'Annot', Subtype: 'Square', Rect: [50, 20, 150, 60], F: 4, AP: { N: appearance } }
    const annotations = page.node.Annots()?.asArray() ?? []
    page.node.set(
      PDFName.of('Annots'),
      document.context.obj([...annotations, document.context.register(document.context.obj(square))]),
    )
    const { at } = await drawn(await document.save())
    expect(at(100, 160)).toEqual([255, 0, 0])
    const inked = Array.from({ length: 160 }, (_, i) => at(20 + i, 35)).some(([red]) => (red ?? 255) < 100)
    expect(inked).toBe(true)
  })

  test('draws no page larger than its limit, whatever size it claims', async () => {
    const document = await PDFDocument.create()
    document.addPage([2_000_000, 2_000_000])
    document.addPage([1, 1_000_000])
    document.addPage([100, 100])
    const bytes = await document.save()
    for (const page of [0, 1]) {
      const { widthPixels, heightPixels } = await withDocument(bytes, (opened) =>
        renderPage(opened, page, { widthPixels: 9000 }),
      )
      expect(widthPixels * heightPixels).toBeLessThanOrEqual(MOST_PIXELS * 1.01)
    }
    const small = await withDocument(bytes, (opened) => renderPage(opened, 2, { dpi: 144 }))
    expect([small.widthPixels, small.heightPixels]).toEqual([200, 200])
  })

  test('holds no more memory after a thousand pages than after a hundred', async () => {
    const bytes = await makeBundle(soundPlan())
    async function renders(times: number): Promise<void> {
      for (let opened = 0; opened < times / 10; opened++) {
        await withDocument(bytes, (document) => {
          for (let i = 0; i < 10; i++) {
            renderPage(document, i % 8, { widthPixels: 400 })
            textOfPage(document, i % 8)
          }
        })
      }
    }
    await renders(100)
    const before = process.memoryUsage().rss
    await renders(1000)
    const grownMiB = (process.memoryUsage().rss - before) / 1024 / 1024
    expect(grownMiB).toBeLessThan(64)
  }, 60_000)
})

describe('pictures', () => {
  const orientations = [1, 2, 3, 4, 5, 6, 7, 8] as const

  test.each(orientations)('a TIFF of orientation %i stands upright', async (orientation) => {
    const made = await imageToPng(tiff([orientation]))
    expect([made.widthPixels, made.heightPixels]).toEqual([fields.width, fields.height])
    await expectUpright(made.bytes, 0)
  })

  test.each(orientations)('a PNG of orientation %i stands upright', async (orientation) => {
    await expectUpright((await imageToPng(png(orientation))).bytes, 0)
  })

  test.each(orientations)('a JPEG of orientation %i stands upright', async (orientation) => {
    const { width, height } = storedPixels(orientation)
    // The stored pixels, as a JPEG that says nothing of its orientation.
    const stored = await imageToJpeg(plainPng(orientation), { quality: 100 })
    expect([stored.widthPixels, stored.heightPixels]).toEqual([width, height])
    for (const place of ['first', 'after-jfif'] as const)
      await expectUpright((await imageToPng(jpegTurned(stored.bytes, orientation, place))).bytes, 60)
  })

  test('a TIFF of many pages gives each of them, each turned its own way', async () => {
    const bytes = tiff([1, 6, 3])
    expect(await imagePages(bytes)).toBe(3)
    for (const page of [0, 1, 2]) await expectUpright((await imageToPng(bytes, { page })).bytes, 0)
    const facts = await withDocument(bytes, (document) => document.facts())
    expect(facts.pages.map(({ widthPt, heightPt }) => widthPt > heightPt)).toEqual([true, true, true])
  })

  test('a PDF is no picture', async () => {
    await expect(imageToPng(await makeBundle(soundPlan()))).rejects.toMatchObject({ code: 'source.unsupported' })
  })
})

/** The stored pixels of an orientation as a PNG that says nothing of it. */
function plainPng(orientation: number): Uint8Array {
  const bytes = Buffer.from(png(orientation))
  const at = bytes.indexOf('eXIf')
  bytes.write('teXt', at, 'latin1') // The checksum no longer fits: a reader passes over a chunk that it need not know.
  return bytes
}
