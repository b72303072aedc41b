import { join } from 'node:path'
import type { Role } from '../contract/words.ts'
import { Refusal } from '../kernel/errors.ts'
import { openBlobs, type BlobRef, type BlobStore } from './blobs.ts'
import { writeHeaderCopies } from './header-copies.ts'
import { bodyOf, headerBytesMost, headerFile, slotsMost, writeHeader, type Header, type LedgerHead } from './header.ts'
import { vaultKey } from './keys.ts'
import { readSealedFile, refOfFile } from './sealed-file.ts'
import { rotated, settleDatabase, type Rotated, type Rotation } from './rotate.ts'
import { wipeContent, type OpenedSlot } from './slots.ts'
import { signDetached, signingPair, wipe } from './sodium.ts'
import { VaultBlobKeys } from './vault-keys.ts'
import type { VaultLock } from './vault-lock.ts'
import { listSlots, WaysIn, type SlotListing } from './ways-in.ts'

/** What an open vault is made of; it owns and wipes all of it. */
export interface VaultParts {
  readonly folder: string
  readonly header: Header
  readonly opened: OpenedSlot
  readonly lock: VaultLock
  /** Whether a damaged or older copy of the header was put right when it was opened. */
  readonly healed: boolean
  /** Whether the other copy of the header is of a later master key; see {@link OpenVault.disputed}. */
  readonly disputed?: boolean
  /** Where the database lies, when not in its place. */
  readonly databasePath?: string
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
  /**
   * Whether the other copy of the header is of a later master key, which this secret does not open: a change of master
   * keys was interrupted between the two, or this is the secret of a past one. The database tells which: when it opens,
   * call {@link settle}; when it does not, the secret is one that no longer opens the vault.
   */
  readonly disputed: boolean
  readonly databasePath: string
  /** SQLCipher's raw key, 32 bytes; zeroes after {@link lock}. */
  readonly databaseKey: Uint8Array
  readonly blobs: BlobStore
  /** The recipient of new blobs, `age1...`. */
  readonly recipient: string
  /** The opener's Ed25519 public key, 32 bytes. The recovery key has one of its own. */
  readonly signer: Uint8Array
  /** To whom packages for the opener are encrypted, `age1...`; null when opened with the recovery key. */
  readonly exchangeRecipient: string | null
  /** The slots, and how they are changed. */
  readonly waysIn: WaysIn
  readonly #opened: OpenedSlot
  readonly #signingKey: Uint8Array
  readonly #keys: VaultBlobKeys
  readonly #lock: VaultLock
  #header: Header
  #locked = false
  #writing: Promise<unknown> = Promise.resolve()

  /** @throws Refusal `vault.header-damaged` when a blob identity is not authentic */
  constructor({ folder, header, opened, lock, healed, disputed = false, databasePath }: VaultParts) {
    const { slot, masterKey, signingSeed } = opened
    const pair = signingPair(signingSeed)
    this.folder = folder
    this.vaultId = header.vaultId
    this.name = header.name
    this.user = slot.type === 'recovery' ? null : slot.user
    this.role = slot.type === 'recovery' ? 'director' : slot.role
    this.slotId = slot.id
    this.healed = healed
    this.disputed = disputed
    this.databasePath = databasePath ?? databasePathOf(folder)
    this.#keys = new VaultBlobKeys(header, masterKey)
    this.databaseKey = vaultKey(masterKey, header.vaultId, `db/${header.epoch}`)
    this.blobs = openBlobs(folder, this.#keys)
    this.recipient = this.#keys.recipient
    this.signer = pair.publicKey
    this.exchangeRecipient = slot.type === 'recovery' ? null : slot.recipient
    this.#opened = opened
    this.#signingKey = pair.secretKey
    this.#lock = lock
    this.#header = header
    this.waysIn = new WaysIn(
      {
        header: () => this.#header,
        rewrite: (change) => this.#rewrite(change),
        mustBeOpen: () => this.#mustBeOpen(),
      },
      opened,
    )
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

  /** The opener's Ed25519 signature of a message, 64 bytes. @throws Refusal `vault.locked` */
  sign(message: Uint8Array): Uint8Array {
    this.#mustBeOpen()
    return signDetached(message, this.#signingKey)
  }

  /** The age identity that opens packages for the opener, 32 bytes; zeroes after {@link lock}. */
  get exchangeIdentity(): Uint8Array {
    return this.#opened.exchangeIdentity
  }

  /**
   * Remembers the ledger's newest entry in the header, outside the database. The header's number becomes greater than
   * `above`: one that was put back is from now on newer than the one it replaced.
   */
  async rememberHead(head: LedgerHead, above = 0): Promise<void> {
    await this.#rewrite((header) => ({ ...header, head, sequence: Math.max(header.sequence, above) }))
  }

  /** Ends a dispute for this header: writes both copies, and takes away what the interrupted change had made. */
  async settle(): Promise<void> {
    await this.#rewrite((header) => header)
    await settleDatabase(this.folder, this.#header.epoch)
  }

  /**
   * Gives the vault a new master key, and with it a new database, blob identity and recovery key, and locks it. The
   * header's first copy decides: whatever stops this before it is written leaves the vault as it was, whatever stops it
   * after leaves it changed. The database must be closed. Wipes the secret.
   *
   * @throws Refusal `vault.locked`, `vault.in-use`, `slot.too-many`, `passphrase.too-short`, `not-permitted` when opened
   * with the recovery key, `disk.full`, `destination.unwritable`, and what `prepare` throws
   */
  async rotate(rotation: Rotation): Promise<Rotated> {
    this.#mustBeOpen()
    await this.#writing
    if (!(await this.#lock.stillHeld())) throw new Refusal('vault.in-use', {})
    const done = await rotated({ folder: this.folder, header: this.#header, opened: this.#opened }, rotation)
    await this.lock()
    return done
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
      const { header, bytes } = writeHeader({ ...body, sequence: body.sequence + 1 }, this.#opened.masterKey)
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
    wipe(this.databaseKey, this.#signingKey)
    wipeContent(this.#opened)
    this.#keys.wipe()
    await this.#writing
    await this.#lock.release()
  }
}
