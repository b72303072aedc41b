import { Refusal } from '../kernel/errors.ts'
import { isJpeg, readJpeg } from './jpeg.ts'
import type { ObjectWriter } from './object-writer.ts'
import { isPng, readPng } from './png.ts'
import { decimal } from './serialise.ts'
import type { StampFont } from './stamp-font.ts'

/** How an image is laid on its page. Lengths in points. */
export interface ImageLayout {
  readonly page: readonly [number, number]
  readonly margin: number
  /** A line below the image. Printable ASCII. */
  readonly caption?: string
}

/** An image written into the bundle, and the content that draws it as `/Im0`. */
export interface WrittenImage {
  readonly number: number
  readonly content: string
}

const CAPTION_SIZE = 9
const CAPTION_ROOM = 18
/** An image is never drawn larger than at 96 pixels to the inch. */
const LARGEST_SCALE = 72 / 96

/**
 * Writes a JPEG or a PNG and lays it in the middle of a page, upright whatever the camera's position was.
 * @throws Refusal `source.unsupported` for anything else: such an image must be converted first
 */
export function writeImage(bytes: Uint8Array, layout: ImageLayout, writer: ObjectWriter): WrittenImage {
  const image = isJpeg(bytes) ? writeJpeg(bytes, writer) : isPng(bytes) ? writePng(bytes, writer) : undefined
  if (image === undefined) throw new Refusal('source.unsupported', {})
  const turned = image.orientation >= 5
  const [across, up] = turned ? [image.height, image.width] : [image.width, image.height]
  const [pageWidth, pageHeight] = layout.page
  const below = layout.caption === undefined ? 0 : CAPTION_ROOM
  const room = [
    Math.max(1, pageWidth - 2 * layout.margin),
    Math.max(1, pageHeight - 2 * layout.margin - below),
  ] as const
  const scale = Math.min(LARGEST_SCALE, room[0] / across, room[1] / up)
  const [width, height] = [across * scale, up * scale]
  const place: Place = [(pageWidth - width) / 2, layout.margin + below + (room[1] - height) / 2, width, height]
  return { number: image.number, content: `q ${orientedMatrix(image.orientation, place)} cm /Im0 Do Q` }
}

/** The content of a caption, centred below the image. */
export function captionContent(layout: ImageLayout, font: StampFont, fontName: string): string {
  if (layout.caption === undefined || layout.caption === '') return ''
  const left = Math.max(layout.margin, (layout.page[0] - font.width(layout.caption, CAPTION_SIZE)) / 2)
  const place = `${decimal(left)} ${decimal(layout.margin + 4)} Td`
  return `BT 0 g ${fontName} ${CAPTION_SIZE} Tf ${place} ${font.string(layout.caption)} Tj ET`
}

type Place = readonly [left: number, bottom: number, width: number, height: number]

/** The matrix that draws an image upright. Source: EXIF 2.32, 4.6.4, orientation 1 to 8. */
function orientedMatrix(orientation: number, [x, y, w, h]: Place): string {
  const matrices = [
    [w, 0, 0, h, x, y],
    [-w, 0, 0, h, x + w, y],
    [-w, 0, 0, -h, x + w, y + h],
    [w, 0, 0, -h, x, y + h],
    [0, -h, -w, 0, x + w, y + h],
    [0, -h, w, 0, x, y + h],
    [0, h, w, 0, x, y],
    [0, h, -w, 0, x + w, y],
  ]
  return (matrices[orientation - 1] ?? []).map(decimal).join(' ')
}

interface Written {
  readonly number: number
  readonly width: number
  readonly height: number
  readonly orientation: number
}

function writeJpeg(bytes: Uint8Array, writer: ObjectWriter): Written {
  const { width, height, components, inverted, orientation, data } = readJpeg(bytes)
  const space = components === 1 ? '/DeviceGray' : components === 3 ? '/DeviceRGB' : '/DeviceCMYK'
  const decode = inverted ? '/Decode[1 0 1 0 1 0 1 0]' : ''
  const size = `/Width ${width}/Height ${height}`
  const image = writer.allocate()
  const entries = `/ColorSpace${space}/BitsPerComponent 8/Filter/DCTDecode${decode}`
  writer.stream(image, `/Type/XObject/Subtype/Image${size}${entries}`, data)
  return { number: image, width, height, orientation }
}

function writePng(bytes: Uint8Array, writer: ObjectWriter): Written {
  const { width, height, entries, data, alpha } = readPng(bytes)
  const size = `/Type/XObject/Subtype/Image/Width ${width}/Height ${height}`
  const image = writer.allocate()
  let mask = ''
  if (alpha !== undefined) {
    const number = writer.allocate()
    writer.stream(number, `${size}${alpha.entries}`, alpha.data)
    mask = `/SMask ${number} 0 R`
  }
  writer.stream(image, `${size}${entries}${mask}`, data)
  return { number: image, width, height, orientation: 1 }
}
