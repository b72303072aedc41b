import { Refusal } from '../kernel/errors.ts'

/** One chunk of a WebP file. */
interface Chunk {
  readonly type: string
  readonly data: Uint8Array
}

const MOST_CHUNKS = 4_096

function fourLetters(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4))
}

/** The chunks that follow one another from `start`, as far as they are whole. */
function chunksFrom(bytes: Uint8Array, start: number): readonly Chunk[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const chunks: Chunk[] = []
  for (let at = start; at + 8 <= bytes.byteLength && chunks.length < MOST_CHUNKS;) {
    const size = view.getUint32(at + 4, true)
    chunks.push({ type: fourLetters(bytes, at), data: bytes.subarray(at + 8, at + 8 + size) })
    at += 8 + size + (size & 1)
  }
  return chunks
}

function written(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(8 + data.byteLength + (data.byteLength & 1))
  for (let i = 0; i < 4; i++) bytes[i] = type.charCodeAt(i)
  new DataView(bytes.buffer).setUint32(4, data.byteLength, true)
  bytes.set(data, 8)
  return bytes
}

function webpOf(chunks: readonly Uint8Array[]): Uint8Array {
  const length = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0)
  const bytes = new Uint8Array(12 + length)
  bytes.set([0x52, 0x49, 0x46, 0x46])
  new DataView(bytes.buffer).setUint32(4, 4 + length, true)
  bytes.set([0x57, 0x45, 0x42, 0x50], 8)
  let at = 12
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}

const HAS_ALPHA = 0x10
const FRAME_HEADER_BYTES = 16

/**
 * An animated picture's first frame as a still one; any other picture as it is.
 *
 * @throws Refusal `image.damaged` for an animation without a frame
 * Source: WebP Container Specification (RFC 9649), section 2.7
 */
export function firstFrame(bytes: Uint8Array): Uint8Array {
  const chunks = chunksFrom(bytes, 12)
  if (!chunks.some(({ type }) => type === 'ANIM')) return bytes
  const frame = chunks.find(({ type }) => type === 'ANMF')?.data
  if (frame === undefined || frame.byteLength < FRAME_HEADER_BYTES) throw new Refusal('image.damaged', {})
  const parts = chunksFrom(frame, FRAME_HEADER_BYTES)
  const header = new Uint8Array(10)
  header[0] = parts.some(({ type }) => type === 'ALPH') ? HAS_ALPHA : 0
  // Width and height of the frame, less one, in three bytes each.
  header.set(frame.subarray(6, 12), 4)
  const picture = parts.filter(({ type }) => type === 'ALPH' || type === 'VP8 ' || type === 'VP8L')
  return webpOf([written('VP8X', header), ...picture.map(({ type, data }) => written(type, data))])
}

/** The EXIF of a WebP, as a TIFF structure; undefined where there is none. */
export function exifOfWebp(bytes: Uint8Array): Uint8Array | undefined {
  const exif = chunksFrom(bytes, 12).find(({ type }) => type === 'EXIF')?.data
  if (exif === undefined) return undefined
  // Some writers leave JPEG's own heading before it.
  return fourLetters(exif, 0) === 'Exif' ? exif.subarray(6) : exif
}

/** How many pixels a WebP says that it has; 0 where it does not say. */
export function pixelsOfWebp(bytes: Uint8Array): number {
  const [first] = chunksFrom(bytes, 12)
  if (first === undefined || first.data.byteLength < 10) return 0
  const view = new DataView(first.data.buffer, first.data.byteOffset, first.data.byteLength)
  if (first.type === 'VP8X') {
    const [width, height] = [4, 7].map((at) => 1 + (view.getUint16(at, true) | (view.getUint8(at + 2) << 16)))
    return (width ?? 0) * (height ?? 0)
  }
  if (first.type === 'VP8L') {
    const bits = view.getUint32(1, true)
    return (1 + (bits & 0x3fff)) * (1 + ((bits >>> 14) & 0x3fff))
  }
  return (view.getUint16(6, true) & 0x3fff) * (view.getUint16(8, true) & 0x3fff)
}
