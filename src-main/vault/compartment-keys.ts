import { assert, Refusal } from '../kernel/errors.ts'
import { canonical } from '../kernel/canonical-json.ts'
import { AgeError } from './age-header.ts'
import { decryptAge, encryptAge } from './age-file.ts'
import { parseRecipient } from './age-keys.ts'
import type { BlobKeys } from './blobs.ts'
import { hkdf } from './keys.ts'
import { randomBytes, secretBytes, takeSecret, wipe } from './sodium.ts'

// A compartment's secret is 32 random bytes that stand nowhere but wrapped, once for each user who may read it. The wrap
// says whose it is and of which compartment and key, so that one put in another's place opens nothing. From the secret,
// and from the compartment's passphrase where it has one, come the key of its database and its blob identity.

/** For whom a compartment's secret is wrapped, and which secret it is. */
export interface WrapPlace {
  readonly vaultId: string
  readonly compartmentId: string
  readonly userId: string
  readonly epoch: number
}

/** A new secret. */
export function newCompartmentSecret(): Uint8Array {
  return takeSecret(randomBytes(32))
}

function labelOf({ vaultId, compartmentId, userId, epoch }: WrapPlace): Uint8Array {
  const label = { clarkson: 'compartment-key', format: 1, vaultId, compartmentId, userId, epoch }
  return Buffer.from(`${canonical(label)}\n`, 'utf8')
}

/** Wraps a secret for a user: an age file to their recipient, `age1…`, that holds the label and then the secret. */
export function wrapSecret(recipientText: string, place: WrapPlace, secret: Uint8Array): Uint8Array {
  const recipient = parseRecipient(recipientText)
  assert(recipient !== undefined, 'the register of keys names age recipients')
  assert(secret.length === 32, 'a compartment secret has 32 bytes')
  const label = labelOf(place)
  const plain = secretBytes(label.length + 32)
  plain.set(label)
  plain.set(secret, label.length)
  try {
    return encryptAge(recipient, plain)
  } finally {
    wipe(plain)
  }
}

/** Unwraps a secret; undefined when the file is for another, is not authentic, or belongs in another place. */
export function unwrapSecret(identity: Uint8Array, place: WrapPlace, wrapped: Uint8Array): Uint8Array | undefined {
  let plain: Uint8Array | undefined
  try {
    plain = decryptAge(identity, wrapped)
    const label = labelOf(place)
    if (plain.length !== label.length + 32 || !Buffer.from(label).equals(plain.subarray(0, label.length)))
      return undefined
    return takeSecret(plain.subarray(label.length))
  } catch (error) {
    if (error instanceof AgeError) return undefined
    throw error
  } finally {
    wipe(plain)
  }
}

/** What opens a compartment: its secret, and what its passphrase came to, 32 bytes each. */
export interface CompartmentSecrets {
  readonly secret: Uint8Array
  /** Null where the compartment has no passphrase. */
  readonly stretched: Uint8Array | null
}

function derived({ secret, stretched }: CompartmentSecrets, compartmentId: string, purpose: string): Uint8Array {
  const material = secretBytes(32 + (stretched?.length ?? 0))
  material.set(secret)
  if (stretched) material.set(stretched, 32)
  const bound = stretched ? 'with-passphrase' : 'alone'
  try {
    return hkdf(material, compartmentId, `clarkson/v1/compartment/${bound}/${purpose}`)
  } finally {
    wipe(material)
  }
}

/** SQLCipher's raw key of a compartment's database. */
export function compartmentDatabaseKey(secrets: CompartmentSecrets, compartmentId: string, epoch: number): Uint8Array {
  return derived(secrets, compartmentId, `db/${String(epoch)}`)
}

/** The age identity of the blobs that are written under a secret. */
export function compartmentIdentity(secrets: CompartmentSecrets, compartmentId: string, epoch: number): Uint8Array {
  return derived(secrets, compartmentId, `blobs/${String(epoch)}`)
}

/** The blob identities of an open compartment, until they are wiped. */
export class CompartmentBlobKeys implements BlobKeys {
  readonly #identities = new Map<number, Uint8Array>()
  #current = 0
  #wiped = false

  get currentEpoch(): number {
    return this.#current
  }

  /** Takes the identity of an epoch, which it wipes later. The newest is the one for new blobs. */
  add(epoch: number, identity: Uint8Array): void {
    this.#identities.set(epoch, identity)
    this.#current = Math.max(this.#current, epoch)
  }

  identityOf(epoch: number): Uint8Array | undefined {
    if (this.#wiped) throw new Refusal('vault.locked', {})
    return this.#identities.get(epoch)
  }

  wipe(): void {
    this.#wiped = true
    wipe(...this.#identities.values())
    this.#identities.clear()
  }
}
