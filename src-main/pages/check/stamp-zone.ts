import type { Rect } from 'mupdf'
import { unreachable } from '../../kernel/errors.ts'
import type { StampPosition } from './rules.ts'

/** How far from the edge the printed number may stand: an inch, or more on a page that is larger than A4. */
const STRIP_PT = 72
const STRIP_SHARE = 0.09
const MOST_SHARE = 0.2

/** The part of a displayed page in which the printed number is looked for: points, origin top left. */
export function stampZone(position: StampPosition, [left, top, right, bottom]: Rect): Rect {
  const width = right - left
  const height = bottom - top
  const strip = Math.min(Math.max(STRIP_PT, height * STRIP_SHARE), height * MOST_SHARE)
  switch (position) {
    case 'bottom-right':
      return [left + width * 0.5, bottom - strip, right, bottom]
    case 'bottom-centre':
      return [left + width * 0.25, bottom - strip, left + width * 0.75, bottom]
    case 'top-right':
      return [left + width * 0.5, top, right, top + strip]
    default:
      return unreachable(position)
  }
}

/**
 * The words of which a page with this label should have one printed on it: the label, which is the pattern filled in already, or with the
 * number of all pages, which a page label cannot hold.
 */
export function printedFor(pattern: string, label: string, pageCount: number): readonly string[] {
  if (!pattern.includes('{N}')) return [label]
  const number = /\d+$/.exec(label)?.[0] ?? label
  return [label, pattern.replace('{S}', '').replace('{n}', number).replace('{N}', String(pageCount))]
}
