import type { Matrix } from 'mupdf'
import { heifOrientation } from './heif-boxes.ts'
import { exifOfWebp } from './riff-webp.ts'
import type { PageFormat } from './sniff.ts'

/**
 * How a picture is to be turned to stand upright, 1 to 8.
 * Source: EXIF 2.32 (CIPA DC-008), tag 0x0112; TIFF 6.0, tag 274.
 */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

const ORIENTATION_TAG = 0x0112
const MOST_ENTRIES = 512

/** Reads the orientation from a TIFF directory that begins at `offset` of a TIFF structure; 1 where there is none. */
interface Directory {
  readonly orientation: Orientation
  readonly next: number
}

function readDirectory(view: DataView, offset: number, little: boolean): Directory {
  const entries = view.getUint16(offset, little)
  let orientation: Orientation = 1
  for (let entry = 0; entry < Math.min(entries, MOST_ENTRIES); entry++) {
    const at = offset + 2 + entry * 12
    if (view.getUint16(at, little) === ORIENTATION_TAG) orientation = orientationOf(view.getUint16(at + 8, little))
  }
  return { orientation, next: view.getUint32(offset + 2 + entries * 12, little) }
}

function orientationOf(value: number): Orientation {
  return value >= 1 && value <= 8 ? (value as Orientation) : 1
}

/** The orientation of one directory (page) of a TIFF structure; 1 when it cannot be read. */
function tiffOrientation(bytes: Uint8Array, page = 0): Orientation {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const little = view.getUint16(0) === 0x4949
    let offset = view.getUint32(4, little)
    for (let skipped = 0; skipped < page; skipped++) offset = readDirectory(view, offset, little).next
    return readDirectory(view, offset, little).orientation
  } catch {
    return 1 // A directory outside the file: then there is no orientation to honour.
  }
}

const PNG_HEADER_BYTES = 8
const EXIF_CHUNK = 0x65584966

function pngOrientation(bytes: Uint8Array): Orientation {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = PNG_HEADER_BYTES
  while (at + 12 <= bytes.byteLength) {
    const length = view.getUint32(at)
    if (view.getUint32(at + 4) === EXIF_CHUNK) return tiffOrientation(bytes.subarray(at + 8, at + 8 + length))
    at += 12 + length
  }
  return 1
}

/** The turn that has to be made when a page of this file is shown. MuPDF is never left to make it: see {@link withoutOrientation}. */
export function orientationIn(format: PageFormat, bytes: Uint8Array, page: number): Orientation {
  if (format === 'image/tiff') return tiffOrientation(bytes, page)
  if (format === 'image/png') return pngOrientation(bytes)
  if (format === 'image/webp') return tiffOrientation(exifOfWebp(bytes) ?? new Uint8Array())
  if (format === 'image/avif') return heifOrientation(bytes)
  return format === 'image/jpeg' ? orientationOf(jpegTag(bytes)?.value ?? 1) : 1
}

/**
 * A picture that says nothing of its orientation. MuPDF turns some JPEGs by themselves and others not, so that none could
 * be turned rightly afterwards; told nothing it turns none.
 */
export function withoutOrientation(format: PageFormat, bytes: Uint8Array): Uint8Array {
  const tag = format === 'image/jpeg' ? jpegTag(bytes) : undefined
  if (tag === undefined) return bytes
  const level = Uint8Array.from(bytes)
  new DataView(level.buffer).setUint16(tag.at, 1, tag.little)
  return level
}

interface Tag {
  /** Where in the file its value stands. */
  readonly at: number
  readonly value: number
  readonly little: boolean
}

const EXIF_HEADER = [0x45, 0x78, 0x69, 0x66, 0, 0]

/** The orientation tag of a JPEG's EXIF. Source: ISO/IEC 10918-1, B.1.1.4 (segments); EXIF 2.32, 4.7.2 (APP1). */
function jpegTag(bytes: Uint8Array): Tag | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 2
  while (at + 4 <= bytes.byteLength && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xda || marker === 0xd9) return undefined
    const length = view.getUint16(at + 2)
    if (marker === 0xe1 && EXIF_HEADER.every((value, i) => bytes[at + 4 + i] === value)) return tagIn(view, at + 10)
    at += 2 + Math.max(2, length)
  }
  return undefined
}

function tagIn(view: DataView, start: number): Tag | undefined {
  try {
    const little = view.getUint16(start) === 0x4949
    const directory = start + view.getUint32(start + 4, little)
    const entries = Math.min(view.getUint16(directory, little), MOST_ENTRIES)
    for (let entry = 0; entry < entries; entry++) {
      const at = directory + 2 + entry * 12
      if (view.getUint16(at, little) === ORIENTATION_TAG)
        return { at: at + 8, value: view.getUint16(at + 8, little), little }
    }
  } catch {
    // A directory outside the file: then there is no orientation to honour.
  }
  return undefined
}

/** The matrix that turns a picture of the given size (y downwards, origin top left) upright, back into the first quadrant. */
export function orientationMatrix(orientation: Orientation, width: number, height: number): Matrix {
  const matrices: Readonly<Record<Orientation, Matrix>> = {
    1: [1, 0, 0, 1, 0, 0],
    2: [-1, 0, 0, 1, width, 0],
    3: [-1, 0, 0, -1, width, height],
    4: [1, 0, 0, -1, 0, height],
    5: [0, 1, 1, 0, 0, 0],
    6: [0, 1, -1, 0, height, 0],
    7: [0, -1, -1, 0, height, width],
    8: [0, -1, 1, 0, 0, width],
  }
  return matrices[orientation]
}

/** True when the turn exchanges width and height. */
export function isTurnedSideways(orientation: Orientation): boolean {
  return orientation >= 5
}
