import { createHash, randomUUID } from 'node:crypto'
import type { Role } from '../contract/words.ts'
import { canonical } from '../kernel/canonical-json.ts'
import { assert, Refusal } from '../kernel/errors.ts'
import type { Kdf, Slot } from './header.ts'
import { keyFileDigest } from './key-file.ts'
import { hkdf } from './keys.ts'
import { newKdf, stretch } from './passphrase.ts'
import { parseRecoveryKey } from './recovery-key.ts'
import { openSecret, randomBytes, sealSecret, secretBytes, signingPair, wipe, type Argon2Cost } from './sodium.ts'

/**
 * What a person brings to open a vault. Passphrases are UTF-8 bytes of NFC text. Whoever is given a `Secret` to use
 * wipes its bytes when it has used them.
 */
export type Secret =
  | { readonly kind: 'passphrase'; readonly passphrase: Uint8Array }
  | { readonly kind: 'key-file'; readonly passphrase: Uint8Array; readonly keyFile: Uint8Array }
  | { readonly kind: 'recovery'; readonly recoveryKey: string }

/** A secret that belongs to a user; the recovery key belongs to the vault. */
export type UserSecret = Exclude<Secret, { readonly kind: 'recovery' }>

/** What a slot holds: the vault's master key, and its user's Ed25519 seed. */
export interface SlotContent {
  readonly masterKey: Uint8Array
  /** Null in a recovery slot: it opens the vault and can sign as nobody. */
  readonly signingSeed: Uint8Array | null
}

/** Overwrites the bytes of a secret. A recovery key is a string, which cannot be wiped. */
export function wipeSecret(secret: Secret): void {
  if (secret.kind !== 'recovery') wipe(secret.passphrase)
  if (secret.kind === 'key-file') wipe(secret.keyFile)
}

type UnsealedSlot = Slot extends infer S ? (S extends Slot ? Omit<S, 'ct'> : never) : never

function aadOf(slot: UnsealedSlot, vaultId: string): Uint8Array {
  return Buffer.from(canonical({ ...slot, vaultId }), 'utf8')
}

function slotKey(material: Uint8Array, slot: UnsealedSlot, vaultId: string): Uint8Array {
  return hkdf(material, `${vaultId}${slot.id}`, `clarkson/v1/slot/${slot.type}`)
}

async function userMaterial(secret: UserSecret, kdf: Kdf): Promise<Uint8Array> {
  const digest = secret.kind === 'key-file' ? keyFileDigest(secret.keyFile) : undefined
  const stretched = await stretch(secret.passphrase, kdf)
  if (digest === undefined) return stretched
  const material = secretBytes(stretched.length + digest.length)
  material.set(stretched)
  material.set(digest, stretched.length)
  wipe(stretched, digest)
  return material
}

function seal(unsealed: UnsealedSlot, content: SlotContent, by: { key: Uint8Array; vaultId: string }): Slot {
  const plain = secretBytes(content.signingSeed === null ? 32 : 64)
  plain.set(content.masterKey)
  if (content.signingSeed !== null) plain.set(content.signingSeed, 32)
  const lock = { key: by.key, nonce: Buffer.from(unsealed.nonce, 'base64'), aad: aadOf(unsealed, by.vaultId) }
  const ct = Buffer.from(sealSecret(plain, lock)).toString('base64')
  wipe(plain, by.key)
  return { ...unsealed, ct }
}

function newNonce(): string {
  return Buffer.from(randomBytes(24)).toString('base64')
}

/** Who a new slot is for, and what it costs to try a passphrase on it. */
export interface NewSlot {
  readonly vaultId: string
  readonly user: string
  readonly role: Role
  readonly cost: Argon2Cost
}

/** Makes a user's slot. @throws Refusal `key-file.damaged`, `vault.header-refused` (a cost out of bounds) */
export async function newUserSlot(slot: NewSlot, secret: UserSecret, content: SlotContent): Promise<Slot> {
  assert(content.signingSeed !== null, 'a user signs')
  const pair = signingPair(content.signingSeed)
  wipe(pair.secretKey)
  const unsealed = {
    v: 1 as const,
    id: randomUUID(),
    type: secret.kind,
    user: slot.user,
    role: slot.role,
    signer: Buffer.from(pair.publicKey).toString('base64'),
    kdf: newKdf(slot.cost),
    nonce: newNonce(),
  }
  const material = await userMaterial(secret, unsealed.kdf)
  const key = slotKey(material, unsealed, slot.vaultId)
  wipe(material)
  return seal(unsealed, content, { key, vaultId: slot.vaultId })
}

/** Makes the slot of a recovery key, which needs no Argon2: it is 160 random bits. */
export function newRecoverySlot(vaultId: string, recoveryKey: Uint8Array, masterKey: Uint8Array): Slot {
  const unsealed: UnsealedSlot = { v: 1, id: randomUUID(), type: 'recovery', nonce: newNonce() }
  const key = slotKey(recoveryKey, unsealed, vaultId)
  return seal(unsealed, { masterKey, signingSeed: null }, { key, vaultId })
}

/** Opens one slot; undefined when this key is not its key, or any byte of it was changed. */
function openWith(slot: Slot, vaultId: string, material: Uint8Array): SlotContent | undefined {
  const { ct, ...unsealed } = slot
  const key = slotKey(material, unsealed, vaultId)
  const lock = { key, nonce: Buffer.from(slot.nonce, 'base64'), aad: aadOf(unsealed, vaultId) }
  const plain = openSecret(Buffer.from(ct, 'base64'), lock)
  wipe(key)
  if (plain === undefined) return undefined
  const masterKey = secretBytes(32)
  masterKey.set(plain.subarray(0, 32))
  const signingSeed = slot.type === 'recovery' ? null : secretBytes(32)
  signingSeed?.set(plain.subarray(32, 64))
  wipe(plain)
  return { masterKey, signingSeed }
}

type UserSlot = Exclude<Slot, { readonly type: 'recovery' }>

function userSlots(slots: readonly Slot[], kind: UserSecret['kind']): readonly UserSlot[] {
  return slots.flatMap((slot) => (slot.type === kind ? [slot] : []))
}

/**
 * Which slots a secret is tried on. A user has at most one slot of a kind, so that one try is one Argon2; for a user
 * whom the vault does not know, one slot that never opens for them is tried all the same: the answer and the work are
 * those of a wrong passphrase.
 */
function candidates(slots: readonly Slot[], kind: UserSecret['kind'], user: string | undefined): readonly UserSlot[] {
  const ofKind = userSlots(slots, kind)
  if (user === undefined) return ofKind
  const own = ofKind.filter((slot) => slot.user === user)
  if (own.length > 0) return own
  const anyone = ofKind.length > 0 ? ofKind : slots.flatMap((slot) => (slot.type === 'recovery' ? [] : [slot]))
  const turn = createHash('sha256').update(user).digest().readUInt32BE(0)
  const decoy = anyone[turn % Math.max(1, anyone.length)]
  return decoy === undefined ? [] : [decoy]
}

/** An opened slot. */
export interface OpenedSlot extends SlotContent {
  readonly slot: Slot
}

function openRecovery(slots: readonly Slot[], vaultId: string, text: string): OpenedSlot | undefined {
  const key = parseRecoveryKey(text)
  if (key === undefined) throw new Refusal('recovery-key.mistyped', {})
  try {
    for (const slot of slots) {
      const content = slot.type === 'recovery' ? openWith(slot, vaultId, key) : undefined
      if (content !== undefined) return { ...content, slot }
    }
    return undefined
  } finally {
    wipe(key)
  }
}

/**
 * Tries a secret on the slots of a vault; undefined when none opens. Does not wipe the secret.
 *
 * @param user whose slots are tried; when left out, every slot of the secret's kind
 * @throws Refusal `key-file.damaged`, `recovery-key.mistyped`, `vault.header-refused` (a cost this machine cannot pay)
 */
export async function openSlot(
  header: { readonly vaultId: string; readonly slots: readonly Slot[] },
  secret: Secret,
  user?: string,
): Promise<OpenedSlot | undefined> {
  const { vaultId, slots } = header
  if (secret.kind === 'recovery') return openRecovery(slots, vaultId, secret.recoveryKey)
  for (const slot of candidates(slots, secret.kind, user)) {
    const material = await userMaterial(secret, slot.kdf)
    const content = openWith(slot, vaultId, material)
    wipe(material)
    if (content === undefined) continue
    if (user === undefined || slot.user === user) return { ...content, slot }
    wipe(content.masterKey, content.signingSeed)
  }
  return undefined
}
