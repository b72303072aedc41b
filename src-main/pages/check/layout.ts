import type { Image, Page, Point, Rect, StructuredText } from 'mupdf'
import type { CheckRules } from './rules.ts'
import { printedFor, stampZone } from './stamp-zone.ts'

/** What stands on a page, as displayed. */
export interface PageLayout {
  readonly widthPt: number
  readonly heightPt: number
  /** The words in the stamp zone; the label's own when they are among them. */
  readonly printed: readonly string[]
  /** True when the printed number is the page's label. */
  readonly isPrintedAsLabelled: boolean
  /** True when the page has at least twenty characters beside its printed number. */
  readonly hasText: boolean
  /** How much of the page pictures cover, 0 to 1. */
  readonly pictureShare: number
  /** The greatest resolution of a picture on the page, in dots an inch; 0 without pictures. */
  readonly finestDpi: number
  /** The degrees by which the greater part of the text is turned clockwise: 0, 90, 180 or 270. */
  readonly textTurn: 0 | 90 | 180 | 270
}

interface Line {
  readonly box: Rect
  readonly lengthPt: number
}

interface Reading {
  readonly lines: Line[]
  readonly turned: Record<0 | 90 | 180 | 270, number>
  pictureArea: number
  finestDpi: number
}

/** A page with this much text in length has more than twenty characters, without counting them. */
const PLAINLY_TEXT_PT = 400
const LEAST_CHARACTERS = 20
/** Smaller pictures than this are rules, dots and icons; their resolution says nothing. */
const LEAST_PICTURE_PIXELS = 10_000

/** Reads what the rules need of a page's layout, in one pass over its contents. */
export function layoutOf(page: Page, rules: CheckRules, label: string | undefined, pageCount: number): PageLayout {
  const bounds = page.getBounds()
  const [left, top, right, bottom] = bounds
  const structured = page.toStructuredText('preserve-images')
  try {
    const read = walk(structured)
    const zone = stampZone(rules.pagination.position, bounds)
    const printed = wordsIn(structured, read.lines, zone)
    const wanted = label === undefined ? [] : printedFor(rules.pagination.labelPattern, label, pageCount)
    const stamp = wanted.find((words) => printed.some((found) => isStamp(found, words)))
    return {
      widthPt: right - left,
      heightPt: bottom - top,
      printed,
      isPrintedAsLabelled: stamp !== undefined,
      hasText: hasText(structured, read.lines, stamp ?? ''),
      pictureShare: Math.min(1, read.pictureArea / Math.max(1, (right - left) * (bottom - top))),
      finestDpi: read.finestDpi,
      textTurn: dominantTurn(read.turned),
    }
  } finally {
    structured.destroy()
  }
}

function walk(structured: StructuredText): Reading {
  const read: Reading = { lines: [], turned: { 0: 0, 90: 0, 180: 0, 270: 0 }, pictureArea: 0, finestDpi: 0 }
  structured.walk({
    beginLine(box, writingMode, direction) {
      const lengthPt = Math.max(box[2] - box[0], box[3] - box[1])
      read.lines.push({ box, lengthPt })
      read.turned[writingMode === 1 ? 0 : turnOf(direction)] += lengthPt
    },
    onImageBlock(box, matrix, image: Image) {
      read.pictureArea += Math.max(0, (box[2] - box[0]) * (box[3] - box[1]))
      const [width, height] = [image.getWidth(), image.getHeight()]
      image.destroy()
      if (width * height < LEAST_PICTURE_PIXELS) return
      const [a, b, c, d] = matrix
      const dpi = Math.max((width * 72) / Math.hypot(a, b), (height * 72) / Math.hypot(c, d))
      if (Number.isFinite(dpi)) read.finestDpi = Math.max(read.finestDpi, dpi)
    },
  })
  return read
}

function turnOf([x, y]: Point): 0 | 90 | 180 | 270 {
  if (Math.abs(x) >= Math.abs(y)) return x >= 0 ? 0 : 180
  return y >= 0 ? 90 : 270
}

/** Text turned away is dominant only when it is more than all the upright text, not one margin note among few words. */
function dominantTurn(turned: Readonly<Record<0 | 90 | 180 | 270, number>>): 0 | 90 | 180 | 270 {
  const turns = [90, 180, 270] as const
  return turns.find((turn) => turned[turn] > turned[0] && turned[turn] > 60) ?? 0
}

/** The words of each line within the zone, the part outside it left off. */
function wordsIn(structured: StructuredText, lines: readonly Line[], zone: Rect): readonly string[] {
  const words: string[] = []
  for (const { box } of lines) {
    const middle = (box[1] + box[3]) / 2
    if (middle < zone[1] || middle > zone[3] || box[2] < zone[0] || box[0] > zone[2]) continue
    const from: Point = [Math.max(box[0], zone[0]), middle]
    const to: Point = [Math.min(box[2], zone[2]), middle]
    const text = structured.copy(from, to).replace(/\s+/g, ' ').trim()
    if (text !== '') words.push(text)
  }
  return words
}

/** The printed number stands alone on its line, or last on a line that it happens to share with a footer. */
function isStamp(words: string, wanted: string): boolean {
  return words === wanted || words.endsWith(` ${wanted}`)
}

function hasText(structured: StructuredText, lines: readonly Line[], printed: string): boolean {
  const lengthPt = lines.reduce((sum, line) => sum + line.lengthPt, 0)
  if (lengthPt > PLAINLY_TEXT_PT) return true
  if (lines.length === 0) return false
  const characters = structured.asText().replace(/\s/g, '').length - printed.replace(/\s/g, '').length
  return characters >= LEAST_CHARACTERS
}
