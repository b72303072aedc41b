import { assert } from '../kernel/errors.ts'
import type { PendingLink } from './annotations.ts'
import { type DocumentFacts, informationDictionary, xmp } from './document-metadata.ts'
import { acroForm, type PlacedForm } from './form-fields.ts'
import { captionContent, type ImageLayout, writeImage } from './image-page.ts'
import type { SourceNotes } from './notes.ts'
import { ObjectWriter } from './object-writer.ts'
import { optionalContent, type PlacedLayers } from './optional-content.ts'
import { type OutlineNode, writeOutline } from './outline.ts'
import { uprightView } from './page-geometry.ts'
import { type LabelRange, pageLabels } from './page-labels.ts'
import { PageTree } from './page-tree.ts'
import { type BundleParts, placeDocument, type StampOf } from './placement.ts'
import type { Sink } from './sink.ts'
import type { PdfSource } from './source.ts'
import { StampFont } from './stamp-font.ts'
import { stampContent } from './stamps.ts'
import { textString } from './text-string.ts'

export interface BundleOptions {
  /** The file's identifier, 16 bytes. The same bundle must get the same. */
  readonly id: Uint8Array
  /** A TrueType font for stamps and captions; its ASCII part is embedded. */
  readonly font: Uint8Array
  /** False writes every object openly: larger, for looking into. */
  readonly compress?: boolean
}

/** Pages whose place is fixed and whose content comes later: the cover and the index. */
export interface ReservedPages {
  /** The first of them, counted from 0. */
  readonly first: number
  readonly count: number
}

/** Pages that are in the bundle. */
export interface PlacedPages {
  /** The first of them, counted from 0. */
  readonly first: number
  readonly count: number
  /** The source's own bookmarks as far as they lead to placed pages; empty unless asked for. */
  readonly outline: readonly OutlineNode[]
  /** What of the source was left out. */
  readonly notes: SourceNotes
}

/** The bundle's 0-based page that a `clarkson://<key>` link leads to; undefined leaves the link without a target. */
export type ResolveKey = (key: string) => number | undefined

export interface AddPdfOptions {
  /** 1-based pages in the order wanted; all if left out. The content of others does not come into the bundle. */
  readonly pages?: readonly number[]
  readonly stamp?: StampOf
  readonly keepOutline?: boolean
  /** For a typeset source: where its `clarkson://` links lead. Asked when the bundle is finished. */
  readonly resolve?: ResolveKey
}

export interface FillOptions {
  readonly stamp?: StampOf
  readonly resolve: ResolveKey
}

export interface AddImageOptions extends ImageLayout {
  readonly stamp?: StampOf
}

export interface BundleDocument extends DocumentFacts {
  readonly outline: readonly OutlineNode[]
  readonly labels: readonly LabelRange[]
}

/**
 * Writes a bundle as a stream: sources are copied and let go one after the other; the page tree, labels, bookmarks and links
 * come last. Calls must not overlap. The same calls with the same input write the same bytes.
 */
export class BundleWriter {
  readonly #writer: ObjectWriter
  readonly #parts: BundleParts
  readonly #id: Uint8Array
  readonly #reserved = new Set<ReservedPages>()
  readonly #forms: PlacedForm[] = []
  readonly #layers: PlacedLayers[] = []
  readonly #links: { readonly link: PendingLink; readonly resolve: ResolveKey }[] = []
  #documents = 0

  constructor(sink: Sink, options: BundleOptions) {
    assert(options.id.length === 16, 'a file identifier has 16 bytes')
    this.#id = options.id
    this.#writer = new ObjectWriter(sink, options.compress ?? true)
    const font = new StampFont(options.font)
    const fontNumber = this.#writer.allocate()
    const saveNumber = this.#writer.allocate()
    this.#parts = { writer: this.#writer, tree: new PageTree(this.#writer), font, fontNumber, saveNumber }
    font.write(fontNumber, this.#writer)
    this.#writer.stream(saveNumber, '', Buffer.from('q\n', 'latin1'))
  }

  /** Pages so far, reserved ones included. */
  get pageCount(): number {
    return this.#parts.tree.count
  }

  /** Makes room for pages that are filled later. Their place in the order is here. */
  reserve(count: number): ReservedPages {
    const reserved = { first: this.#makeRoom(count), count }
    this.#reserved.add(reserved)
    return reserved
  }

  /**
   * Copies pages of a source.
   * @throws Refusal `pdf.damaged`, before anything of the source is written
   */
  async addPdf(source: PdfSource, options: AddPdfOptions = {}): Promise<PlacedPages> {
    const pages = options.pages ?? source.pages.map((_, i) => i + 1)
    assert(
      pages.length > 0 && pages.every((page) => Number.isInteger(page) && page >= 1 && page <= source.pageCount),
      'the chosen pages are in the source',
    )
    const first = this.#makeRoom(pages.length)
    try {
      return await this.#place(source, first, { ...options, pages })
    } catch (error) {
      this.#parts.tree.truncate(first)
      throw error
    }
  }

  /**
   * Lays a JPEG or a PNG on a page of its own.
   * @throws Refusal `source.unsupported` for any other image, and for interlaced, huge or damaged ones
   */
  async addImage(bytes: Uint8Array, options: AddImageOptions): Promise<PlacedPages> {
    const { font, fontNumber, tree } = this.#parts
    const image = writeImage(bytes, options, this.#writer)
    const first = this.#makeRoom(1)
    const view = uprightView(options.page[0], options.page[1])
    tree.setView(first, view)
    const stamp = options.stamp?.(first)
    const type = { font, fontName: '/ClkF' }
    const lines = [image.content, captionContent(options, font, type.fontName)]
    if (stamp !== undefined) lines.push(stampContent(stamp, view, type))
    const content = this.#writer.allocate()
    this.#writer.stream(content, '', Buffer.from(`${lines.filter((line) => line !== '').join('\n')}\n`, 'latin1'))
    const resources = `<</XObject<</Im0 ${image.number} 0 R>>/Font<</ClkF ${fontNumber} 0 R>>>>`
    this.#writer.object(
      tree.page(first),
      `<</Type/Page/Parent ${tree.parent(first)} 0 R/MediaBox[${view.box.join(' ')}]/Resources ${resources}` +
        `/Contents ${content} 0 R>>`,
    )
    await this.#relieve()
    return { first, count: 1, outline: [], notes: {} }
  }

  /**
   * Fills reserved pages with a typeset source of exactly as many pages.
   * @throws Bug if the numbers differ, or the pages are filled already
   */
  async fill(reserved: ReservedPages, source: PdfSource, options: FillOptions): Promise<PlacedPages> {
    assert(this.#reserved.delete(reserved), 'reserved pages are filled once')
    assert(source.pageCount === reserved.count, 'a source fills its reserved pages exactly')
    return this.#place(source, reserved.first, { ...options, pages: source.pages.map((_, i) => i + 1) })
  }

  /** Writes what joins the pages into one document, and hands the last bytes to the sink. */
  async finish(document: BundleDocument): Promise<{ readonly pages: number; readonly bytes: number }> {
    const { tree } = this.#parts
    assert(this.#reserved.size === 0, 'all reserved pages are filled')
    assert(tree.count > 0, 'a bundle has pages')
    for (const { link, resolve } of this.#links) this.#writeLink(link, resolve)
    const outline = writeOutline(document.outline, this.#writer, (page) => tree.destination(page))
    const metadata = this.#writer.allocate()
    // Metadata stays readable for programs that know nothing of PDF.
    this.#writer.stream(metadata, '/Type/Metadata/Subtype/XML', xmp(document))
    const info = this.#writer.allocate()
    this.#writer.object(info, informationDictionary(document))
    const root = this.#writer.allocate()
    this.#writer.object(root, this.#catalog(document, { outline, metadata, pages: tree.write() }))
    const bytes = await this.#writer.finish({ root, info, id: this.#id })
    return { pages: tree.count, bytes }
  }

  #catalog(document: BundleDocument, numbers: { outline: number; metadata: number; pages: number }): string {
    const outline = numbers.outline === 0 ? '' : `/Outlines ${numbers.outline} 0 R/PageMode/UseOutlines`
    const language = document.language === undefined ? '' : `/Lang${textString(document.language)}`
    return (
      `<</Type/Catalog/Pages ${numbers.pages} 0 R${outline}${language}/Metadata ${numbers.metadata} 0 R` +
      `/ViewerPreferences<</DisplayDocTitle true>>/OpenAction[${this.#parts.tree.page(0)} 0 R/XYZ null null 1]` +
      `${pageLabels(document.labels)}${acroForm(this.#forms)}${optionalContent(this.#layers)}>>`
    )
  }

  #writeLink({ number, key, entries }: PendingLink, resolve: ResolveKey): void {
    const page = resolve(key)
    const target = page === undefined ? '' : `/Dest[${this.#parts.tree.destination(page)}]`
    this.#writer.object(number, `<<${entries}${target}>>`)
  }

  #makeRoom(count: number): number {
    const first = this.#parts.tree.count
    for (let i = 0; i < count; i++) this.#parts.tree.append()
    return first
  }

  async #place(source: PdfSource, first: number, options: PlaceOptions): Promise<PlacedPages> {
    this.#documents++
    const { outline, notes, pending, form, layers } = await placeDocument(source, this.#parts, {
      positions: options.pages.map((page) => page - 1),
      first,
      stamp: options.stamp,
      isTypeset: options.resolve !== undefined,
      keepOutline: options.keepOutline ?? false,
      formName: `document-${this.#documents}`,
    })
    if (form !== undefined) this.#forms.push(form)
    if (layers.groups.length > 0) this.#layers.push(layers)
    const { resolve } = options
    if (resolve !== undefined) for (const link of pending) this.#links.push({ link, resolve })
    // The source's bytes may be let go when this returns, so they must be with the sink.
    await this.#writer.output.flush()
    return { first, count: options.pages.length, outline, notes }
  }

  async #relieve(): Promise<void> {
    if (this.#writer.output.isFull) await this.#writer.output.flush()
  }
}

interface PlaceOptions extends AddPdfOptions {
  readonly pages: readonly number[]
}
