import { PDFDict, PDFName } from '@cantoo/pdf-lib'
import { Refusal } from '../kernel/errors.ts'
import { rewriteWithLibrary } from './library-route.ts'
import { FORBIDDEN, ObjectScan, RENUMBER } from './object-scan.ts'
import { listPages, type SourcePage } from './page-list.ts'
import { referencesIn } from './serialise.ts'
import { SourceObjects } from './source-objects.ts'
import { Unreadable } from './unreadable.ts'

/**
 * How a source was read: `index`, by its own cross-references, nothing changed; `library`, by pdf-lib (encrypted with an
 * empty password, or a broken index); `repaired`, after the repair that the caller gave.
 */
export type Route = 'index' | 'library' | 'repaired'

export interface OpenOptions {
  /** Mends what neither the index nor pdf-lib can read, and gives the mended file. May throw a Refusal. */
  readonly repair?: (bytes: Uint8Array) => Promise<Uint8Array>
}

/** A PDF that can be placed in a bundle: read through to its last reachable object, so that copying it cannot fail. */
export class PdfSource {
  readonly route: Route
  readonly pages: readonly SourcePage[]
  readonly catalog: PDFDict
  readonly objects: SourceObjects
  readonly scan: ObjectScan
  /** Object number of each page to its 0-based position, and of each node of the page tree to -1. */
  readonly pagePositions: ReadonlyMap<number, number>

  /** @throws Unreadable */
  constructor(bytes: Uint8Array, route: Route) {
    this.route = route
    this.objects = new SourceObjects(bytes)
    const { trailer } = this.objects.index
    if (trailer.get(PDFName.of('Encrypt')) !== undefined) throw new Unreadable('encrypted', 'encrypted')
    const catalog = this.objects.resolve(trailer.get(PDFName.of('Root')))
    if (!(catalog instanceof PDFDict)) throw new Unreadable('no catalog')
    this.catalog = catalog
    const { pages, nodes } = listPages(this.objects, catalog)
    this.pages = pages
    const positions = new Map<number, number>()
    for (const node of nodes) positions.set(node, -1)
    for (const [position, page] of pages.entries()) {
      if (page.number > 0 && !positions.has(page.number)) positions.set(page.number, position)
    }
    this.pagePositions = positions
    this.scan = new ObjectScan(this.objects)
    this.#passOverEverything()
  }

  get pageCount(): number {
    return this.pages.length
  }

  /** Scans all that the pages can reach. @throws Unreadable at the first thing that could not be copied */
  #passOverEverything(): void {
    const seen = new Uint8Array(this.objects.index.size)
    const queue: number[] = []
    const meet = (number: number): void => {
      if (number >= seen.length || seen[number] !== 0) return
      seen[number] = 1
      if (!this.pagePositions.has(number)) queue.push(number)
    }
    for (const { dict, inherited } of this.pages) {
      for (const value of [...dict.values(), ...inherited.values()]) referencesIn(value, meet)
    }
    for (let number = queue.pop(); number !== undefined; number = queue.pop()) {
      if (this.scan.kind(number) === FORBIDDEN) continue
      this.eachReference(number, meet)
    }
  }

  /** Calls back with each object to which an object of the source refers, private pieces left out. */
  eachReference(number: number, found: (number: number) => void): void {
    const scanned = this.scan.scanned(number)
    if (scanned === undefined) return
    for (let i = scanned.firstEdit; i < scanned.lastEdit; i++) {
      const edit = this.scan.edit(i)
      if (edit.what === RENUMBER) found(edit.value)
    }
  }

  /** Nothing is held open; here for the day that sources are windows on a file. */
  close(): void {}
}

/**
 * Opens a PDF for placing it in a bundle, by the first of three ways that reads all of it: its own index, pdf-lib, repair.
 *
 * @throws Refusal `pdf.encrypted` (it needs a password), `pdf.damaged`, `pdf.no-pages`; and any Refusal of `repair`
 */
export async function openPdf(bytes: Uint8Array, options: OpenOptions = {}): Promise<PdfSource> {
  const ways: readonly (() => Promise<PdfSource>)[] = [
    async () => new PdfSource(bytes, 'index'),
    async () => new PdfSource(await rewriteWithLibrary(bytes), 'library'),
    async () => repaired(bytes, options),
  ]
  let worst: Unreadable | undefined
  for (const way of ways) {
    try {
      return await way()
    } catch (error) {
      const failure = asUnreadable(error)
      worst = graver(worst, failure)
      if (failure.because === 'too-large') break
    }
  }
  throw new Refusal(codes[worst?.because ?? 'damaged'], {}, { cause: worst })
}

const codes = {
  damaged: 'pdf.damaged',
  'too-large': 'pdf.damaged',
  encrypted: 'pdf.encrypted',
  'no-pages': 'pdf.no-pages',
} as const

async function repaired(bytes: Uint8Array, { repair }: OpenOptions): Promise<PdfSource> {
  if (repair === undefined) throw new Unreadable('nobody to repair it')
  const mended = await repair(bytes).catch((error: unknown) => {
    // "No PDF at all" is damage to somebody who asked for a PDF; other Refusals say more than we could.
    const says = error instanceof Refusal && error.code !== 'source.unsupported'
    throw says ? error : new Unreadable(`repair failed: ${String(error)}`)
  })
  try {
    return new PdfSource(mended, 'repaired')
  } catch (error) {
    if (asUnreadable(error).because !== 'damaged') throw error
    return new PdfSource(await rewriteWithLibrary(mended), 'repaired')
  }
}

/** A stack or an array that a hostile file blew up is damage like any other. */
function asUnreadable(error: unknown): Unreadable {
  if (error instanceof Unreadable) return error
  if (error instanceof RangeError) return new Unreadable(String(error))
  throw error
}

function graver(one: Unreadable | undefined, other: Unreadable): Unreadable {
  if (one === undefined || other.because === 'too-large') return other
  return one.because === 'damaged' && other.because !== 'damaged' ? other : one
}
