import type { Document, Page, PDFDocument } from 'mupdf'
import { Bug, Refusal } from '../kernel/errors.ts'
import { pageLabelsOf } from './labels.ts'
import { landingsOf } from './landing.ts'
import { decodeModern } from './modern-images.ts'
import { loadMupdf, reading, type Mupdf, type ReadKind } from './mupdf.ts'
import { isTurnedSideways, orientationIn, type Orientation, withoutOrientation } from './orientation.ts'
import { outlineOf, type OutlineNode } from './outline.ts'
import { type ModernFormat, pageFormatOf, type PageFormat } from './sniff.ts'

/** One page as it is displayed: its rotation is already applied. */
interface PageFacts {
  /** In points, 1/72 inch. */
  readonly widthPt: number
  readonly heightPt: number
  /** The label that the document itself gives the page, if any. */
  readonly label?: string
}

/** What a document says of itself. Nothing in it is to be trusted: it comes from the file. */
export interface DocumentFacts {
  readonly format: PageFormat
  readonly pageCount: number
  readonly pages: readonly PageFacts[]
  readonly outline: readonly OutlineNode[]
  readonly title: string
  readonly author: string
  readonly producer: string
  /** True when the file was damaged and could still be read. */
  readonly wasRepaired: boolean
  /** True when the file is encrypted, though it opens without a password. */
  readonly isEncrypted: boolean
}

/** A document held open. Whoever opens it closes it. */
export interface OpenedDocument {
  readonly mupdf: Mupdf
  readonly kind: ReadKind
  readonly format: PageFormat
  readonly pageCount: number
  /** The document as a PDF; `undefined` for a picture. */
  readonly pdf: PDFDocument | undefined
  /** The turn that a picture's page still needs; 1 for a PDF. */
  orientationOf(page: number): Orientation
  /** Works on one page, counted from 0, and lets go of it. @throws Bug for a page that does not exist. */
  onPage<T>(page: number, work: (page: Page) => T): T
  facts(): DocumentFacts
  close(): void
}

/** How a document is to be opened. */
export interface OpenOptions {
  readonly password?: string
}

/** More pages than this are refused: no court file has them, and a page tree that claims them is a trap. */
const MOST_PAGES = 100_000

/**
 * Opens a PDF or a picture (JPEG, PNG, GIF, BMP, TIFF with all its pages, WebP, HEIC, AVIF, JPEG 2000, JPEG XR, PSD, PNM). Scripts never run and nothing
 * outside the bytes is read. The bytes are read from where they lie until the document is closed: they must not change.
 *
 * @throws Refusal `source.unsupported`, `pdf.encrypted`, `pdf.damaged`, `pdf.no-pages`, `image.damaged`,
 * `source.too-large`.
 */
export async function openDocument(bytes: Uint8Array, options: OpenOptions = {}): Promise<OpenedDocument> {
  const format = pageFormatOf(bytes)
  if (format === undefined) throw new Refusal('source.unsupported', {})
  const mupdf = await loadMupdf()
  const kind: ReadKind = format === 'application/pdf' ? 'pdf' : 'image'
  const plain = isModern(format) ? await decodeModern(format, bytes) : undefined
  const document = reading(kind, () =>
    plain === undefined ? openIn(mupdf, bytes, format) : openIn(mupdf, plain, 'image/x-portable-anymap'),
  )
  try {
    return reading(kind, () => hold({ mupdf, kind, format, bytes, document }, options))
  } catch (error) {
    document.destroy()
    throw error
  }
}

function isModern(format: PageFormat): format is ModernFormat {
  return format === 'image/webp' || format === 'image/avif' || format === 'image/heic'
}

/** Opens a document, works on it and closes it whatever happens. @throws as {@link openDocument} */
export async function withDocument<T>(
  bytes: Uint8Array,
  work: (document: OpenedDocument) => T | Promise<T>,
  options: OpenOptions = {},
): Promise<T> {
  const document = await openDocument(bytes, options)
  try {
    return await work(document)
  } finally {
    document.close()
  }
}

function openIn(mupdf: Mupdf, bytes: Uint8Array, format: PageFormat): Document {
  if (format !== 'application/pdf') return mupdf.Document.openDocument(withoutOrientation(format, bytes), format)
  // A stream spares a copy of the whole file in the WebAssembly memory.
  const stream = new mupdf.Stream({
    fileSize: () => bytes.byteLength,
    read(memory, offset, length, position) {
      const part = bytes.subarray(position, Math.min(bytes.byteLength, position + length))
      memory.set(part, offset)
      return part.byteLength
    },
    close() {},
  })
  try {
    return mupdf.Document.openDocument(stream, format)
  } finally {
    stream.destroy()
  }
}

interface Holding {
  readonly mupdf: Mupdf
  readonly kind: ReadKind
  readonly format: PageFormat
  readonly bytes: Uint8Array
  readonly document: Document
}

function hold(holding: Holding, options: OpenOptions): OpenedDocument {
  const { mupdf, kind, format, bytes, document } = holding
  if (document.needsPassword() && document.authenticatePassword(options.password ?? '') === 0) {
    throw new Refusal('pdf.encrypted', {})
  }
  const pdf = document.asPDF() ?? undefined
  pdf?.disableJS()
  const pageCount = countPages(document, pdf)
  // A picture's header is not read before its first page is.
  if (kind === 'image') document.loadPage(0).destroy()

  function onPage<T>(number: number, work: (page: Page) => T): T {
    if (!Number.isInteger(number) || number < 0 || number >= pageCount) throw new Bug('a page of the document')
    return reading(kind, () => {
      const page = document.loadPage(number)
      try {
        return work(page)
      } finally {
        page.destroy()
      }
    })
  }

  const opened: OpenedDocument = {
    mupdf,
    kind,
    format,
    pageCount,
    pdf,
    orientationOf: (page) => orientationIn(format, bytes, page),
    onPage,
    facts: () => reading(kind, () => factsOf(opened, document)),
    close: () => document.destroy(),
  }
  return opened
}

function countPages(document: Document, pdf: PDFDocument | undefined): number {
  const count = document.countPages()
  if (count > MOST_PAGES) throw new Refusal('source.too-large', {})
  if (count > 0) return count
  // A wreck in which no page was found is damaged; a sound document without pages has none.
  throw new Refusal(pdf?.wasRepaired() === false ? 'pdf.no-pages' : 'pdf.damaged', {})
}

function factsOf(opened: OpenedDocument, document: Document): DocumentFacts {
  const { pdf, pageCount } = opened
  const labels = pdf === undefined ? [] : pageLabelsOf(pdf, pageCount)
  const pages: PageFacts[] = []
  const pageOf = new Map<number, number>()
  for (let number = 0; number < pageCount; number++) {
    const size = opened.onPage(number, (page) => {
      if (pdf !== undefined) pageOf.set(pdf.findPage(number).asIndirect(), number)
      return sizeOf(page, opened.orientationOf(number))
    })
    const label = labels[number]
    pages.push(label === undefined ? size : { ...size, label })
  }
  return {
    format: opened.format,
    pageCount,
    pages,
    outline: pdf === undefined ? [] : outlineOf(pdf, landingsOf(pdf, pageOf, pageCount)),
    title: document.getMetaData('info:Title') ?? '',
    author: document.getMetaData('info:Author') ?? '',
    producer: document.getMetaData('info:Producer') ?? '',
    wasRepaired: pdf?.wasRepaired() ?? false,
    isEncrypted: pdf !== undefined && !pdf.getTrailer().get('Encrypt').isNull(),
  }
}

function sizeOf(page: Page, orientation: Orientation): { widthPt: number; heightPt: number } {
  const [left, top, right, bottom] = page.getBounds()
  const size = { widthPt: right - left, heightPt: bottom - top }
  return isTurnedSideways(orientation) ? { widthPt: size.heightPt, heightPt: size.widthPt } : size
}
