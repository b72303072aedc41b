import { type Sequence, sequencesOf, type Term } from './query.ts'
import { eachWord } from './words.ts'

/** A part of a text with what was looked for. */
export interface Snippet {
  readonly text: string
  /** Where in it the hits are: first unit and the one after the last, in UTF-16 units, in order. */
  readonly hits: readonly (readonly [start: number, end: number])[]
}

interface Hit {
  readonly start: number
  readonly end: number
  readonly term: number
}

/** About so many letters are shown. */
const LENGTH = 180
/** Behind so much of a text nobody looks for a better place. */
const MOST_HITS = 2_000

/** Where the terms stand in a text, in order. */
export function hitsIn(text: string, terms: readonly Term[]): readonly Hit[] {
  const words: string[] = []
  const starts: number[] = []
  const ends: number[] = []
  eachWord(text, (word, _kind, start, end) => {
    words.push(word)
    starts.push(start)
    ends.push(end)
  })
  const rows = terms.flatMap((term, i) =>
    term.isWithout ? [] : sequencesOf(term).map((sequence) => ({ sequence, term: i })),
  )
  const hits: Hit[] = []
  for (let at = 0; at < words.length && hits.length < MOST_HITS; at++)
    for (const { sequence, term } of rows)
      if (standsAt(words, at, sequence)) {
        const last = at + sequence.words.length - 1
        // A single cluster is found as the beginning of a pair.
        const end = sequence.words.at(-1)?.endsWith('·') === true ? (starts[last + 1] ?? ends[last]) : ends[last]
        hits.push({ start: starts[at] ?? 0, end: end ?? 0, term })
      }
  return hits
}

function standsAt(words: readonly string[], at: number, { words: wanted, isPrefix }: Sequence): boolean {
  for (const [i, word] of wanted.entries()) {
    const found = words[at + i]
    if (found === undefined) return false
    if (found !== word && !(isPrefix && i === wanted.length - 1 && found.startsWith(word))) return false
  }
  return true
}

/** The part of a text in which most of the terms stand, the beginning where none does. */
export function snippetOf(text: string, terms: readonly Term[]): Snippet {
  const hits = hitsIn(text, terms)
  const best = bestOf(hits)
  const from = best === undefined ? 0 : startOfWord(text, Math.max(0, best.start - LENGTH / 3))
  const to = endOfWord(text, Math.min(text.length, from + LENGTH))
  const before = from > 0 ? '… ' : ''
  const cut = text.slice(from, to).replaceAll(/\s/gu, ' ')
  const shown = merged(
    text,
    hits.filter(({ start, end }) => start >= from && end <= to),
  )
  return {
    text: `${before}${cut}${to < text.length ? ' …' : ''}`,
    hits: shown.map(([start, end]) => [start - from + before.length, end - from + before.length] as const),
  }
}

/** The first hit of the stretch with the most different terms. */
function bestOf(hits: readonly Hit[]): Hit | undefined {
  let best: Hit | undefined
  let most = 0
  for (const [i, hit] of hits.entries()) {
    const terms = new Set<number>()
    for (let j = i; j < hits.length && (hits[j]?.end ?? 0) < hit.start + (LENGTH * 2) / 3; j++)
      terms.add(hits[j]?.term ?? 0)
    if (terms.size > most) {
      best = hit
      most = terms.size
    }
  }
  return best
}

/** Hits that touch, or have only a space between them, as one. */
function merged(text: string, hits: readonly Hit[]): readonly (readonly [number, number])[] {
  const joined: [number, number][] = []
  for (const { start, end } of hits) {
    const last = joined.at(-1)
    if (last && (start <= last[1] || text.slice(last[1], start).trim() === '')) last[1] = Math.max(last[1], end)
    else joined.push([start, end])
  }
  return joined
}

function startOfWord(text: string, at: number): number {
  if (at === 0) return 0
  const space = text.slice(at, at + 24).search(/\s/u)
  const start = Math.floor(space === -1 ? at : at + space + 1)
  return isInside(text, start) ? start - 1 : start
}

function endOfWord(text: string, at: number): number {
  if (at >= text.length) return text.length
  const end = text.slice(Math.max(0, at - 24), at).search(/\s\S*$/u)
  const found = Math.floor(end === -1 ? at : Math.max(0, at - 24) + end)
  return isInside(text, found) ? found - 1 : found
}

/** Whether a place lies between the two halves of a character. */
function isInside(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code <= 0xdfff
}
