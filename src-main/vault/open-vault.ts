import { join } from 'node:path'
import type { Role } from '../contract/words.ts'
import { Refusal } from '../kernel/errors.ts'
import { openBlobs, type BlobRef, type BlobStore } from './blobs.ts'
import { writeHeaderCopies } from './header-copies.ts'
import {
  bodyOf,
  headerBytesMost,
  headerFile,
  slotsMost,
  writeHeader,
  type Header,
  type LedgerHead,
  type Slot,
} from './header.ts'
import { vaultKey } from './keys.ts'
import { refuseShortPassphrase } from './passphrase.ts'
import { readSealedFile, refOfFile } from './sealed-file.ts'
import { newRecoveryKey, recoveryKeyText } from './recovery-key.ts'
import { newRecoverySlot, newUserSlot, openSlot, wipeSecret, type OpenedSlot, type UserSecret } from './slots.ts'
import { newIdentity } from './age-keys.ts'
import { signDetached, signingPair, wipe, type Argon2Cost } from './sodium.ts'
import { VaultBlobKeys } from './vault-keys.ts'
import type { VaultLock } from './vault-lock.ts'

/** A slot without anything secret. */
export interface SlotListing {
  readonly slotId: string
  readonly type: Slot['type']
  /** Null for the recovery key, which is the vault's. */
  readonly user: string | null
  readonly role: Role | null
  /** The user's Ed25519 public key, 32 bytes in base64. */
  readonly signer: string | null
  /** Argon2id's memory in KiB; null where no passphrase is stretched. */
  readonly memoryKiB: number | null
}

/** Lists the slots of a header, in their order. */
export function listSlots(header: { readonly slots: readonly Slot[] }): readonly SlotListing[] {
  return header.slots.map((slot) =>
    slot.type === 'recovery'
      ? { slotId: slot.id, type: slot.type, user: null, role: null, signer: null, memoryKiB: null }
      : {
          slotId: slot.id,
          type: slot.type,
          user: slot.user,
          role: slot.role,
          signer: slot.signer,
          memoryKiB: slot.kdf.m,
        },
  )
}

/** What an open vault is made of; it owns and wipes all of it. */
export interface VaultParts {
  readonly folder: string
  readonly header: Header
  readonly opened: OpenedSlot
  readonly lock: VaultLock
  /** Whether a damaged or older copy of the header was put right when it was opened. */
  readonly healed: boolean
}

/** Where the database of a vault lies. */
export function databasePathOf(folder: string): string {
  return join(folder, 'vault.db')
}

/**
 * A vault that was opened with one slot. Holds the keys until {@link lock}, after which everything that needs one
 * throws `vault.locked`.
 */
export class OpenVault {
  readonly folder: string
  readonly vaultId: string
  readonly name: string
  /** Who opened it; null when it was opened with the recovery key, by whoever holds that. */
  readonly user: string | null
  /** What the opener may do. The recovery key opens as a director: it exists to let people in again. */
  readonly role: Role
  readonly slotId: string
  readonly healed: boolean
  readonly databasePath: string
  /** SQLCipher's raw key, 32 bytes; zeroes after {@link lock}. */
  readonly databaseKey: Uint8Array
  readonly blobs: BlobStore
  /** The recipient of new blobs, `age1...`. */
  readonly recipient: string
  /** The opener's Ed25519 public key, 32 bytes; null when opened with the recovery key, which signs as nobody. */
  readonly signer: Uint8Array | null
  readonly #masterKey: Uint8Array
  readonly #signingSeed: Uint8Array | null
  readonly #signingKey: Uint8Array | null
  readonly #keys: VaultBlobKeys
  readonly #lock: VaultLock
  #header: Header
  #locked = false
  #writing: Promise<unknown> = Promise.resolve()

  /** @throws Refusal `vault.header-damaged` when a blob identity is not authentic */
  constructor({ folder, header, opened, lock, healed }: VaultParts) {
    const { slot, masterKey, signingSeed } = opened
    const pair = signingSeed === null ? null : signingPair(signingSeed)
    this.folder = folder
    this.vaultId = header.vaultId
    this.name = header.name
    this.user = slot.type === 'recovery' ? null : slot.user
    this.role = slot.type === 'recovery' ? 'director' : slot.role
    this.slotId = slot.id
    this.healed = healed
    this.databasePath = databasePathOf(folder)
    this.#keys = new VaultBlobKeys(header, masterKey)
    this.databaseKey = vaultKey(masterKey, header.vaultId, `db/${header.epoch}`)
    this.blobs = openBlobs(folder, this.#keys)
    this.recipient = this.#keys.recipient
    this.signer = pair?.publicKey ?? null
    this.#masterKey = masterKey
    this.#signingSeed = signingSeed
    this.#signingKey = pair?.secretKey ?? null
    this.#lock = lock
    this.#header = header
  }

  /** The slots, without anything secret. */
  get slots(): readonly SlotListing[] {
    return listSlots(this.#header)
  }

  /** The newest ledger entry that the header remembers, or null before the first. */
  get ledgerHead(): LedgerHead | null {
    return this.#header.head
  }

  /** How often the header has been written. */
  get headerSequence(): number {
    return this.#header.sequence
  }

  /** Reads an age file that is for this vault and no blob of it, such as salvaged records. @throws Refusal `blob.damaged` */
  readSealed(path: string): AsyncIterable<Uint8Array> {
    return readSealedFile(path, this.#keys)
  }

  /** What a row would say of a blob that no row names; undefined for one that is not whole, or not of this vault. */
  async describeBlob(path: string, blobId: string): Promise<BlobRef | undefined> {
    return refOfFile(path, blobId, this.#keys)
  }

  /** The header as it stands in both of its copies: what a backup keeps of it. */
  get headerBytes(): Uint8Array {
    return headerFile(this.#header)
  }

  /**
   * The opener's Ed25519 signature of a message, 64 bytes.
   *
   * @throws Refusal `vault.locked`, `not-permitted` when the vault was opened with the recovery key
   */
  sign(message: Uint8Array): Uint8Array {
    this.#mustBeOpen()
    if (this.#signingKey === null) throw new Refusal('not-permitted', { role: 'recovery' })
    return signDetached(message, this.#signingKey)
  }

  /**
   * Remembers the ledger's newest entry in the header, outside the database. The header's number becomes greater than
   * `above`: one that was put back is from now on newer than the one it replaced.
   */
  async rememberHead(head: LedgerHead, above = 0): Promise<void> {
    await this.#rewrite((header) => ({ ...header, head, sequence: Math.max(header.sequence, above) }))
  }

  /**
   * Gives a user a slot: a new user with a new signing key, or the opener a second way in with the signing key they
   * have. Wipes the secret. Nobody can make a slot for another user who has one: only that user's own secret opens
   * their signing key.
   *
   * @throws Refusal `slot.taken`, `slot.too-many`, `passphrase.too-short`, `key-file.damaged`, `vault.header-refused`
   */
  async addSlot(
    who: { readonly user: string; readonly role: Role; readonly cost: Argon2Cost },
    secret: UserSecret,
  ): Promise<void> {
    const isOpener = who.user === this.user
    const seed = isOpener && this.#signingSeed !== null ? Uint8Array.from(this.#signingSeed) : newIdentity()
    try {
      this.#mustBeOpen()
      refuseShortPassphrase(secret.passphrase)
      const own = this.#header.slots.filter((slot) => slot.type !== 'recovery' && slot.user === who.user)
      if (isOpener ? own.some(({ type }) => type === secret.kind) : own.length > 0) throw new Refusal('slot.taken', {})
      const role = isOpener ? this.role : who.role
      const asked = { vaultId: this.vaultId, user: who.user, role, cost: who.cost }
      const slot = await newUserSlot(asked, secret, { masterKey: this.#masterKey, signingSeed: seed })
      await this.#rewrite((header) => ({ ...header, slots: [...header.slots, slot] }))
    } finally {
      wipe(seed)
      wipeSecret(secret)
    }
  }

  /**
   * Changes a user's passphrase (or key file): the same master and signing key, wrapped anew. Wipes both secrets.
   * Copies of the older header still open with the older secret; only a new master key would change that.
   *
   * @throws Refusal `vault.wrong-passphrase`, `slot.taken` (another slot of the new kind), and those of {@link addSlot}
   */
  async changeSecret(user: string, old: UserSecret, next: UserSecret, cost: Argon2Cost): Promise<void> {
    let opened: OpenedSlot | undefined
    try {
      this.#mustBeOpen()
      refuseShortPassphrase(next.passphrase)
      opened = await openSlot(this.#header, old, user)
      if (opened === undefined || opened.slot.type === 'recovery') throw new Refusal('vault.wrong-passphrase', {})
      const { id, role } = opened.slot
      const others = this.#header.slots.filter((slot) => slot.type !== 'recovery' && slot.user === user)
      if (others.some((slot) => slot.id !== id && slot.type === next.kind)) throw new Refusal('slot.taken', {})
      const slot = await newUserSlot({ vaultId: this.vaultId, user, role, cost }, next, opened)
      await this.#rewrite((header) => ({
        ...header,
        slots: header.slots.map((other) => (other.id === id ? slot : other)),
      }))
    } finally {
      wipe(opened?.masterKey, opened?.signingSeed)
      wipeSecret(old)
      wipeSecret(next)
    }
  }

  /** Replaces the recovery key by a new one, which is returned to be shown once. */
  async renewRecoveryKey(): Promise<string> {
    this.#mustBeOpen()
    const key = newRecoveryKey()
    const slot = newRecoverySlot(this.vaultId, key, this.#masterKey)
    const text = recoveryKeyText(key)
    wipe(key)
    await this.#rewrite((header) => ({
      ...header,
      slots: [...header.slots.filter(({ type }) => type !== 'recovery'), slot],
    }))
    return text
  }

  /**
   * Removes a slot from both copies of the header. It stops this copy of the vault from being opened with it, not
   * older copies.
   *
   * @throws Refusal `slot.not-found`, `slot.last`
   */
  async removeSlot(slotId: string): Promise<void> {
    this.#mustBeOpen()
    await this.#rewrite((header) => {
      const slots = header.slots.filter(({ id }) => id !== slotId)
      if (slots.length === header.slots.length) throw new Refusal('slot.not-found', {})
      if (slots.length === 0) throw new Refusal('slot.last', {})
      return { ...header, slots }
    })
  }

  #mustBeOpen(): void {
    if (this.#locked) throw new Refusal('vault.locked', {})
  }

  /** One rewriting of the header after another, each with the next sequence number. */
  async #rewrite(change: (header: Header) => Header): Promise<void> {
    const write = async (): Promise<void> => {
      this.#mustBeOpen()
      if (!(await this.#lock.stillHeld())) throw new Refusal('vault.in-use', {})
      const body = bodyOf(change(this.#header))
      const { header, bytes } = writeHeader({ ...body, sequence: body.sequence + 1 }, this.#masterKey)
      if (header.slots.length > slotsMost || bytes.length > headerBytesMost) throw new Refusal('slot.too-many', {})
      await writeHeaderCopies(this.folder, bytes)
      this.#header = header
    }
    const turn = this.#writing.then(write)
    this.#writing = turn.catch(() => undefined)
    await turn
  }

  /** Wipes every key and gives up the right to write. Safe to call twice. */
  async lock(): Promise<void> {
    if (this.#locked) return
    this.#locked = true
    wipe(this.databaseKey, this.#masterKey, this.#signingSeed, this.#signingKey)
    this.#keys.wipe()
    await this.#writing
    await this.#lock.release()
  }
}
