import { assert } from '../kernel/errors.ts'
import type { ObjectWriter } from './object-writer.ts'
import { advanceOf, dataView, glyphOf, outlineOf, partsOf, readTrueType, table, type TrueTypeFont } from './truetype.ts'

const FIRST = 0x20
const LAST = 0x7e
const COUNT = LAST - FIRST + 1

/** The font of page stamps, exhibit marks and captions: the printable ASCII characters of a TrueType font. */
export class StampFont {
  readonly #font: TrueTypeFont
  readonly #glyphs: readonly number[]
  /** Advance widths of the characters from space on, in thousandths of the size. */
  readonly #widths: readonly number[]

  /** @throws Bug if the bytes are not a TrueType font with Latin letters */
  constructor(bytes: Uint8Array) {
    this.#font = readTrueType(bytes)
    this.#glyphs = Array.from({ length: COUNT }, (_, i) => glyphOf(this.#font, FIRST + i))
    assert(
      this.#glyphs.every((glyph) => glyph > 0),
      'the stamp font has every ASCII character',
    )
    this.#widths = this.#glyphs.map((glyph) =>
      Math.round((advanceOf(this.#font, glyph) * 1000) / this.#font.unitsPerEm),
    )
  }

  /** The width of a text, in the unit of `size`. */
  width(text: string, size: number): number {
    let width = 0
    for (let i = 0; i < text.length; i++) width += this.#widths[text.charCodeAt(i) - FIRST] ?? 0
    return (width * size) / 1000
  }

  /** A text as a PDF string. @throws Bug if it is not printable ASCII */
  string(text: string): string {
    assert(/^[ -~]*$/.test(text), 'a stamp is printable ASCII')
    return `(${text.replace(/[\\()]/g, String.raw`\$&`)})`
  }

  /** Writes the font as object `number`. Source: ISO 32000-2, 9.6.3 and 9.9. */
  write(number: number, writer: ObjectWriter): void {
    const descriptor = writer.allocate()
    const file = writer.allocate()
    const scale = (value: number): number => Math.round((value * 1000) / this.#font.unitsPerEm)
    const name = '/CLKSTP+ClarksonStamp'
    const program = subset(this.#font, this.#glyphs)
    writer.object(
      number,
      `<</Type/Font/Subtype/TrueType/BaseFont${name}/Encoding/WinAnsiEncoding/FirstChar ${FIRST}/LastChar ${LAST}` +
        `/Widths[${this.#widths.join(' ')}]/FontDescriptor ${descriptor} 0 R>>`,
    )
    const { ascent, descent, box } = this.#font
    writer.object(
      descriptor,
      `<</Type/FontDescriptor/FontName${name}/Flags 32/ItalicAngle 0/StemV 80/CapHeight 714/Ascent ${scale(ascent)}` +
        `/Descent ${scale(descent)}/FontBBox[${box.map(scale).join(' ')}]/FontFile2 ${file} 0 R>>`,
    )
    writer.compressedStream(file, `/Length1 ${program.length}`, program)
  }
}

/** A font of glyph 0, the given glyphs (as 1, 2, ...) and the parts that they are made of. */
function subset(font: TrueTypeFont, glyphs: readonly number[]): Uint8Array {
  const order = [0, ...glyphs]
  const outlines: Uint8Array[] = []
  for (let i = 0; i < order.length; i++) {
    const outline = outlineOf(font, order[i] as number).slice()
    const view = dataView(outline)
    for (const place of partsOf(outline)) {
      const part = view.getUint16(place)
      if (!order.includes(part)) order.push(part)
      view.setUint16(place, order.indexOf(part))
    }
    outlines.push(outline)
  }
  const head = table(font.tables, 'head').slice()
  dataView(head).setUint32(8, 0)
  dataView(head).setInt16(50, 1)
  const hhea = table(font.tables, 'hhea').slice()
  dataView(hhea).setUint16(34, order.length)
  const maxp = table(font.tables, 'maxp').slice()
  dataView(maxp).setUint16(4, order.length)
  const tables = new Map<string, Uint8Array>([
    ['cmap', characterMap()],
    ['glyf', joined(outlines)],
    ['head', head],
    ['hhea', hhea],
    ['hmtx', metrics(font, order)],
    ['loca', locations(outlines)],
    ['maxp', maxp],
  ])
  // The outlines' hinting programs call these.
  for (const tag of ['cvt ', 'fpgm', 'prep']) {
    const found = font.tables.get(tag)
    if (found !== undefined) tables.set(tag, found)
  }
  return fontFile(tables)
}

/** Maps the ASCII characters, in order, to the glyphs from 1 on. Source: OpenType, cmap format 4. */
function characterMap(): Uint8Array {
  const words = [0, 1, 3, 1, 0, 12, 4, 32, 0, 4, 4, 1, 0, LAST, 0xffff, 0, FIRST, 0xffff, (1 - FIRST) & 0xffff, 1, 0, 0]
  const bytes = new Uint8Array(words.length * 2)
  for (const [i, word] of words.entries()) dataView(bytes).setUint16(i * 2, word)
  return bytes
}

function metrics(font: TrueTypeFont, order: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(order.length * 4)
  for (const [i, glyph] of order.entries()) {
    const outline = outlineOf(font, glyph)
    dataView(bytes).setUint16(i * 4, advanceOf(font, glyph))
    dataView(bytes).setInt16(i * 4 + 2, outline.length >= 4 ? dataView(outline).getInt16(2) : 0)
  }
  return bytes
}

function locations(outlines: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array((outlines.length + 1) * 4)
  let at = 0
  for (const [i, outline] of outlines.entries()) {
    at += padded(outline.length)
    dataView(bytes).setUint32((i + 1) * 4, at)
  }
  return bytes
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + padded(part.length), 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += padded(part.length)
  }
  return bytes
}

/** Source: OpenType, "Organization of an OpenType font". */
function fontFile(tables: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const sorted = [...tables].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const directory = new Uint8Array(12 + sorted.length * 16)
  const view = dataView(directory)
  const power = Math.floor(Math.log2(sorted.length))
  view.setUint32(0, 0x00010000)
  view.setUint16(4, sorted.length)
  view.setUint16(6, 2 ** power * 16)
  view.setUint16(8, power)
  view.setUint16(10, sorted.length * 16 - 2 ** power * 16)
  let offset = directory.length
  for (const [i, [tag, bytes]] of sorted.entries()) {
    const at = 12 + i * 16
    for (let k = 0; k < 4; k++) view.setUint8(at + k, tag.charCodeAt(k))
    view.setUint32(at + 4, checksum(bytes))
    view.setUint32(at + 8, offset)
    view.setUint32(at + 12, bytes.length)
    offset += padded(bytes.length)
  }
  const file = joined([directory, ...sorted.map(([, bytes]) => bytes)])
  const head = sorted.findIndex(([tag]) => tag === 'head')
  dataView(file).setUint32(view.getUint32(12 + head * 16 + 8) + 8, (0xb1b0afba - checksum(file)) >>> 0)
  return file
}

function checksum(bytes: Uint8Array): number {
  let sum = 0
  for (let i = 0; i < bytes.length; i += 4) {
    const word =
      ((bytes[i] ?? 0) << 24) | ((bytes[i + 1] ?? 0) << 16) | ((bytes[i + 2] ?? 0) << 8) | (bytes[i + 3] ?? 0)
    sum = (sum + word) >>> 0
  }
  return sum
}

function padded(length: number): number {
  return (length + 3) & ~3
}
