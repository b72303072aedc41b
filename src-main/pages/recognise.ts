import type { OpenedDocument } from './document.ts'
import { withPixmap } from './render.ts'
import { recognise, type LanguageData, type RecognisedWord } from './tesseract.ts'
import type { PageText, TextLine } from './text.ts'

/** What was recognised in the picture of a page. */
export interface RecognisedPage extends PageText {
  /** How sure the words are, in hundredths; 0 where there are none. */
  readonly confidence: number
}

/** What Tesseract was trained for. Source: tesseract-ocr, "Improving the quality of the output". */
const DPI = 300
/** A picture's own resolution is often a wrong one, so it is drawn as large as a sheet of A4 would be. */
const PICTURE_SIDE_PIXELS = 3_508
const LONGEST_SIDE_PIXELS = 5_000
/** A word that is less sure than this, in hundredths, is most often a stain or a photograph. */
const LEAST_CONFIDENCE = 25

/**
 * Draws a page, counted from 0, and recognises what is written on it.
 *
 * @throws Refusal `language.damaged`, `pdf.damaged`, `image.damaged`, `source.too-large`
 */
export async function recognisePage(
  document: OpenedDocument,
  page: number,
  languages: readonly LanguageData[],
): Promise<RecognisedPage> {
  const { scale, ...picture } = drawGrey(document, page)
  const lines = await recognise(picture, languages)
  const sure = lines
    .map((words) => words.filter(({ confidence }) => confidence >= LEAST_CONFIDENCE))
    .filter((words) => words.length > 0)
  const all = sure.flat()
  const confidence = all.length === 0 ? 0 : Math.round(all.reduce((sum, word) => sum + word.confidence, 0) / all.length)
  const placed = sure.map((words) => lineOf(words, scale))
  return { lines: placed, plain: placed.map(({ text }) => text).join('\n'), confidence }
}

function drawGrey(
  document: OpenedDocument,
  page: number,
): { readonly width: number; readonly height: number; readonly pixels: Uint8Array; readonly scale: number } {
  const longest = document.onPage(page, (opened) => {
    const [left, top, right, bottom] = opened.getBounds()
    return Math.max(right - left, bottom - top)
  })
  const most = document.kind === 'image' ? PICTURE_SIDE_PIXELS : LONGEST_SIDE_PIXELS
  const scaleFor = (): number => Math.min(DPI / 72, most / longest)
  return withPixmap({ document, page, scaleFor }, (pixmap, scale) => {
    const [width, height, stride] = [pixmap.getWidth(), pixmap.getHeight(), pixmap.getStride()]
    const rgb = pixmap.getPixels()
    const pixels = new Uint8Array(width * height)
    for (let y = 0; y < height; y++) {
      for (let x = 0, at = y * stride; x < width; x++, at += 3)
        pixels[y * width + x] = ((rgb[at] ?? 0) * 77 + (rgb[at + 1] ?? 0) * 151 + (rgb[at + 2] ?? 0) * 28) >> 8
    }
    return { width, height, pixels, scale }
  })
}

function lineOf(words: readonly RecognisedWord[], scale: number): TextLine {
  const left = Math.min(...words.map((word) => word.left))
  const top = Math.min(...words.map((word) => word.top))
  const right = Math.max(...words.map((word) => word.left + word.width))
  const bottom = Math.max(...words.map((word) => word.top + word.height))
  let text = ''
  const pieces = words.map((word) => {
    if (text !== '') text += ' '
    const piece = { at: text.length, from: (word.left - left) / scale, length: word.width / scale }
    text += word.text.normalize('NFC')
    return piece
  })
  const box = { x: left / scale, y: top / scale, width: (right - left) / scale, height: (bottom - top) / scale }
  return { text, box, pieces, runs: 'across' }
}
