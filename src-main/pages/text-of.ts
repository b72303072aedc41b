import type { Page } from 'mupdf'

/** A line of text and where it stands on the page as displayed: points, origin top left. */
export interface TextLine {
  readonly text: string
  readonly box: TextBox
}

/** A box on a page as displayed: points, origin top left, y downwards. */
interface TextBox {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

interface StructuredBlock {
  readonly lines?: readonly { readonly text: string; readonly bbox: TextBoxJson }[]
}

interface TextBoxJson {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

/** MuPDF writes boxes as whole numbers: they are asked for in 64ths of a point. */
const FINENESS = 64

/**
 * The lines of a page's text, in the order of the page's content, invisible (recognised) text included. Replacement
 * text (ActualText) is taken where the page gives it.
 */
export function textOf(page: Page): readonly TextLine[] {
  const structured = page.toStructuredText('')
  try {
    const { blocks } = JSON.parse(structured.asJSON(FINENESS)) as { blocks: readonly StructuredBlock[] }
    return blocks.flatMap((block) => (block.lines ?? []).map((line) => ({ text: line.text, box: boxOf(line.bbox) })))
  } finally {
    structured.destroy()
  }
}

function boxOf({ x, y, w, h }: TextBoxJson): TextBox {
  return { x: x / FINENESS, y: y / FINENESS, width: w / FINENESS, height: h / FINENESS }
}
