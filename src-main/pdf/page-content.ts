import { PDFArray, PDFDict, PDFName, type PDFObject, PDFRef } from '@cantoo/pdf-lib'
import { asBuffer, classAt, REGULAR, WHITE } from './bytes.ts'
import { endOfHex, endOfLine, endOfString, endOfWord } from './lexer.ts'
import { STREAM } from './object-scan.ts'
import { decodeName } from './object-parser.ts'
import type { PdfSource } from './source.ts'
import { decodeStream } from './stream-data.ts'
import { Unreadable } from './unreadable.ts'

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
interface ContentVisitor {
  /** An operator or other bare word, given as the bytes between two positions. */
  word(content: Buffer, from: number, to: number): void
  /** A name without its slash, escapes undone. Left out, names are stepped over. */
  name?(name: string): void
  /** One end of an array or of a dictionary: `[`, `]`, `<<` or `>>`. */
  bracket?(bracket: string): void
  /** The content ended within something that these characters close. */
  unended?(closing: string): void
}

/** The streams of a page as viewers read them: one after the other, as if they were one. */
function joined(contents: readonly Uint8Array[]): Uint8Array {
  const [only] = contents
  if (only !== undefined && contents.length === 1) return only
  return Buffer.concat(contents.flatMap((content) => [content, Buffer.from('\n')]))
}

/**
 * Walks over the tokens of page content; strings, comments and inline image data are stepped over. A string without end
 * reaches to the end, for viewers as well.
 */
function walkContent(content: Uint8Array, visitor: ContentVisitor): void {
  const bytes = asBuffer(content)
  let at = 0
  while (at < bytes.length) {
    const kind = classAt(bytes, at)
    if (kind === WHITE) at++
    else if (kind === REGULAR) at = word(bytes, at, visitor)
    else at = delimited(bytes, at, visitor)
  }
}

function delimited(bytes: Buffer, at: number, visitor: ContentVisitor): number {
  const byte = bytes[at] as number
  const isDouble = bytes[at + 1] === byte
  if (byte === 0x2f) return nameToken(bytes, at, visitor)
  if (byte === 0x25) return endOfLine(bytes, at)
  if (byte === 0x28 || (byte === 0x3c && !isDouble)) return afterString(bytes, at, visitor)
  const width = isDouble && (byte === 0x3c || byte === 0x3e) ? 2 : 1
  visitor.bracket?.(bytes.toString('latin1', at, at + width))
  return at + width
}

/** How far a page's content leaves its saved graphics states out of balance. */
export interface Balance {
  /** Saved and never restored: so many `Q` must come before anything is drawn after the content. */
  readonly open: number
  /** Restored and never saved: so many `q` must come before the content. */
  readonly surplus: number
  /** What closes whatever else was left open: `]` for an array, `)` for a string. Empty in content that is sound. */
  readonly closing: string
}

const CLOSING: Readonly<Record<string, string>> = { '[': ']', '<<': '>>' }

export function balanceOf(contents: readonly Uint8Array[]): Balance {
  let open = 0
  let surplus = 0
  let closing = ''
  const brackets: string[] = []
  const visitor: ContentVisitor = {
    bracket(bracket) {
      const closer = CLOSING[bracket]
      if (closer !== undefined) brackets.push(closer)
      else if (brackets.at(-1) === bracket) brackets.pop()
    },
    unended(closer) {
      closing = closer
    },
    word(bytes, from, to) {
      if (to - from !== 1) return
      if (bytes[from] === 0x71) open++
      else if (bytes[from] === 0x51 && open > 0) open--
      else if (bytes[from] === 0x51) surplus++
    },
  }
  walkContent(joined(contents), visitor)
  return { open, surplus, closing: closing + brackets.toReversed().join('') }
}

/** All names that occur in some content: every resource that it can use is among them. */
export function namesIn(contents: readonly Uint8Array[]): ReadonlySet<string> {
  const names = new Set<string>()
  const visitor: ContentVisitor = { word: () => undefined, name: (name) => void names.add(PDFName.of(name).toString()) }
  walkContent(joined(contents), visitor)
  return names
}

function afterString(bytes: Buffer, at: number, visitor: ContentVisitor): number {
  const isLiteral = bytes[at] === 0x28
  try {
    return isLiteral ? endOfString(bytes, at) : endOfHex(bytes, at)
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    visitor.unended?.(isLiteral ? ')'.repeat(depthOfString(bytes, at)) : '>')
    return bytes.length
  }
}

/** How many parentheses a literal string that does not end has open. */
function depthOfString(bytes: Buffer, from: number): number {
  let depth = 0
  for (let at = from; at < bytes.length; at++) {
    if (bytes[at] === 0x5c) at++
    else if (bytes[at] === 0x28) depth++
    else if (bytes[at] === 0x29) depth--
  }
  return depth
}

function nameToken(bytes: Buffer, at: number, visitor: ContentVisitor): number {
  const end = endOfWord(bytes, at + 1)
  visitor.name?.(decodeName(bytes.toString('latin1', at + 1, end)))
  return end
}

function word(bytes: Buffer, at: number, visitor: ContentVisitor): number {
  const end = endOfWord(bytes, at)
  // "ID" begins the data of an inline image, which may look like anything; it ends at a free-standing "EI".
  if (end - at === 2 && bytes[at] === 0x49 && bytes[at + 1] === 0x44) return endOfInlineImage(bytes, end, visitor)
  visitor.word(bytes, at, end)
  return end
}

function endOfInlineImage(bytes: Buffer, from: number, visitor: ContentVisitor): number {
  for (let at = bytes.indexOf('EI', from + 1); at >= 0; at = bytes.indexOf('EI', at + 2)) {
    if (classAt(bytes, at - 1) === WHITE && classAt(bytes, at + 2) === WHITE && readsOn(bytes, at + 2)) return at + 2
  }
  visitor.unended?.('\nEI\n')
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
