import { BETWEEN, eachWord, type WordKind } from './words.ts'

/** One thing that is looked for: a word, or several in a row. */
export interface Term {
  /** As it was typed. */
  readonly typed: string
  /** Its words as they stand in the index, at least one. */
  readonly words: readonly { readonly word: string; readonly kind: WordKind }[]
  /** Whether the last word may go on: `work*`. */
  readonly isPrefix: boolean
  /** Whether it must not be there: `-word`. */
  readonly isWithout: boolean
  /** Words that are taken for it as well. */
  readonly near: readonly string[]
}

/** So many things are looked for at once; more say nothing more. */
const MOST_TERMS = 24

/** A term: a dash, then either words in quotation marks or what stands between spaces. */
const TERM = /(?<without>(?<!\S)-)?(?:["“„«](?<phrase>[^"”“»]*)["”“»]?(?<phraseStar>\*?)|(?<word>[^\s"“„«]+))/gu

/**
 * Reads what a person looks for: words, `"words in a row"`, `beginning*` and `-without`. Nothing is wrong: what is not
 * understood is taken for words, and what has no letter is left out.
 */
export function readQuery(text: string): readonly Term[] {
  const terms: Term[] = []
  for (const { groups = {} } of text.matchAll(TERM)) {
    if (terms.length >= MOST_TERMS) break
    const typed = groups['phrase'] ?? groups['word'] ?? ''
    const words: { readonly word: string; readonly kind: WordKind }[] = []
    eachWord(typed, (word, kind) => words.push({ word, kind }))
    if (words.length === 0) continue
    terms.push({
      typed: typed.replace(/\*+$/u, ''),
      words,
      isPrefix: groups['phraseStar'] === '*' || /[^*]\*+$/u.test(groups['word'] ?? ''),
      isWithout: groups['without'] !== undefined,
      near: [],
    })
  }
  return terms
}

/** Words of the index in a row; the last may go on where it is a prefix. */
export interface Sequence {
  readonly words: readonly string[]
  readonly isPrefix: boolean
}

/** The rows of words of which any one is what the term looks for. */
export function sequencesOf({ words, isPrefix, near }: Term): readonly Sequence[] {
  const all = words.map(({ word }) => word)
  const last = words.at(-1)
  const others = near.map((word): Sequence => ({ words: [word], isPrefix: false }))
  if (last?.kind !== 'end') return [{ words: all, isPrefix }, ...others]
  // What stands last in the query need not stand last in a sentence.
  const before = all.slice(0, -1)
  if (words.at(-2)?.kind === 'pair') return [{ words: before, isPrefix: false }, ...others]
  return [{ words: [...before, `${last.word}${BETWEEN}`], isPrefix: true }, { words: all, isPrefix }, ...others]
}

function expressionOf(term: Term): string {
  const rows = sequencesOf(term).map(({ words, isPrefix }) => `"${words.join(' ')}"${isPrefix ? ' *' : ''}`)
  return rows.length === 1 ? (rows[0] ?? '') : `(${rows.join(' OR ')})`
}

/** What each term that must be there is for FTS5. */
export function wantedOf(terms: readonly Term[]): readonly string[] {
  return terms.filter(({ isWithout }) => !isWithout).map(expressionOf)
}

/**
 * What terms are for FTS5; undefined where nothing is looked for, or only what must not be there. Words of the index are
 * letters, so that nothing a person types is taken for FTS5's own language.
 * Source: https://www.sqlite.org/fts5.html#full_text_query_syntax
 */
export function matchOf(terms: readonly Term[]): string | undefined {
  const wanted = wantedOf(terms)
  const without = terms.filter(({ isWithout }) => isWithout).map(expressionOf)
  if (wanted.length === 0) return undefined
  const all = wanted.join(' AND ')
  return without.length === 0 ? all : `(${all}) NOT (${without.join(' OR ')})`
}
