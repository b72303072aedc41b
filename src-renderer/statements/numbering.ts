import type { Paragraph } from '../../src-main/contract/statements.ts'

/** A paragraph with the number printed before it, or without one. */
export interface Numbered {
  readonly position: number
  readonly number: number | undefined
  readonly paragraph: Paragraph
}

/**
 * Numbers a statement's paragraphs from 1 without a break. Headings and quotations bear no number; an answer shares the
 * number of its question, which is printed once.
 */
export function numberParagraphs(body: readonly Paragraph[]): readonly Numbered[] {
  let last = 0
  return body.map((paragraph, position) => {
    if (paragraph.kind !== 'paragraph' && paragraph.kind !== 'question')
      return { position, number: undefined, paragraph }
    last += 1
    return { position, number: last, paragraph }
  })
}

/** A statement's text as it would be typed, to begin a new version from: headings with #, quotations with >. */
export function typedText(body: readonly Paragraph[]): string {
  const before: Readonly<Record<Paragraph['kind'], string>> = {
    heading: '## ',
    paragraph: '',
    question: 'Q: ',
    answer: 'A: ',
    quotation: '> ',
  }
  return body
    .map(({ kind, text }) => before[kind] + (kind === 'quotation' ? text.replaceAll('\n', '\n> ') : text))
    .join('\n\n')
}
