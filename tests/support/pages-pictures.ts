import { deflateSync } from 'node:zlib'

/** A picture of four coloured fields, 4 x 2 of 8 pixels each: red and green above, blue and white below, the left ones narrower. */
export const fields = { width: 32, height: 16, split: 8 } as const

/** The colour of a pixel of the picture as it should be seen. */
export function fieldAt(x: number, y: number): readonly [number, number, number] {
  if (y < fields.height / 2) return x < fields.split ? [255, 0, 0] : [0, 255, 0]
  return x < fields.split ? [0, 0, 255] : [255, 255, 255]
}

/** Where a pixel that is seen at (x, y) is stored, for an orientation of 1 to 8. Source: TIFF 6.0, tag 274. */
function storedAt(orientation: number, x: number, y: number): readonly [number, number] {
  const [right, bottom] = [fields.width - 1 - x, fields.height - 1 - y]
  const places: readonly (readonly [number, number])[] = [
    [x, y],
    [right, y],
    [right, bottom],
    [x, bottom],
    [y, x],
    [y, right],
    [bottom, right],
    [bottom, x],
  ]
  return places[orientation - 1] ?? [x, y]
}

/** The picture's pixels as an orientation stores them. */
export function storedPixels(orientation: number): { width: number; height: number; rgb: Buffer } {
  const isSideways = orientation >= 5
  const width = isSideways ? fields.height : fields.width
  const height = isSideways ? fields.width : fields.height
  const rgb = Buffer.alloc(width * height * 3)
  for (let y = 0; y < fields.height; y++) {
    for (let x = 0; x < fields.width; x++) {
      const [storedX, storedY] = storedAt(orientation, x, y)
      rgb.set(fieldAt(x, y), (storedY * width + storedX) * 3)
    }
  }
  return { width, height, rgb }
}

/** An uncompressed RGB TIFF with one directory for each orientation given. */
export function tiff(orientations: readonly number[]): Uint8Array {
  const parts: Buffer[] = [Buffer.from([0x49, 0x49, 0x2a, 0, 0, 0, 0, 0])]
  let at = 8
  let linkAt = 4
  const links: [number, number][] = []
  for (const orientation of orientations) {
    const { width, height, rgb } = storedPixels(orientation)
    const pixelsAt = at
    const bitsAt = pixelsAt + rgb.length
    const directoryAt = bitsAt + 6
    const entries: readonly (readonly [number, number, number, number])[] = [
      [256, 3, 1, width],
      [257, 3, 1, height],
      [258, 3, 3, bitsAt],
      [259, 3, 1, 1],
      [262, 3, 1, 2],
      [273, 4, 1, pixelsAt],
      [274, 3, 1, orientation],
      [277, 3, 1, 3],
      [278, 3, 1, height],
      [279, 4, 1, rgb.length],
    ]
    const directory = Buffer.alloc(2 + entries.length * 12 + 4)
    directory.writeUInt16LE(entries.length, 0)
    entries.forEach(([tag, type, count, value], i) => {
      directory.writeUInt16LE(tag, 2 + i * 12)
      directory.writeUInt16LE(type, 4 + i * 12)
      directory.writeUInt32LE(count, 6 + i * 12)
      directory.writeUInt32LE(value, 10 + i * 12)
    })
    parts.push(rgb, Buffer.from([8, 0, 8, 0, 8, 0]), directory)
    links.push([linkAt, directoryAt])
    linkAt = directoryAt + 2 + entries.length * 12
    at = directoryAt + directory.length
  }
  const whole = Buffer.concat(parts)
  for (const [from, to] of links) whole.writeUInt32LE(to, from)
  return whole
}

/** A PNG of the stored pixels, with the orientation in an eXIf chunk. Source: PNG specification (W3C, third edition), 11.3.4.5. */
export function png(orientation: number): Uint8Array {
  const { width, height, rgb } = storedPixels(orientation)
  const rows = Buffer.alloc((width * 3 + 1) * height)
  for (let y = 0; y < height; y++) rgb.copy(rows, y * (width * 3 + 1) + 1, y * width * 3, (y + 1) * width * 3)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('eXIf', exif(orientation)),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** The same JPEG with an APP1 segment that states another orientation. */
export function jpegTurned(jpeg: Uint8Array, orientation: number, place: 'first' | 'after-jfif' = 'first'): Uint8Array {
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exif(orientation)])
  const segment = Buffer.from([0xff, 0xe1, 0, 0])
  segment.writeUInt16BE(body.length + 2, 2)
  // Cameras write EXIF first; programs that write JFIF put it after.
  const at = place === 'first' ? 2 : 4 + (((jpeg[4] ?? 0) << 8) | (jpeg[5] ?? 0))
  return Buffer.concat([jpeg.subarray(0, at), segment, body, jpeg.subarray(at)])
}

function exif(orientation: number): Buffer {
  const bytes = Buffer.alloc(26)
  bytes.set([0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1])
  bytes.writeUInt16BE(0x0112, 10)
  bytes.writeUInt16BE(3, 12)
  bytes.writeUInt32BE(1, 14)
  bytes.writeUInt16BE(orientation, 18)
  return bytes
}

function chunk(type: string, data: Buffer): Buffer {
  const bytes = Buffer.alloc(data.length + 12)
  bytes.writeUInt32BE(data.length, 0)
  bytes.write(type, 4, 'latin1')
  data.copy(bytes, 8)
  bytes.writeUInt32BE(crc32(bytes.subarray(4, data.length + 8)), data.length + 8)
  return bytes
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}
