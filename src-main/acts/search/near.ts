import { slipsAllowed, Vocabulary } from '../../domain/search/near-words.ts'
import type { Term } from '../../domain/search/query.ts'
import type { Connection } from '../../store/connection.ts'
import { countTerms, termsAfter } from '../../store/search/find-passages.ts'
import type { Desk } from '../desk.ts'

interface Held {
  readonly vocabulary: Vocabulary
  readonly upTo: number
}

/** The words of each database that is open, read when somebody first mistypes one. */
const held = new WeakMap<Connection, Held>()

function vocabularyOf(connection: Connection): Vocabulary {
  return connection.read((reader) => {
    const had = held.get(connection)
    const isWhole = had !== undefined && countTerms(reader) >= had.vocabulary.size
    let { vocabulary, upTo } = isWhole ? had : { vocabulary: new Vocabulary(), upTo: 0 }
    const added = termsAfter(reader, upTo)
    // Some went: what is held is not to tell of them.
    if (isWhole && countTerms(reader) !== vocabulary.size + added.length) {
      held.delete(connection)
      return vocabularyOf(connection)
    }
    for (const { term } of added) vocabulary.add(term)
    upTo = added.at(-1)?.seq ?? upTo
    held.set(connection, { vocabulary, upTo })
    return vocabulary
  })
}

/** So many words are taken for one that was typed. */
const MOST_NEAR = 8

/**
 * The terms, each with words that it may be a slip of; the same terms when there are none. A word that no record has is
 * more likely one than a word that some have: only where there is no such word, every one is taken for a spelling of
 * others.
 */
export function nearWords(desks: readonly Desk[], terms: readonly Term[]): readonly Term[] {
  if (!terms.some(mayBeSlip)) return terms
  const vocabularies = desks.map(({ connection }) => vocabularyOf(connection))
  const isUnknown = ({ words }: Term): boolean =>
    words.length === 1 && words.every(({ word }) => !vocabularies.some((vocabulary) => vocabulary.has(word)))
  const anyUnknown = terms.some((term) => mayBeSlip(term) && isUnknown(term))
  const wider = terms.map((term) => {
    const [first] = term.words
    if (!first || !mayBeSlip(term) || (anyUnknown && !isUnknown(term))) return term
    // Short words that there are have many others near to them.
    if (!anyUnknown && first.word.length < 6) return term
    const distance = anyUnknown ? slipsAllowed(first.word) : 1
    const near = new Set(vocabularies.flatMap((vocabulary) => vocabulary.near(first.word, distance, MOST_NEAR)))
    return { ...term, near: [...near].slice(0, MOST_NEAR) }
  })
  return wider.some(({ near }) => near.length > 0) ? wider : terms
}

function mayBeSlip({ words, isPrefix, isWithout }: Term): boolean {
  const [first] = words
  return first?.kind === 'word' && words.length === 1 && !isPrefix && !isWithout && slipsAllowed(first.word) > 0
}
