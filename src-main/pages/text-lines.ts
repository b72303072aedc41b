import { inWritingOrder } from '../domain/brahmic-order.ts'
import { hasRightToLeft, inReadingOrder } from '../domain/visual-order.ts'
import { withoutEchoes } from './echoes.ts'
import type { Glyph } from './glyphs.ts'

/** A stretch of a line's text that can be lit on its own: a word or, where words are not set apart, a letter with its marks. */
export interface TextPiece {
  /** Where it begins in the line's text, in UTF-16 units; it ends where the next one begins or at white space. */
  readonly at: number
  /** Where it begins along the line's direction, and how long it is, in points. */
  readonly from: number
  readonly length: number
}

/** A line before its place on the page is known. */
export interface GatheredLine {
  readonly text: string
  readonly angle: number
  readonly base: number
  readonly size: number
  readonly from: number
  readonly to: number
  readonly pieces: readonly TextPiece[]
}

/** Glyphs that stand on one line, in the order of the page's content. */
interface Row {
  readonly angle: number
  base: number
  size: number
  from: number
  to: number
  readonly glyphs: Glyph[]
  /** Whether a letter of it runs from right to left. */
  hasTurned: boolean
}

/** How far back a glyph looks for a line that it continues. */
const MOST_ROWS_BACK = 40
/** As far apart, in sizes of type, parts may stand and be one line: columns stand further apart. */
const WIDEST_GAP = 1.5
const WIDEST_GAP_FROM_RIGHT = 3
const BASE_TOLERANCE = 0.35
const NARROWEST_SPACE = 0.2
const NARROWEST_SPACE_BESIDE_SPACES = 0.35
const NARROWEST_SPACE_UNSPACED = 0.7

/** Scripts whose words are not set apart. */
const unspaced =
  /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Tibetan}]/u

type Place = Readonly<Pick<Row, 'angle' | 'base' | 'size' | 'from' | 'to'>>

/** Gathers glyphs into lines, in the order of the page's content, each in the order in which it is read. */
export function linesOf(glyphs: readonly Glyph[]): readonly GatheredLine[] {
  const rows = joined(rowsOf(withoutEchoes(glyphs)))
  const turned = rows.filter(({ hasTurned }) => hasTurned).length
  const pageFromRight = turned * 2 > rows.length
  return rows.flatMap((row) => lineOf(row, pageFromRight) ?? [])
}

function rowsOf(glyphs: readonly Glyph[]): readonly Row[] {
  const rows: Row[] = []
  for (const glyph of glyphs.flatMap(apart)) {
    const row = rowFor(glyph, rows)
    if (row === undefined) rows.push({ ...placeOf(glyph), glyphs: [glyph], hasTurned: hasRightToLeft(glyph.text) })
    else extend(row, glyph)
  }
  return rows
}

function placeOf({ angle, base, size, from, to }: Glyph): Place {
  return { angle, base, size, from, to }
}

function extend(row: Row, glyph: Glyph): void {
  row.glyphs.push(glyph)
  row.hasTurned ||= hasRightToLeft(glyph.text)
  row.from = Math.min(row.from, glyph.from)
  row.to = Math.max(row.to, glyph.to)
  // The line's own size is that of its largest type: a raised figure does not move it.
  if (glyph.size > row.size && !isMark(glyph.text)) {
    row.size = glyph.size
    row.base = glyph.base
  }
}

function rowFor(glyph: Glyph, rows: readonly Row[]): Row | undefined {
  const last = rows.at(-1)
  // A mark over a letter may stand far from the base line: it goes with what was drawn before it.
  if (last !== undefined && isMark(glyph.text) && continues(last, glyph, 1)) return last
  for (let i = rows.length - 1; i >= Math.max(0, rows.length - MOST_ROWS_BACK); i--) {
    const row = rows[i]
    if (row !== undefined && continues(row, glyph, BASE_TOLERANCE)) return row
  }
  return undefined
}

function continues(row: Row, glyph: Place & { readonly text?: string }, tolerance: number): boolean {
  const size = Math.max(row.size, glyph.size)
  if (row.angle !== glyph.angle || Math.abs(row.base - glyph.base) > size * tolerance) return false
  const isTurned = row.hasTurned || (glyph.text !== undefined && hasRightToLeft(glyph.text))
  const gap = (isTurned ? WIDEST_GAP_FROM_RIGHT : WIDEST_GAP) * size
  return glyph.from < row.to + gap && glyph.to > row.from - gap
}

/** Rows that turn out to stand on one line once all of it is there. */
function joined(rows: readonly Row[]): readonly Row[] {
  const kept: Row[] = []
  for (const row of rows) {
    const into = kept.slice(-MOST_ROWS_BACK).find((other) => continues(other, row, BASE_TOLERANCE))
    if (into === undefined) kept.push(row)
    else for (const glyph of row.glyphs) extend(into, glyph)
  }
  return kept
}

/** Replacement text of several words, word by word; each with its share of the place. */
function apart(glyph: Glyph): readonly Glyph[] {
  const text = glyph.text
    .replaceAll(/[\ufb00-\ufdff\ufe70-\ufefc]/gu, (form) => form.normalize('NFKC'))
    .replaceAll(/(?!\s)\p{Cc}/gu, '')
  if (text === '') return []
  const parts = text.match(/\s+|\S+/gu) ?? []
  if (parts.length < 2) return [text === glyph.text ? glyph : { ...glyph, text }]
  const unit = (glyph.to - glyph.from) / text.length
  const isTurned = hasRightToLeft(text)
  let done = 0
  return parts.map((part) => {
    const start = isTurned ? text.length - done - part.length : done
    done += part.length
    return { ...glyph, text: part, from: glyph.from + start * unit, to: glyph.from + (start + part.length) * unit }
  })
}

function isMark(text: string): boolean {
  return /^\p{M}+$/u.test(text)
}

function isSpace(text: string): boolean {
  return /^[\s\u00a0]*$/u.test(text)
}

/** Each letter with the marks that are drawn over it. */
function withMarks(glyphs: readonly Glyph[]): readonly Glyph[] {
  const letters: Glyph[] = []
  let early: Glyph[] = []
  const add = (mark: Glyph): void => {
    const last = letters.at(-1)
    if (last !== undefined) letters[letters.length - 1] = { ...last, text: last.text + mark.text }
  }
  glyphs.forEach((glyph, i) => {
    if (isMark(glyph.text)) {
      const next = glyphs.slice(i + 1).find(({ text }) => !isMark(text))
      // Text from right to left is often drawn from left to right, each mark before its letter.
      if (next !== undefined && (letters.length === 0 || belongsTo(glyph, next, letters.at(-1)))) early.push(glyph)
      else add(glyph)
      return
    }
    letters.push(glyph)
    early.forEach(add)
    early = []
  })
  early.forEach(add)
  return letters
}

function belongsTo(mark: Glyph, next: Glyph, last: Glyph | undefined): boolean {
  if (!hasRightToLeft(mark.text + next.text)) return false
  const distance = ({ from, to }: Glyph): number => {
    const middle = (mark.from + mark.to) / 2
    return middle >= from && middle <= to ? 0 : Math.min(Math.abs(middle - from), Math.abs(middle - to))
  }
  return last === undefined || isSpace(last.text) || distance(next) <= distance(last)
}

/**
 * Glyphs as they are seen from left to right. Where they were drawn one after the other they stay so, since the signs of many scripts stand
 * over and before one another.
 */
function asSeen(glyphs: readonly Glyph[]): readonly Glyph[] {
  const runs: Glyph[][] = []
  for (const glyph of glyphs) {
    const last = runs.at(-1)?.at(-1)
    if (
      last !== undefined &&
      glyph.from >= last.from - 0.3 * last.size &&
      !hasRightToLeft(glyph.text) &&
      !hasRightToLeft(last.text)
    )
      runs.at(-1)?.push(glyph)
    else runs.push([glyph])
  }
  const seen = runs.toSorted(([a], [b]) => (a?.from ?? 0) - (b?.from ?? 0)).flat()
  // Type made heavy by being drawn twice is read once.
  return seen.filter((glyph, i) => {
    const before = seen[i - 1]
    return (
      before === undefined ||
      before.text !== glyph.text ||
      isSpace(glyph.text) ||
      glyph.from - before.from > 0.12 * glyph.size
    )
  })
}

/** Puts a space where the place between two glyphs is one. */
function withSpaces(glyphs: readonly Glyph[]): readonly Glyph[] {
  const gaps = glyphs.slice(1).map((glyph, i) => glyph.from - (glyphs[i]?.to ?? glyph.from))
  const spacing = Math.max(0, gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0)
  const hasSpaces = glyphs.some(({ text }) => isSpace(text))
  const spaced: Glyph[] = []
  glyphs.forEach((glyph, i) => {
    const before = glyphs[i - 1]
    if (before !== undefined && !isSpace(before.text) && !isSpace(glyph.text)) {
      const usual = hasSpaces ? NARROWEST_SPACE_BESIDE_SPACES : NARROWEST_SPACE
      const least = unspaced.test(before.text) && unspaced.test(glyph.text) ? NARROWEST_SPACE_UNSPACED : usual
      if ((gaps[i - 1] ?? 0) > least * Math.min(before.size, glyph.size) + spacing)
        spaced.push({ ...glyph, text: ' ', from: before.to, to: glyph.from })
    }
    spaced.push(glyph)
  })
  return spaced
}

function lineOf(row: Row, pageFromRight: boolean): GatheredLine | undefined {
  const seen = withSpaces(asSeen(withMarks(row.glyphs)))
  const all = row.glyphs.map(({ text }) => text).join('')
  const fromRight = hasRightToLeft(all) ? pageFromRight || isMostlyFromRight(all) : pageFromRight && !/\p{L}/u.test(all)
  const { text, pieces } = written(inReadingOrder(seen, fromRight))
  if (text === '') return undefined
  return { text, pieces, angle: row.angle, base: row.base, size: row.size, from: row.from, to: row.to }
}

function isMostlyFromRight(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? []
  return letters.filter((letter) => hasRightToLeft(letter)).length * 2 >= letters.length
}

/** The text of glyphs in reading order, and the place of each piece of it. */
function written(glyphs: readonly Glyph[]): { readonly text: string; readonly pieces: readonly TextPiece[] } {
  let text = ''
  const pieces: TextPiece[] = []
  let word: Glyph[] = []
  const close = (): void => {
    if (word.length === 0) return
    const from = Math.min(...word.map((glyph) => glyph.from))
    pieces.push({ at: text.length, from, length: Math.max(...word.map(({ to }) => to)) - from })
    text += inWritingOrder(word.map((glyph) => glyph.text).join(''))
    word = []
  }
  for (const glyph of glyphs) {
    if (isSpace(glyph.text)) {
      close()
      if (text !== '' && !text.endsWith(' ')) text += ' '
      continue
    }
    if (unspaced.test(glyph.text) && word.length > 0 && endsCluster(word, glyph)) close()
    word.push(glyph)
  }
  close()
  return { text: text.trimEnd(), pieces }
}

/** Whether a letter begins something new: not where a sign drawn before its consonant still waits for it. */
function endsCluster(word: readonly Glyph[], glyph: Glyph): boolean {
  const before = word.map(({ text }) => text).join('')
  return (
    !/^[\p{M}\u0e40-\u0e44\u0ec0-\u0ec4]/u.test(glyph.text) &&
    !/(?:[\u0e40-\u0e44\u0ec0-\u0ec4]|[\u17c1-\u17c3]|\u1031|\u1039|\u17d2)$/u.test(before)
  )
}
