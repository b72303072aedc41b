import type { Capacity } from '../contract/words.ts'

/** The words of a party that say who it is. */
export interface NamedParty {
  readonly name: string
  readonly nativeName: string
  readonly aliases: readonly string[]
  readonly protected: boolean
  readonly pseudonym: string | null
}

/**
 * Whether a party is protected: always for a minor, on by default for a client, as asked otherwise.
 *
 * Source: DOMAIN, Party.
 */
export function isProtected(asked: boolean | undefined, minor: boolean, capacities: readonly Capacity[]): boolean {
  return minor || (asked ?? capacities.includes('client'))
}

/** The pseudonym that the next party of this capacity gets: `Client 3`, `PW-2`, `Person 4`. Never one that is taken. */
export function nextPseudonym(capacities: readonly Capacity[], taken: readonly string[]): string {
  const series = capacities.includes('client') ? 'Client ' : capacities.includes('witness') ? 'PW-' : 'Person '
  const used = new Set(taken.map((pseudonym) => pseudonym.toLowerCase()))
  for (let number = 1; ; number += 1) {
    const candidate = `${series}${String(number)}`
    if (!used.has(candidate.toLowerCase())) return candidate
  }
}

/** What a party is called where its name may not leave the vault. */
export function servedName(party: NamedParty): string {
  return party.protected && party.pseudonym !== null ? party.pseudonym : party.name
}

/** Folds text so that spellings of one name compare alike: case, width, accents and spacing apart. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, (mark) => (/\p{Script=Latin}|\p{Script=Inherited}/u.test(mark) ? '' : mark))
    .toLowerCase()
    .replace(/[\s\p{P}]+/gu, ' ')
    .trim()
}

/** The words that must not leave: every name and alias of the protected parties, folded, of three letters or more. */
export function protectedTerms(parties: readonly NamedParty[]): readonly string[] {
  const terms = parties
    .filter((party) => party.protected)
    .flatMap((party) => [party.name, party.nativeName, ...party.aliases])
    .map(folded)
    .filter((term) => Array.from(term).length >= 3)
  return [...new Set(terms)]
}

/** Scripts that are written without spaces between words, where a name can only be looked for inside a run of letters. */
const UNSPACED =
  /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u

/** Whether any of the terms stands in the text: as a word of its own, or anywhere in scripts without word spaces. */
export function namesAny(text: string, terms: readonly string[]): boolean {
  const within = ` ${folded(text)} `
  return terms.some((term) => within.includes(UNSPACED.test(term) ? term : ` ${term} `))
}
