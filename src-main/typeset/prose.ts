import type { NamedExhibit } from './inputs.ts'
import { isRightToLeft, languageOf } from './scripts.ts'

/**
 * A text as the templates take it: plain, or in pieces between which a line may break, with its direction where that is
 * from right to left. It reaches Typst as data and is never read as markup.
 */
export type Prose = string | { readonly p: readonly string[]; readonly rtl: string | false }

/**
 * Words longer than this get places to break after their punctuation; words with a longer stretch of letters in them,
 * which no language has, get them inside it too, or they would run over the edge of the page.
 */
interface Limits {
  readonly word: number
  readonly stretch: number
  readonly piece: number
}
const WIDE: Limits = { word: 14, stretch: 26, piece: 12 }
/** For a column of a few letters. */
const NARROW: Limits = { word: 7, stretch: 12, piece: 8 }

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
  return set(printable(text), WIDE)
}

function set(clean: string, limits: Limits): Prose {
  const rtl = isRightToLeft(clean) ? languageOf(clean) : false
  const pieces = breakable(clean, limits)
  const [only = ''] = pieces
  return pieces.length <= 1 && rtl === false ? only : { p: pieces, rtl }
}

/** A text of one line as prose: line breaks and runs of space become one space. */
export function lineOf(text: string): Prose {
  return set(printable(text).replace(/\s+/gu, ' ').trim(), WIDE)
}

/** A text of one line for a narrow column: shorter words may break too, after their punctuation. */
export function narrowOf(text: string): Prose {
  return set(printable(text).replace(/\s+/gu, ' ').trim(), NARROW)
}

function breakable(text: string, limits: Limits): readonly string[] {
  if (!/\n/u.test(text) && text.length <= limits.word) return [text]
  const pieces: string[] = []
  for (const part of text.split(/(\n)/u)) {
    if (part === '\n') pieces.push(part)
    else if (part !== '') pieces.push(...brokenWords(part, limits))
  }
  return pieces
}

function brokenWords(text: string, limits: Limits): readonly string[] {
  const pieces: string[] = []
  let held = ''
  for (const word of text.split(/(\s+)/u).flatMap((part) => part.split(LEFT_ALONE))) {
    if (word.length <= limits.word || LEFT_ALONE.test(word)) {
      held += word
      continue
    }
    const parts = chunks(word, limits)
    pieces.push(held + (parts[0] ?? ''), ...parts.slice(1, -1))
    held = parts.length > 1 ? (parts.at(-1) ?? '') : ''
  }
  return held === '' ? pieces : [...pieces, held]
}

/** Cuts a word after its punctuation, or else every so many letters, never inside a letter and its marks. */
function chunks(word: string, { stretch, piece }: Limits): readonly string[] {
  const most = new RegExp(String.raw`[^-_./\\@,;:)\]]{${String(stretch)}}`, 'u').test(word) ? piece : word.length
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
    if (length >= most || (length >= 3 && /[-_./\\@,;:)\]]/u.test(letter))) {
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
  if (marks.length === 0) return { runs: [{ t: breakable(clean, WIDE) }], rtl }
  const keys = new Map(marks.map(({ mark, key }) => [printable(mark), key]))
  const any = [...keys.keys()].map((mark) => mark.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`)).join('|')
  const found = new RegExp(String.raw`(?<![\p{L}\p{N}\p{M}])(${any})(?![\p{L}\p{N}\p{M}]|[-/.]\p{N})`, 'gu')
  const runs = clean.split(found).flatMap((part, i): readonly Run[] => {
    if (part === '') return []
    const key = i % 2 === 1 ? keys.get(part) : undefined
    return [key === undefined ? { t: breakable(part, WIDE) } : { t: [part], to: key }]
  })
  return { runs, rtl }
}
