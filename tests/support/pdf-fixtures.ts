import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import type * as Mupdf from 'mupdf'
import type { Stamp } from '../../src-main/pdf/stamps.ts'
import { type AddPdfOptions, BundleWriter, type PlacedPages } from '../../src-main/pdf/bundle-writer.ts'
import { openPdf } from '../../src-main/pdf/source.ts'

const fontPath = createRequire(import.meta.url).resolve(
  '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
)

export const stampFont: Uint8Array = readFileSync(fontPath)

/** An object of a hand-made PDF: its syntax, and the data of a stream (whose `/Length` is added). */
export type HandObject = string | { readonly dict: string; readonly data: string }

/** A PDF written by hand: object 1 is the catalog; the cross-reference table is right unless `xref` says otherwise. */
export function handmadePdf(objects: readonly HandObject[], options: { readonly xref?: 'broken' } = {}): Uint8Array {
  let text = '%PDF-1.7\n'
  const offsets: number[] = []
  for (const [i, object] of objects.entries()) {
    offsets.push(text.length)
    const body =
      typeof object === 'string'
        ? object
        : `<<${object.dict}/Length ${String(object.data.length)}>>\nstream\n${object.data}\nendstream`
    text += `${String(i + 1)} 0 obj\n${body}\nendobj\n`
  }
  const start = options.xref === 'broken' ? 7 : text.length
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  text += `xref\n0 ${String(objects.length + 1)}\n0000000000 65535 f \n${rows}`
  text += `trailer\n<</Size ${String(objects.length + 1)}/Root 1 0 R>>\nstartxref\n${String(start)}\n%%EOF\n`
  return new Uint8Array(Buffer.from(text, 'latin1'))
}

/**
 * A document of text pages: objects 1 catalog, 2 page tree, 3 font, then page, content, page, content ...
 * @param extra entries for a page's dictionary, by its position
 */
export function textPdf(
  texts: readonly string[],
  extra: (page: number) => string = () => '',
  catalog = '',
): readonly HandObject[] {
  const kids = texts.map((_, i) => `${String(4 + i * 2)} 0 R`).join(' ')
  return [
    `<</Type/Catalog/Pages 2 0 R${catalog}>>`,
    `<</Type/Pages/Count ${String(texts.length)}/Kids[${kids}]/MediaBox[0 0 400 600]/Resources<</Font<</F1 3 0 R>>>>>>`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    ...texts.flatMap((text, i) => [
      `<</Type/Page/Parent 2 0 R/Contents ${String(5 + i * 2)} 0 R${extra(i)}>>`,
      { dict: '', data: `BT /F1 18 Tf 40 300 Td (${text}) Tj ET` },
    ]),
  ]
}

/** The stamp that tests put on every page. */
export const pageStamp = (page: number): Stamp => ({
  text: `CLK-${String(page + 1)}`,
  position: 'bottom-right',
  sizePoints: 10,
  plate: true,
})

/** A bundle writer that keeps its bytes. */
export function bundleInMemory(compress = true): { readonly writer: BundleWriter; readonly bytes: () => Uint8Array } {
  const parts: Uint8Array[] = []
  const sink = { write: (bytes: Uint8Array): void => void parts.push(bytes.slice()) }
  const writer = new BundleWriter(sink, { id: new Uint8Array(16).fill(7), font: stampFont, compress })
  return { writer, bytes: () => new Uint8Array(Buffer.concat(parts)) }
}

/** A bundle of one source alone, with nothing around it. */
export async function bundleOf(
  source: Uint8Array,
  options: AddPdfOptions = {},
): Promise<{ readonly bytes: Uint8Array; readonly placed: PlacedPages }> {
  const { writer, bytes } = bundleInMemory()
  const placed = await writer.addPdf(await openPdf(source), options)
  await writer.finish({ title: 'Bundle', producer: 'Clarkson', outline: placed.outline, labels: [] })
  return { bytes: bytes(), placed }
}

export type Reader = typeof Mupdf

/** The independent reader. */
export async function mupdf(): Promise<Reader> {
  return import('mupdf')
}

/** Opens a bundle with the independent reader. */
export async function reopened(bytes: Uint8Array): Promise<Mupdf.PDFDocument> {
  const { PDFDocument } = await mupdf()
  return new PDFDocument(bytes)
}

/** The text of every page, white space made single. */
export function textsOf(document: Mupdf.PDFDocument): readonly string[] {
  return Array.from({ length: document.countPages() }, (_, i) =>
    document.loadPage(i).toStructuredText('').asText().replace(/\s+/g, ' ').trim(),
  )
}

/** Everything that is in a file, however packed: its bytes, and every stream decoded, as Latin-1. */
export function everythingIn(bytes: Uint8Array, document: Mupdf.PDFDocument): string {
  let text = Buffer.from(bytes).toString('latin1')
  for (let number = 1; number < document.countObjects(); number++) {
    const object = document.newIndirect(number)
    text += `\n${object.resolve().toString(true, true)}`
    if (object.isStream()) text += `\n${Buffer.from(object.readStream().asUint8Array()).toString('latin1')}`
  }
  return text
}

/** A page's picture in grey, one byte a pixel, one pixel a point. */
export async function pictureOf(
  document: Mupdf.PDFDocument,
  page: number,
): Promise<{ readonly width: number; readonly height: number; readonly at: (x: number, y: number) => number }> {
  const { ColorSpace, Matrix } = await mupdf()
  const pixmap = document.loadPage(page).toPixmap(Matrix.identity, ColorSpace.DeviceGray, false, true)
  const [width, height] = [pixmap.getWidth(), pixmap.getHeight()]
  const pixels = pixmap.getPixels().slice()
  return { width, height, at: (x, y) => pixels[y * width + x] ?? -1 }
}
