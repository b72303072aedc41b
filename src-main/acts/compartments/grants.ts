import { copyFileSync, openSync, closeSync, fsyncSync, rmSync } from 'node:fs'
import { Refusal } from '../../kernel/errors.ts'
import * as compartments from '../../store/compartments.ts'
import type { Reader, Writer } from '../../store/connection.ts'
import { rekey } from '../../store/rekey.ts'
import * as users from '../../store/users.ts'
import {
  compartmentDatabaseKey,
  compartmentIdentity,
  type CompartmentSecrets,
  newCompartmentSecret,
} from '../../vault/compartment-keys.ts'
import { asWriteRefusal } from '../../vault/durable-file.ts'
import { wipe } from '../../vault/sodium.ts'
import { type ActFact, mustBeAllowed, record } from '../record.ts'
import { type Compartment, compartmentDatabase } from './compartment.ts'
import type { MainWithCompartments } from './compartments.ts'
import { ownKey, type OwnPassphrase } from './create-compartment.ts'
import { anchorHead } from './heads.ts'
import type { Main } from './main.ts'
import { hasRecovery, holdersOf, wrapForAll, wrapFor } from './wraps.ts'

/**
 * Lets a user read a compartment that whoever grants it has open: its key is wrapped for them. It opens with the vault
 * the next time that they come.
 *
 * @throws Refusal `not-permitted`, `compartment.not-found`, `compartment.shut`, `user.not-found`
 */
export function grant(
  { desk, vault, compartments: all }: MainWithCompartments,
  compartmentId: string,
  userId: string,
): void {
  mustBeAllowed(desk, 'compartment.grant')
  const { id, epoch, secrets } = all.find(compartmentId)
  desk.connection.write((writer) => {
    mustBePresent(writer, userId)
    wrapFor(writer, userId, { vaultId: vault.vaultId, compartmentId: id, epoch, secret: secrets.secret })
    record(desk, writer, { act: 'compartment.grant', object: id, facts: { userId, epoch } })
  })
}

/**
 * Lets the recovery key of today open a compartment. A new recovery key does not by itself: else whoever may renew it
 * could read everything.
 *
 * @throws Refusal `not-permitted`, `compartment.not-found`, `compartment.shut`
 */
export function grantRecovery({ desk, vault, compartments: all }: MainWithCompartments, compartmentId: string): void {
  mustBeAllowed(desk, 'compartment.grant')
  const { id, epoch, secrets } = all.find(compartmentId)
  desk.connection.write((writer) => {
    wrapForAll(writer, [], { vaultId: vault.vaultId, compartmentId: id, epoch, secret: secrets.secret })
    record(desk, writer, { act: 'compartment.grant', object: id, facts: { recovery: true, epoch } })
  })
}

function mustBePresent(reader: Reader, userId: string): void {
  if (!users.present(reader).some(({ id }) => id === userId)) throw new Refusal('user.not-found', {})
}

/**
 * Takes a compartment from a user, and gives it a new key: what they keep of the old one opens nothing that is written
 * from now on. Whoever withdraws it from themselves has it closed.
 *
 * @throws Refusal `not-permitted`, `compartment.not-found`, `compartment.shut`, `compartment.nobody`, `user.not-found`,
 * `disk.full`, `destination.unwritable`
 */
export async function withdraw(office: MainWithCompartments, compartmentId: string, userId: string): Promise<void> {
  const { desk, compartments: all } = office
  mustBeAllowed(desk, 'compartment.withdraw')
  const compartment = all.find(compartmentId)
  const holders = desk.connection.read((reader) => holdersOf(reader, compartment.id))
  if (!holders.includes(userId)) throw new Refusal('user.not-found', {})
  const left = holders.filter((id) => id !== userId)
  if (left.length === 0) throw new Refusal('compartment.nobody', {})
  const act: ActFact = { act: 'compartment.withdraw', object: compartment.id, facts: { userId } }
  await giveNewKey(office, compartment, { holders: left, own: 'kept', act })
  if (userId === desk.user.id) all.drop(compartment.id)
}

/**
 * Gives a compartment a passphrase of its own, another, or none: with one it stays ciphertext after the vault is opened,
 * until that is said too.
 *
 * @throws Refusal `not-permitted`, `compartment.not-found`, `compartment.shut`, `passphrase.too-short`,
 * `passphrase.too-weak`, `disk.full`, `destination.unwritable`
 */
export async function setPassphrase(
  office: MainWithCompartments,
  compartmentId: string,
  own: OwnPassphrase | undefined,
): Promise<void> {
  const { desk, vault, compartments: all } = office
  mustBeAllowed(desk, 'compartment.passphrase')
  const compartment = all.find(compartmentId)
  const made = await ownKey(own, [compartment.name, vault.name])
  const holders = desk.connection.read((reader) => holdersOf(reader, compartment.id))
  const act: ActFact = { act: 'compartment.passphrase', object: compartment.id, facts: { has: made.kdf !== null } }
  await giveNewKey(office, compartment, { holders, own: made, act })
}

/** What a compartment is to have from now on. */
interface NewKey {
  readonly holders: readonly string[]
  /** Its passphrase: the one it has, or another's parameters and what that comes to. */
  readonly own: 'kept' | { readonly kdf: string | null; readonly stretched: Uint8Array | null }
  readonly act: ActFact
}

/**
 * Gives an open compartment a new secret. The new database is made beside the old one and flushed; then, in one transaction
 * of the vault's, its number is raised and the new secret wrapped; then the new database takes the old one's place. What
 * stops this before the transaction leaves the compartment as it was, what stops it after leaves it changed.
 */
export async function giveNewKey(main: Main, compartment: Compartment, asked: NewKey): Promise<void> {
  const { desk, vault } = main
  const { id, folder } = compartment
  const row = desk.connection.read((reader) => compartments.list(reader)).find((one) => one.id === id)
  if (!row) throw new Refusal('compartment.not-found', {})
  // Nobody who has the key must find an older copy taken for this one.
  anchorHead(desk, vault, compartment)
  const epoch = row.epoch + 1
  const kdf = asked.own === 'kept' ? row.kdf : asked.own.kdf
  const before = compartment.secrets
  const after = {
    secret: newCompartmentSecret(),
    stretched: asked.own === 'kept' ? before.stretched : asked.own.stretched,
  }
  const keepsRecovery = desk.connection.read((reader) => hasRecovery(reader, id))
  const wrapping = { vaultId: vault.vaultId, compartmentId: id, epoch, secret: after.secret }
  await compartment.exchange(() => {
    makeNext(main, { id, folder, epoch, before, after })
    desk.connection.write((writer) => {
      compartments.setKey(writer, { id, epoch, kdf })
      compartments.removeKeys(writer, id)
      if (keepsRecovery) wrapForAll(writer, asked.holders, wrapping)
      else for (const userId of asked.holders) wrapFor(writer, userId, wrapping)
      record(desk, writer, { ...asked.act, facts: { ...asked.act.facts, epoch } })
    })
    return { epoch, secrets: after }
  })
  anchorHead(desk, vault, compartment)
}

interface Next {
  readonly id: string
  readonly folder: string
  readonly epoch: number
  readonly before: CompartmentSecrets
  readonly after: CompartmentSecrets
}

/** Makes the database of the next key, beside the one that is there, which is closed. */
function makeNext({ desk }: Main, { id, folder, epoch, before, after }: Next): void {
  const path = compartmentDatabase(folder)
  const nextPath = `${path}.${String(epoch)}`
  const key = compartmentDatabaseKey(before, id, epoch - 1)
  const nextKey = compartmentDatabaseKey(after, id, epoch)
  const identity = compartmentIdentity(before, id, epoch - 1)
  try {
    for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(`${nextPath}${ending}`, { force: true })
    copyFileSync(path, nextPath)
    rekey({ path: nextPath, key, nextKey }, (copy) => {
      copy.write((writer: Writer) => {
        compartments.keepIdentity(writer, epoch - 1, identity)
        record(desk, writer, { act: 'compartment.rekey', object: id, facts: { epoch } })
      })
    })
    flush(nextPath)
    flush(folder)
  } catch (error) {
    throw asWriteRefusal(error)
  } finally {
    wipe(key, nextKey, identity)
  }
}

function flush(path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Takes every compartment from a user who is removed: each of them needs a new key, from whoever opens it next. */
export function takeCompartments(writer: Writer, userId: string): void {
  for (const id of compartments.removeKeysFor(writer, userId)) compartments.setRekeyDue(writer, id)
}

/**
 * Gives a new key to each open compartment that somebody could read who was removed from the vault by a person who could
 * not do it. Where that cannot be done now, because of a full drive or a backup, it stays to be done at the next opening:
 * the vault is opened all the same.
 */
export async function settleRemoved(main: Main, open: readonly Compartment[]): Promise<void> {
  const due = new Set(
    main.desk.connection
      .read((reader) => compartments.list(reader))
      .filter(({ rekeyDue }) => rekeyDue)
      .map(({ id }) => id),
  )
  for (const compartment of open) {
    if (!due.has(compartment.id)) continue
    const holders = main.desk.connection.read((reader) => holdersOf(reader, compartment.id))
    const act: ActFact = { act: 'compartment.rekey', object: compartment.id }
    try {
      await giveNewKey(main, compartment, { holders, own: 'kept', act })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }
}
