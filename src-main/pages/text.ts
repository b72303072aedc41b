import type { WordBox } from '../domain/word-boxes.ts'
import type { OpenedDocument } from './document.ts'
import { glyphsOf } from './glyphs.ts'
import { linesOf, type GatheredLine, type TextPiece } from './text-lines.ts'

/** A box on a page as displayed: points, origin top left, y downwards. */
export interface TextBox {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A line of text and where it stands. */
export interface TextLine {
  readonly text: string
  readonly box: TextBox
  /** Its words, measured from the side of the box on which upright text begins: from its left, or from its top where `runs` is `down`. */
  readonly pieces: readonly TextPiece[]
  readonly runs: 'across' | 'down'
}

/** The text of one page. */
export interface PageText {
  readonly lines: readonly TextLine[]
  /** All lines, one below the other. */
  readonly plain: string
}

/**
 * Reads the text of a page, counted from 0, as a person would: replacement text (ActualText) instead of what glyphs say, Arabic and Hebrew in the
 * order in which they are read, vowel signs after their consonants. A picture has none.
 *
 * @throws Refusal `pdf.damaged`, `source.too-large`
 */
export function textOfPage(document: OpenedDocument, page: number): PageText {
  if (document.kind === 'image') return { lines: [], plain: '' }
  const lines = document.onPage(page, (opened) => {
    const [left, top] = opened.getBounds()
    return linesOf(glyphsOf(document, opened, page)).map((line) => placed(line, left, top))
  })
  return { lines, plain: lines.map((line) => line.text).join('\n') }
}

/** The words of a page's {@link PageText.plain}, each with where it stands. */
export function wordBoxesOf({ lines }: PageText): readonly WordBox[] {
  let start = 0
  return lines.flatMap(({ text, box, pieces, runs }) => {
    const at = start
    start += text.length + 1
    return pieces.map((piece) => ({
      at: at + piece.at,
      ...(runs === 'across'
        ? { x: box.x + piece.from, y: box.y, width: piece.length, height: box.height }
        : { x: box.x, y: box.y + piece.from, width: box.width, height: piece.length }),
    }))
  })
}

/** How far type reaches over and under its base line, in sizes: generous, so that marks are within. */
const OVER = 0.9
const UNDER = 0.28

function placed({ text, angle, base, size, from, to, pieces }: GatheredLine, left: number, top: number): TextLine {
  const radians = (angle * Math.PI) / 180
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)]
  const corners = [from, to].flatMap((along) =>
    [base - OVER * size, base + UNDER * size].map((across) => [
      along * cos - across * sin - left,
      along * sin + across * cos - top,
    ]),
  )
  const xs = corners.map(([x]) => x ?? 0)
  const ys = corners.map(([, y]) => y ?? 0)
  const box = {
    x: Math.min(...xs),
    y: Math.min(...ys),
    width: Math.max(...xs) - Math.min(...xs),
    height: Math.max(...ys) - Math.min(...ys),
  }
  const runs = Math.abs(sin) > Math.abs(cos) ? 'down' : 'across'
  const isBackwards = runs === 'down' ? sin < 0 : cos < 0
  const measured = pieces.map((piece) => ({
    ...piece,
    from: isBackwards ? to - piece.from - piece.length : piece.from - from,
  }))
  return { text, box, pieces: measured, runs }
}
