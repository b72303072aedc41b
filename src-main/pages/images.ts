import type { Page } from 'mupdf'
import { Refusal } from '../kernel/errors.ts'
import { withDocument, type OpenedDocument } from './document.ts'
import { isTurnedSideways } from './orientation.ts'
import { encodePng } from './png.ts'
import { drawPage, withPixmap } from './render.ts'

/** A picture made over into a format that a bundle can carry, upright, without metadata. */
export interface ConvertedImage {
  readonly bytes: Uint8Array
  readonly widthPixels: number
  readonly heightPixels: number
  readonly dpi: number
}

/** Which page of a picture file, counted from 0 (a TIFF may have many), and for JPEG how good: 1 to 100. */
export interface ConversionOptions {
  readonly page?: number
  readonly quality?: number
}

const USUAL_QUALITY = 90

/** How many pages a picture file has. @throws Refusal as openDocument */
export function imagePages(bytes: Uint8Array): Promise<number> {
  return withDocument(bytes, ({ pageCount }) => pageCount)
}

/**
 * Makes a picture file over into PNG, pixel for pixel (no more than 25 million of them), turned upright as its EXIF or TIFF
 * orientation says, in RGB or gray, transparency on white, with no metadata carried over.
 *
 * @throws Refusal `source.unsupported` (WebP, HEIC, a PDF ...), `image.damaged`, `source.too-large`
 */
export function imageToPng(bytes: Uint8Array, options: ConversionOptions = {}): Promise<ConvertedImage> {
  return withImage(bytes, options, (document, page) => {
    const { picture, dpi } = drawPage(document, page, pixelScale(document, page))
    const { widthPixels, heightPixels } = picture
    return { bytes: encodePng(picture, dpi), widthPixels, heightPixels, dpi }
  })
}

/** As {@link imageToPng}, into JPEG. */
export function imageToJpeg(bytes: Uint8Array, options: ConversionOptions = {}): Promise<ConvertedImage> {
  return withImage(bytes, options, (document, page) =>
    withPixmap({ document, page, scaleFor: pixelScale(document, page) }, (pixmap, scale) => ({
      bytes: pixmap.asJPEG(options.quality ?? USUAL_QUALITY, false).slice(),
      widthPixels: pixmap.getWidth(),
      heightPixels: pixmap.getHeight(),
      dpi: scale * 72,
    })),
  )
}

function withImage(
  bytes: Uint8Array,
  { page = 0 }: ConversionOptions,
  work: (document: OpenedDocument, page: number) => ConvertedImage,
): Promise<ConvertedImage> {
  return withDocument(bytes, (document) => {
    if (document.kind !== 'image') throw new Refusal('source.unsupported', {})
    return work(document, page)
  })
}

/** The scale at which a page of a picture file has one pixel for each pixel of the picture. */
export function pixelScale(document: OpenedDocument, page: number): (widthPt: number) => number {
  const natural = document.onPage(page, naturalSize)
  const across = isTurnedSideways(document.orientationOf(page)) ? natural.heightPixels : natural.widthPixels
  return (widthPt) => across / widthPt
}

function naturalSize(page: Page): { widthPixels: number; heightPixels: number } {
  const structured = page.toStructuredText('preserve-images')
  let size: { widthPixels: number; heightPixels: number } | undefined
  try {
    structured.walk({
      onImageBlock(_box, matrix, image) {
        // MuPDF turns JPEG upright by the matrix: then width and height change places.
        const isTurned = Math.abs(matrix[1]) > Math.abs(matrix[0])
        const [width, height] = [image.getWidth(), image.getHeight()]
        size ??= { widthPixels: isTurned ? height : width, heightPixels: isTurned ? width : height }
        image.destroy()
      },
    })
  } finally {
    structured.destroy()
  }
  if (size === undefined) throw new Refusal('image.damaged', {})
  return size
}
