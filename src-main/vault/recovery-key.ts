import { randomBytes, takeSecret } from './sodium.ts'

// Crockford's base 32: no I, L, O or U, so that what is read aloud or copied by hand comes back.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const keyLetters = 32
const checkLetters = 4

/**
 * The checksum's modulus, the largest prime under 2^20. Being prime and above 32 it catches every wrong letter and
 * every swap of two neighbours, and all but one in a million of any other mistake.
 */
const modulus = 1_048_573n

function valueOf(letters: string): bigint {
  let value = 0n
  for (const letter of letters) value = value * 32n + BigInt(alphabet.indexOf(letter))
  return value
}

function lettersOf(value: bigint, count: number): string {
  let letters = ''
  let rest = value
  for (let i = 0; i < count; i++) {
    letters = `${alphabet[Number(rest % 32n)] ?? ''}${letters}`
    rest /= 32n
  }
  return letters
}

/** A new recovery key: 160 random bits. */
export function newRecoveryKey(): Uint8Array {
  return takeSecret(randomBytes(20))
}

/** Writes a recovery key as nine groups of four letters: 32 of the key, four of a checksum. */
export function recoveryKeyText(key: Uint8Array): string {
  const value = BigInt(`0x${Buffer.from(key).toString('hex')}`)
  const letters = lettersOf(value, keyLetters) + lettersOf(value % modulus, checkLetters)
  return letters.replaceAll(/.{4}(?=.)/gu, '$&-')
}

/**
 * Reads a recovery key as a person may write it: any case, any spaces and dashes, O for 0, I and L for 1.
 *
 * @returns its 20 bytes, or undefined when the checksum shows that it was not copied rightly
 */
export function parseRecoveryKey(text: string): Uint8Array | undefined {
  if (text.length > 200) return undefined
  const letters = text
    .replaceAll(/[\s\p{Pd}]/gu, '')
    .toUpperCase()
    .replaceAll('O', '0')
    .replaceAll(/[IL]/gu, '1')
  if (letters.length !== keyLetters + checkLetters) return undefined
  if (Array.from(letters).some((letter) => !alphabet.includes(letter))) return undefined
  const value = valueOf(letters.slice(0, keyLetters))
  if (valueOf(letters.slice(keyLetters)) !== value % modulus) return undefined
  return takeSecret(Buffer.from(value.toString(16).padStart(40, '0'), 'hex'))
}
