import { decryptAge, encryptAge } from './age-file.ts'
import { AgeError } from './age-header.ts'
import { recipientOf } from './age-keys.ts'

/** Seals something for the user whose identity for packages this is, and nobody else: an age file. */
export function sealNote(identity: Uint8Array, plain: Uint8Array): Uint8Array {
  return encryptAge(recipientOf(identity), plain)
}

/** Opens what was sealed for a user; undefined where it was for other keys, or is not authentic. */
export function openNote(identity: Uint8Array, sealed: Uint8Array): Uint8Array | undefined {
  try {
    return decryptAge(identity, sealed)
  } catch (error) {
    if (error instanceof AgeError) return undefined
    throw error
  }
}
