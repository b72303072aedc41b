import { access, copyFile, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '../kernel/errors.ts'
import { newIdentity } from './age-keys.ts'
import { asWriteRefusal, syncFolder } from './durable-file.ts'
import { handOver, type KeyChange } from './hand-over.ts'
import { writeHeaderCopies } from './header-copies.ts'
import {
  bodyOf,
  handedMost,
  headerBytesMost,
  writeHeader,
  type Header,
  type HeaderBody,
  type LedgerHead,
  type Slot,
} from './header.ts'
import { vaultKey } from './keys.ts'
import { refuseShortPassphrase } from './passphrase.ts'
import { newRecoveryKey, recoveryKeyText } from './recovery-key.ts'
import { newRecoverySlot, newUserSlot, wipeSecret, type OpenedSlot, type UserSecret } from './slots.ts'
import { type Argon2Cost, randomBytes, takeSecret, wipe } from './sodium.ts'
import { newWrappedIdentity, rewrapIdentities } from './vault-keys.ts'
import { listSlots, type SlotListing } from './ways-in.ts'

const databaseName = 'vault.db'
const besideDatabase = ['-wal', '-shm', '-journal'] as const

/** The database that is being made for another epoch. */
const nextDatabase = /^vault\.db\.([1-9]\d{0,8})(?:-wal|-shm|-journal)?$/u

/** What the new database is made from. */
export interface NextDatabase {
  /** A copy of the database, at which nobody else looks. */
  readonly path: string
  /** The key that it has, and the key that it is to have. */
  readonly key: Uint8Array
  readonly nextKey: Uint8Array
  /** The ways in that the new header will have. */
  readonly slots: readonly SlotListing[]
}

/** How a vault is given a new master key. */
export interface Rotation {
  /** What whoever rotates will open the vault with. */
  readonly secret: UserSecret
  readonly cost: Argon2Cost
  /** Encrypts the copy of the database anew, and says which entry is the newest of its ledger. */
  readonly prepare: (database: NextDatabase) => LedgerHead | Promise<LedgerHead>
}

/** A vault that has a new master key. */
export interface Rotated {
  /** The new recovery key in letters. */
  readonly recoveryKey: string
  /** The newest entry of its ledger, and how often its header has been written. */
  readonly head: LedgerHead
  readonly headerSequence: number
}

interface Rotating {
  readonly folder: string
  readonly header: Header
  readonly opened: OpenedSlot
}

async function removeDatabase(path: string): Promise<void> {
  for (const ending of ['', ...besideDatabase]) await rm(`${path}${ending}`, { force: true })
}

/**
 * Puts a vault's database right after a change of master keys that was interrupted: the one that was made for the
 * header's epoch takes its place, one that was made for another is taken away.
 *
 * @throws Refusal `disk.full`, `destination.unwritable`
 */
export async function settleDatabase(folder: string, epoch: number): Promise<void> {
  try {
    const epochs = (await readdir(folder)).flatMap((name) => nextDatabase.exec(name)?.[1] ?? [])
    for (const other of new Set(epochs.filter((one) => one !== String(epoch))))
      await removeDatabase(join(folder, `${databaseName}.${other}`))
    const path = join(folder, databaseName)
    if (!(await isThere(`${path}.${String(epoch)}`))) return
    // What the old database's log holds is of the old key; beside the new one it would be taken for damage.
    for (const ending of besideDatabase) await rm(`${path}${ending}`, { force: true })
    await rename(`${path}.${String(epoch)}`, path)
    await syncFolder(folder)
  } catch (error) {
    throw asWriteRefusal(error)
  }
}

/** Where the database of an epoch lies: in its place, or beside it where a change of master keys was not ended. */
export async function databaseOf(folder: string, epoch: number): Promise<string> {
  const path = join(folder, databaseName)
  const next = `${path}.${String(epoch)}`
  return (await isThere(next)) ? next : path
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

/** The slots of the new header: the opener's sealed anew, the others' with the new key left in them, a new recovery key. */
async function newSlots(
  { header, opened }: Rotating,
  change: KeyChange,
  { secret, cost }: Rotation,
): Promise<{ readonly slots: readonly Slot[]; readonly recoveryKey: string }> {
  const { slot, signingSeed, exchangeIdentity } = opened
  if (slot.type === 'recovery') throw new Refusal('not-permitted', { role: 'recovery' })
  const { vaultId } = header
  const own = await newUserSlot({ vaultId, user: slot.user, role: slot.role, cost }, secret, {
    masterKey: change.after,
    signingSeed,
    exchangeIdentity,
  })
  const others = header.slots.flatMap((other) => {
    if (other.type === 'recovery' || other.id === slot.id) return []
    if (other.handed.length >= handedMost) throw new Refusal('slot.too-many', {})
    const left = handOver(change, other.handOver, { vaultId, slotId: other.id })
    return [{ ...other, handed: [...other.handed, left] }]
  })
  const key = newRecoveryKey()
  const recoverySeed = newIdentity()
  const recovery = newRecoverySlot(vaultId, key, { masterKey: change.after, signingSeed: recoverySeed })
  const recoveryKey = recoveryKeyText(key)
  wipe(key, recoverySeed)
  return { slots: [own, ...others, recovery], recoveryKey }
}

async function flushFile(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

async function prepared(
  { folder, header, opened }: Rotating,
  change: KeyChange,
  { prepare, slots }: Pick<Rotation, 'prepare'> & { readonly slots: readonly Slot[] },
): Promise<LedgerHead> {
  const path = join(folder, databaseName)
  const nextPath = `${path}.${String(change.epoch)}`
  const key = vaultKey(opened.masterKey, header.vaultId, `db/${header.epoch}`)
  const nextKey = vaultKey(change.after, header.vaultId, `db/${change.epoch}`)
  try {
    await removeDatabase(nextPath)
    await copyFile(path, nextPath)
    // On a failing drive closing leaves what was written last in the log.
    if (await isThere(`${path}-wal`)) await copyFile(`${path}-wal`, `${nextPath}-wal`)
    const head = await prepare({ path: nextPath, key, nextKey, slots: listSlots({ slots }) })
    await flushFile(nextPath)
    await syncFolder(folder)
    return head
  } catch (error) {
    await removeDatabase(nextPath).catch(() => undefined)
    throw asWriteRefusal(error)
  } finally {
    wipe(key, nextKey)
  }
}

/**
 * Changes the master key of a vault whose lock is held and whose database is closed. In this order: the new database is
 * made beside the old one; both copies of the header are written; the new database takes the old one's place. Wipes
 * the secret.
 *
 * @throws Refusal as `OpenVault.rotate`
 */
export async function rotated(vault: Rotating, rotation: Rotation): Promise<Rotated> {
  const { folder, header, opened } = vault
  const after = takeSecret(randomBytes(32))
  try {
    refuseShortPassphrase(rotation.secret.passphrase)
    const change = { epoch: header.epoch + 1, before: opened.masterKey, after }
    const { vaultId } = header
    const identities = [
      ...rewrapIdentities(header, opened.masterKey, after),
      newWrappedIdentity(change.epoch, { vaultId, masterKey: after }),
    ]
    const { slots, recoveryKey } = await newSlots(vault, change, rotation)
    const body: HeaderBody = {
      ...bodyOf(header),
      sequence: header.sequence + 1,
      epoch: change.epoch,
      identities,
      slots: [...slots],
    }
    if (writeHeader(body, after).bytes.length > headerBytesMost) throw new Refusal('slot.too-many', {})
    const head = await prepared(vault, change, { prepare: rotation.prepare, slots })
    await writeHeaderCopies(folder, writeHeader({ ...body, head }, after).bytes)
    await settleDatabase(folder, change.epoch)
    return { recoveryKey, head, headerSequence: body.sequence }
  } finally {
    wipe(after)
    wipeSecret(rotation.secret)
  }
}
