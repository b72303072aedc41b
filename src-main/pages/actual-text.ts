import type { PDFDocument, PDFObject } from 'mupdf'
import { endOfString, operatorsIn, type ContentOperator } from './content-operators.ts'

/**
 * How replacement text reaches a device: MuPDF hands layers to it, by their title, and no marked content of other kinds. In a page's content, for as
 * long as its text is read, each `/Span <</ActualText ...>> BDC` stands as a layer whose title is this and the text in hexadecimal UTF-16.
 */
export const ACTUAL_TEXT = 'actual-text:'

/** Forms within forms: deeper than this none is looked at. */
const MOST_DEPTH = 8
const MOST_FORMS = 2_000

/** The replacement text in a layer's title; `undefined` when it is another layer. */
export function actualTextIn(title: string): string | undefined {
  if (!title.startsWith(ACTUAL_TEXT)) return undefined
  const units = title.slice(ACTUAL_TEXT.length).match(/[0-9a-f]{4}/gu) ?? []
  return String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16)))
}

/**
 * Works on a page whose replacement texts reach the device, and puts its content back as it was.
 * Source: ISO 32000-1, 14.9.4 (ActualText), 14.6 (marked content).
 */
export function withActualText<T>(pdf: PDFDocument, page: PDFObject, work: () => T): T {
  const undo: (() => void)[] = []
  try {
    rewritePage(pdf, page, undo)
    return work()
  } finally {
    for (const step of undo.toReversed()) step()
  }
}

function rewritePage(pdf: PDFDocument, page: PDFObject, undo: (() => void)[]): void {
  const resources = page.getInheritable('Resources')
  const content = page.get('Contents')
  const rewritten = rewrite(contentOf(content), resources)
  if (rewritten !== undefined) {
    const stream = pdf.addStream(rewritten, {})
    page.put('Contents', stream)
    undo.push(() => {
      page.put('Contents', content)
      pdf.deleteObject(stream.asIndirect())
    })
  }
  rewriteForms(resources, { undo, seen: new Set(), depth: 0 })
}

interface Rewriting {
  readonly undo: (() => void)[]
  readonly seen: Set<number>
  readonly depth: number
}

function rewriteForms(resources: PDFObject, { undo, seen, depth }: Rewriting): void {
  const objects = entryOf(resources, 'XObject')
  if (depth > MOST_DEPTH || !objects.isDictionary()) return
  objects.forEach((form) => {
    if (!form.isIndirect() || !form.isStream() || seen.size > MOST_FORMS || seen.has(form.asIndirect())) return
    const subtype = form.get('Subtype')
    if (!subtype.isName() || subtype.asName() !== 'Form') return
    seen.add(form.asIndirect())
    const own = form.get('Resources')
    const before = form.readStream().asUint8Array().slice()
    const rewritten = rewrite(before, own)
    if (rewritten !== undefined) {
      form.writeStream(rewritten)
      undo.push(() => form.writeStream(before))
    }
    if (own.isDictionary()) rewriteForms(own, { undo, seen, depth: depth + 1 })
  })
}

function contentOf(content: PDFObject): Uint8Array {
  if (content.isStream()) return content.readStream().asUint8Array().slice()
  if (!content.isArray()) return new Uint8Array()
  const parts: Uint8Array[] = []
  content.forEach((part) => {
    if (part.isStream()) parts.push(part.readStream().asUint8Array().slice())
  })
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length + 1, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    whole[at + part.length] = 0x0a // Parts are joined with white space between.
    at += part.length + 1
  }
  return whole
}

/** The content with its replacement texts as layers; `undefined` where there is none. */
function rewrite(content: Uint8Array, resources: PDFObject): Uint8Array | undefined {
  if (!mayHaveActualText(content, resources)) return undefined
  const parts: Uint8Array[] = []
  let done = 0
  for (const operator of operatorsIn(content)) {
    if (operator.name !== 'BDC') continue
    const text = replacementIn(content, operator, resources)
    if (text === undefined) continue
    parts.push(content.subarray(done, operator.start), layer(text))
    done = operator.end
  }
  if (done === 0) return undefined
  return Uint8Array.from(Buffer.concat([...parts, content.subarray(done)]))
}

/** What stands under some names in resources; nothing where a page or form has none, which mupdf's own `get` does not bear. */
function entryOf(resources: PDFObject, ...path: readonly string[]): PDFObject {
  return resources.isDictionary() ? resources.get(...path) : resources
}

function mayHaveActualText(content: Uint8Array, resources: PDFObject): boolean {
  const inline = Buffer.from(content.buffer, content.byteOffset, content.byteLength).includes('/ActualText')
  return inline || entryOf(resources, 'Properties').isDictionary()
}

function layer(text: string): Uint8Array {
  let hex = ''
  for (let i = 0; i < text.length; i++) hex += text.charCodeAt(i).toString(16).padStart(4, '0')
  return Buffer.from(`/Layer <</Title (${ACTUAL_TEXT}${hex})>> BDC`, 'latin1')
}

function replacementIn(
  content: Uint8Array,
  { operands, end }: ContentOperator,
  resources: PDFObject,
): string | undefined {
  const properties = operands[1]
  if (properties === undefined) return undefined
  const source = Buffer.from(content.subarray(properties, end)).toString('latin1')
  if (source.startsWith('<<')) return inlineText(content, properties, source)
  const name = /^\/(?<name>[^\s/<>[\]()]+)/u.exec(source)?.groups?.['name']
  if (name === undefined) return undefined
  const text = entryOf(resources, 'Properties', name, 'ActualText')
  return text.isString() ? text.asString() : undefined
}

/** The replacement text of a property list that stands in the content itself. */
function inlineText(content: Uint8Array, at: number, source: string): string | undefined {
  const key = source.indexOf('/ActualText')
  if (key < 0) return undefined
  const value = source.slice(key + '/ActualText'.length)
  const gap = value.length - value.trimStart().length
  const start = at + key + '/ActualText'.length + gap
  if (value[gap] === '<') return textOfBytes(hexBytes(value.slice(gap + 1, value.indexOf('>', gap))))
  if (value[gap] === '(') return textOfBytes(literalBytes(content.subarray(start + 1, endOfString(content, start) - 1)))
  return undefined
}

function hexBytes(hex: string): Uint8Array {
  const digits = hex.replaceAll(/[^0-9a-f]/giu, '')
  return Uint8Array.from(digits.match(/.{1,2}/gu) ?? [], (pair) => Number.parseInt(pair.padEnd(2, '0'), 16))
}

const escapes: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, f: 12 }

/** The bytes of a literal string, between its brackets. Source: ISO 32000-1, 7.3.4.2. */
function literalBytes(source: Uint8Array): Uint8Array {
  const text = Buffer.from(source).toString('latin1')
  const plain = text.replaceAll(
    /\\(?:([0-7]{1,3})|(\r\n|[\s\S]))/gu,
    (_, octal: string | undefined, other: string | undefined) => {
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) % 256)
      if (other === undefined || /[\r\n]/u.test(other)) return ''
      const escaped = escapes[other]
      return escaped === undefined ? other : String.fromCharCode(escaped)
    },
  )
  return Buffer.from(plain, 'latin1')
}

/** A text string: UTF-16 or UTF-8 by its mark, else nearly Latin 1. Source: ISO 32000-2, 7.9.2.2. */
function textOfBytes(bytes: Uint8Array): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes.subarray(2))
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes.subarray(2))
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return new TextDecoder().decode(bytes.subarray(3))
  return new TextDecoder('windows-1252').decode(bytes)
}
