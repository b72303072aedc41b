import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PassphraseSuggestion } from '../contract/users.ts'
import { judgePassphrase, leastBits } from '../domain/passphrase-strength.ts'
import { assert, Refusal } from '../kernel/errors.ts'
import { refuseShortPassphrase } from '../vault/passphrase.ts'
import { randomBytes } from '../vault/sodium.ts'

/**
 * Refuses a new passphrase that is too short or too easily guessed. It has to be read for that: for as long as this
 * takes it is a string, which cannot be wiped.
 *
 * @param about words that a guesser knows: the user's name and the vault's
 * @throws Refusal `passphrase.too-short`, `passphrase.too-weak`
 */
export function refuseWeakPassphrase(passphrase: Uint8Array, about: readonly string[]): void {
  refuseShortPassphrase(passphrase)
  const { bits, isStrong, reasons } = judgePassphrase(new TextDecoder().decode(passphrase), about)
  if (!isStrong)
    throw new Refusal('passphrase.too-weak', { bits, least: leastBits, reasons: reasons.map((reason) => ({ reason })) })
}

/** Words to choose from, one a line; a package may come without them. */
const wordsFile = join('words', 'en.txt')
const leastWords = 7_776
const wordsGiven = 6

/** Crockford's base 32: no I, L, O or U, so that what is copied by hand comes back. */
const letters = '0123456789abcdefghjkmnpqrstvwxyz'
const groupsGiven = 6
const groupLetters = 3

/** A number under `bound` (at most 65,536), each as likely as any other. */
function chance(bound: number): number {
  const whole = Math.floor(65_536 / bound) * bound
  for (;;) {
    const [high = 0, low = 0] = randomBytes(2)
    const value = high * 256 + low
    if (value < whole) return value % bound
  }
}

async function listedWords(resources: string): Promise<readonly string[]> {
  const text = await readFile(join(resources, wordsFile), 'utf8').catch(() => '')
  return [...new Set(text.split(/\r?\n/u).filter((word) => /^[a-z]{3,9}$/u.test(word)))]
}

/**
 * A new passphrase by chance: six words of a list of 7,776 or more (77 bits), as dice would choose them. Where the
 * program came without a list: six groups of three letters (90 bits).
 */
export async function suggestPassphrase(resources: string): Promise<PassphraseSuggestion> {
  const words = await listedWords(resources)
  if (words.length >= leastWords) {
    const chosen = Array.from({ length: wordsGiven }, () => words[chance(words.length)] ?? '')
    return { passphrase: chosen.join(' '), bits: Math.floor(wordsGiven * Math.log2(words.length)), of: 'words' }
  }
  const letter = (): string => letters[chance(letters.length)] ?? ''
  const group = (): string => Array.from({ length: groupLetters }, letter).join('')
  const passphrase = Array.from({ length: groupsGiven }, group).join(' ')
  assert(passphrase.length === groupsGiven * (groupLetters + 1) - 1, 'every letter is of the alphabet')
  return { passphrase, bits: groupsGiven * groupLetters * Math.log2(letters.length), of: 'letters' }
}
