import { PDFNumber, PDFRef } from '@cantoo/pdf-lib'
import { isDigit, NumberList } from './bytes.ts'
import { digitsAt, endOfHex, endOfReference, endOfString, endOfWord, type Lexer } from './lexer.ts'
import { decodeName } from './object-parser.ts'
import type { SourceObjects } from './source-objects.ts'
import { Unreadable } from './unreadable.ts'
import { streamRange } from './xref-index.ts'

/** What is done to a piece of an object on its way out: a reference renumbered, a piece left out, a number put in. */
export const RENUMBER = 0
export const LEAVE_OUT = 1
export const PUT_NUMBER = 2

/** What an object is, as far as copying it goes. */
const VALUE = 1
export const STREAM = 2
/** Never copied, wherever it is met: references to it become null. */
export const FORBIDDEN = 3

const DEEPEST = 100
// Words are compared where they may contain escapes, so the lists hold plain names.
/** Private data that may hang anywhere. The names are long enough never to be some resource's own. */
const PRIVATE = new Set(['Metadata', 'PieceInfo', 'StructParent', 'StructParents', 'LastModified', 'CreatorInfo'])
/** Left out of stream dictionaries: files outside, alternatives and attachments of an image or a form. */
const PRIVATE_IN_STREAMS = new Set(['F', 'FFilter', 'FDecodeParms', 'AF', 'OPI', 'Alternates', 'Ref'])
/** True for the keys of a stream's dictionary that are never copied. */
export function isPrivate(key: string): boolean {
  return PRIVATE.has(key) || PRIVATE_IN_STREAMS.has(key)
}

/** Types that lead out of the page: other pages' content, files, programs, names of people. */
const FORBIDDEN_TYPES = new Set(
  'Metadata Filespec F EmbeddedFile Page Pages Catalog StructTreeRoot StructElem Action Sig DocTimeStamp ObjStm XRef Outlines Thread Bead'.split(
    ' ',
  ),
)
const ACTIONS = new Set(
  'JavaScript Launch URI GoToR GoToE SubmitForm ImportData ResetForm Named Rendition RichMediaExecute Movie Sound Thread Hide SetOCGState GoTo3DView Trans'.split(
    ' ',
  ),
)

/** One object's place in its source and what is to be done to it. `edits` counts from `firstEdit` in the scan's lists. */
export interface Scanned {
  readonly bytes: Buffer
  readonly start: number
  readonly end: number
  readonly firstEdit: number
  readonly lastEdit: number
  readonly streamStart: number
  readonly streamLength: number
}

/**
 * Passes over an object's syntax once and notes where its references and private pieces are, so that it can be copied
 * as bytes. Everything that a copy could stumble over is met here, before the first byte of a source is written.
 */
export class ObjectScan {
  readonly #objects: SourceObjects
  readonly #kinds: Uint8Array
  readonly #scanned = new Map<number, Scanned>()
  readonly #edits = new NumberList()
  #length: number | PDFRef | undefined
  #lengthEdit = -1
  #forbidden = false
  #streamCuts: number[] = []

  constructor(objects: SourceObjects) {
    this.#objects = objects
    this.#kinds = new Uint8Array(objects.index.size)
  }

  /** VALUE, STREAM or FORBIDDEN; an object that the file lacks is FORBIDDEN as well. @throws Unreadable */
  kind(number: number): number {
    if (number >= this.#kinds.length) return FORBIDDEN
    const known = this.#kinds[number] as number
    return known === 0 ? this.#scan(number) : known
  }

  /** The notes of an object that is VALUE or STREAM. @throws Unreadable */
  scanned(number: number): Scanned | undefined {
    this.kind(number)
    return this.#scanned.get(number)
  }

  /** Piece `index` of the notes: where it begins and ends, what is done, with which number. */
  edit(index: number): { readonly from: number; readonly to: number; readonly what: number; readonly value: number } {
    const at = index * 4
    const edits = this.#edits
    return { from: edits.at(at), to: edits.at(at + 1), what: edits.at(at + 2), value: edits.at(at + 3) }
  }

  #scan(number: number): number {
    const lexer = this.#objects.at(number)
    if (lexer === undefined) return this.#note(number, FORBIDDEN)
    this.#length = undefined
    this.#lengthEdit = -1
    this.#forbidden = false
    this.#streamCuts = []
    lexer.skipWhite()
    const start = lexer.at
    const firstEdit = this.#edits.length / 4
    this.#value(lexer, 0)
    const end = lexer.at
    const isStream = this.#objects.isInFile(lexer) && followedByStream(lexer)
    if (this.#forbidden) {
      this.#edits.cut(firstEdit * 4)
      return this.#note(number, FORBIDDEN)
    }
    if (!isStream) this.#restoreLength()
    const range = isStream ? this.#streamOf(lexer, firstEdit) : { start: 0, length: 0 }
    const lastEdit = this.#edits.length / 4
    const place = { bytes: lexer.bytes, start, end, firstEdit, lastEdit }
    this.#scanned.set(number, { ...place, streamStart: range.start, streamLength: range.length })
    return this.#note(number, isStream ? STREAM : VALUE)
  }

  /** Outside of streams a `/Length` is a value like any other. */
  #restoreLength(): void {
    if (this.#length instanceof PDFRef) this.#edits.set(this.#lengthEdit * 4 + 2, RENUMBER)
  }

  #note(number: number, kind: number): number {
    this.#kinds[number] = kind
    return kind
  }

  #streamOf(lexer: Lexer, firstEdit: number): { start: number; length: number } {
    const declared = this.#length instanceof PDFRef ? this.#objects.resolve(this.#length) : this.#length
    const range = streamRange(lexer, declared instanceof PDFNumber ? declared.asNumber() : numberOr(declared))
    if (this.#lengthEdit < 0) throw new Unreadable('a stream without a length')
    this.#edits.set(this.#lengthEdit * 4 + 3, range.length)
    for (let i = 0; i < this.#streamCuts.length; i += 2) {
      this.#cutAfterwards(firstEdit, this.#streamCuts[i] as number, this.#streamCuts[i + 1] as number)
    }
    return range
  }

  /** Turns a piece that was passed over already into one left out, together with all edits within it. */
  #cutAfterwards(firstEdit: number, from: number, to: number): void {
    const kept: number[][] = []
    for (let i = firstEdit; i < this.#edits.length / 4; i++) {
      const edit = this.edit(i)
      if (edit.from < from || edit.from >= to) kept.push([edit.from, edit.to, edit.what, edit.value])
    }
    kept.push([from, to, LEAVE_OUT, 0])
    kept.sort(([a = 0], [b = 0]) => a - b)
    this.#edits.cut(firstEdit * 4)
    for (const edit of kept) for (const part of edit) this.#edits.push(part)
  }

  #value(lexer: Lexer, depth: number): void {
    if (depth > DEEPEST) throw new Unreadable('objects are nested too deep')
    lexer.skipWhite()
    const { bytes, at } = lexer
    switch (bytes[at] ?? 0) {
      case 0x2f:
        lexer.at = endOfWord(bytes, at + 1)
        return
      case 0x28:
        lexer.at = endOfString(bytes, at)
        return
      case 0x5b:
        this.#array(lexer, depth)
        return
      case 0x3c:
        if (bytes[at + 1] === 0x3c) this.#dict(lexer, depth)
        else lexer.at = endOfHex(bytes, at)
        return
      default:
        this.#word(lexer)
    }
  }

  #word(lexer: Lexer): void {
    const { bytes, at } = lexer
    const reference = isDigit(bytes[at]) ? endOfReference(bytes, at) : 0
    if (reference > 0) {
      this.#push(at, reference, { what: RENUMBER, value: digitsAt(bytes, at) })
      lexer.at = reference
      return
    }
    lexer.at = endOfWord(bytes, at)
    if (lexer.at === at || !isValueWord(bytes, at, lexer.at)) throw new Unreadable('an object was expected')
  }

  #array(lexer: Lexer, depth: number): void {
    lexer.at++
    for (;;) {
      lexer.skipWhite()
      if (lexer.bytes[lexer.at] === 0x5d) break
      this.#value(lexer, depth + 1)
    }
    lexer.at++
  }

  #dict(lexer: Lexer, depth: number): void {
    const { bytes } = lexer
    lexer.at += 2
    for (;;) {
      lexer.skipWhite()
      if (bytes[lexer.at] === 0x3e && bytes[lexer.at + 1] === 0x3e) break
      if (bytes[lexer.at] !== 0x2f) throw new Unreadable('a dictionary key was expected')
      this.#entry(lexer, depth)
    }
    lexer.at += 2
  }

  #entry(lexer: Lexer, depth: number): void {
    const { bytes } = lexer
    const from = lexer.at
    const edits = this.#edits.length
    lexer.at = endOfWord(bytes, from + 1)
    const mayMatter = depth === 0 || lexer.at - from > 8
    const key = mayMatter ? decodeName(bytes.toString('latin1', from + 1, lexer.at)) : ''
    lexer.skipWhite()
    const valueAt = lexer.at
    this.#value(lexer, depth + 1)
    if (mayMatter && PRIVATE.has(key)) {
      this.#edits.cut(edits)
      this.#push(from, lexer.at, { what: LEAVE_OUT, value: 0 })
    } else if (depth === 0) {
      this.#topEntry(key, lexer, { from, valueAt, edits })
    }
  }

  #topEntry(key: string, lexer: Lexer, place: { from: number; valueAt: number; edits: number }): void {
    const { from, valueAt, edits } = place
    if (PRIVATE_IN_STREAMS.has(key)) this.#streamCuts.push(from, lexer.at)
    else if (key === 'EF' || key === 'JS') this.#forbidden = true
    else if (key === 'Type') this.#forbidden ||= FORBIDDEN_TYPES.has(nameAt(lexer, valueAt))
    else if (key === 'S') this.#forbidden ||= ACTIONS.has(nameAt(lexer, valueAt))
    else if (key === 'Length') this.#lengthEntry(lexer, valueAt, edits)
  }

  #lengthEntry(lexer: Lexer, valueAt: number, edits: number): void {
    if (!isDigit(lexer.bytes[valueAt])) return
    const number = digitsAt(lexer.bytes, valueAt)
    this.#length = this.#edits.length > edits ? PDFRef.of(number) : number
    this.#edits.cut(edits)
    this.#lengthEdit = edits / 4
    this.#push(valueAt, lexer.at, { what: PUT_NUMBER, value: number })
  }

  #push(from: number, to: number, edit: { what: number; value: number }): void {
    this.#edits.push(from)
    this.#edits.push(to)
    this.#edits.push(edit.what)
    this.#edits.push(edit.value)
  }
}

function numberOr(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

function nameAt(lexer: Lexer, at: number): string {
  if (lexer.bytes[at] !== 0x2f) return ''
  return decodeName(lexer.bytes.toString('latin1', at + 1, endOfWord(lexer.bytes, at + 1)))
}

function followedByStream(lexer: Lexer): boolean {
  const end = lexer.at
  lexer.skipWhite()
  const found = lexer.take('stream')
  lexer.at = end
  return found
}

/** True for a number, true, false and null: a value that ends in other words is an object cut short. */
function isValueWord(bytes: Buffer, from: number, to: number): boolean {
  const first = bytes[from] as number
  if (isDigit(first) || first === 0x2b || first === 0x2d || first === 0x2e) return true
  const word = bytes.toString('latin1', from, to)
  return word === 'true' || word === 'false' || word === 'null'
}
