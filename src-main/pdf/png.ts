import { deflateSync } from 'node:zlib'
import { Refusal } from '../kernel/errors.ts'
import { asBuffer } from './bytes.ts'
import { inflate, undoPng } from './stream-data.ts'
import { dataView } from './truetype.ts'
import { Unreadable } from './unreadable.ts'

/** What of a PNG goes into a PDF: PDF syntax for its image dictionary, and data. */
export interface Png {
  readonly width: number
  readonly height: number
  /** Entries for colour space, bits and filters. */
  readonly entries: string
  readonly data: Uint8Array
  /** The transparency as a grey image of the same size. */
  readonly alpha?: { readonly entries: string; readonly data: Uint8Array }
}

interface Header {
  readonly width: number
  readonly height: number
  readonly bits: number
  readonly colour: number
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]
const CHANNELS = new Map([
  [0, 1],
  [2, 3],
  [3, 1],
  [4, 2],
  [6, 4],
])
/** The most pixels of a PNG, so that one image cannot take all memory. */
const MOST_PIXELS = 100_000_000

/** Whether some bytes begin as a PNG does. */
export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, i) => bytes[i] === byte)
}

/**
 * Reads a PNG. Without transparency its compressed data passes through untouched; with it, colours and transparency are
 * taken apart. Texts, times and places in it are left behind. Source: ISO/IEC 15948, clauses 9 to 11.
 *
 * @throws Refusal `source.unsupported` if it is interlaced, too large, damaged or no PNG
 */
export function readPng(bytes: Uint8Array): Png {
  const { header, palette, transparency, data } = readChunks(bytes)
  const channels = CHANNELS.get(header.colour) ?? 0
  const row = Math.ceil((header.width * header.bits * channels) / 8)
  const rows = inflated(data, (row + 1) * header.height)
  const { width, height, bits, colour } = header
  if (colour === 4 || colour === 6) return apart(header, undoPng(rows, row, (bits * channels) >> 3))
  if (colour === 3 && transparency !== undefined)
    return apartByPalette(header, { palette, transparency }, undoPng(rows, row, 1))
  const space = colour === 3 ? indexed(palette) : colour === 0 ? '/DeviceGray' : '/DeviceRGB'
  const keyed = transparency === undefined ? '' : `/Mask[${colourKey(transparency)}]`
  const filter = `/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors ${channels}/BitsPerComponent ${bits}/Columns ${width}>>`
  return { width, height, entries: `/ColorSpace ${space}/BitsPerComponent ${bits}${keyed}${filter}`, data }
}

interface Chunks {
  readonly header: Header
  readonly palette: Uint8Array
  readonly transparency: Uint8Array | undefined
  readonly data: Uint8Array
}

function readChunks(bytes: Uint8Array): Chunks {
  const found = new Map<string, Uint8Array>()
  const data: Uint8Array[] = []
  const view = dataView(bytes)
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = view.getUint32(at)
    const type = asBuffer(bytes).toString('latin1', at + 4, at + 8)
    const chunk = bytes.subarray(at + 8, at + 8 + length)
    if (type === 'IDAT') data.push(chunk)
    else if (!found.has(type)) found.set(type, chunk)
    at += 12 + length
  }
  return {
    header: readHeader(found.get('IHDR')),
    palette: found.get('PLTE') ?? new Uint8Array(0),
    transparency: found.get('tRNS'),
    data: Buffer.concat(data),
  }
}

function readHeader(chunk: Uint8Array | undefined): Header {
  if (chunk === undefined || chunk.length < 13) throw new Refusal('source.unsupported', {})
  const view = dataView(chunk)
  const [width, height] = [view.getUint32(0), view.getUint32(4)]
  const [bits = 0, colour = 0, , , interlace = 0] = chunk.subarray(8)
  const fits = width > 0 && height > 0 && width * height <= MOST_PIXELS
  if (!fits || !CHANNELS.has(colour) || interlace !== 0 || ![1, 2, 4, 8, 16].includes(bits)) {
    throw new Refusal('source.unsupported', {})
  }
  return { width, height, bits, colour }
}

function inflated(data: Uint8Array, expected: number): Uint8Array {
  try {
    const rows = inflate(data, expected)
    if (rows.length === expected) return rows
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
  }
  throw new Refusal('source.unsupported', {})
}

/** Grey or colour with an alpha channel, 8 or 16 bits. */
function apart({ width, height, bits, colour }: Header, pixels: Uint8Array): Png {
  const bytes = bits / 8
  const colours = (colour === 4 ? 1 : 3) * bytes
  const count = width * height
  const image = new Uint8Array(count * colours)
  const alpha = new Uint8Array(count * bytes)
  for (let i = 0, from = 0; i < count; i++, from += colours + bytes) {
    for (let k = 0; k < colours; k++) image[i * colours + k] = pixels[from + k] as number
    for (let k = 0; k < bytes; k++) alpha[i * bytes + k] = pixels[from + colours + k] as number
  }
  const filter = `/BitsPerComponent ${bits}/Filter/FlateDecode`
  return {
    width,
    height,
    entries: `/ColorSpace${colour === 4 ? '/DeviceGray' : '/DeviceRGB'}${filter}`,
    data: deflateSync(image),
    alpha: { entries: `/ColorSpace/DeviceGray${filter}`, data: deflateSync(alpha) },
  }
}

function apartByPalette(
  { width, height, bits }: Header,
  { palette, transparency }: { palette: Uint8Array; transparency: Uint8Array },
  pixels: Uint8Array,
): Png {
  const row = Math.ceil((width * bits) / 8)
  const alpha = new Uint8Array(width * height)
  const most = 2 ** bits - 1
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const bit = x * bits
      const index = ((pixels[y * row + (bit >> 3)] as number) >> (8 - bits - (bit & 7))) & most
      alpha[y * width + x] = transparency[index] ?? 255
    }
  }
  const entries = `/ColorSpace ${indexed(palette)}/BitsPerComponent ${bits}/Filter/FlateDecode`
  const alphaEntries = '/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode'
  return {
    width,
    height,
    entries,
    data: deflateSync(pixels),
    alpha: { entries: alphaEntries, data: deflateSync(alpha) },
  }
}

function indexed(palette: Uint8Array): string {
  if (palette.length < 3) throw new Refusal('source.unsupported', {})
  return `[/Indexed/DeviceRGB ${Math.floor(palette.length / 3) - 1}<${asBuffer(palette).toString('hex')}>]`
}

/** The one colour that is transparent, as a range for each component. */
function colourKey(transparency: Uint8Array): string {
  const view = dataView(transparency)
  const values: number[] = []
  for (let at = 0; at + 2 <= transparency.length; at += 2) values.push(view.getUint16(at), view.getUint16(at))
  return values.join(' ')
}
