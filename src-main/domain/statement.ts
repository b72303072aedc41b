import type { Paragraph } from '../contract/statements.ts'
import { digestOf } from '../kernel/digest.ts'

/** What a statement's digest covers: the words, their order and language, and which exhibits they produce. */
export interface StatementWords {
  readonly statementId: string
  readonly version: number
  readonly language: string
  readonly body: readonly Paragraph[]
}

/** The digest under which a version is frozen. */
export function statementDigest({ statementId, version, language, body }: StatementWords): string {
  const paragraphs = body.map(({ kind, text }) => ({ kind, text }))
  return digestOf('statement/v1', { statementId, version, language, body: paragraphs })
}

/**
 * Numbers the paragraphs from 1, through headings and quotations, without a break; a heading has no number.
 *
 * Source: CPR Practice Direction 32, paragraph 19.1(5).
 */
export function numbered(body: readonly Paragraph[]): readonly (Paragraph & { readonly number: number | undefined })[] {
  let number = 0
  return body.map((paragraph) => {
    if (paragraph.kind === 'heading' || paragraph.kind === 'quotation') return { ...paragraph, number: undefined }
    // A question and its answer share a number.
    if (paragraph.kind !== 'answer') number += 1
    return { ...paragraph, number }
  })
}

/** How many numbered paragraphs a body has. */
export function countParagraphs(body: readonly Paragraph[]): number {
  return numbered(body).reduce((most, { number }) => Math.max(most, number ?? 0), 0)
}
