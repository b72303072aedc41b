import sodium from 'sodium-native'
import { assert } from '../kernel/errors.ts'

/**
 * The few calls of libsodium that the vault makes, as they are in sodium-native 5 (its published types leave out the
 * IETF construction). Each returns how many bytes it wrote, or throws.
 */
interface Libsodium {
  crypto_aead_chacha20poly1305_ietf_encrypt: Seal
  crypto_aead_chacha20poly1305_ietf_decrypt: Unseal
  crypto_aead_xchacha20poly1305_ietf_encrypt: Seal
  crypto_aead_xchacha20poly1305_ietf_decrypt: Unseal
  crypto_pwhash_async: (
    ...call: [Uint8Array, Uint8Array, Uint8Array, number, number, number, (error: Error | null) => void]
  ) => unknown
  crypto_pwhash_ALG_ARGON2ID13: number
  crypto_scalarmult: (shared: Uint8Array, secret: Uint8Array, publicKey: Uint8Array) => void
  crypto_scalarmult_base: (publicKey: Uint8Array, secret: Uint8Array) => void
  crypto_sign_seed_keypair: (publicKey: Uint8Array, secretKey: Uint8Array, seed: Uint8Array) => void
  crypto_sign_detached: (signature: Uint8Array, message: Uint8Array, secretKey: Uint8Array) => void
  crypto_sign_verify_detached: (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array) => boolean
  randombytes_buf: (bytes: Uint8Array) => void
  sodium_memcmp: (a: Uint8Array, b: Uint8Array) => boolean
  sodium_memzero: (bytes: Uint8Array) => void
  sodium_mlock: (bytes: Uint8Array) => void
  sodium_munlock: (bytes: Uint8Array) => void
}
type Seal = (...call: [Uint8Array, Uint8Array, Uint8Array | null, null, Uint8Array, Uint8Array]) => number | undefined
type Unseal = (...call: [Uint8Array, null, Uint8Array, Uint8Array | null, Uint8Array, Uint8Array]) => number | undefined

const libsodium = sodium as unknown as Libsodium

/** Bytes that an AEAD adds to what it seals. */
export const tagBytes = 16

/** A key and its nonce, for one AEAD call; `aad` is what is authenticated beside the text. */
export interface Lock {
  readonly key: Uint8Array
  readonly nonce: Uint8Array
  readonly aad?: Uint8Array
}

/**
 * Allocates bytes for a secret: zeroed, in an allocation of their own, kept out of swap where the system allows it.
 * (`sodium_malloc` would be better and does not work inside Electron.)
 */
export function secretBytes(length: number): Uint8Array {
  const bytes = Buffer.alloc(length)
  try {
    libsodium.sodium_mlock(bytes)
  } catch {
    // The system's limit on locked memory is reached: swap must be encrypted by other means.
  }
  return bytes
}

/** Copies a secret to bytes of its own and wipes where it came from. */
export function takeSecret(from: Uint8Array): Uint8Array {
  const bytes = secretBytes(from.length)
  bytes.set(from)
  libsodium.sodium_memzero(from)
  return bytes
}

/** Overwrites secrets with zeroes. What was copied before, by a string or by the engine, is not reached. */
export function wipe(...secrets: readonly (Uint8Array | null | undefined)[]): void {
  for (const secret of secrets) {
    if (secret === null || secret === undefined || secret.length === 0) continue
    libsodium.sodium_memzero(secret)
    try {
      libsodium.sodium_munlock(secret)
    } catch {
      // It was not locked.
    }
  }
}

/** Random bytes from the operating system. */
export function randomBytes(length: number): Uint8Array {
  const bytes = Buffer.alloc(length)
  libsodium.randombytes_buf(bytes)
  return bytes
}

/** Whether two byte strings are equal, in time that depends on their length alone. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && (a.length === 0 || libsodium.sodium_memcmp(a, b))
}

function plainMemory(bytes: Uint8Array): void {
  // libsodium's binding has silently written nothing to shared memory before.
  assert(bytes.buffer instanceof ArrayBuffer, 'no cryptography on shared memory')
}

function sealWith(seal: Seal, into: Uint8Array, plain: Uint8Array, lock: Lock): void {
  plainMemory(into)
  plainMemory(plain)
  const written = seal(into, plain, lock.aad ?? null, null, lock.nonce, lock.key)
  assert(written === plain.length + tagBytes, 'the cipher seals all that it was given')
}

function unsealWith(unseal: Unseal, into: Uint8Array, sealed: Uint8Array, lock: Lock): boolean {
  plainMemory(into)
  plainMemory(sealed)
  assert(sealed.length >= tagBytes, 'a sealed text is at least its tag')
  try {
    const written = unseal(into, null, sealed, lock.aad ?? null, lock.nonce, lock.key)
    assert(written === sealed.length - tagBytes, 'the cipher opens all that it was given')
    return true
  } catch (error) {
    if (error instanceof Error && error.message === 'could not verify data') return false
    throw error
  }
}

/** Seals with ChaCha20-Poly1305 into `into`, which is 16 bytes longer. Source: RFC 8439, section 2.8. */
export function sealChunk(into: Uint8Array, plain: Uint8Array, lock: Lock): void {
  sealWith(libsodium.crypto_aead_chacha20poly1305_ietf_encrypt, into, plain, lock)
}

/** Opens what {@link sealChunk} sealed; false, with `into` holding nothing of it, when it is not authentic. */
export function openChunk(into: Uint8Array, sealed: Uint8Array, lock: Lock): boolean {
  const opened = unsealWith(libsodium.crypto_aead_chacha20poly1305_ietf_decrypt, into, sealed, lock)
  if (!opened) into.fill(0)
  return opened
}

/** Seals a secret with XChaCha20-Poly1305 (24-byte nonce). Source: draft-irtf-cfrg-xchacha-03. */
export function sealSecret(plain: Uint8Array, lock: Lock): Uint8Array {
  const sealed = Buffer.alloc(plain.length + tagBytes)
  sealWith(libsodium.crypto_aead_xchacha20poly1305_ietf_encrypt, sealed, plain, lock)
  return sealed
}

/** Opens what {@link sealSecret} sealed; undefined when the key is another or anything was changed. */
export function openSecret(sealed: Uint8Array, lock: Lock): Uint8Array | undefined {
  if (sealed.length < tagBytes) return undefined
  const plain = secretBytes(sealed.length - tagBytes)
  if (unsealWith(libsodium.crypto_aead_xchacha20poly1305_ietf_decrypt, plain, sealed, lock)) return plain
  wipe(plain)
  return undefined
}

/** What Argon2id is asked to spend: memory in KiB, passes. One lane: libsodium knows no other. */
export interface Argon2Cost {
  readonly memoryKiB: number
  readonly passes: number
}

/**
 * Argon2id version 1.3 with one lane, 32 bytes, on a thread of the pool so that the keeper stays responsive.
 *
 * @throws Error when the memory cannot be had.
 * Source: RFC 9106.
 */
export function argon2id(password: Uint8Array, salt: Uint8Array, cost: Argon2Cost): Promise<Uint8Array> {
  const output = secretBytes(32)
  return new Promise((resolve, reject) => {
    const settled = (error: Error | null): void => {
      if (error === null || error === undefined) resolve(output)
      else reject(error)
    }
    const bytes = cost.memoryKiB * 1024
    const kind = libsodium.crypto_pwhash_ALG_ARGON2ID13
    libsodium.crypto_pwhash_async(output, password, salt, cost.passes, bytes, kind, settled)
  })
}

/** X25519; undefined when the result would be all zeroes (a point of low order). Source: RFC 7748, section 6.1. */
export function sharedSecret(secret: Uint8Array, publicKey: Uint8Array): Uint8Array | undefined {
  const shared = secretBytes(32)
  try {
    libsodium.crypto_scalarmult(shared, secret, publicKey)
  } catch {
    return undefined
  }
  return equalBytes(shared, Buffer.alloc(32)) ? undefined : shared
}

/** The X25519 public key of a secret. */
export function publicKeyOf(secret: Uint8Array): Uint8Array {
  const publicKey = Buffer.alloc(32)
  libsodium.crypto_scalarmult_base(publicKey, secret)
  return publicKey
}

/** An Ed25519 key pair from its 32-byte seed; `secretKey` is seed and public key, 64 bytes. Source: RFC 8032. */
export function signingPair(seed: Uint8Array): { readonly publicKey: Uint8Array; readonly secretKey: Uint8Array } {
  const publicKey = Buffer.alloc(32)
  const secretKey = secretBytes(64)
  libsodium.crypto_sign_seed_keypair(publicKey, secretKey, seed)
  return { publicKey, secretKey }
}

/** The Ed25519 signature of a message, 64 bytes. */
export function signDetached(message: Uint8Array, secretKey: Uint8Array): Uint8Array {
  const signature = Buffer.alloc(64)
  libsodium.crypto_sign_detached(signature, message, secretKey)
  return signature
}

/** Whether an Ed25519 signature is of this message by this key. */
export function isSignedBy(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  return libsodium.crypto_sign_verify_detached(signature, message, publicKey)
}
