import { crc32, deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../../src-main/kernel/errors.ts'
import {
  bundleInMemory,
  everythingIn,
  mupdf,
  pageStamp,
  pictureOf,
  reopened,
  textsOf,
} from '../support/pdf-fixtures.ts'

const A4 = [595, 842] as const

async function placed(image: Uint8Array, caption?: string): Promise<Uint8Array> {
  const { writer, bytes } = bundleInMemory()
  await writer.addImage(image, {
    page: A4,
    margin: 50,
    stamp: pageStamp,
    ...(caption === undefined ? {} : { caption }),
  })
  await writer.finish({ title: 'Image', producer: 'Clarkson', outline: [], labels: [] })
  return bytes()
}

/** A JPEG of 400 x 200 that is black in its stored upper left quarter, with an EXIF orientation and a place in it. */
async function photograph(orientation: number): Promise<Uint8Array> {
  const { ColorSpace, Pixmap } = await mupdf()
  const pixmap = new Pixmap(ColorSpace.DeviceRGB, [0, 0, 400, 200], false)
  const pixels = pixmap.getPixels()
  for (let i = 0; i < pixels.length; i++) {
    const pixel = Math.floor(i / 3)
    pixels[i] = pixel % 400 < 200 && pixel < 400 * 100 ? 0 : 200
  }
  const jpeg = pixmap.asJPEG(90, false)
  const tiff = Buffer.from(
    `MM\0*\0\0\0\b\0\x01\x01\x12\0\x03\0\0\0\x01\0${String.fromCharCode(orientation)}\0\0\0\0\0\0GPS SECRET`,
    'latin1',
  )
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])
  const segment = Buffer.concat([Buffer.from([0xff, 0xe1, 0, exif.length + 2]), exif])
  const comment = Buffer.from('\xff\xfe\0\x08SECRET', 'latin1')
  const trailer = Buffer.from('SECRET film behind the end', 'latin1')
  return Buffer.concat([jpeg.subarray(0, 2), segment, comment, jpeg.subarray(2), trailer])
}

const chunk = (type: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** A PNG from rows of samples that carry their filter byte. */
function png(
  [width, height]: readonly [number, number],
  [bits, colour, interlace = 0]: readonly number[],
  rows: Uint8Array,
  extra: readonly (readonly [string, Uint8Array])[] = [],
): Uint8Array {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([bits ?? 8, colour ?? 0, 0, 0, interlace], 8)
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    ...extra.map(([type, data]) => chunk(type, data)),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const rowsOf = (width: number, height: number, sample: (x: number, y: number) => readonly number[]): Uint8Array =>
  Uint8Array.from(
    Array.from({ length: height }, (_, y) => [
      0,
      ...Array.from({ length: width }, (__, x) => sample(x, y)).flat(),
    ]).flat(),
  )

describe('an image in a bundle', () => {
  it.each([
    [1, 'upper left'],
    [2, 'upper right'],
    [3, 'lower right'],
    [4, 'lower left'],
    [5, 'upper left'],
    [6, 'upper right'],
    [7, 'lower right'],
    [8, 'lower left'],
  ])('with EXIF orientation %i shows its dark quarter at the %s', async (orientation, where) => {
    const picture = await pictureOf(await reopened(await placed(await photograph(orientation))), 0)
    const [across, down] = orientation < 5 ? [75, 37] : [37, 75]
    const quarters = { 'upper left': [-1, -1], 'upper right': [1, -1], 'lower left': [-1, 1], 'lower right': [1, 1] }
    const dark = Object.entries(quarters).filter(
      ([, [x = 0, y = 0]]) => picture.at(297 + x * across, 421 + y * down) < 60,
    )
    expect(dark.map(([name]) => name)).toEqual([where])
  })

  it('is neither enlarged nor larger than its margins, and tells nothing of camera and place', async () => {
    const bytes = await placed(await photograph(1), 'Photograph 1')
    const document = await reopened(bytes)
    const picture = await pictureOf(document, 0)
    expect([picture.width, picture.height]).toEqual(A4)
    // 400 pixels at 96 to the inch are 300 points.
    expect([picture.at(297 - 152, 430), picture.at(297 + 148, 430)]).toEqual([255, 200])
    expect(textsOf(document)).toEqual(['Photograph 1 CLK-1'])
    expect(everythingIn(bytes, document)).not.toContain('SECRET')
  })

  it.each([
    [
      'grey',
      png(
        [8, 8],
        [8, 0],
        rowsOf(8, 8, () => [90]),
      ),
      90,
    ],
    [
      'colour',
      png(
        [8, 8],
        [8, 2],
        rowsOf(8, 8, () => [90, 90, 90]),
      ),
      90,
    ],
    [
      'half transparent',
      png(
        [8, 8],
        [8, 6],
        rowsOf(8, 8, () => [0, 0, 0, 128]),
      ),
      127,
    ],
    [
      'grey with transparency',
      png(
        [8, 8],
        [8, 4],
        rowsOf(8, 8, () => [0, 0]),
      ),
      255,
    ],
    [
      'by palette',
      png(
        [8, 8],
        [8, 3],
        rowsOf(8, 8, () => [1]),
        [['PLTE', Buffer.from([0, 0, 0, 90, 90, 90])]],
      ),
      90,
    ],
    [
      'by transparent palette',
      png(
        [8, 8],
        [8, 3],
        rowsOf(8, 8, () => [1]),
        [
          ['PLTE', Buffer.from([0, 0, 0, 90, 90, 90])],
          ['tRNS', Buffer.from([255, 0])],
        ],
      ),
      255,
    ],
    [
      'of one bit',
      png(
        [8, 8],
        [1, 0],
        rowsOf(1, 8, () => [0]),
      ),
      0,
    ],
  ])('that is a PNG %s looks as it did', async (_, image, grey) => {
    const picture = await pictureOf(await reopened(await placed(image)), 0)
    expect(Math.abs(picture.at(297, 421) - grey)).toBeLessThanOrEqual(2)
  })

  it.each([
    [
      'interlaced',
      png(
        [8, 8],
        [8, 0, 1],
        rowsOf(8, 8, () => [0]),
      ),
    ],
    [
      'of too many pixels',
      png(
        [100_000, 100_000],
        [8, 0],
        rowsOf(8, 8, () => [0]),
      ),
    ],
    [
      'cut short',
      png(
        [8, 9],
        [8, 0],
        rowsOf(8, 8, () => [0]),
      ),
    ],
    [
      'longer than it says',
      png(
        [8, 7],
        [8, 0],
        rowsOf(8, 8, () => [0]),
      ),
    ],
    ['no image', new TextEncoder().encode('GIF89a')],
    ['an empty JPEG', Uint8Array.of(0xff, 0xd8, 0xff, 0xd9)],
  ])('that is %s is refused, for the caller to convert', async (_, image) => {
    await expect(placed(image)).rejects.toSatisfy(
      (error) => error instanceof Refusal && error.code === 'source.unsupported',
    )
  })
})
