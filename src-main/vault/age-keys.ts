import { bech32, parseBech32 } from './bech32.ts'
import { publicKeyOf, randomBytes, takeSecret } from './sodium.ts'

const recipientPrefix = 'age'
const identityPrefix = 'age-secret-key-'

/** A new age identity: the 32-byte X25519 secret. Source: C2SP age v1, "The X25519 recipient type". */
export function newIdentity(): Uint8Array {
  return takeSecret(randomBytes(32))
}

/** The recipient's 32-byte public key of an identity. */
export function recipientOf(identity: Uint8Array): Uint8Array {
  return publicKeyOf(identity)
}

/** Writes a recipient as `age1...`. */
export function recipientText(recipient: Uint8Array): string {
  return bech32(recipientPrefix, recipient)
}

/** Reads `age1...`; undefined when it is not an X25519 recipient. */
export function parseRecipient(text: string): Uint8Array | undefined {
  const bytes = text === text.toLowerCase() ? parseBech32(recipientPrefix, text) : undefined
  return bytes?.length === 32 ? bytes : undefined
}

/** Writes an identity as `AGE-SECRET-KEY-1...`, the form that `age -d -i` reads. A string cannot be wiped. */
export function identityText(identity: Uint8Array): string {
  return bech32(identityPrefix, identity).toUpperCase()
}

/** Reads `AGE-SECRET-KEY-1...`; undefined when it is not an X25519 identity. */
export function parseIdentity(text: string): Uint8Array | undefined {
  const bytes = text === text.toUpperCase() ? parseBech32(identityPrefix, text) : undefined
  return bytes?.length === 32 ? takeSecret(bytes) : undefined
}
