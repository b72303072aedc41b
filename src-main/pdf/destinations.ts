import { PDFArray, PDFDict, PDFHexString, PDFName, PDFNumber, type PDFObject, PDFRef, PDFString } from '@cantoo/pdf-lib'
import { latin1 } from './stream-data.ts'
import { decimal } from './serialise.ts'
import type { PdfSource } from './source.ts'

/** Nodes of a name tree that are looked at before it counts as endless. */
const MOST_NODES = 200_000
const VIEWS = new Set(['XYZ', 'Fit', 'FitH', 'FitV', 'FitR', 'FitB', 'FitBH', 'FitBV'])

/** Where a link or a bookmark of a source leads: a 0-based page of the source, and how it is to be shown. */
export interface Destination {
  readonly position: number
  /** PDF syntax of the rest of the destination: `/XYZ 0 792 null`. */
  readonly view: string
}

/** The destinations of one source, named ones resolved. Source: ISO 32000-2, 12.3.2. */
export class Destinations {
  readonly #source: PdfSource
  #named: Map<string, PDFObject> | undefined

  constructor(source: PdfSource) {
    this.#source = source
  }

  /** Resolves a destination, or the one of a go-to action; undefined if it leads nowhere in this source. */
  resolve(object: PDFObject | undefined): Destination | undefined {
    const { objects } = this.#source
    let found = objects.resolve(object)
    for (let steps = 0; steps < 8; steps++) {
      if (found instanceof PDFArray) return this.#explicit(found)
      if (found instanceof PDFDict) found = objects.value(found, 'D')
      else if (found instanceof PDFName || found instanceof PDFString || found instanceof PDFHexString) {
        found = objects.resolve(this.#names().get(textOf(found)))
      } else return undefined
    }
    return undefined
  }

  #explicit(array: PDFArray): Destination | undefined {
    const [target, view, ...rest] = array.asArray()
    const position = this.#positionOf(target)
    if (position === undefined) return undefined
    const kind = view instanceof PDFName && VIEWS.has(view.decodeText()) ? view.decodeText() : 'Fit'
    const most = kind === 'FitR' ? 4 : kind === 'XYZ' ? 3 : kind === 'Fit' || kind === 'FitB' ? 0 : 1
    const numbers = rest.slice(0, most).map((item) => {
      const value = this.#source.objects.resolve(item)
      return value instanceof PDFNumber ? decimal(value.asNumber()) : 'null'
    })
    while (numbers.length < most) numbers.push('null')
    return { position, view: [`/${kind}`, ...numbers].join(' ') }
  }

  #positionOf(target: PDFObject | undefined): number | undefined {
    if (target instanceof PDFRef) {
      const position = this.#source.pagePositions.get(target.objectNumber)
      return position === undefined || position < 0 ? undefined : position
    }
    // Not allowed within a document, but written, and understood by viewers.
    if (target instanceof PDFNumber && Number.isInteger(target.asNumber())) {
      return target.asNumber() >= 0 && target.asNumber() < this.#source.pageCount ? target.asNumber() : undefined
    }
    return undefined
  }

  #names(): ReadonlyMap<string, PDFObject> {
    if (this.#named !== undefined) return this.#named
    const { catalog, objects } = this.#source
    const named = new Map<string, PDFObject>()
    this.#named = named
    for (const [key, value] of objects.dict(catalog, 'Dests')?.entries() ?? []) named.set(textOf(key), value)
    const names = objects.dict(catalog, 'Names')
    const tree = names === undefined ? undefined : objects.dict(names, 'Dests')
    if (tree !== undefined) this.#walk(tree, named)
    return named
  }

  #walk(root: PDFDict, named: Map<string, PDFObject>): void {
    const { objects } = this.#source
    const seen = new Set<PDFDict>()
    const open = [root]
    for (let node = open.pop(); node !== undefined && seen.size < MOST_NODES; node = open.pop()) {
      if (seen.has(node)) continue
      seen.add(node)
      const pairs = objects.items(node, 'Names')
      for (let i = 0; i + 1 < pairs.length; i += 2) {
        const key = objects.resolve(pairs[i])
        const value = pairs[i + 1]
        if ((key instanceof PDFString || key instanceof PDFHexString) && value !== undefined)
          named.set(textOf(key), value)
      }
      for (const kid of objects.items(node, 'Kids')) {
        const child = objects.resolve(kid)
        if (child instanceof PDFDict) open.push(child)
      }
    }
  }
}

/** The bytes of a name or string as Latin-1 text, however they are written. */
function textOf(object: PDFName | PDFString | PDFHexString): string {
  return latin1(object.asBytes())
}
