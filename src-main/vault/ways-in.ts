import type { Role } from '../contract/words.ts'
import { Refusal } from '../kernel/errors.ts'
import type { Header, Slot } from './header.ts'
import { refuseShortPassphrase } from './passphrase.ts'
import { sealQuickText } from './quick-text.ts'
import { newRecoveryKey, recoveryKeyText } from './recovery-key.ts'
import {
  newRecoverySlot,
  newUserKeys,
  newUserSlot,
  openSlot,
  type OpenedSlot,
  type SlotContent,
  type UserSecret,
  wipeContent,
  wipeSecret,
} from './slots.ts'
import { newIdentity } from './age-keys.ts'
import { type Argon2Cost, wipe } from './sodium.ts'

/** A slot without anything secret. */
export interface SlotListing {
  readonly slotId: string
  readonly type: Slot['type']
  /** Null for the recovery key, which is the vault's. */
  readonly user: string | null
  /** The role that the slot was made for; what its user may do now is written in the database. */
  readonly role: Role | null
  /** The holder's Ed25519 public key, 32 bytes in base64. */
  readonly signer: string
  /** To whom packages and keys for the holder are encrypted, `age1...` */
  readonly recipient: string
  /** Argon2id's memory in KiB; null where no passphrase is stretched. */
  readonly memoryKiB: number | null
}

/** One slot without anything secret. */
export function listingOf(slot: Slot): SlotListing {
  const { id: slotId, type, signer } = slot
  if (slot.type === 'recovery')
    return { slotId, type, user: null, role: null, signer, recipient: slot.recipient, memoryKiB: null }
  const { user, role, recipient, kdf } = slot
  return { slotId, type, user, role, signer, recipient, memoryKiB: kdf.m }
}

/** Lists the slots of a header, in their order. */
export function listSlots(header: { readonly slots: readonly Slot[] }): readonly SlotListing[] {
  return header.slots.map(listingOf)
}

/** The header of an open vault, and the one way to change it. */
export interface HeaderDesk {
  header(): Header
  /** @throws Refusal `vault.locked`, `vault.in-use`, `slot.too-many`, `disk.full`, `destination.unwritable` */
  rewrite(change: (header: Header) => Header): Promise<void>
  /** @throws Refusal `vault.locked` */
  mustBeOpen(): void
}

/**
 * Enters a new slot, and which it replaces, in a register outside the header. When it throws, the slot is taken out again and whatever it was
 * to replace stays. Whatever stops everything in between leaves the register's word to be followed: {@link WaysIn.keepOnly}.
 */
export type Enter = (added: SlotListing, replaced: readonly string[]) => void | Promise<void>

/** Whose slot, and what it costs to try a passphrase on it. */
export interface SlotHolder {
  readonly user: string
  readonly role: Role
  readonly cost: Argon2Cost
}

function isOf(slot: Slot, user: string): boolean {
  return slot.type !== 'recovery' && slot.user === user
}

/**
 * The slots of an open vault. A slot is changed in three steps, each of which may be the last: the new one is written
 * beside the old, it is entered in the register, and the old one is taken out.
 */
export class WaysIn {
  readonly #desk: HeaderDesk
  readonly #opened: OpenedSlot

  /** @param opened is wiped by whoever gave it */
  constructor(desk: HeaderDesk, opened: OpenedSlot) {
    this.#desk = desk
    this.#opened = opened
  }

  get #opener(): string | null {
    const { slot } = this.#opened
    return slot.type === 'recovery' ? null : slot.user
  }

  async #exchange(
    added: Slot,
    replaces: (slot: Slot) => boolean,
    enter: Enter = () => undefined,
  ): Promise<SlotListing> {
    const replaced = new Set(
      this.#desk
        .header()
        .slots.filter(replaces)
        .map(({ id }) => id),
    )
    await this.#desk.rewrite((header) => ({ ...header, slots: [...header.slots, added] }))
    try {
      await enter(listingOf(added), [...replaced])
    } catch (error) {
      await this.#drop(new Set([added.id])).catch(() => undefined)
      throw error
    }
    if (replaced.size > 0) await this.#drop(replaced)
    return listingOf(added)
  }

  async #drop(ids: ReadonlySet<string>): Promise<void> {
    await this.#desk.rewrite((header) => ({ ...header, slots: header.slots.filter(({ id }) => !ids.has(id)) }))
  }

  async #newSlot(who: SlotHolder, secret: UserSecret, keys: Omit<SlotContent, 'masterKey'>): Promise<Slot> {
    const { vaultId } = this.#desk.header()
    return newUserSlot({ ...who, vaultId }, secret, { ...keys, masterKey: this.#opened.masterKey })
  }

  /**
   * Gives a user a slot: a new user with new keys, or the opener a second way in with the keys they have. Wipes the
   * secret. Nobody can make a slot for another user who has one: only that user's own secret opens their keys.
   *
   * @throws Refusal `slot.taken`, `slot.too-many`, `passphrase.too-short`, `key-file.damaged`, `vault.header-refused`
   */
  async addSlot(who: SlotHolder, secret: UserSecret, enter?: Enter): Promise<SlotListing> {
    const { signingSeed, exchangeIdentity } = this.#opened
    const own = who.user === this.#opener ? { signingSeed, exchangeIdentity } : undefined
    const fresh = own === undefined ? newUserKeys() : undefined
    try {
      this.#desk.mustBeOpen()
      refuseShortPassphrase(secret.passphrase)
      const theirs = this.#desk.header().slots.filter((slot) => isOf(slot, who.user))
      if (own ? theirs.some(({ type }) => type === secret.kind) : theirs.length > 0) throw new Refusal('slot.taken', {})
      const keys = own ?? fresh
      if (keys === undefined) throw new Refusal('slot.taken', {})
      const opener = this.#opened.slot
      const role = own && opener.type !== 'recovery' ? opener.role : who.role
      return await this.#exchange(await this.#newSlot({ ...who, role }, secret, keys), () => false, enter)
    } finally {
      wipe(fresh?.signingSeed, fresh?.exchangeIdentity)
      wipeSecret(secret)
    }
  }

  /**
   * Lets a user in again who lost every secret of theirs: a slot with new keys, in place of all they had. It takes the
   * recovery key. Wipes the secret.
   *
   * @throws Refusal `not-permitted` when the vault was opened by a user; those of {@link addSlot}
   */
  async letIn(who: SlotHolder, secret: UserSecret, enter?: Enter): Promise<SlotListing> {
    const fresh = newUserKeys()
    try {
      this.#desk.mustBeOpen()
      const opener = this.#opened.slot
      if (opener.type !== 'recovery') throw new Refusal('not-permitted', { role: opener.role })
      refuseShortPassphrase(secret.passphrase)
      const made = await this.#newSlot(who, secret, fresh)
      return await this.#exchange(made, (slot) => isOf(slot, who.user), enter)
    } finally {
      wipe(fresh.signingSeed, fresh.exchangeIdentity)
      wipeSecret(secret)
    }
  }

  /**
   * Changes a user's passphrase (or key file): the same keys, sealed anew. Wipes both secrets. Copies of the older
   * header still open with the older secret; only a new master key would change that.
   *
   * @throws Refusal `vault.wrong-passphrase`, `slot.taken` (another slot of the new kind), and those of {@link addSlot}
   */
  async changeSecret(
    { user, cost }: Pick<SlotHolder, 'user' | 'cost'>,
    old: UserSecret,
    next: UserSecret,
    enter?: Enter,
  ): Promise<SlotListing> {
    let opened: OpenedSlot | undefined
    try {
      this.#desk.mustBeOpen()
      refuseShortPassphrase(next.passphrase)
      opened = await openSlot(this.#desk.header(), old, user)
      if (opened === undefined || opened.slot.type === 'recovery') throw new Refusal('vault.wrong-passphrase', {})
      const { id, role } = opened.slot
      const others = this.#desk.header().slots.filter((slot) => isOf(slot, user) && slot.id !== id)
      if (others.some(({ type }) => type === next.kind)) throw new Refusal('slot.taken', {})
      const keys = { signingSeed: opened.signingSeed, exchangeIdentity: opened.exchangeIdentity }
      return await this.#exchange(
        await this.#newSlot({ user, role, cost }, next, keys),
        (slot) => slot.id === id,
        enter,
      )
    } finally {
      wipeContent(opened)
      wipeSecret(old)
      wipeSecret(next)
    }
  }

  /** Replaces the recovery key by a new one with a new signing key; it is returned in letters, to be shown once. */
  async renewRecoveryKey(enter?: Enter): Promise<string> {
    this.#desk.mustBeOpen()
    const key = newRecoveryKey()
    const signingSeed = newIdentity()
    try {
      const { vaultId } = this.#desk.header()
      const slot = newRecoverySlot(vaultId, key, { masterKey: this.#opened.masterKey, signingSeed })
      await this.#exchange(slot, ({ type }) => type === 'recovery', enter)
      return recoveryKeyText(key)
    } finally {
      wipe(key, signingSeed)
    }
  }

  /**
   * Removes a slot from both copies of the header. It stops this copy of the vault from being opened with it, not
   * older copies.
   *
   * @throws Refusal `slot.not-found`, `slot.last`
   */
  async removeSlot(slotId: string): Promise<void> {
    this.#desk.mustBeOpen()
    const { slots } = this.#desk.header()
    if (!slots.some(({ id }) => id === slotId)) throw new Refusal('slot.not-found', {})
    if (slots.length === 1) throw new Refusal('slot.last', {})
    await this.#drop(new Set([slotId]))
  }

  /** Removes the slots that the register does not have; never the one that opened the vault. Returns which they were. */
  async keepOnly(listed: ReadonlySet<string>): Promise<readonly SlotListing[]> {
    const unlisted = listSlots(this.#desk.header()).filter(
      ({ slotId }) => !listed.has(slotId) && slotId !== this.#opened.slot.id,
    )
    if (unlisted.length > 0) await this.#drop(new Set(unlisted.map(({ slotId }) => slotId)))
    return unlisted
  }

  /**
   * Leaves of one of the opener's secrets what opens their slot, sealed under a PIN. Wipes both.
   *
   * @throws Refusal `vault.wrong-passphrase`, `key-file.damaged`
   */
  async sealUnder(pin: Uint8Array, secret: UserSecret): Promise<string> {
    try {
      this.#desk.mustBeOpen()
      const user = this.#opener
      const sealed = user === null ? undefined : await sealQuickText(this.#desk.header(), { user, secret, pin })
      if (sealed === undefined) throw new Refusal('vault.wrong-passphrase', {})
      return sealed
    } finally {
      wipe(pin)
      wipeSecret(secret)
    }
  }

  /** Whether a secret is one of the opener's, who is asked to prove again that it is they who sit there. Wipes it. */
  async proves(secret: UserSecret): Promise<boolean> {
    let opened: OpenedSlot | undefined
    try {
      this.#desk.mustBeOpen()
      const user = this.#opener
      if (user === null) return false
      opened = await openSlot(this.#desk.header(), secret, user)
      return opened !== undefined
    } finally {
      wipeContent(opened)
      wipeSecret(secret)
    }
  }
}
