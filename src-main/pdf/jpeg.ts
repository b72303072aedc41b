import { Refusal } from '../kernel/errors.ts'
import { dataView } from './truetype.ts'

/** What of a JPEG goes into a PDF. */
export interface Jpeg {
  readonly width: number
  readonly height: number
  readonly components: 1 | 3 | 4
  /** True where 0 means full ink, as Adobe writes CMYK. */
  readonly inverted: boolean
  /** EXIF orientation, 1 to 8. */
  readonly orientation: number
  /** The image data as it was, without the segments that tell of camera, place, time and people. */
  readonly data: Uint8Array
}

const START_OF_SCAN = 0xda
const END = 0xd9

/**
 * Reads a JPEG's frame and takes out EXIF, XMP, IPTC, comments, thumbnails and whatever follows the end. The compressed
 * image is not touched. Source: ITU-T T.81, annex B; EXIF 2.32, 4.6.4 (orientation).
 *
 * @throws Refusal `source.unsupported` if it is no JPEG that PDF viewers must show
 */
export function readJpeg(bytes: Uint8Array): Jpeg {
  let frame: Frame | undefined
  let orientation = 1
  let adobe = false
  const kept: Uint8Array[] = [bytes.subarray(0, 2)]
  for (const { marker, segment, scan } of segmentsOf(bytes)) {
    if (isFrame(marker)) frame = readFrame(segment)
    else if (marker === 0xe1) orientation = orientationIn(segment) ?? orientation
    else if (marker === 0xee) adobe ||= startsWith(segment, 'Adobe')
    if (isKept(marker, segment)) kept.push(segment, scan)
  }
  if (frame === undefined) throw unsupported()
  kept.push(Uint8Array.of(0xff, END))
  const data = new Uint8Array(Buffer.concat(kept))
  return { ...frame, inverted: adobe && frame.components === 4, orientation, data }
}

interface Frame {
  readonly width: number
  readonly height: number
  readonly components: 1 | 3 | 4
}

interface Segment {
  readonly marker: number
  /** Marker, length and payload. */
  readonly segment: Uint8Array
  /** The compressed data that follow a start of scan; else empty. */
  readonly scan: Uint8Array
}

/** The segments of a JPEG up to its end marker; whatever a camera hides behind that is not seen. */
function* segmentsOf(bytes: Uint8Array): Generator<Segment> {
  let at = 2
  while (at + 4 <= bytes.length) {
    const marker = bytes[at + 1] as number
    if (bytes[at] !== 0xff) throw unsupported()
    if (marker === END) return
    if (marker === 0xff) {
      at++
      continue
    }
    const end = at + 2 + dataView(bytes).getUint16(at + 2)
    if (end > bytes.length) throw unsupported()
    const next = marker === START_OF_SCAN ? endOfScan(bytes, end) : end
    yield { marker, segment: bytes.subarray(at, end), scan: bytes.subarray(end, next) }
    at = next
  }
}

/** Whether some bytes begin as a JPEG does. */
export function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff
}

function unsupported(): Refusal {
  return new Refusal('source.unsupported', {})
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

/** Baseline, extended and progressive, 8 bits: what ISO 32000-2, 7.4.8 asks of a viewer. */
function readFrame(segment: Uint8Array): Frame {
  const view = dataView(segment)
  if (segment.length < 10 || (segment[1] as number) > 0xc2 || segment[4] !== 8) throw unsupported()
  const components = segment[9]
  const [height, width] = [view.getUint16(5), view.getUint16(7)]
  if (width < 1 || height < 1 || (components !== 1 && components !== 3 && components !== 4)) throw unsupported()
  return { width, height, components }
}

/** JFIF without a thumbnail and Adobe's colour note stay: they say how colours are meant. Other notes go. */
function isKept(marker: number, segment: Uint8Array): boolean {
  if (marker === 0xe0) return startsWith(segment, 'JFIF') && segment.length === 18
  if (marker === 0xee) return startsWith(segment, 'Adobe') && segment.length <= 16
  return (marker < 0xe0 || marker > 0xef) && marker !== 0xfe
}

function startsWith(segment: Uint8Array, word: string): boolean {
  for (let i = 0; i < word.length; i++) if (segment[4 + i] !== word.charCodeAt(i)) return false
  return true
}

function endOfScan(bytes: Uint8Array, from: number): number {
  let at = from
  for (;;) {
    at = bytes.indexOf(0xff, at)
    if (at < 0 || at + 1 >= bytes.length) return bytes.length
    const marker = bytes[at + 1] as number
    if (marker !== 0 && !(marker >= 0xd0 && marker <= 0xd7) && marker !== 0xff) return at
    at += marker === 0xff ? 1 : 2
  }
}

function orientationIn(segment: Uint8Array): number | undefined {
  if (!startsWith(segment, 'Exif') || segment.length < 24) return undefined
  const tiff = dataView(segment.subarray(10))
  const little = tiff.getUint16(0) === 0x4949
  const directory = tiff.getUint32(4, little)
  if (directory + 2 > tiff.byteLength) return undefined
  const count = tiff.getUint16(directory, little)
  for (let i = 0; i < count && directory + 14 + i * 12 <= tiff.byteLength; i++) {
    const at = directory + 2 + i * 12
    if (tiff.getUint16(at, little) !== 0x0112) continue
    const value = tiff.getUint16(at + 8, little)
    return value >= 1 && value <= 8 ? value : undefined
  }
  return undefined
}
