import type { OpenedDocument } from './document.ts'
import { textOf, type TextLine } from './text-of.ts'

/** The text of one page. */
export interface PageText {
  readonly lines: readonly TextLine[]
  /** All lines, one below the other. */
  readonly plain: string
}

/** Reads the text of a page, counted from 0. A picture has none. @throws Refusal `pdf.damaged`, `source.too-large` */
export function textOfPage(document: OpenedDocument, page: number): PageText {
  if (document.kind === 'image') return { lines: [], plain: '' }
  const lines = document.onPage(page, textOf)
  return { lines, plain: lines.map((line) => line.text).join('\n') }
}
