import { folded, type NamedParty, namesAny, protectedTerms } from './names.ts'

/** What stands where a text names a protected person in a way that cannot be told apart from its other words. */
export const COVERED = '\u2588\u2588\u2588'

/**
 * Puts pseudonyms where a text names protected persons, and covers the whole text where a name is still found in it. What
 * comes back carries no name of theirs. Source: FEATURES 8.
 */
export function nameCover(parties: readonly NamedParty[]): (text: string) => string {
  const terms = protectedTerms(parties)
  const names = parties
    .filter((party) => party.protected)
    .flatMap((party) =>
      [party.name, party.nativeName, ...party.aliases].map((name) => ({
        term: folded(name),
        stand: party.pseudonym ?? COVERED,
      })),
    )
    .filter(({ term }) => terms.includes(term))
    // The longest first, so that a full name is not left with half a pseudonym.
    .toSorted((a, b) => b.term.length - a.term.length)
  if (names.length === 0) return (text) => text
  return (text) => {
    if (!namesAny(text, terms)) return text
    let covered = text.normalize('NFC')
    for (const { term, stand } of names) covered = replaced(covered, term, stand)
    return namesAny(covered, terms) ? COVERED : covered
  }
}

/** Replaces every run of words that folds to the term. */
function replaced(text: string, term: string, stand: string): string {
  const count = term.split(' ').length
  const words = [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
  }))
  let out = ''
  let done = 0
  for (let i = 0; i + count <= words.length; i += 1) {
    const from = words[i]?.from ?? 0
    const to = words[i + count - 1]?.to ?? 0
    if (from < done || folded(text.slice(from, to)) !== term) continue
    out += text.slice(done, from) + stand
    done = to
  }
  return out + text.slice(done)
}
