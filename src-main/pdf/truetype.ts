import { assert } from '../kernel/errors.ts'

/** What is needed of a TrueType font to embed a part of it. Lengths are in the font's own units. */
export interface TrueTypeFont {
  readonly tables: ReadonlyMap<string, Uint8Array>
  readonly unitsPerEm: number
  readonly ascent: number
  readonly descent: number
  readonly box: readonly [number, number, number, number]
  readonly glyphCount: number
}

const COMPOSITE_WORDS = 0x0001
const COMPOSITE_MORE = 0x0020

/** Reads a TrueType font. @throws Bug if it is none, or has no outlines of that kind */
export function readTrueType(bytes: Uint8Array): TrueTypeFont {
  const file = dataView(bytes)
  const tables = new Map<string, Uint8Array>()
  for (let i = 0; i < file.getUint16(4); i++) {
    const at = 12 + i * 16
    const tag = String.fromCharCode(...bytes.subarray(at, at + 4))
    const offset = file.getUint32(at + 8)
    tables.set(tag, bytes.subarray(offset, offset + file.getUint32(at + 12)))
  }
  assert(tables.has('glyf') && tables.has('loca'), 'the stamp font has TrueType outlines')
  const head = dataView(table(tables, 'head'))
  const hhea = dataView(table(tables, 'hhea'))
  return {
    tables,
    unitsPerEm: head.getUint16(18),
    ascent: hhea.getInt16(4),
    descent: hhea.getInt16(6),
    box: [head.getInt16(36), head.getInt16(38), head.getInt16(40), head.getInt16(42)],
    glyphCount: dataView(table(tables, 'maxp')).getUint16(4),
  }
}

/** The glyph of a character (basic plane), 0 if the font lacks it. Source: OpenType, cmap format 4. */
export function glyphOf(font: TrueTypeFont, character: number): number {
  const cmap = dataView(table(font.tables, 'cmap'))
  for (let i = 0; i < cmap.getUint16(2); i++) {
    const at = cmap.getUint32(4 + i * 8 + 4)
    if (cmap.getUint16(at) === 4) return lookUp(cmap, at, character)
  }
  return 0
}

function lookUp(cmap: DataView, at: number, character: number): number {
  const segments = cmap.getUint16(at + 6) / 2
  const ends = at + 14
  const starts = ends + segments * 2 + 2
  for (let i = 0; i < segments; i++) {
    if (cmap.getUint16(ends + i * 2) < character) continue
    const start = cmap.getUint16(starts + i * 2)
    if (start > character) return 0
    const delta = cmap.getUint16(starts + (segments + i) * 2)
    const rangeAt = starts + (segments * 2 + i) * 2
    const range = cmap.getUint16(rangeAt)
    if (range === 0) return (character + delta) & 0xffff
    const glyph = cmap.getUint16(rangeAt + range + (character - start) * 2)
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff
  }
  return 0
}

/** The advance width of a glyph. */
export function advanceOf(font: TrueTypeFont, glyph: number): number {
  const count = dataView(table(font.tables, 'hhea')).getUint16(34)
  return dataView(table(font.tables, 'hmtx')).getUint16(Math.min(glyph, count - 1) * 4)
}

/** The outline of a glyph as the font has it; empty for a blank. */
export function outlineOf(font: TrueTypeFont, glyph: number): Uint8Array {
  const loca = dataView(table(font.tables, 'loca'))
  const long = dataView(table(font.tables, 'head')).getInt16(50) === 1
  const offset = (index: number): number => (long ? loca.getUint32(index * 4) : loca.getUint16(index * 2) * 2)
  return table(font.tables, 'glyf').subarray(offset(glyph), offset(glyph + 1))
}

/** Where a composite outline names its parts: offsets of 16-bit glyph numbers. Source: OpenType, glyf. */
export function partsOf(outline: Uint8Array): readonly number[] {
  if (outline.length < 10) return []
  const view = dataView(outline)
  if (view.getInt16(0) >= 0) return []
  const places: number[] = []
  for (let at = 10, more = true; more;) {
    const flags = view.getUint16(at)
    places.push(at + 2)
    at += 4 + ((flags & COMPOSITE_WORDS) === 0 ? 2 : 4)
    if ((flags & 0x0008) !== 0) at += 2
    else if ((flags & 0x0040) !== 0) at += 4
    else if ((flags & 0x0080) !== 0) at += 8
    more = (flags & COMPOSITE_MORE) !== 0
  }
  return places
}

/** A table that every TrueType font has. @throws Bug if it is missing */
export function table(tables: ReadonlyMap<string, Uint8Array>, tag: string): Uint8Array {
  const found = tables.get(tag)
  assert(found !== undefined, 'the stamp font has all tables')
  return found
}

export function dataView(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
