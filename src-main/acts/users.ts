import type { User } from '../contract/users.ts'
import { UserId } from '../contract/ids.ts'
import type { Role } from '../contract/words.ts'
import { folded } from '../domain/names.ts'
import { Refusal } from '../kernel/errors.ts'
import type { Reader, Writer } from '../store/connection.ts'
import * as slots from '../store/slots.ts'
import * as users from '../store/users.ts'
import { wipeSecret } from '../vault/slots.ts'
import type { SlotListing } from '../vault/ways-in.ts'
import { settleRemoved, takeCompartments } from './compartments/grants.ts'
import type { Desk } from './desk.ts'
import type { Office } from './office.ts'
import { refuseWeakPassphrase } from './passphrases.ts'
import { mustBeAllowed, record } from './record.ts'
import { enterKey, keyOf } from './register.ts'
import { costOf, secretOf, type Words } from './secret.ts'

/** Everybody who may open the vault, and everybody who once could: the ledger names them. */
export function listUsers({ connection }: Pick<Desk, 'connection'>): readonly User[] {
  return connection.read((reader) => {
    const recipients = new Map(users.keys(reader).map(({ userId, recipient }) => [userId, recipient]))
    return users
      .list(reader)
      .filter(({ kind }) => kind === 'person')
      .map(({ id, name, role, removedAt }) => ({
        userId: UserId.parse(id),
        name,
        role,
        recipient: recipients.get(id) ?? null,
        removedAt,
      }))
  })
}

/** Who is to come in. */
export interface NewUser extends Words {
  readonly name: string
  readonly role: Role
  /** Argon2id's memory; measured on this machine when left out. Not under 64. */
  readonly memoryMiB?: number
}

/** Somebody who can open the vault now, and to whom packages for them are encrypted. */
export interface LetIn {
  readonly userId: UserId
  /** `age1…` */
  readonly recipient: string
}

/**
 * Adds a user, with keys of their own. Somebody who was removed comes back as who they were, with new keys.
 *
 * @throws Refusal `not-permitted`, `user.name-taken`, `passphrase.too-short`, `passphrase.too-weak`, `slot.too-many`,
 * `key-file.damaged`, `vault.header-refused`
 */
export async function addUser({ desk, vault }: Office, asked: NewUser): Promise<LetIn> {
  const { name, role } = asked
  const secret = secretOf(asked)
  try {
    mustBeAllowed(desk, 'user.add')
    const earlier = desk.connection.read((reader) => earlierUser(reader, vault.slots, name))
    await refuseWeakPassphrase(asked.passphrase, [name, vault.name])
    const cost = await costOf(asked.memoryMiB)
    const userId = earlier ?? desk.newId()
    const made = await vault.waysIn.addSlot({ user: name, role, cost }, secret, (slot) =>
      desk.connection.write((writer) => {
        enterUser(writer, { userId, name, role, isNew: earlier === undefined }, { slot, at: desk.clock().at })
        const facts = { role, publicKey: keyOf(slot), recipient: slot.recipient }
        record(desk, writer, { act: 'user.add', object: userId, facts })
      }),
    )
    return { userId: UserId.parse(userId), recipient: made.recipient }
  } finally {
    wipeSecret(secret)
  }
}

/** The id of a user of this name who has no way in any more. @throws Refusal `user.name-taken` when one has */
function earlierUser(reader: Reader, ways: readonly SlotListing[], name: string): string | undefined {
  const alike = users.list(reader).filter((user) => folded(user.name) === folded(name))
  const same = alike.find((user) => user.name === name)
  const other = alike.find((user) => user.name !== name && user.removedAt === null)
  const isIn = same?.removedAt === null && ways.some(({ user }) => user === name)
  if (other || isIn || same?.kind === 'recovery') throw new Refusal('user.name-taken', {})
  return same?.id
}

function enterUser(
  writer: Writer,
  user: { readonly userId: string; readonly name: string; readonly role: Role; readonly isNew: boolean },
  { slot, at }: { readonly slot: SlotListing; readonly at: string },
): void {
  const { userId, name, role } = user
  if (user.isNew) users.insert(writer, { id: userId, name, role, publicKey: keyOf(slot), kind: 'person' }, at)
  else {
    users.setRole(writer, userId, role)
    users.setRemoved(writer, userId, null)
  }
  slots.removeOf(writer, userId)
  slots.add(writer, slot.slotId, userId)
  enterKey(writer, userId, slot)
}

/**
 * Removes a user: their ways in no longer open this copy of the vault. The compartments that they could read get new keys,
 * at once or from whoever opens them next. Their name and acts stay in the record. Copies of
 * the vault that were made before still open for them; only a new master key keeps them from what comes after.
 *
 * @throws Refusal `not-permitted`, `user.not-found`, `user.last-director`, `user.is-self`
 */
export async function removeUser({ desk, vault, compartments }: Office, userId: string): Promise<void> {
  mustBeAllowed(desk, 'user.remove')
  desk.connection.write((writer) => {
    mustLeaveDirector(writer, desk, userId)
    users.setRemoved(writer, userId, desk.clock().at)
    slots.removeOf(writer, userId)
    takeCompartments(writer, userId)
    record(desk, writer, { act: 'user.remove', object: userId })
  })
  await vault.waysIn.keepOnly(new Set(desk.connection.read((reader) => slots.list(reader)).keys()))
  await settleRemoved({ desk, vault }, compartments.all)
}

/** Gives a user another role, from the next opening on. @throws Refusal `not-permitted`, `user.not-found`, `user.last-director`, `user.is-self` */
export function changeRole({ desk }: Pick<Office, 'desk'>, userId: string, role: Role): void {
  mustBeAllowed(desk, 'user.role')
  desk.connection.write((writer) => {
    const before = role === 'director' ? presentUser(writer, userId) : mustLeaveDirector(writer, desk, userId)
    users.setRole(writer, userId, role)
    record(desk, writer, { act: 'user.role', object: userId, facts: { before: before.role, after: role } })
  })
}

function presentUser(reader: Reader, userId: string): users.UserRow {
  const found = users.present(reader).find(({ id }) => id === userId)
  if (!found) throw new Refusal('user.not-found', {})
  return found
}

/** A user whom another may remove or put down: there is another director, and nobody does it to themselves. */
function mustLeaveDirector(reader: Reader, desk: Pick<Desk, 'user'>, userId: string): users.UserRow {
  const found = presentUser(reader, userId)
  const others = users.present(reader).filter(({ id, role }) => role === 'director' && id !== userId)
  if (others.length === 0) throw new Refusal('user.last-director', {})
  if (userId === desk.user.id) throw new Refusal('user.is-self', {})
  return found
}

/** The id of somebody who may open the vault, by their id or name. @throws Refusal `user.not-found` */
export function userIdOf({ connection }: Pick<Desk, 'connection'>, idOrName: string): string {
  const found = connection
    .read((reader) => users.present(reader))
    .find(({ id, name }) => id === idOrName || name === idOrName)
  if (!found) throw new Refusal('user.not-found', {})
  return found.id
}
