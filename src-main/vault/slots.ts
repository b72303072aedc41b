import { createHash, randomUUID } from 'node:crypto'
import type { Role } from '../contract/words.ts'
import { canonical } from '../kernel/canonical-json.ts'
import { Refusal } from '../kernel/errors.ts'
import { newIdentity, recipientOf, recipientText } from './age-keys.ts'
import { takeOver } from './hand-over.ts'
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
  | StretchedSecret

/** What a passphrase, and a key file, came to for one slot: neither of them can be told from it. See quick-text.ts. */
export interface StretchedSecret {
  readonly kind: 'stretched'
  readonly slotId: string
  readonly material: Uint8Array
}

/** A secret that belongs to a user; the recovery key belongs to the vault. */
export type UserSecret = Exclude<Secret, { readonly kind: 'recovery' | 'stretched' }>

/** What a slot holds: the vault's master key, and what its holder alone has. */
export interface SlotContent {
  readonly masterKey: Uint8Array
  /** The holder's Ed25519 seed, 32 bytes; the recovery key has one of its own. */
  readonly signingSeed: Uint8Array
  /**
   * The age identity to which packages and keys for the holder are encrypted, 32 bytes. That of a recovery key does not
   * stand in its slot: it is derived from its seed.
   */
  readonly exchangeIdentity: Uint8Array
}

/** The keys of a new user, or of one who lost the old ones with the passphrase. Wipe them after use. */
export function newUserKeys(): Pick<SlotContent, 'signingSeed' | 'exchangeIdentity'> {
  return { signingSeed: newIdentity(), exchangeIdentity: newIdentity() }
}

/** Overwrites the bytes of a secret. A recovery key is a string, which cannot be wiped. */
export function wipeSecret(secret: Secret): void {
  if (secret.kind === 'stretched') wipe(secret.material)
  else if (secret.kind !== 'recovery') wipe(secret.passphrase)
  if (secret.kind === 'key-file') wipe(secret.keyFile)
}

/** The same secret in bytes of its own, to be used once more. */
export function copyOf(secret: UserSecret): UserSecret {
  const passphrase = Uint8Array.from(secret.passphrase)
  return secret.kind === 'passphrase'
    ? { kind: 'passphrase', passphrase }
    : { kind: 'key-file', passphrase, keyFile: Uint8Array.from(secret.keyFile) }
}

type UserSlot = Exclude<Slot, { readonly type: 'recovery' }>
type RecoverySlot = Extract<Slot, { readonly type: 'recovery' }>

/** A slot without what is sealed in it, and without what others leave in it: all of this is authenticated. */
type UnsealedSlot = UnsealedUserSlot | Omit<RecoverySlot, 'ct'>
type UnsealedUserSlot = Omit<UserSlot, 'ct' | 'handed'>

function unsealedOf(slot: Slot): UnsealedSlot {
  const { ct: _ct, ...unsealed } = slot
  if (unsealed.type === 'recovery') return unsealed
  const { handed: _handed, ...authenticated } = unsealed
  return authenticated
}

function aadOf(slot: UnsealedSlot, vaultId: string): Uint8Array {
  return Buffer.from(canonical({ ...slot, vaultId }), 'utf8')
}

function slotKey(material: Uint8Array, slot: Pick<Slot, 'id' | 'type'>, vaultId: string): Uint8Array {
  return hkdf(material, `${vaultId}${slot.id}`, `clarkson/v1/slot/${slot.type}`)
}

/** What a user's secret comes to under a slot's parameters: 32 bytes, 64 with a key file. Wipe them after use. */
export async function userMaterial(secret: UserSecret, kdf: Kdf): Promise<Uint8Array> {
  const digest = secret.kind === 'key-file' ? keyFileDigest(secret.keyFile) : undefined
  const stretched = await stretch(secret.passphrase, kdf)
  if (digest === undefined) return stretched
  const material = secretBytes(stretched.length + digest.length)
  material.set(stretched)
  material.set(digest, stretched.length)
  wipe(stretched, digest)
  return material
}

/** Seals secrets of 32 bytes each, one behind the other; gives `ct`. */
function seal(
  unsealed: UnsealedSlot,
  secrets: readonly Uint8Array[],
  by: { key: Uint8Array; vaultId: string },
): string {
  const plain = secretBytes(32 * secrets.length)
  for (const [i, secret] of secrets.entries()) plain.set(secret, 32 * i)
  const lock = { key: by.key, nonce: Buffer.from(unsealed.nonce, 'base64'), aad: aadOf(unsealed, by.vaultId) }
  const ct = Buffer.from(sealSecret(plain, lock)).toString('base64')
  wipe(plain)
  return ct
}

/** Seals a user's slot, with a new nonce and a new identity for handing over. */
function sealUser(
  slot: Omit<UnsealedUserSlot, 'handOver' | 'nonce'>,
  content: SlotContent,
  by: { key: Uint8Array; vaultId: string },
): UserSlot {
  const handOver = newIdentity()
  const unsealed = { ...slot, handOver: recipientText(recipientOf(handOver)), nonce: newNonce() }
  const ct = seal(unsealed, [content.masterKey, content.signingSeed, content.exchangeIdentity, handOver], by)
  wipe(handOver)
  return { ...unsealed, handed: [], ct }
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

function signerOf(signingSeed: Uint8Array): string {
  const pair = signingPair(signingSeed)
  wipe(pair.secretKey)
  return Buffer.from(pair.publicKey).toString('base64')
}

/** Makes a user's slot. @throws Refusal `key-file.damaged`, `vault.header-refused` (a cost out of bounds) */
export async function newUserSlot(slot: NewSlot, secret: UserSecret, content: SlotContent): Promise<Slot> {
  const unsealed = {
    v: 1 as const,
    id: randomUUID(),
    type: secret.kind,
    user: slot.user,
    role: slot.role,
    signer: signerOf(content.signingSeed),
    recipient: recipientText(recipientOf(content.exchangeIdentity)),
    kdf: newKdf(slot.cost),
  }
  const material = await userMaterial(secret, unsealed.kdf)
  const key = slotKey(material, unsealed, slot.vaultId)
  wipe(material)
  const made = sealUser(unsealed, content, { key, vaultId: slot.vaultId })
  wipe(key)
  return made
}

/**
 * The age identity of a recovery key: for its recipient compartments are wrapped, so that whoever is let in again gets
 * back what they had.
 */
function recoveryIdentity(signingSeed: Uint8Array): Uint8Array {
  return hkdf(signingSeed, 'recovery', 'clarkson/v1/recovery/exchange')
}

/** Makes the slot of a recovery key, which needs no Argon2: it is 160 random bits. */
export function newRecoverySlot(
  vaultId: string,
  recoveryKey: Uint8Array,
  { masterKey, signingSeed }: Pick<SlotContent, 'masterKey' | 'signingSeed'>,
): Slot {
  const exchange = recoveryIdentity(signingSeed)
  const unsealed = {
    v: 1 as const,
    id: randomUUID(),
    type: 'recovery' as const,
    signer: signerOf(signingSeed),
    recipient: recipientText(recipientOf(exchange)),
    nonce: newNonce(),
  }
  wipe(exchange)
  const key = slotKey(recoveryKey, unsealed, vaultId)
  const ct = seal(unsealed, [masterKey, signingSeed], { key, vaultId })
  wipe(key)
  return { ...unsealed, ct }
}

/** An opened slot. */
export interface OpenedSlot extends SlotContent {
  readonly slot: Slot
  /** The slot sealed anew, when a master key was left in it: to be written in its place. */
  readonly renewed?: Slot
}

function nth(plain: Uint8Array, i: number): Uint8Array {
  const secret = secretBytes(32)
  secret.set(plain.subarray(32 * i, 32 * i + 32))
  return secret
}

/** Opens one slot; undefined when this key is not its key, or any byte of it was changed. */
export function openWith(slot: Slot, vaultId: string, material: Uint8Array): OpenedSlot | undefined {
  const unsealed = unsealedOf(slot)
  const key = slotKey(material, unsealed, vaultId)
  const lock = { key, nonce: Buffer.from(slot.nonce, 'base64'), aad: aadOf(unsealed, vaultId) }
  const plain = openSecret(Buffer.from(slot.ct, 'base64'), lock)
  try {
    if (plain === undefined) return undefined
    const content = { masterKey: nth(plain, 0), signingSeed: nth(plain, 1) }
    if (slot.type === 'recovery') return { ...content, exchangeIdentity: recoveryIdentity(content.signingSeed), slot }
    const user = { ...content, exchangeIdentity: nth(plain, 2) }
    const handOver = nth(plain, 3)
    const newest = takeOver(slot.handed, { ...content, identity: handOver }, { vaultId, slotId: slot.id })
    wipe(handOver)
    if (newest === undefined) return { ...user, slot }
    wipe(content.masterKey)
    const current = { ...user, masterKey: newest }
    const { handed: _handed, ct: _ct, ...kept } = slot
    return { ...current, slot, renewed: sealUser(kept, current, { key, vaultId }) }
  } finally {
    wipe(key, plain)
  }
}

/** Overwrites what was taken from a slot. */
export function wipeContent(content: SlotContent | undefined): void {
  if (content !== undefined) wipe(content.masterKey, content.signingSeed, content.exchangeIdentity)
}

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

function openRecovery(slots: readonly Slot[], vaultId: string, text: string): OpenedSlot | undefined {
  const key = parseRecoveryKey(text)
  if (key === undefined) throw new Refusal('recovery-key.mistyped', {})
  try {
    for (const slot of slots) {
      const content = slot.type === 'recovery' ? openWith(slot, vaultId, key) : undefined
      if (content !== undefined) return content
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
  if (secret.kind === 'stretched') {
    const slot = slots.find(({ id, type }) => id === secret.slotId && type !== 'recovery')
    return slot && openWith(slot, vaultId, secret.material)
  }
  for (const slot of candidates(slots, secret.kind, user)) {
    const material = await userMaterial(secret, slot.kdf)
    const content = openWith(slot, vaultId, material)
    wipe(material)
    if (content === undefined) continue
    if (user === undefined || slot.user === user) return content
    wipeContent(content)
  }
  return undefined
}
