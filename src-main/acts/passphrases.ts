import type { PassphraseSuggestion } from '../contract/users.ts'
import { Refusal } from '../kernel/errors.ts'
import { refuseShortPassphrase } from '../vault/passphrase.ts'
import { randomBytes } from '../vault/sodium.ts'
import { dicewareWords, judgePassphrase, leastBits } from './passphrase-strength.ts'

/**
 * Refuses a new passphrase that is too short or too easily guessed. It has to be read for that: for as long as this
 * takes it is a string, which cannot be wiped.
 *
 * @param about words that a guesser knows: the user's name and the vault's
 * @throws Refusal `passphrase.too-short`, `passphrase.too-weak`
 */
export async function refuseWeakPassphrase(passphrase: Uint8Array, about: readonly string[]): Promise<void> {
  refuseShortPassphrase(passphrase)
  const { bits, isStrong, reasons } = await judgePassphrase(new TextDecoder().decode(passphrase), about)
  if (!isStrong)
    throw new Refusal('passphrase.too-weak', { bits, least: leastBits, reasons: reasons.map((reason) => ({ reason })) })
}

const wordsGiven = 6

/** A number under `bound` (at most 65,536), each as likely as any other. */
function chance(bound: number): number {
  const whole = Math.floor(65_536 / bound) * bound
  for (;;) {
    const [high = 0, low = 0] = randomBytes(2)
    const value = high * 256 + low
    if (value < whole) return value % bound
  }
}

/**
 * A new passphrase by chance: six words of the EFF's long list of 7,776, as dice would choose them (77 bits).
 *
 * Source: EFF, "Deep Dive: EFF's New Wordlists for Random Passphrases", 2016.
 */
export async function suggestPassphrase(): Promise<PassphraseSuggestion> {
  const words = await dicewareWords()
  const chosen = Array.from({ length: wordsGiven }, () => words[chance(words.length)] ?? '')
  return { passphrase: chosen.join(' '), bits: Math.floor(wordsGiven * Math.log2(words.length)) }
}
