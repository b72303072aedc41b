import type { SlotSummary } from '../contract/vault.ts'
import { Refusal } from '../kernel/errors.ts'
import type { Connection, Reader, Writer } from '../store/connection.ts'
import * as ledger from '../store/ledger.ts'
import * as slots from '../store/slots.ts'
import * as users from '../store/users.ts'
import type { OpenVault } from '../vault/open-vault.ts'
import type { SlotListing } from '../vault/ways-in.ts'
import type { Desk, DeskUser } from './desk.ts'
import { record } from './record.ts'

// The users and slots are written in two places: in the header, which opens the vault, and in the database, whose every
// change is signed in the ledger. What the database says counts. A slot is written in the header first, then entered
// here in one transaction, then whatever it replaces is taken out of the header; whatever is interrupted in between is
// put in step the next time that a director opens the vault, by taking out what was not entered.

/** The name under which the recovery key signs. It is no person. */
export const recoveryName = 'Recovery key'

/** A key as the database writes it: 64 hex digits, from the base64 of a slot. */
export function keyOf({ signer }: Pick<SlotListing, 'signer'>): string {
  return Buffer.from(signer, 'base64').toString('hex')
}

/** Enters the key that a new slot brought for its user, from the entry on that comes next. */
export function enterKey(writer: Writer, userId: string, slot: SlotListing): void {
  const since = (ledger.head(writer)?.sequence ?? 0) + 1
  users.addKey(writer, { userId, publicKey: keyOf(slot), recipient: slot.recipient, since })
}

/**
 * Who opened the vault, by the slot that they opened it with: as the database has them, and with the key that it has.
 *
 * @throws Refusal `slot.unsettled` for a slot that was not entered, or of a user who was removed; `vault.record-altered`
 * when the slot holds another's key
 */
export function userOf(connection: Connection, vault: OpenVault): DeskUser {
  return connection.read((reader) => {
    const entered = slots.list(reader)
    const userId = entered.get(vault.slotId)
    // Where no slot was entered yet, the vault is older than the register.
    const found = users.list(reader).find(({ id, name }) => (entered.size === 0 ? name === vault.user : id === userId))
    if (!found || found.removedAt !== null) throw new Refusal('slot.unsettled', {})
    const isTheirs = found.publicKey === Buffer.from(vault.signer).toString('hex')
    if (!isTheirs || (found.kind === 'person' ? found.name !== vault.user : vault.user !== null))
      throw new Refusal('vault.record-altered', { record: 'users', position: 0 })
    return { id: found.id, name: found.name, role: found.role }
  })
}

/** The id under which the recovery key signs. */
export function recoveryUser(reader: Reader): string {
  const found = users.list(reader).find(({ kind }) => kind === 'recovery')
  if (!found) throw new Refusal('vault.record-altered', { record: 'users', position: 0 })
  return found.id
}

/** Puts the header's slots in step with the register. What is taken out is entered first. A director's act. */
export async function settleSlots(desk: Desk, vault: OpenVault): Promise<void> {
  if (desk.user.role !== 'director') return
  const entered = new Set(desk.connection.read((reader) => slots.list(reader)).keys())
  if (entered.size === 0) {
    enterAll(desk, vault)
    return
  }
  const stray = vault.slots.map(({ slotId }) => slotId).filter((slotId) => !entered.has(slotId))
  if (stray.length === 0) return
  desk.connection.write((writer) =>
    record(desk, writer, { act: 'slot.settle', object: vault.vaultId, facts: { slots: stray } }),
  )
  await vault.waysIn.keepOnly(entered)
}

/** Enters every slot of a vault that is older than the register, and with them the recovery key as one who signs. */
function enterAll(desk: Desk, vault: OpenVault): void {
  desk.connection.write((writer) => {
    const ids = new Map(users.present(writer).map(({ name, id }) => [name, id]))
    for (const slot of vault.slots) {
      const userId = slot.user === null ? undefined : ids.get(slot.user)
      if (userId !== undefined) slots.add(writer, slot.slotId, userId)
    }
    const recovery = vault.slots.find(({ user }) => user === null)
    if (!recovery) return
    const publicKey = keyOf(recovery)
    const userId = desk.newId()
    const row = { id: userId, name: recoveryName, role: 'director', publicKey, kind: 'recovery' } as const
    users.insert(writer, row, desk.clock().at)
    enterKey(writer, userId, recovery)
    slots.add(writer, recovery.slotId, userId)
    record(desk, writer, { act: 'slot.settle', object: vault.vaultId, facts: { userId, publicKey, role: 'director' } })
  })
}

/** The ways into a vault, each with the role that its user has now. */
export function listWaysIn({
  desk,
  vault,
}: {
  readonly desk: Pick<Desk, 'connection'>
  readonly vault: OpenVault
}): readonly SlotSummary[] {
  const roles = new Map(desk.connection.read((reader) => users.present(reader)).map(({ name, role }) => [name, role]))
  return vault.slots.map(({ slotId, type, user, memoryKiB }) => ({
    slotId,
    type,
    user,
    role: user === null ? null : (roles.get(user) ?? null),
    memoryMiB: memoryKiB === null ? null : Math.round(memoryKiB / 1024),
  }))
}
