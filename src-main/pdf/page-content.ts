import { PDFArray, PDFDict, PDFName, type PDFObject, PDFRef } from '@cantoo/pdf-lib'
import { asBuffer, classAt, REGULAR, WHITE } from './bytes.ts'
import { endOfHex, endOfLine, endOfString, endOfWord } from './lexer.ts'
import { STREAM } from './object-scan.ts'
import { decodeName } from './object-parser.ts'
import type { PdfSource } from './source.ts'
import { decodeStream } from './stream-data.ts'

/** The most content of one page, in decoded bytes, that is looked into. */
const LARGEST_CONTENT = 64 * 1024 * 1024

/** The object numbers of the streams that make up a page's content. */
export function contentStreams(source: PdfSource, contents: PDFObject | undefined): readonly number[] {
  const streams: number[] = []
  const add = (object: PDFObject | undefined, depth: number): void => {
    const array = object instanceof PDFArray ? object : undefined
    if (array !== undefined && depth < 3) for (const item of array.asArray()) add(item, depth + 1)
    if (!(object instanceof PDFRef)) return
    if (source.scan.kind(object.objectNumber) === STREAM) streams.push(object.objectNumber)
    else add(source.objects.get(object.objectNumber), depth + 1)
  }
  add(contents, 0)
  return streams
}

/** A stream's decoded content. @throws Unreadable */
export function decodedContent(source: PdfSource, number: number): Uint8Array {
  const dict = source.objects.get(number)
  const scanned = source.scan.scanned(number)
  if (!(dict instanceof PDFDict) || scanned === undefined) return new Uint8Array(0)
  const data = scanned.bytes.subarray(scanned.streamStart, scanned.streamStart + scanned.streamLength)
  return decodeStream(dict, data, source.objects.resolve, LARGEST_CONTENT)
}

/** What a walk over page content can report. */
export interface ContentVisitor {
  /** An operator or other bare word, given as the bytes between two positions. */
  word(content: Buffer, from: number, to: number): void
  /** A name without its slash, escapes undone. Left out, names are stepped over. */
  name?(name: string): void
}

/**
 * Walks over the tokens of page content; strings, comments and inline image data are stepped over.
 * @throws Unreadable for a string without end
 */
export function walkContent(content: Uint8Array, visitor: ContentVisitor): void {
  const bytes = asBuffer(content)
  let at = 0
  while (at < bytes.length) {
    const byte = bytes[at] as number
    const kind = classAt(bytes, at)
    if (kind === WHITE) at++
    else if (kind === REGULAR) at = word(bytes, at, visitor)
    else if (byte === 0x2f) at = nameToken(bytes, at, visitor)
    else if (byte === 0x28) at = endOfString(bytes, at)
    else if (byte === 0x3c && bytes[at + 1] !== 0x3c) at = endOfHex(bytes, at)
    else if (byte === 0x25) at = endOfLine(bytes, at)
    else at++
  }
}

/** How far a page's content leaves its saved graphics states out of balance. */
export interface Balance {
  /** Saved and never restored: so many `Q` must come before anything is drawn after the content. */
  readonly open: number
  /** Restored and never saved: so many `q` must come before the content. */
  readonly surplus: number
}

export function balanceOf(contents: readonly Uint8Array[]): Balance {
  let open = 0
  let surplus = 0
  const visitor: ContentVisitor = {
    word(bytes, from, to) {
      if (to - from !== 1) return
      if (bytes[from] === 0x71) open++
      else if (bytes[from] === 0x51 && open > 0) open--
      else if (bytes[from] === 0x51) surplus++
    },
  }
  for (const content of contents) walkContent(content, visitor)
  return { open, surplus }
}

/** All names that occur in some content: every resource that it can use is among them. */
export function namesIn(contents: readonly Uint8Array[]): ReadonlySet<string> {
  const names = new Set<string>()
  const visitor: ContentVisitor = { word: () => undefined, name: (name) => void names.add(PDFName.of(name).toString()) }
  for (const content of contents) walkContent(content, visitor)
  return names
}

function nameToken(bytes: Buffer, at: number, visitor: ContentVisitor): number {
  const end = endOfWord(bytes, at + 1)
  visitor.name?.(decodeName(bytes.toString('latin1', at + 1, end)))
  return end
}

function word(bytes: Buffer, at: number, visitor: ContentVisitor): number {
  const end = endOfWord(bytes, at)
  // "ID" begins the data of an inline image, which may look like anything; it ends at a free-standing "EI".
  if (end - at === 2 && bytes[at] === 0x49 && bytes[at + 1] === 0x44) return endOfInlineImage(bytes, end)
  visitor.word(bytes, at, end)
  return end
}

function endOfInlineImage(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf('EI', from + 1); at >= 0; at = bytes.indexOf('EI', at + 2)) {
    if (classAt(bytes, at - 1) === WHITE && classAt(bytes, at + 2) === WHITE && readsOn(bytes, at + 2)) return at + 2
  }
  return bytes.length
}

/** True if what follows an `EI` looks like content and not like more of an image. */
function readsOn(bytes: Buffer, from: number): boolean {
  const end = Math.min(bytes.length, from + 12)
  for (let at = from; at < end; at++) {
    const byte = bytes[at] as number
    if (byte > 126 || (byte < 32 && classAt(bytes, at) !== WHITE) || byte === 0) return false
  }
  return true
}
