import { canonical } from '../kernel/canonical-json.ts'
import { AgeError } from './age-header.ts'
import { decryptAge, encryptAge } from './age-file.ts'
import { parseRecipient } from './age-keys.ts'
import type { Handed } from './header.ts'
import { vaultKey } from './keys.ts'
import { openSecret, randomBytes, sealSecret, takeSecret, wipe } from './sodium.ts'
import { assert } from '../kernel/errors.ts'

// When a vault is given a new master key, those of its users who are not there cannot be asked for their passphrases. The
// new key is left for each of them in their slot: encrypted to an identity that only that slot holds, so that nothing
// but the secret which opens the slot today reads it, and sealed under the master key before it, so that nobody who
// never had the vault open can leave a key of their own.

/** In whose slot, and of which vault. */
export interface HandOverPlace {
  readonly vaultId: string
  readonly slotId: string
}

function aadOf({ epoch, nonce }: Omit<Handed, 'ct'>, { vaultId, slotId }: HandOverPlace): Uint8Array {
  return Buffer.from(canonical({ epoch, nonce, slotId, vaultId }), 'utf8')
}

/** The master keys of an epoch and of the one before it. */
export interface KeyChange {
  readonly epoch: number
  readonly before: Uint8Array
  readonly after: Uint8Array
}

/** Leaves a new master key for whoever opens a slot; `handOver` is the slot's own recipient. */
export function handOver(change: KeyChange, handOverRecipient: string, place: HandOverPlace): Handed {
  const recipient = parseRecipient(handOverRecipient)
  assert(recipient !== undefined, 'an authentic header names age recipients')
  const unsealed = { epoch: change.epoch, nonce: Buffer.from(randomBytes(24)).toString('base64') }
  const key = vaultKey(change.before, place.vaultId, `hand-over/${change.epoch}`)
  const lock = { key, nonce: Buffer.from(unsealed.nonce, 'base64'), aad: aadOf(unsealed, place) }
  const ct = Buffer.from(sealSecret(encryptAge(recipient, change.after), lock)).toString('base64')
  wipe(key)
  return { ...unsealed, ct }
}

function takeOne(
  handed: Handed,
  held: { master: Uint8Array; identity: Uint8Array },
  place: HandOverPlace,
): Uint8Array | undefined {
  const key = vaultKey(held.master, place.vaultId, `hand-over/${handed.epoch}`)
  const lock = { key, nonce: Buffer.from(handed.nonce, 'base64'), aad: aadOf(handed, place) }
  const file = openSecret(Buffer.from(handed.ct, 'base64'), lock)
  wipe(key)
  if (file === undefined) return undefined
  try {
    const master = takeSecret(decryptAge(held.identity, file))
    return master.length === 32 ? master : undefined
  } catch (error) {
    if (error instanceof AgeError) return undefined
    throw error
  }
}

/**
 * Follows the master keys that were left in a slot, each sealed under the one before it, to the newest. Gives undefined
 * when none was left or one of them is not authentic. Does not wipe what it is given.
 */
export function takeOver(
  handed: readonly Handed[],
  held: { readonly masterKey: Uint8Array; readonly identity: Uint8Array },
  place: HandOverPlace,
): Uint8Array | undefined {
  let master: Uint8Array | undefined
  for (const one of handed) {
    const next = takeOne(one, { master: master ?? held.masterKey, identity: held.identity }, place)
    wipe(master)
    if (next === undefined) return undefined
    master = next
  }
  return master
}
