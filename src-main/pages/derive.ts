import { Bug, Refusal } from '../kernel/errors.ts'
import { openDocument, withDocument } from './document.ts'
import { pixelScale } from './images.ts'
import { reading } from './mupdf.ts'
import { encodePng, type Picture } from './png.ts'
import { drawPage } from './render.ts'

/** What is done to a picture, in this order: a part is cut out, it is turned, its light is changed, it is made smaller. */
export interface PictureRecipe {
  /** Counted from 0. */
  readonly page: number
  /** In thousandths of the width and height, from the top left. */
  readonly crop?: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }
  /** Clockwise quarter turns, 0 to 3. */
  readonly turns?: number
  /** In hundredths of full light, -100 to 100. */
  readonly brightness?: number
  /** In hundredths, -100 (grey) to 100. */
  readonly contrast?: number
  /** The picture is made no wider and no higher than this many pixels. */
  readonly mostPixels?: number
  readonly to: 'jpeg' | 'png'
}

/** A picture that was made from another, without any of its metadata. */
export interface DerivedPicture {
  readonly bytes: Uint8Array
  readonly widthPixels: number
  readonly heightPixels: number
}

const JPEG_QUALITY = 92
/** A page of a PDF is drawn at this many pixels an inch before it is cut. */
const PAGE_DPI = 200

/**
 * Makes a picture from a picture or from a page of a PDF. What it is made from is not changed.
 *
 * @throws Refusal as openDocument does; `source.unsupported` for a page that is not there
 */
export async function derivePicture(bytes: Uint8Array, recipe: PictureRecipe): Promise<DerivedPicture> {
  const { mostPixels = Number.POSITIVE_INFINITY } = recipe
  return withDocument(bytes, (document) => {
    if (recipe.page >= document.pageCount) throw new Refusal('source.unsupported', {})
    const natural = document.kind === 'image' ? pixelScale(document, recipe.page) : () => PAGE_DPI / 72
    const { picture, dpi } = drawPage(document, recipe.page, natural)
    const made = smaller(lit(turned(cropped(picture, recipe), recipe.turns ?? 0), recipe), mostPixels)
    const { widthPixels, heightPixels } = made
    if (recipe.to === 'png') return { bytes: encodePng(made, dpi), widthPixels, heightPixels }
    const { Pixmap, ColorSpace } = document.mupdf
    const pixmap = new Pixmap(ColorSpace.DeviceRGB, [0, 0, widthPixels, heightPixels], false)
    try {
      pixmap.getPixels().set(made.rgb)
      return { bytes: pixmap.asJPEG(JPEG_QUALITY, false).slice(), widthPixels, heightPixels }
    } finally {
      pixmap.destroy()
    }
  })
}

function cropped(picture: Picture, { crop }: PictureRecipe): Picture {
  if (!crop) return picture
  const { widthPixels, heightPixels, rgb } = picture
  const left = Math.round((crop.left * widthPixels) / 1000)
  const top = Math.round((crop.top * heightPixels) / 1000)
  const width = Math.max(1, Math.round((crop.right * widthPixels) / 1000) - left)
  const height = Math.max(1, Math.round((crop.bottom * heightPixels) / 1000) - top)
  const out = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y += 1) {
    const from = ((top + y) * widthPixels + left) * 3
    out.set(rgb.subarray(from, from + width * 3), y * width * 3)
  }
  return { widthPixels: width, heightPixels: height, rgb: out }
}

function turned(picture: Picture, turns: number): Picture {
  let made = picture
  for (let turn = 0; turn < turns % 4; turn += 1) made = turnedOnce(made)
  return made
}

/** A quarter turn clockwise. */
function turnedOnce({ widthPixels, heightPixels, rgb }: Picture): Picture {
  const out = new Uint8Array(rgb.length)
  for (let y = 0; y < heightPixels; y += 1)
    for (let x = 0; x < widthPixels; x += 1) {
      const from = (y * widthPixels + x) * 3
      const to = (x * heightPixels + heightPixels - 1 - y) * 3
      out[to] = rgb[from] ?? 0
      out[to + 1] = rgb[from + 1] ?? 0
      out[to + 2] = rgb[from + 2] ?? 0
    }
  return { widthPixels: heightPixels, heightPixels: widthPixels, rgb: out }
}

function lit(picture: Picture, { brightness = 0, contrast = 0 }: PictureRecipe): Picture {
  if (brightness === 0 && contrast === 0) return picture
  // As the window shows it beforehand. Source: W3C Filter Effects 1, brightness() and contrast().
  const light = 1 + brightness / 100
  const slope = 1 + contrast / 100
  const table = Uint8ClampedArray.from(
    { length: 256 },
    (_, value) => (Math.min(255, value * light) - 127.5) * slope + 127.5,
  )
  return { ...picture, rgb: picture.rgb.map((value) => table[value] ?? 0) }
}

/** Each new pixel is the mean of those that it stands for. */
function smaller(picture: Picture, most: number): Picture {
  const factor = Math.max(picture.widthPixels, picture.heightPixels) / most
  if (factor <= 1) return picture
  const width = Math.max(1, Math.round(picture.widthPixels / factor))
  const height = Math.max(1, Math.round(picture.heightPixels / factor))
  const out = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y += 1) {
    const rows = span(y, height, picture.heightPixels)
    for (let x = 0; x < width; x += 1)
      out.set(mean(picture, rows, span(x, width, picture.widthPixels)), (y * width + x) * 3)
  }
  return { widthPixels: width, heightPixels: height, rgb: out }
}

interface Span {
  readonly from: number
  readonly to: number
}

function span(at: number, of: number, total: number): Span {
  const from = Math.floor((at * total) / of)
  return { from, to: Math.max(from + 1, Math.floor(((at + 1) * total) / of)) }
}

/** The mean of a block. */
function mean({ widthPixels, rgb }: Picture, rows: Span, columns: Span): readonly number[] {
  const sums = [0, 0, 0]
  for (let y = rows.from; y < rows.to; y += 1)
    for (let x = columns.from; x < columns.to; x += 1)
      for (let c = 0; c < 3; c += 1) sums[c] = (sums[c] ?? 0) + (rgb[(y * widthPixels + x) * 3 + c] ?? 0)
  const many = (rows.to - rows.from) * (columns.to - columns.from)
  return sums.map((sum) => Math.round(sum / many))
}

/**
 * Makes a PDF of some pages of another, in the order given. Only what these pages draw is taken along: no other page's
 * objects, no attachments, scripts or metadata; notes and form fields are drawn into the page first.
 *
 * @param pages counted from 0
 * @throws Refusal as openDocument does; `source.unsupported` for no PDF or a page that is not there
 */
export async function excerptPdf(bytes: Uint8Array, pages: readonly number[]): Promise<Uint8Array> {
  const source = await openDocument(bytes)
  try {
    const { pdf, mupdf, pageCount } = source
    if (!pdf || pages.some((page) => page < 0 || page >= pageCount)) throw new Refusal('source.unsupported', {})
    if (pages.length === 0) throw new Bug('an excerpt has a page')
    return reading('pdf', () => {
      pdf.bake(true, true)
      const made = new mupdf.PDFDocument()
      try {
        for (const page of pages) made.graftPage(-1, pdf, page)
        const saved = made.saveToBuffer('garbage=4,compress=yes')
        try {
          return saved.asUint8Array().slice()
        } finally {
          saved.destroy()
        }
      } finally {
        made.destroy()
      }
    })
  } finally {
    source.close()
  }
}
