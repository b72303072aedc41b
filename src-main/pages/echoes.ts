import type { Glyph } from './glyphs.ts'

/** How far away in the page's content the letter may be whose mark says the letter again: a line's worth. */
const MOST_AWAY = 120

/**
 * Leaves out what says again what a letter says. Typst draws a letter's dots and vowel signs that stand higher or lower than it on their own,
 * before or after the rest of its run, and has each of them stand for the whole cluster: as it stands such a text has all of them twice.
 */
export function withoutEchoes(glyphs: readonly Glyph[]): readonly Glyph[] {
  return glyphs.filter((glyph, i) => {
    if (!/[^\p{ASCII}\p{Script=Latin}]/u.test(glyph.text)) return true
    const around = glyphs.slice(Math.max(0, i - MOST_AWAY), i + MOST_AWAY)
    return !around.some((letter) => letter !== glyph && isEcho(glyph, letter))
  })
}

function isEcho(glyph: Glyph, letter: Glyph): boolean {
  if (glyph.angle !== letter.angle || !letter.text.endsWith(glyph.text)) return false
  const rise = Math.abs(glyph.base - letter.base)
  const isMark = glyph.to - glyph.from < 0.02 * glyph.size
  // What has a width of its own and stands on the same line is a letter again, however close; so is what stands a line lower.
  if ((rise < 0.002 * glyph.size && !isMark) || rise > 0.9 * glyph.size) return false
  // Of two that say the same the mark is the narrower one.
  if (glyph.to - glyph.from >= letter.to - letter.from) return false
  const middle = (glyph.from + glyph.to) / 2
  // A mark may hang beside its letter.
  const room = (isMark ? 0.7 : 0.15) * glyph.size
  return middle >= letter.from - room && middle <= letter.to + room
}
