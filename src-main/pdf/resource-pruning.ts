import { PDFDict, PDFName, type PDFObject, PDFRef } from '@cantoo/pdf-lib'
import type { Copier } from './copier.ts'
import { isPrivate, STREAM } from './object-scan.ts'
import { dictOf } from './object-parser.ts'
import { contentStreams, decodedContent, namesIn } from './page-content.ts'
import { Unreadable } from './unreadable.ts'

const DEEPEST = 12
/** Kinds of resources whose entries are named in content. `ProcSet` is an array and carries nothing. */
const NAMED = ['XObject', 'Font', 'Pattern', 'Shading', 'ColorSpace', 'ExtGState', 'Properties']

const REPLACED = new Set(['Resources', 'Length'])

/**
 * Resources cut down to what content uses. Writers often hang one dictionary with every image of the document on all
 * pages; when only some pages are taken, the others' images must not come with them.
 */
export class ResourcePruner {
  readonly #copier: Copier
  readonly #done = new Set<number>()

  constructor(copier: Copier) {
    this.#copier = copier
  }

  /** The resources that some page uses, for its `/Resources`. @throws Unreadable if its content cannot be read */
  pageResources(contents: PDFObject | undefined, resources: PDFObject | undefined): PDFDict {
    const { source } = this.#copier
    const streams = contentStreams(source, contents)
    const names = namesIn(streams.map((number) => decodedContent(source, number)))
    return this.#pruned(resources, names, 0)
  }

  /** Cuts down the resources of an annotation's appearances. @throws Unreadable */
  pruneAppearances(annotation: PDFDict): void {
    const { objects } = this.#copier.source
    for (const appearance of objects.dict(annotation, 'AP')?.values() ?? []) {
      this.#pruneWithin(appearance, 0)
      const states = objects.resolve(appearance)
      if (states instanceof PDFDict) for (const state of states.values()) this.#pruneWithin(state, 0)
    }
  }

  #pruned(resources: PDFObject | undefined, names: ReadonlySet<string>, depth: number): PDFDict {
    if (depth > DEEPEST) throw new Unreadable('forms are nested too deep')
    const { objects } = this.#copier.source
    const dict = objects.resolve(resources)
    if (!(dict instanceof PDFDict)) return dictOf([])
    const wanted = new Set(names)
    const kept = new Map<string, PDFObject>()
    // Forms without resources of their own use the page's, so their names count too; they may bring in further forms.
    for (let before = -1; before !== wanted.size;) {
      before = wanted.size
      for (const kind of ['XObject', 'Pattern', 'Font']) this.#addBorrowed(objects.dict(dict, kind), wanted)
    }
    for (const kind of NAMED) {
      const entries = objects.dict(dict, kind)?.entries() ?? []
      const used = entries.filter(([key]) => wanted.has(key.toString()) || key.decodeText().startsWith('Default'))
      for (const [, value] of used) this.#pruneEntry(kind, value, depth)
      if (used.length > 0) kept.set(kind, dictOf(used.map(([key, value]) => [key.decodeText(), value] as const)))
    }
    return dictOf(kept)
  }

  #addBorrowed(entries: PDFDict | undefined, wanted: Set<string>): void {
    for (const [key, value] of entries?.entries() ?? []) {
      if (!wanted.has(key.toString())) continue
      const dict = this.#copier.source.objects.resolve(value)
      if (!(dict instanceof PDFDict) || this.#copier.source.objects.dict(dict, 'Resources') !== undefined) continue
      for (const name of this.#namesWithin(value, dict)) wanted.add(name)
    }
  }

  #pruneEntry(kind: string, value: PDFObject, depth: number): void {
    const { objects } = this.#copier.source
    if (kind !== 'ExtGState') {
      this.#pruneWithin(value, depth)
      return
    }
    const state = objects.resolve(value)
    const mask = state instanceof PDFDict ? objects.dict(state, 'SMask') : undefined
    this.#pruneWithin(mask?.get(PDFName.of('G')), depth)
  }

  /** Replaces a form, a tiling pattern or a Type 3 font by one with only the resources that it uses. */
  #pruneWithin(value: PDFObject | undefined, depth: number): void {
    const { source } = this.#copier
    if (!(value instanceof PDFRef) || this.#done.has(value.objectNumber)) return
    this.#done.add(value.objectNumber)
    const dict = source.objects.resolve(value)
    const resources = dict instanceof PDFDict ? dict.get(PDFName.of('Resources')) : undefined
    if (!(dict instanceof PDFDict) || resources === undefined) return
    // Decided before going deeper, so that a form that draws itself finds its new number.
    const number = this.#copier.claim(value.objectNumber)
    const pruned = this.#pruned(resources, this.#namesWithin(value, dict), depth + 1)
    this.#replace(value.objectNumber, number, { dict, resources: pruned })
  }

  #replace(original: number, number: number, { dict, resources }: { dict: PDFDict; resources: PDFDict }): void {
    const entries = dict.entries().filter(([key]) => !REPLACED.has(key.decodeText()) && !isPrivate(key.decodeText()))
    const text = entries.map(([key, value]) => `${key.toString()} ${this.#copier.text(value)}`).join('')
    const own = `${text}/Resources ${this.#copier.text(resources)}`
    const scanned = this.#copier.source.scan.scanned(original)
    if (scanned !== undefined && this.#copier.source.scan.kind(original) === STREAM) {
      const data = scanned.bytes.subarray(scanned.streamStart, scanned.streamStart + scanned.streamLength)
      this.#copier.makeStream(number, own, data)
    } else {
      this.#copier.make(number, `<<${own}>>`)
    }
  }

  #namesWithin(value: PDFObject, dict: PDFDict): ReadonlySet<string> {
    const { source } = this.#copier
    const glyphs = source.objects.dict(dict, 'CharProcs')
    const isDrawn = source.objects.value(dict, 'Subtype') === PDFName.of('Form') || dict.has(PDFName.of('PatternType'))
    const streams = glyphs === undefined ? (isDrawn ? [value] : []) : glyphs.values()
    const numbers = streams.flatMap((stream) => contentStreams(source, stream))
    return namesIn(numbers.map((number) => decodedContent(source, number)))
  }
}
