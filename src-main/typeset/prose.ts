import type { NamedExhibit } from './inputs.ts'
import { isRightToLeft, languageOf } from './scripts.ts'

/**
 * A text as the templates take it: plain, or in pieces between which a line may break, with its direction where that is
 * from right to left. It reaches Typst as data and is never read as markup.
 */
export type Prose = string | { readonly p: readonly string[]; readonly rtl: string | false }

/** Words longer than this get places to break, or they would run over the edge of the page. */
const LONG_WORD = 22
const PIECE = 12

/** Scripts whose words are not spaced, or whose letters join: breaking them is the typesetter's business. */
const LEFT_ALONE =
  /([\p{Script=Khmer}\p{Script=Thai}\p{Script=Lao}\p{Script=Myanmar}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{M}]+)/u

/**
 * A text made safe to print: characters that steer direction from outside (embeddings, overrides, isolates) and control
 * characters are gone, so that a title cannot show its letters in another order than it has; lone surrogates become the
 * replacement character. Marks and joiners that words need are kept.
 *
 * Source: Unicode Standard Annex 9, 2.1 to 2.6; Unicode Technical Report 36, 2.1.
 */
export function printable(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029\u0085]/gu, '\n')
    .replace(/[\u202a-\u202e\u2066-\u2069\ufeff]/gu, '')
    .replace(/(?!\n)\p{Cc}/gu, ' ')
}

/** A text as prose; line breaks are kept as pieces `"\n"` of their own. */
export function proseOf(text: string): Prose {
  const clean = printable(text)
  const rtl = isRightToLeft(clean) ? languageOf(clean) : false
  const pieces = breakable(clean)
  const [only = ''] = pieces
  return pieces.length <= 1 && rtl === false ? only : { p: pieces, rtl }
}

/** A text of one line as prose: line breaks and runs of space become one space. */
export function lineOf(text: string): Prose {
  return proseOf(printable(text).replace(/\s+/gu, ' ').trim())
}

function breakable(text: string): readonly string[] {
  if (!/\n|\S{23}/u.test(text)) return [text]
  const pieces: string[] = []
  for (const part of text.split(/(\n)/u)) {
    if (part === '\n') pieces.push(part)
    else if (part !== '') pieces.push(...brokenWords(part))
  }
  return pieces
}

function brokenWords(text: string): readonly string[] {
  const pieces: string[] = []
  let held = ''
  for (const word of text.split(/(\s+)/u).flatMap((part) => part.split(LEFT_ALONE))) {
    if (word.length <= LONG_WORD || LEFT_ALONE.test(word)) {
      held += word
      continue
    }
    const parts = chunks(word)
    pieces.push(held + (parts[0] ?? ''), ...parts.slice(1, -1))
    held = parts.length > 1 ? (parts.at(-1) ?? '') : ''
  }
  return held === '' ? pieces : [...pieces, held]
}

/** Cuts a word after its punctuation, or else every so many letters, never inside a letter and its marks. */
function chunks(word: string): readonly string[] {
  const letters = Array.from(
    new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(word),
    ({ segment }) => segment,
  )
  const parts: string[] = []
  let part = ''
  let length = 0
  for (const letter of letters) {
    part += letter
    length += 1
    if (length >= PIECE || (length >= 3 && /[-_./\\@,;:)\]]/u.test(letter))) {
      parts.push(part)
      part = ''
      length = 0
    }
  }
  return part === '' ? parts : [...parts, part]
}

/** A stretch of a paragraph; `to` leads to a document of the bundle. */
export interface Run {
  readonly t: readonly string[]
  readonly to?: string
}

/**
 * A paragraph cut at the marks of exhibits that it names, each of which becomes a link. A mark counts only where it
 * stands by itself: `EX-1` is not found in `EX-12` nor in `AEX-1`.
 */
export function linkedRuns(
  text: string,
  exhibits: readonly NamedExhibit[],
): { readonly runs: readonly Run[]; readonly rtl: string | false } {
  const clean = printable(text)
  const rtl = isRightToLeft(clean) ? languageOf(clean) : false
  const marks = exhibits.filter(({ mark }) => mark.trim() !== '').toSorted((a, b) => b.mark.length - a.mark.length)
  if (marks.length === 0) return { runs: [{ t: breakable(clean) }], rtl }
  const keys = new Map(marks.map(({ mark, key }) => [printable(mark), key]))
  const any = [...keys.keys()].map((mark) => mark.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`)).join('|')
  const found = new RegExp(String.raw`(?<![\p{L}\p{N}\p{M}])(${any})(?![\p{L}\p{N}\p{M}]|[-/.]\p{N})`, 'gu')
  const runs = clean.split(found).flatMap((part, i): readonly Run[] => {
    if (part === '') return []
    const key = i % 2 === 1 ? keys.get(part) : undefined
    return [key === undefined ? { t: breakable(part) } : { t: [part], to: key }]
  })
  return { runs, rtl }
}
