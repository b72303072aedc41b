import type { PDFObject } from '@cantoo/pdf-lib'
import { FORBIDDEN, LEAVE_OUT, PUT_NUMBER, type Scanned, STREAM } from './object-scan.ts'
import type { ObjectWriter } from './object-writer.ts'
import { serialise } from './serialise.ts'
import type { PdfSource } from './source.ts'

/** Stands for "not in the bundle": a page that was not chosen, a file, a program. */
const NEVER = 0xffffffff

type Made =
  | { readonly number: number; readonly text: string }
  | { readonly number: number; readonly entries: string; readonly data: Uint8Array }

/**
 * Carries objects of one source into the bundle. First everything is prepared: objects that change are made, and all
 * that they reach is numbered. Only then is anything written, so that a source is in the bundle whole or not at all.
 */
export class Copier {
  readonly source: PdfSource
  readonly #writer: ObjectWriter
  /** Source object number to bundle object number; 0 while undecided. */
  readonly #numbers: Uint32Array
  /** Source objects to copy as they are, in the order met. */
  readonly #queue: number[] = []
  /** Objects that were to be copied as they are until somebody claimed them. */
  readonly #claimed = new Set<number>()
  readonly #made: Made[] = []
  #reached = 0

  constructor(source: PdfSource, writer: ObjectWriter) {
    this.source = source
    this.#writer = writer
    this.#numbers = new Uint32Array(source.objects.index.size)
    for (const number of source.pagePositions.keys()) this.#numbers[number] = NEVER
  }

  allocate(): number {
    return this.#writer.allocate()
  }

  /** The bundle's number of a source's object, which is copied if nothing else was decided; 0 if it never will be. */
  renumber = (number: number): number => {
    const known = this.#numbers[number]
    if (known === undefined || known === NEVER) return 0
    if (known !== 0) return known
    if (this.source.scan.kind(number) === FORBIDDEN) {
      this.#numbers[number] = NEVER
      return 0
    }
    const given = this.#writer.allocate()
    this.#numbers[number] = given
    this.#queue.push(number)
    return given
  }

  /** The bundle's number of an object if it is in the bundle already, else 0. */
  numberIfPlaced(number: number): number {
    const known = this.#numbers[number]
    return known === undefined || known === NEVER ? 0 : known
  }

  /**
   * Decides that an object of the source is not copied as it is: whoever claims it makes it, under the number returned.
   * References to it that were written before keep their meaning.
   */
  claim(number: number): number {
    const known = this.numberIfPlaced(number)
    if (known !== 0) {
      this.#claimed.add(number)
      return known
    }
    const given = this.#writer.allocate()
    this.assign(number, given)
    return given
  }

  /** Decides that an object of the source becomes this object of the bundle, which somebody else makes. */
  assign(number: number, given: number): void {
    if (number < this.#numbers.length) this.#numbers[number] = given
  }

  /** Decides that an object of the source stays out of the bundle. */
  forbid(number: number): void {
    this.assign(number, NEVER)
  }

  /** An object as PDF syntax with the bundle's numbers. */
  text(object: PDFObject): string {
    return serialise(object, this.renumber)
  }

  /** Adds an object to be written: Latin-1 PDF syntax. */
  make(number: number, text: string): void {
    this.#made.push({ number, text })
  }

  /** Adds a stream to be written. `entries` are those of its dictionary but `/Length`. */
  makeStream(number: number, entries: string, data: Uint8Array): void {
    this.#made.push({ number, entries, data })
  }

  /** Numbers everything that what was decided so far reaches. @throws Unreadable */
  reachAll(): void {
    for (; this.#reached < this.#queue.length; this.#reached++) {
      const number = this.#queue[this.#reached] as number
      if (!this.#claimed.has(number)) this.source.eachReference(number, this.renumber)
    }
  }

  /** Writes what was made and what it reaches. */
  async write(): Promise<void> {
    const { output } = this.#writer
    for (const made of this.#made) {
      if ('text' in made) this.#writer.object(made.number, made.text)
      else this.#writer.stream(made.number, made.entries, made.data)
      if (output.isFull) await output.flush()
    }
    for (const number of this.#queue) {
      if (!this.#claimed.has(number)) this.#copy(number)
      if (output.isFull) await output.flush()
    }
  }

  #copy(number: number): void {
    const { scan } = this.source
    const scanned = scan.scanned(number)
    if (scanned === undefined) return
    const given = this.numberIfPlaced(number)
    const text = this.#rewritten(scanned)
    if (scan.kind(number) === STREAM) {
      const data = scanned.bytes.subarray(scanned.streamStart, scanned.streamStart + scanned.streamLength)
      this.#writer.streamWithDictionary(given, text, data)
    } else {
      this.#writer.object(given, text)
    }
  }

  /** The object's own bytes with its edits done. */
  #rewritten({ bytes, start, end, firstEdit, lastEdit }: Scanned): string {
    let text = ''
    let from = start
    for (let i = firstEdit; i < lastEdit; i++) {
      const edit = this.source.scan.edit(i)
      text += bytes.toString('latin1', from, edit.from)
      if (edit.what === PUT_NUMBER) text += String(edit.value)
      else if (edit.what !== LEAVE_OUT) text += this.#reference(edit.value)
      from = edit.to
    }
    return from === start ? bytes.toString('latin1', start, end) : text + bytes.toString('latin1', from, end)
  }

  #reference(number: number): string {
    const given = this.numberIfPlaced(number)
    return given === 0 ? 'null' : `${given} 0 R`
  }
}
