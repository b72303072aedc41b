import { PDFArray, PDFDict, PDFName, PDFNumber, type PDFObject, PDFRef } from '@cantoo/pdf-lib'
import { asBuffer } from './bytes.ts'
import { Lexer } from './lexer.ts'
import { parseObject } from './object-parser.ts'
import { decodeStream } from './stream-data.ts'
import { Unreadable } from './unreadable.ts'

export const FREE = 0
export const PLAIN = 1
const PACKED = 2

/** Numbers of objects up to which no file is suspected of lying about its size. */
const UNSUSPICIOUS = 100_000

/**
 * Where each object of a source stands, from its cross-reference tables and streams, newest revision first.
 * Source: ISO 32000-2, 7.5.4 to 7.5.8.
 */
export class XrefIndex {
  /** FREE, PLAIN (at an offset in the file) or PACKED (in an object stream), by object number. */
  kind = new Uint8Array(1024)
  /** The offset of a plain object, or the number of a packed object's stream. */
  place = new Uint32Array(1024)
  size = 0
  readonly bytes: Buffer
  readonly trailer: PDFDict
  readonly #known: { bits: Uint8Array } = { bits: new Uint8Array(1024) }
  readonly #origin: number

  /** @throws Unreadable whenever anything is not as it should be */
  constructor(bytes: Uint8Array) {
    this.bytes = asBuffer(bytes)
    this.#origin = this.bytes.subarray(0, 1024).indexOf('%PDF-')
    if (this.#origin < 0) throw new Unreadable('no header')
    const tail = this.bytes.subarray(Math.max(0, bytes.length - 2048))
    const found = tail.lastIndexOf('startxref')
    if (found < 0) throw new Unreadable('no startxref')
    this.trailer = this.#readSections(new Lexer(tail, found + 9).integer())
  }

  #readSections(start: number): PDFDict {
    const seen = new Set<number>()
    let newest: PDFDict | undefined
    let next: number | undefined = start
    while (next !== undefined) {
      if (seen.has(next) || next >= this.bytes.length) throw new Unreadable('cross-references go in a circle')
      seen.add(next)
      const trailer = this.#readSection(next)
      newest ??= trailer
      next = numberIn(trailer, 'Prev')
    }
    if (newest === undefined || !(newest.get(PDFName.of('Root')) instanceof PDFRef)) throw new Unreadable('no root')
    return newest
  }

  #readSection(position: number): PDFDict {
    const lexer = new Lexer(this.bytes, position + this.#origin)
    lexer.skipWhite()
    return lexer.take('xref') ? this.#readTable(lexer) : this.#readStream(lexer)
  }

  #readTable(lexer: Lexer): PDFDict {
    const free: number[] = []
    for (;;) {
      lexer.skipWhite()
      if (lexer.take('trailer')) break
      const first = lexer.integer()
      const count = lexer.integer()
      // Nothing shorter than 18 bytes is an entry: a count that lies ends here and not after hours.
      if (count * 18 > this.bytes.length) throw new Unreadable('a cross-reference table longer than the file')
      for (let i = 0; i < count; i++) this.#readTableEntry(lexer, first + i, free)
    }
    const trailer = parseObject(lexer)
    if (!(trailer instanceof PDFDict)) throw new Unreadable('no trailer')
    // A hybrid file hides objects from old readers by calling them free; its stream says where they are.
    const hidden = numberIn(trailer, 'XRefStm')
    if (hidden !== undefined) this.#readStream(new Lexer(this.bytes, hidden + this.#origin))
    for (const number of free) this.#enter(number, FREE, 0)
    return trailer
  }

  #readTableEntry(lexer: Lexer, number: number, free: number[]): void {
    const offset = lexer.integer()
    lexer.integer()
    lexer.skipWhite()
    const mark = this.bytes[lexer.at++]
    if (mark === 0x6e && offset > 0) this.#enter(number, PLAIN, offset + this.#origin)
    else if (mark === 0x66 || mark === 0x6e) free.push(number)
    else throw new Unreadable('no cross-reference entry')
  }

  #readStream(lexer: Lexer): PDFDict {
    lexer.integer()
    lexer.integer()
    lexer.skipWhite()
    if (!lexer.take('obj')) throw new Unreadable('no cross-reference stream')
    const dict = parseObject(lexer)
    if (!(dict instanceof PDFDict) || dict.get(PDFName.of('Type')) !== PDFName.of('XRef')) {
      throw new Unreadable('no cross-reference stream')
    }
    const { start, length } = streamRange(lexer, numberIn(dict, 'Length'))
    const data = decodeStream(dict, this.bytes.subarray(start, start + length), (object) => object)
    this.#readStreamEntries(dict, data)
    return dict
  }

  #readStreamEntries(dict: PDFDict, data: Uint8Array): void {
    const widths = numbersIn(dict, 'W') ?? []
    const width = widths.reduce((sum, next) => sum + next, 0)
    if (widths.length < 3 || width < 1 || width > 24) throw new Unreadable('impossible cross-reference widths')
    const index = numbersIn(dict, 'Index') ?? [0, numberIn(dict, 'Size') ?? 0]
    let at = 0
    for (let i = 0; i + 1 < index.length; i += 2) {
      const first = index[i] as number
      for (let k = 0; k < (index[i + 1] as number) && at + width <= data.length; k++, at += width) {
        this.#enterPacked(first + k, data.subarray(at, at + width), widths)
      }
    }
  }

  #enterPacked(number: number, row: Uint8Array, [kindWidth = 0, placeWidth = 0]: readonly number[]): void {
    const kind = kindWidth === 0 ? PLAIN : bigEndian(row, 0, kindWidth)
    const place = bigEndian(row, kindWidth, placeWidth)
    this.#enter(number, kind > PACKED ? FREE : kind, kind === PLAIN ? place + this.#origin : place)
  }

  #enter(number: number, kind: number, place: number): void {
    if (number >= this.size) this.#grow(number + 1)
    if (this.#known.bits[number] !== 0) return
    this.#known.bits[number] = 1
    this.kind[number] = place < 2 ** 32 ? kind : FREE
    this.place[number] = place
  }

  #grow(size: number): void {
    if (size > Math.max(UNSUSPICIOUS, this.bytes.length)) throw new Unreadable('more objects than bytes')
    this.size = size
    if (size <= this.kind.length) return
    const room = Math.max(size, this.kind.length * 2)
    this.kind = enlarged(this.kind, new Uint8Array(room))
    this.#known.bits = enlarged(this.#known.bits, new Uint8Array(room))
    this.place = enlarged(this.place, new Uint32Array(room))
  }
}

function enlarged<T extends Uint8Array | Uint32Array>(from: T, to: T): T {
  to.set(from)
  return to
}

/**
 * The data of the stream whose dictionary the lexer has just passed. A wrong length is common and mended as viewers do:
 * the data then ends at the next `endstream`.
 *
 * @throws Unreadable if there is no stream, or no end of it
 */
export function streamRange(lexer: Lexer, declared: number | undefined): { start: number; length: number } {
  const { bytes } = lexer
  lexer.skipWhite()
  if (!lexer.take('stream')) throw new Unreadable('a stream was expected')
  const start = startOfData(bytes, lexer.at)
  if (declared !== undefined && declared >= 0 && endsAt(bytes, start + declared)) return { start, length: declared }
  let end = bytes.indexOf('endstream', start)
  if (end < 0) throw new Unreadable('a stream has no end')
  if (bytes[end - 1] === 10 && end > start) end--
  if (bytes[end - 1] === 13 && end > start) end--
  return { start, length: end - start }
}

/** Some writers leave blanks after the keyword; they are no data as long as a line break follows. */
function startOfData(bytes: Buffer, from: number): number {
  let at = from
  while (bytes[at] === 32) at++
  if (bytes[at] !== 10 && bytes[at] !== 13) at = from
  if (bytes[at] === 13) at++
  if (bytes[at] === 10) at++
  return at
}

function endsAt(bytes: Buffer, end: number): boolean {
  const lexer = new Lexer(bytes, end)
  lexer.skipWhite()
  return lexer.at - end < 8 && (lexer.take('endstream') || lexer.take('endobj'))
}

function bigEndian(data: Uint8Array, at: number, width: number): number {
  let value = 0
  for (let i = 0; i < width; i++) value = value * 256 + (data[at + i] as number)
  return value
}

/** A direct number of a dictionary. */
export function numberIn(dict: PDFDict, key: string): number | undefined {
  const value: PDFObject | undefined = dict.get(PDFName.of(key))
  return value instanceof PDFNumber ? value.asNumber() : undefined
}

function numbersIn(dict: PDFDict, key: string): readonly number[] | undefined {
  const value = dict.get(PDFName.of(key))
  if (!(value instanceof PDFArray)) return undefined
  const numbers = value.asArray().map((item) => (item instanceof PDFNumber ? item.asNumber() : -1))
  if (numbers.some((number) => number < 0)) throw new Unreadable('impossible cross-reference numbers')
  return numbers
}
