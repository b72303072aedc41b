import { Refusal } from '../kernel/errors.ts'

/** What a paragraph of a statement is. */
export type ParagraphKind = 'heading' | 'paragraph' | 'question' | 'answer' | 'quotation'

/** One paragraph of a statement, as DOMAIN has it: numbers are given by position, so none is in the text. */
export interface SourceParagraph {
  readonly kind: ParagraphKind
  readonly text: string
}

/**
 * What a reader of statements left out, changed or was not sure of. Never silence: whoever records the statement is
 * shown these beside the text.
 */
export type SourceWarning =
  /** Text that a tracked change deletes was left out; `deleted` has it. */
  | 'deleted-text'
  /** Text that a tracked change inserts was taken as it stands. */
  | 'inserted-text'
  /** Hidden text was left out; `deleted` has it. */
  | 'hidden-text'
  | 'pictures-left-out'
  | 'comments-left-out'
  | 'linked-content-left-out'
  | 'headers-left-out'
  /** Footnotes stand in brackets where they were referred to. */
  | 'footnotes-moved'
  /** Typed numbers that are not one series from 1 were left in the text. */
  | 'numbers-kept'
  /** The text's encoding was guessed. */
  | 'encoding-guessed'

/** The words of a statement, taken from what someone wrote. */
export interface StatementText {
  /** As the source itself says (`hi`, `Khmer`), when it says so. */
  readonly language?: string
  readonly paragraphs: readonly SourceParagraph[]
  readonly warnings: readonly SourceWarning[]
  /** Passages that were left out because a tracked change deletes them or they are hidden, in order. */
  readonly deleted: readonly string[]
}

/** The most paragraphs and characters of one statement. */
const mostParagraphs = 20_000
const mostCharacters = 5_000_000

/** NFC, without what cannot be shown: controls, lone surrogates, marks of byte order and of objects left out. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?|[\u2028\u2029\v\f\u0085]/gu, '\n')
    .replaceAll(/(?![\n\t])\p{Cc}|[\ufeff\ufffc]/gu, '')
    .replaceAll(/[^\S\n\t]+$/gmu, '')
    .normalize('NFC')
    .trim()
}

/** The value of a number written in any script's decimal digits. */
function numberOf(digits: string): number {
  let value = 0
  for (const digit of digits) {
    // Each script's ten digits follow one another: how far is it back to the zero?
    const code = digit.codePointAt(0) ?? 0
    let distance = 0
    while (distance < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - distance - 1))) distance++
    value = value * 10 + distance
  }
  return value
}

const typedNumber = /^\(?(\p{Nd}{1,3})(?:[.)\u0964]|\s*[\u2013-])\)?\s+(?=\S)/u

/**
 * Takes typed numbers off paragraphs, where they are what a numbered statement has: one series from 1, without a gap.
 * Anything else (a date, a quantity, a cross-numbered list) is left as it is and said so.
 */
function withoutNumbers(paragraphs: readonly SourceParagraph[]): {
  readonly paragraphs: readonly SourceParagraph[]
  readonly kept: boolean
} {
  const numbers = paragraphs.map(({ kind, text }) => {
    const digits = kind === 'heading' || kind === 'quotation' ? undefined : typedNumber.exec(text)?.[1]
    return digits === undefined ? undefined : numberOf(digits)
  })
  const found = numbers.filter((number) => number !== undefined)
  if (found.length === 0 || !found.every((number, i) => number === i + 1)) return { paragraphs, kept: found.length > 0 }
  const bare = paragraphs.map((paragraph, i) =>
    numbers[i] === undefined ? paragraph : { ...paragraph, text: paragraph.text.replace(typedNumber, '') },
  )
  return { paragraphs: bare, kept: false }
}

const asked = /^(?:Q|Question|Ques)\s*(?:\p{Nd}{1,3}\s*)?[.:)\u2013-]\s+(?=\S)/iu
const answered = /^(?:A|Answer|Ans)\s*(?:\p{Nd}{1,3}\s*)?[.:)\u2013-]\s+(?=\S)/iu

/** `Q:` and `A:` make questions and answers, but only where both are used: `A. Kumar came` is a name. */
function withQuestions(paragraphs: readonly SourceParagraph[]): readonly SourceParagraph[] {
  const plain = paragraphs.filter(({ kind }) => kind === 'paragraph')
  const isInterview = plain.some(({ text }) => asked.test(text)) && plain.some(({ text }) => answered.test(text))
  if (!isInterview) return paragraphs
  return paragraphs.map((paragraph): SourceParagraph => {
    if (paragraph.kind !== 'paragraph') return paragraph
    if (asked.test(paragraph.text)) return { kind: 'question', text: paragraph.text.replace(asked, '') }
    if (answered.test(paragraph.text)) return { kind: 'answer', text: paragraph.text.replace(answered, '') }
    return paragraph
  })
}

/** What a reader found, before it is put in order. */
export interface RawStatement {
  readonly language?: string
  readonly paragraphs: readonly SourceParagraph[]
  readonly warnings?: Iterable<SourceWarning>
  readonly deleted?: readonly string[]
}

/**
 * Puts in order what a reader found: cleaned text, no empty paragraphs, typed numbers off, questions and answers told.
 *
 * @throws Refusal `statement.empty`; `statement.unreadable-source` for more than any account could be
 */
export function statementText(raw: RawStatement): StatementText {
  const cleaned = raw.paragraphs
    .map(({ kind, text }) => ({ kind, text: cleanText(text) }))
    .filter(({ text }) => text !== '')
  const characters = cleaned.reduce((sum, { text }) => sum + text.length, 0)
  if (cleaned.length > mostParagraphs || characters > mostCharacters)
    throw new Refusal('statement.unreadable-source', {})
  if (!cleaned.some(({ text }) => /[\p{L}\p{N}]/u.test(text))) throw new Refusal('statement.empty', {})
  const { paragraphs, kept } = withoutNumbers(cleaned)
  const warnings = new Set(raw.warnings ?? [])
  if (kept) warnings.add('numbers-kept')
  return {
    ...(raw.language === undefined ? {} : { language: raw.language }),
    paragraphs: withQuestions(paragraphs),
    warnings: [...warnings],
    deleted: (raw.deleted ?? []).map(cleanText).filter((text) => text !== ''),
  }
}
