import type { Matrix, Page, Pixmap } from 'mupdf'
import { Refusal } from '../kernel/errors.ts'
import type { OpenedDocument } from './document.ts'
import { isTurnedSideways, orientationMatrix } from './orientation.ts'
import { encodePng, type Picture } from './png.ts'

/** How large a page is to be drawn: so many pixels wide, or so many pixels an inch. */
export type RenderSize = { readonly widthPixels: number } | { readonly dpi: number }

/** A page drawn as a PNG file. */
export interface RenderedPage {
  readonly widthPixels: number
  readonly heightPixels: number
  readonly png: Uint8Array
}

/** No picture of a page is larger than this, whatever its MediaBox claims: it is drawn smaller instead. */
export const MOST_PIXELS = 25_000_000
const LONGEST_SIDE_PIXELS = 30_000
const POINTS_PER_INCH = 72

/**
 * Draws a page as a reader would see it, annotations and form fields included, on white. Pages are counted from 0.
 *
 * @throws Refusal `pdf.damaged`, `image.damaged`, `source.too-large`
 */
export function renderPage(document: OpenedDocument, page: number, size: RenderSize): RenderedPage {
  const { picture, dpi } = drawPage(document, page, (width) =>
    'dpi' in size ? size.dpi / POINTS_PER_INCH : size.widthPixels / width,
  )
  const { widthPixels, heightPixels } = picture
  return { widthPixels, heightPixels, png: encodePng(picture, dpi) }
}

/** A page drawn in memory, and how finely. */
export interface DrawnPage {
  readonly picture: Picture
  readonly dpi: number
}

/** Draws a page into memory. `scaleFor` gets the displayed width in points and says how many pixels a point gets. */
export function drawPage(document: OpenedDocument, page: number, scaleFor: (widthPt: number) => number): DrawnPage {
  return withPixmap({ document, page, scaleFor }, (pixmap, scale) => ({
    // The pixels lie in the WebAssembly memory, which moves when it grows: take a copy at once.
    picture: { widthPixels: pixmap.getWidth(), heightPixels: pixmap.getHeight(), rgb: tight(pixmap) },
    dpi: scale * POINTS_PER_INCH,
  }))
}

/** Which page is to be drawn, and how finely. */
export interface Drawing {
  readonly document: OpenedDocument
  readonly page: number
  readonly scaleFor: (widthPt: number) => number
}

/** Draws a page and lends the pixmap to `use`, which must not keep it. */
export function withPixmap<T>({ document, page, scaleFor }: Drawing, use: (pixmap: Pixmap, scale: number) => T): T {
  return document.onPage(page, (opened) => {
    const { matrix, scale } = placement(document, opened, { page, scaleFor })
    const { DeviceRGB } = document.mupdf.ColorSpace
    const pixmap = opened.toPixmap(matrix, DeviceRGB, false, true)
    try {
      return use(pixmap, scale)
    } finally {
      pixmap.destroy()
    }
  })
}

function placement(
  document: OpenedDocument,
  opened: Page,
  { page, scaleFor }: Pick<Drawing, 'page' | 'scaleFor'>,
): { matrix: Matrix; scale: number } {
  const [left, top, right, bottom] = opened.getBounds()
  const width = right - left
  const height = bottom - top
  if (!(width > 0 && height > 0 && Number.isFinite(width * height))) {
    throw new Refusal(document.kind === 'pdf' ? 'pdf.damaged' : 'image.damaged', {})
  }
  const orientation = document.orientationOf(page)
  const scale = boundedScale(width, height, scaleFor(isTurnedSideways(orientation) ? height : width))
  const { Matrix } = document.mupdf
  const turned = Matrix.concat([1, 0, 0, 1, -left, -top], orientationMatrix(orientation, width, height))
  return { matrix: Matrix.concat(turned, [scale, 0, 0, scale, 0, 0]), scale }
}

function boundedScale(widthPt: number, heightPt: number, wanted: number): number {
  const most = Math.min(
    Math.sqrt(MOST_PIXELS / (widthPt * heightPt)),
    LONGEST_SIDE_PIXELS / widthPt,
    LONGEST_SIDE_PIXELS / heightPt,
  )
  const least = 1 / Math.min(widthPt, heightPt) // so that a sliver of a page still has one pixel
  return Math.min(most, Math.max(wanted, Math.min(least, most)))
}

function tight(pixmap: Pixmap): Uint8Array {
  const length = pixmap.getWidth() * 3
  const stride = pixmap.getStride()
  const pixels = pixmap.getPixels()
  if (stride === length) return Uint8Array.from(pixels)
  const rgb = new Uint8Array(length * pixmap.getHeight())
  for (let y = 0; y < pixmap.getHeight(); y++) {
    rgb.set(pixels.subarray(y * stride, y * stride + length), y * length)
  }
  return rgb
}
