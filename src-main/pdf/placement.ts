import { PDFName, type PDFObject } from '@cantoo/pdf-lib'
import { assert, Refusal } from '../kernel/errors.ts'
import { Annotations, type PendingLink } from './annotations.ts'
import { Copier } from './copier.ts'
import { Destinations } from './destinations.ts'
import { FormFields, type PlacedForm, references } from './form-fields.ts'
import { NoteCounter, type SourceNotes } from './notes.ts'
import type { ObjectWriter } from './object-writer.ts'
import { type PlacedLayers, placedLayers } from './optional-content.ts'
import type { OutlineNode } from './outline.ts'
import { type Balance, balanceOf, contentStreams, decodedContent } from './page-content.ts'
import { type PageView, viewOf } from './page-geometry.ts'
import type { SourcePage } from './page-list.ts'
import type { PageTree } from './page-tree.ts'
import { ResourcePruner } from './resource-pruning.ts'
import { ResourceStamper } from './resources.ts'
import { decimal } from './serialise.ts'
import type { PdfSource } from './source.ts'
import { sourceOutline } from './source-outline.ts'
import type { StampFont } from './stamp-font.ts'
import { type Stamp, stampContent } from './stamps.ts'
import { Unreadable } from './unreadable.ts'

/** The stamp of a page of the bundle, counted from 0; undefined for a page without one. */
export type StampOf = (placed: number) => Stamp | undefined

/** What all documents of a bundle share. */
export interface BundleParts {
  readonly writer: ObjectWriter
  readonly tree: PageTree
  readonly font: StampFont
  /** Object numbers of the stamp font and of the content `q`. */
  readonly fontNumber: number
  readonly saveNumber: number
}

/** Which pages of a source go where. */
export interface PlacementOrder {
  /** 0-based positions in the source, in the order wanted. */
  readonly positions: readonly number[]
  /** The bundle's page that the first of them becomes; the others follow. Their room is made already. */
  readonly first: number
  readonly stamp: StampOf | undefined
  readonly isTypeset: boolean
  readonly keepOutline: boolean
  /** The name of the field under which the source's form fields stand. */
  readonly formName: string
}

/** What placing a source gave. */
export interface Placement {
  readonly outline: readonly OutlineNode[]
  readonly notes: SourceNotes
  readonly pending: readonly PendingLink[]
  readonly form: PlacedForm | undefined
  readonly layers: PlacedLayers
}

const COPIED = ['BleedBox', 'TrimBox', 'ArtBox', 'UserUnit', 'Group'].map((key) => PDFName.of(key))

/**
 * Prepares pages of a source, then writes them with all that they need, and with nothing else of the source.
 * @throws Refusal `pdf.damaged`, before anything is written
 */
export async function placeDocument(source: PdfSource, parts: BundleParts, order: PlacementOrder): Promise<Placement> {
  const document = new DocumentPlacer(source, parts, order)
  const placement = document.prepare()
  await document.copier.write()
  return placement
}

class DocumentPlacer {
  readonly copier: Copier
  readonly #source: PdfSource
  readonly #parts: BundleParts
  readonly #order: PlacementOrder
  readonly #notes = new NoteCounter()
  /** Source position to the bundle's page, for pages that are placed. */
  readonly #placed = new Map<number, number>()
  readonly #pruner: ResourcePruner | undefined
  readonly #stamper: ResourceStamper

  constructor(source: PdfSource, parts: BundleParts, order: PlacementOrder) {
    this.#source = source
    this.#parts = parts
    this.#order = order
    this.copier = new Copier(source, parts.writer)
    for (const [i, position] of order.positions.entries()) {
      if (this.#placed.has(position)) continue
      this.#placed.set(position, order.first + i)
      const { number } = this.#page(position)
      if (number > 0) this.copier.assign(number, parts.tree.page(order.first + i))
    }
    const isPartial = this.#placed.size < source.pageCount
    this.#pruner = isPartial ? new ResourcePruner(this.copier) : undefined
    this.#stamper = new ResourceStamper(this.copier, parts.fontNumber)
  }

  prepare(): Placement {
    try {
      return this.#prepare()
    } catch (error) {
      if (error instanceof Unreadable || error instanceof RangeError)
        throw new Refusal('pdf.damaged', {}, { cause: error })
      throw error
    }
  }

  #prepare(): Placement {
    const { positions, first, isTypeset, keepOutline, formName } = this.#order
    const destinations = new Destinations(this.#source)
    const fields = new FormFields(this.copier)
    const annotations = new Annotations({
      copier: this.copier,
      destinations,
      fields,
      notes: this.#notes,
      pageNumber: (position) => {
        const placed = this.#placed.get(position)
        return placed === undefined ? 0 : this.#parts.tree.page(placed)
      },
      isTypeset,
      pruner: this.#pruner,
    })
    const taken = positions.map((position, i) =>
      annotations.take(this.#page(position), this.#parts.tree.page(first + i)),
    )
    for (const [i, position] of positions.entries()) this.#makePage(position, first + i, taken[i] ?? '')
    annotations.make()
    const form = fields.finish(formName)
    this.copier.reachAll()
    this.#noteDocument()
    const outline = keepOutline ? sourceOutline(this.#source, destinations, (at) => this.#placed.get(at)) : []
    const layers = placedLayers(this.copier)
    return { outline, notes: this.#notes.notes, pending: annotations.pending, form, layers }
  }

  #page(position: number): SourcePage {
    const page = this.#source.pages[position]
    assert(page !== undefined, 'the page is in the source')
    return page
  }

  #makePage(position: number, index: number, annotations: string): void {
    const page = this.#page(position)
    const { tree } = this.#parts
    const view = viewOf(this.#source.objects, page)
    tree.setView(index, view)
    const stamp = this.#order.stamp?.(index)
    const contents = page.dict.get(PDFName.of('Contents'))
    const streams = contentStreams(this.#source, contents)
    const own = page.inherited.get(PDFName.of('Resources'))
    const resources = this.#pruner === undefined ? own : this.#pruner.pageResources(contents, own)
    const drawn =
      stamp === undefined ? this.#plain(streams, resources) : this.#stamped(streams, resources, { stamp, view })
    this.copier.make(
      tree.page(index),
      `<</Type/Page/Parent ${tree.parent(index)} 0 R${this.#boxes(page, view)}${drawn}${annotations}>>`,
    )
  }

  /** The visible box is written as it was understood: viewers disagree about one that lies outside the page. */
  #boxes(page: SourcePage, view: PageView): string {
    const text = (key: PDFName, value: PDFObject | undefined): string =>
      value === undefined ? '' : `${key.toString()} ${this.copier.text(value)}`
    const [media, crop, rotate] = ['MediaBox', 'CropBox', 'Rotate'].map((key) => page.inherited.get(PDFName.of(key)))
    return [
      media === undefined ? '/MediaBox[0 0 612 792]' : text(PDFName.of('MediaBox'), media),
      crop === undefined ? '' : `/CropBox[${view.box.map(decimal).join(' ')}]`,
      text(PDFName.of('Rotate'), rotate),
      ...COPIED.map((key) => text(key, page.dict.get(key))),
    ].join('')
  }

  #plain(streams: readonly number[], resources: PDFObject | undefined): string {
    const content = this.#references(streams)
    const text = resources === undefined ? '<<>>' : this.copier.text(resources)
    return `/Resources ${text}${content === '' ? '' : `/Contents[${content}]`}`
  }

  #stamped(
    streams: readonly number[],
    resources: PDFObject | undefined,
    { stamp, view }: { readonly stamp: Stamp; readonly view: PageView },
  ): string {
    const { text, fontName } = this.#stamper.stamped(resources)
    const balance = this.#balance(streams)
    const { open, surplus, closing } = balance ?? { open: 0, surplus: 0, closing: '' }
    const drawn = stampContent(stamp, view, { font: this.#parts.font, fontName })
    const after = this.#content(`${closing}\n${'Q '.repeat(open + 1)}\n${drawn}\n`)
    const before: number[] = []
    // Readers leave off where content is damaged, so the stamp comes first there as well: below it rather than not at all.
    if (balance === undefined) before.push(this.#content(`${drawn}\n`))
    before.push(surplus > 0 ? this.#content(`${'q '.repeat(surplus + 1)}\n`) : this.#parts.saveNumber)
    return `/Resources ${text}/Contents[${references(before)} ${this.#references(streams)} ${after} 0 R]`
  }

  #content(content: string): number {
    const number = this.copier.allocate()
    this.copier.makeStream(number, '', Buffer.from(content, 'latin1'))
    return number
  }

  /** Undefined for content that does not decode, which is noted. */
  #balance(streams: readonly number[]): Balance | undefined {
    try {
      return balanceOf(streams.map((number) => decodedContent(this.#source, number)))
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      this.#notes.count('damaged-content')
      return undefined
    }
  }

  #references(streams: readonly number[]): string {
    return references(streams.map((number) => this.copier.renumber(number)).filter((number) => number !== 0))
  }

  #noteDocument(): void {
    const { catalog, objects } = this.#source
    const names = objects.dict(catalog, 'Names')
    const form = objects.dict(catalog, 'AcroForm')
    if (objects.dict(catalog, 'OpenAction') !== undefined || objects.dict(catalog, 'AA') !== undefined) {
      this.#notes.count('open-action')
    }
    if (names !== undefined && objects.dict(names, 'JavaScript') !== undefined) this.#notes.count('script')
    if (names !== undefined && objects.dict(names, 'EmbeddedFiles') !== undefined) this.#notes.count('attachment')
    if (form !== undefined && objects.value(form, 'XFA') !== undefined) this.#notes.count('xfa-form')
  }
}
