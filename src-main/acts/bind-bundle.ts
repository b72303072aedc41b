import type { PlacedEntry } from '../contract/bundles.ts'
import type { SkipReason } from '../contract/failure.ts'
import type { CourtProfile } from '../contract/profile.ts'
import { pagesOf } from '../domain/page-range.ts'
import { createPaging, type Paging } from '../domain/paging.ts'
import { getProfile } from '../domain/profiles.ts'
import { stopIfCancelled } from '../kernel/cancel.ts'
import { assert, Bug, Refusal } from '../kernel/errors.ts'
import { BundleWriter, type PlacedPages, type ReservedPages } from '../pdf/bundle-writer.ts'
import type { OutlineNode } from '../pdf/outline.ts'
import { openPdf } from '../pdf/source.ts'
import type { Stamp } from '../pdf/stamps.ts'
import type { Typesetter } from '../typeset/typesetter.ts'
import type { Binding, BindingEntry, BindingIo, Bound } from './binder.ts'
import { type FrontRow, typesetCover, typesetDividers, typesetIndex } from './front-matter.ts'
import { outlineTitle } from './outline-title.ts'
import { typesetDocument } from './typeset-document.ts'
import { whyUnusable } from './unusable.ts'

/** What binding needs beside bytes. */
export interface BindingTools {
  readonly typesetter: Typesetter
  /** The TrueType font of page numbers. */
  readonly font: Uint8Array
  /** Mends a damaged PDF, in the process without keys. */
  readonly repair: (bytes: Uint8Array) => Promise<Uint8Array>
  /** Turns an image that the assembler does not take into PNGs, one for each of its pages. */
  readonly convert: (bytes: Uint8Array) => Promise<readonly Uint8Array[]>
}

/**
 * Binds a bundle in one pass: sources are opened, copied and let go one after the other. The cover and the index come
 * first in the order of pages and last in time, when every label is known.
 *
 * @throws Refusal `bundle.empty`, `bundle.entry-refused` (with every document that cannot be used), `cancelled`
 */
export async function bindBundle(binding: Binding, io: BindingIo, tools: BindingTools): Promise<Bound> {
  // Documents that turn out to be unusable change the index's rows, and with them perhaps its number of pages, so the
  // bundle is begun again without them. Only a bundle with such documents pays for it.
  const first = await new BundleRun(binding, io, tools).bind()
  if (first.unusable.length === 0) return { ...first.bound, left: [] }
  const left = first.unusable.map(({ entry, reason }) => ({ title: entry.title, reason }))
  if (binding.unusable === 'refuse') throw new Refusal('bundle.entry-refused', { entries: left })
  await io.restart()
  const keys = new Set(first.unusable.map(({ entry }) => entry.key))
  const sections = binding.sections
    .map((section) => ({ ...section, entries: section.entries.filter(({ key }) => !keys.has(key)) }))
    .filter(({ entries }) => entries.length > 0)
  const second = await new BundleRun({ ...binding, sections }, io, tools).bind()
  assert(second.unusable.length === 0, 'what could be placed once can be placed again')
  return { ...second.bound, left }
}

interface Unusable {
  readonly entry: BindingEntry
  readonly reason: SkipReason
}

interface Placed {
  readonly entry: BindingEntry
  readonly section: string
  readonly pages: PlacedPages
  readonly firstLabel: string
  readonly lastLabel: string
}

/** One run through a bundle, from the first page to the last. */
class BundleRun {
  readonly #binding: Binding
  readonly #io: BindingIo
  readonly #tools: BindingTools
  readonly #profile: CourtProfile
  readonly #writer: BundleWriter
  readonly #placed: Placed[] = []
  readonly #unusable: Unusable[] = []
  readonly #pictures: number[] = []
  readonly #targets = new Map<string, number>()
  readonly #sections: { readonly title: string; readonly page: number; readonly children: OutlineNode[] }[] = []
  #done = 0

  constructor(binding: Binding, io: BindingIo, tools: BindingTools) {
    this.#binding = binding
    this.#io = io
    this.#tools = tools
    this.#profile = getProfile(binding.profile)
    this.#writer = new BundleWriter(
      { write: (bytes) => io.write(bytes) },
      { id: Buffer.from(binding.fileId, 'hex'), font: tools.font },
    )
  }

  async bind(): Promise<{ readonly bound: Omit<Bound, 'left'>; readonly unusable: readonly Unusable[] }> {
    const { typesetter } = this.#tools
    const entries = this.#binding.sections.reduce((sum, section) => sum + section.entries.length, 0)
    if (entries === 0) throw new Refusal('bundle.empty', {})

    const cover = typesetCover(typesetter, this.#profile, this.#binding)
    const draft = typesetIndex(typesetter, this.#profile, this.#binding, this.#draftRows())
    const front = { cover: await countPages(cover), index: await countPages(draft) }
    const paging = createPaging(this.#profile, front)
    const coverRoom = this.#writer.reserve(front.cover)
    const indexRoom = this.#writer.reserve(front.index)

    await this.#placeSections(paging, entries)
    await this.#fillFront(paging, coverRoom, cover)
    await this.#fillFront(paging, indexRoom, typesetIndex(typesetter, this.#profile, this.#binding, this.#rows()))

    const outline = this.#outline(paging, front)
    const { title } = this.#binding
    const language = this.#profile.language[0]
    const { pages, bytes } = await this.#writer.finish({
      title,
      outline,
      labels: paging.runs(),
      producer: 'Clarkson',
      ...(language === undefined ? {} : { language }),
    })
    return {
      bound: { pages, bytes, frontPages: front, placed: this.#placed.map(placedEntry), picturePages: this.#pictures },
      unusable: this.#unusable,
    }
  }

  async #placeSections(paging: Paging, entries: number): Promise<void> {
    const { sections } = this.#binding
    const dividers = await openPdf(typesetDividers(this.#tools.typesetter, this.#profile, this.#binding))
    assert(dividers.pageCount === sections.length, 'there is one divider a section')
    for (const [i, section] of sections.entries()) {
      paging.beginSection(this.#profile.sections.find(({ title }) => title === section.title)?.letter)
      const labels: string[] = []
      const divider = await this.#writer.addPdf(dividers, {
        pages: [i + 1],
        stamp: this.#stamping(paging, labels),
        resolve: (key) => this.#resolve(key),
      })
      const node = { title: this.#nodeTitle(section.title, labels[0] ?? ''), page: divider.first, children: [] }
      this.#sections.push(node)
      this.#targets.set(`section/${String(i)}`, divider.first)
      for (const entry of section.entries) {
        stopIfCancelled(this.#io.cancel)
        await this.#placeEntry(entry, section.title, paging, node.children)
        this.#done += 1
        this.#io.onProgress?.({ done: this.#done, total: entries })
      }
    }
    dividers.close()
  }

  async #placeEntry(entry: BindingEntry, section: string, paging: Paging, outline: OutlineNode[]): Promise<void> {
    const labels: string[] = []
    try {
      const pages = await this.#placeSource(entry, this.#stamping(paging, labels, entry.mark))
      const [firstLabel = '', lastLabel = firstLabel] = [labels[0], labels.at(-1)]
      this.#placed.push({ entry, section, pages, firstLabel, lastLabel })
      this.#targets.set(`entry/${entry.key}`, pages.first)
      if (entry.pictures === true) for (let i = 1; i <= pages.count; i += 1) this.#pictures.push(pages.first + i)
      outline.push({ title: this.#nodeTitle(entry.title, firstLabel), page: pages.first, children: pages.outline })
    } catch (error) {
      const reason = whyUnusable(error)
      if (!reason) throw error
      this.#unusable.push({ entry, reason })
    }
  }

  async #placeSource(entry: BindingEntry, stamp: (placed: number) => Stamp): Promise<PlacedPages> {
    const { source } = entry
    if (source.as === 'typeset')
      return this.#placePdf(typesetDocument(this.#tools.typesetter, this.#profile, source.document), entry, stamp, true)
    const bytes = await this.#io.open(entry.key)
    if (source.mediaType === 'application/pdf') return this.#placePdf(bytes, entry, stamp, false)
    if (source.mediaType === 'image/jpeg' || source.mediaType === 'image/png') {
      const placed = await this.#placeImage(bytes, stamp)
      if (placed) return placed
    }
    if (source.mediaType.startsWith('image/')) return this.#placeConverted(bytes, stamp)
    throw new Refusal('source.unsupported', {})
  }

  async #placePdf(
    bytes: Uint8Array,
    entry: BindingEntry,
    stamp: (placed: number) => Stamp,
    ours: boolean,
  ): Promise<PlacedPages> {
    const source = await openPdf(bytes, { repair: this.#tools.repair })
    try {
      const pages = entry.pages === undefined ? undefined : pagesOf(entry.pages, source.pageCount)
      if (entry.pages !== undefined && !pages) throw new Refusal('pdf.no-pages', {})
      return await this.#writer.addPdf(source, {
        stamp,
        keepOutline: !ours,
        ...(pages ? { pages } : {}),
        ...(ours ? { resolve: (key: string) => this.#resolve(key) } : {}),
      })
    } finally {
      source.close()
    }
  }

  /** Places a picture as it is; undefined when the assembler does not take this one. */
  async #placeImage(bytes: Uint8Array, stamp: (placed: number) => Stamp): Promise<PlacedPages | undefined> {
    const { pt, marginPt } = this.#profile.page
    const margin = Math.min(marginPt.t, marginPt.r, marginPt.b, marginPt.l)
    try {
      const placed = await this.#writer.addImage(bytes, { page: [pt[0], pt[1]], margin, stamp })
      this.#pictures.push(placed.first + 1)
      return placed
    } catch (error) {
      if (error instanceof Refusal && error.code === 'source.unsupported') return undefined
      throw error
    }
  }

  async #placeConverted(bytes: Uint8Array, stamp: (placed: number) => Stamp): Promise<PlacedPages> {
    let whole: PlacedPages | undefined
    for (const png of await this.#tools.convert(bytes)) {
      const placed = await this.#placeImage(png, stamp)
      if (!placed) throw new Refusal('source.unsupported', {})
      whole = whole ? { ...whole, count: whole.count + placed.count } : placed
    }
    if (!whole) throw new Refusal('pdf.no-pages', {})
    return whole
  }

  /** Gives each page its label as it is placed, and the first page the exhibit's mark. */
  #stamping(paging: Paging, labels: string[], mark?: string): (placed: number) => Stamp {
    return () => {
      const text = paging.nextLabel()
      labels.push(text)
      return this.#stamp(text, labels.length === 1 ? mark : undefined)
    }
  }

  #stamp(text: string, mark?: string): Stamp {
    const { position, sizePt, plate } = this.#profile.pagination
    return { text, position, sizePoints: sizePt, plate, ...(mark === undefined ? {} : { mark }) }
  }

  async #fillFront(paging: Paging, room: ReservedPages, pdf: Uint8Array): Promise<void> {
    const source = await openPdf(pdf)
    if (source.pageCount !== room.count) throw new Bug('the index has as many pages with its labels as without them')
    await this.#writer.fill(room, source, {
      stamp: (placed) => this.#stamp(paging.frontLabel(placed)),
      resolve: (key) => this.#resolve(key),
    })
    source.close()
  }

  #resolve(key: string): number | undefined {
    return this.#targets.get(key)
  }

  #nodeTitle(title: string, label: string): string {
    return outlineTitle(this.#profile, title, label)
  }

  #outline(paging: Paging, front: { readonly cover: number; readonly index: number }): readonly OutlineNode[] {
    const index = {
      title: this.#nodeTitle(this.#profile.index.title, paging.frontLabel(front.cover)),
      page: front.cover,
    }
    return [index, ...this.#sections.map((section) => ({ ...section, open: true }))]
  }

  /** The index's rows before any label is known: as long as they will be, so that its pages can be counted. */
  #draftRows(): readonly FrontRow[] {
    return this.#binding.sections.flatMap((section, i) =>
      section.entries.map((entry) => ({
        entry,
        section: section.title,
        sectionIndex: i,
        firstLabel: '00000',
        lastLabel: '00000',
      })),
    )
  }

  #rows(): readonly FrontRow[] {
    const found = new Map(this.#placed.map((placed) => [placed.entry.key, placed]))
    return this.#draftRows().map((row) => {
      const placed = found.get(row.entry.key)
      return placed ? { ...row, firstLabel: placed.firstLabel, lastLabel: placed.lastLabel } : row
    })
  }
}

function placedEntry({ entry, section, pages, firstLabel, lastLabel }: Placed): PlacedEntry {
  return { title: entry.title, section, firstPage: pages.first + 1, pages: pages.count, firstLabel, lastLabel }
}

async function countPages(pdf: Uint8Array): Promise<number> {
  const source = await openPdf(pdf)
  const { pageCount } = source
  source.close()
  return pageCount
}
