import { PDFArray, PDFDict, PDFName, type PDFObject, PDFRef } from '@cantoo/pdf-lib'
import { Lexer } from './lexer.ts'
import { parseObject } from './object-parser.ts'
import { decodeStream, LARGEST_STREAM } from './stream-data.ts'
import { Unreadable } from './unreadable.ts'
import { FREE, numberIn, PLAIN, streamRange, XrefIndex } from './xref-index.ts'

/** The most that all object streams of one source may inflate to together, in bytes. */
const LARGEST_PACKED = 2 * LARGEST_STREAM

interface ObjectStream {
  readonly data: Buffer
  readonly places: ReadonlyMap<number, number>
}

/** The objects of one source, each read only when it is asked for. */
export class SourceObjects {
  readonly index: XrefIndex
  readonly #streams = new Map<number, ObjectStream>()
  readonly #read = new Map<number, PDFObject | undefined>()
  #packedBytes = 0

  constructor(bytes: Uint8Array) {
    this.index = new XrefIndex(bytes)
  }

  /** A lexer at an object's value, or undefined where the file has no such object (it then counts as null). */
  at(number: number): Lexer | undefined {
    const { index } = this
    if (number >= index.size || index.kind[number] === FREE) return undefined
    const place = index.place[number] as number
    if (index.kind[number] === PLAIN) {
      const lexer = new Lexer(index.bytes, place)
      lexer.objectHeader(number)
      return lexer
    }
    const stream = this.#stream(place)
    const within = stream.places.get(number)
    return within === undefined ? undefined : new Lexer(stream.data, within)
  }

  /** True if the lexer stands in the file itself, where streams can follow; false within an object stream. */
  isInFile(lexer: Lexer): boolean {
    return lexer.bytes === this.index.bytes
  }

  /** An object in pdf-lib's model; of a stream, its dictionary. Undefined where there is none. @throws Unreadable */
  get(number: number): PDFObject | undefined {
    if (this.#read.has(number)) return this.#read.get(number)
    const lexer = this.at(number)
    const object = lexer === undefined ? undefined : parseObject(lexer)
    this.#read.set(number, object)
    return object
  }

  /** Follows references to the object itself. @throws Unreadable if they go in a circle */
  resolve = (object: PDFObject | undefined): PDFObject | undefined => {
    let found = object
    for (let steps = 0; found instanceof PDFRef; steps++) {
      if (steps > 20) throw new Unreadable('references go in a circle')
      found = this.get(found.objectNumber)
    }
    return found
  }

  /** A dictionary's value, references followed. */
  value(dict: PDFDict, key: string): PDFObject | undefined {
    return this.resolve(dict.get(PDFName.of(key)))
  }

  /** A dictionary's value if it is itself a dictionary. */
  dict(dict: PDFDict, key: string): PDFDict | undefined {
    const value = this.value(dict, key)
    return value instanceof PDFDict ? value : undefined
  }

  /** The items of a dictionary's array; none if there is no array. */
  items(dict: PDFDict, key: string): readonly PDFObject[] {
    const value = this.value(dict, key)
    return value instanceof PDFArray ? value.asArray() : []
  }

  #stream(number: number): ObjectStream {
    const known = this.#streams.get(number)
    if (known !== undefined) return known
    if (this.index.kind[number] !== PLAIN) throw new Unreadable('an object stream within an object stream')
    const lexer = this.at(number)
    const dict = lexer === undefined ? undefined : parseObject(lexer)
    if (lexer === undefined || !(dict instanceof PDFDict)) throw new Unreadable('no object stream')
    const { start, length } = streamRange(lexer, numberIn(dict, 'Length'))
    const data = decodeStream(dict, lexer.bytes.subarray(start, start + length), this.resolve)
    this.#packedBytes += data.length
    if (this.#packedBytes > LARGEST_PACKED) throw new Unreadable('object streams beyond all bounds', 'too-large')
    const stream = readDirectory(dict, data)
    this.#streams.set(number, stream)
    return stream
  }
}

function readDirectory(dict: PDFDict, data: Uint8Array): ObjectStream {
  const lexer = new Lexer(data)
  const first = numberIn(dict, 'First')
  const count = numberIn(dict, 'N') ?? 0
  if (first === undefined || count > data.length) throw new Unreadable('an object stream without a directory')
  const places = new Map<number, number>()
  for (let i = 0; i < count; i++) {
    const number = lexer.integer()
    places.set(number, first + lexer.integer())
  }
  return { data: lexer.bytes, places }
}
