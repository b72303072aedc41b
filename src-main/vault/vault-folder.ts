import { randomUUID } from 'node:crypto'
import { chmod, mkdir, readdir, rm, rmdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Role } from '../contract/words.ts'
import { canonical } from '../kernel/canonical-json.ts'
import { Refusal } from '../kernel/errors.ts'
import { newIdentity } from './age-keys.ts'
import { asWriteRefusal, syncFolder, systemCode } from './durable-file.ts'
import { headerNames, readHeaderCopies, writeHeaderCopies, type HeaderCopies } from './header-copies.ts'
import { bodyOf, headerFile, headerFormat, isAuthentic, writeHeader, type Header } from './header.ts'
import { vaultKey } from './keys.ts'
import { databasePathOf, OpenVault } from './open-vault.ts'
import { calibrate, refuseShortPassphrase } from './passphrase.ts'
import { newRecoveryKey, recoveryKeyText } from './recovery-key.ts'
import { databaseOf, settleDatabase } from './rotate.ts'
import {
  newRecoverySlot,
  newUserKeys,
  newUserSlot,
  openSlot,
  wipeContent,
  wipeSecret,
  type OpenedSlot,
  type Secret,
  type UserSecret,
} from './slots.ts'
import { randomBytes, takeSecret, wipe, type Argon2Cost } from './sodium.ts'
import { newWrappedIdentity } from './vault-keys.ts'
import { lockName, lockVault, type VaultLock } from './vault-lock.ts'

/** What a new vault needs. */
export interface NewVault {
  /** Shown before anyone has unlocked: it is not secret. */
  readonly name: string
  /** The first user. Users' names and roles stand in the header and are not secret. */
  readonly user: string
  readonly role: Role
  /** Wiped before this returns. */
  readonly secret: UserSecret
  /** Argon2id's cost; measured on this machine when left out. */
  readonly cost?: Argon2Cost
  /** Makes the database. The header, without which nothing opens, is written after it. */
  readonly prepare?: (database: { readonly path: string; readonly key: Uint8Array }) => void | Promise<void>
}

/** A vault just made, open, and its recovery key in letters, to be shown once and kept nowhere. */
export interface CreatedVault {
  readonly vault: OpenVault
  readonly recoveryKey: string
}

/** Makes the folder, or finds it empty. Returns whether it was made. */
async function claimFolder(folder: string): Promise<boolean> {
  try {
    await mkdir(dirname(folder), { recursive: true })
    await mkdir(folder, { mode: 0o700 })
    await syncFolder(dirname(folder))
    return true
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw asWriteRefusal(error)
  }
  await mustHold(folder, [])
  // Some file systems know no permissions.
  await chmod(folder, 0o700).catch(() => undefined)
  return false
}

async function mustHold(folder: string, allowed: readonly string[]): Promise<void> {
  let names: readonly string[]
  try {
    names = await readdir(folder)
  } catch (error) {
    throw asWriteRefusal(error)
  }
  if (names.some((name) => !allowed.includes(name))) throw new Refusal('vault.folder-not-empty', {})
}

async function makeShelves(folder: string): Promise<void> {
  const blobs = join(folder, 'blobs')
  await mkdir(blobs, { mode: 0o700 })
  for (let shelf = 0; shelf < 256; shelf++)
    await mkdir(join(blobs, shelf.toString(16).padStart(2, '0')), { mode: 0o700 })
  await syncFolder(blobs)
  await syncFolder(folder)
}

/** Takes away what an interrupted creation made, by name: never whatever else may be there. */
async function undoCreation(folder: string, made: boolean): Promise<void> {
  const database = databasePathOf(folder)
  const files = [...headerNames.map((name) => join(folder, name)), database]
  const endings = ['', '.tmp', '-wal', '-shm', '-journal']
  for (const file of files) for (const ending of endings) await rm(`${file}${ending}`, { force: true })
  await rm(join(folder, 'blobs'), { recursive: true, force: true })
  if (made) await rmdir(folder).catch(() => undefined)
}

async function fill(folder: string, asked: NewVault, lock: VaultLock): Promise<CreatedVault> {
  const vaultId = randomUUID()
  const masterKey = takeSecret(randomBytes(32))
  const keys = newUserKeys()
  const recoverySeed = newIdentity()
  const recoveryKey = newRecoveryKey()
  try {
    const cost = asked.cost ?? (await calibrate())
    const { name, user, role } = asked
    const slot = await newUserSlot({ vaultId, user, role, cost }, asked.secret, { ...keys, masterKey })
    const slots = [slot, newRecoverySlot(vaultId, recoveryKey, { masterKey, signingSeed: recoverySeed })]
    const identities = [newWrappedIdentity(1, { vaultId, masterKey })]
    const body = { clarkson: 'vault', format: headerFormat, vaultId, name, sequence: 1, epoch: 1 } as const
    const { header, bytes } = writeHeader({ ...body, slots, identities, head: null }, masterKey)
    await makeShelves(folder)
    const key = vaultKey(masterKey, vaultId, 'db/1')
    await Promise.resolve(asked.prepare?.({ path: databasePathOf(folder), key })).finally(() => wipe(key))
    await writeHeaderCopies(folder, bytes)
    const opened = { slot, masterKey, ...keys }
    return {
      vault: new OpenVault({ folder, header, opened, lock, healed: false }),
      recoveryKey: recoveryKeyText(recoveryKey),
    }
  } catch (error) {
    wipeContent({ masterKey, ...keys })
    throw error
  } finally {
    wipe(recoveryKey, recoverySeed)
  }
}

/**
 * Makes a vault in an absent or empty folder and opens it. The header comes last: whatever interrupts this, there is
 * either a whole vault or nothing that opens.
 *
 * @throws Refusal `vault.folder-not-empty`, `vault.in-use`, `passphrase.too-short`, `key-file.damaged`, `disk.full`,
 * `destination.unwritable`, `vault.header-refused` (a cost out of bounds), and what `prepare` throws
 */
export async function createVault(path: string, asked: NewVault): Promise<CreatedVault> {
  const folder = resolve(path)
  try {
    refuseShortPassphrase(asked.secret.passphrase)
    const made = await claimFolder(folder)
    const lock = await lockVault(folder)
    try {
      await mustHold(folder, [lockName])
      return await fill(folder, asked, lock)
    } catch (error) {
      const isOthers = error instanceof Refusal && error.code === 'vault.folder-not-empty'
      await lock.release()
      if (!isOthers) await undoCreation(folder, made)
      throw asWriteRefusal(error)
    }
  } finally {
    wipeSecret(asked.secret)
  }
}

async function tryCopies(copies: HeaderCopies, secret: Secret, user?: string): Promise<OpenedSlot> {
  let tried = ''
  for (const header of copies.sound) {
    const slots = canonical(header.slots)
    if (slots === tried) continue
    tried = slots
    const opened = await openSlot(header, secret, user)
    if (opened !== undefined) return opened
  }
  throw new Refusal('vault.wrong-passphrase', {})
}

/**
 * Of the copies that were written with this master key the newest. A slot that opens an older copy alone has been
 * removed since, and does not open the vault.
 */
function newestAuthentic(copies: HeaderCopies, opened: OpenedSlot): Header {
  const header = copies.sound.find((copy) => isAuthentic(copy, opened.masterKey))
  if (header === undefined) throw new Refusal('vault.header-damaged', {})
  if (!header.slots.some(({ id, ct }) => id === opened.slot.id && ct === opened.slot.ct))
    throw new Refusal('vault.wrong-passphrase', {})
  return header
}

/** The header with a slot sealed anew, where a master key had been left in it. */
function withRenewed(header: Header, { masterKey, renewed }: OpenedSlot): Header {
  if (renewed === undefined) return header
  const slots = header.slots.map((slot) => (slot.id === renewed.id ? renewed : slot))
  return writeHeader({ ...bodyOf(header), sequence: header.sequence + 1, slots }, masterKey).header
}

async function unlock(
  folder: string,
  lock: VaultLock,
  secret: Secret,
  { user, repair = true }: Opening,
): Promise<OpenVault> {
  const copies = await readHeaderCopies(folder)
  const opened = await tryCopies(copies, secret, user)
  try {
    const found = newestAuthentic(copies, opened)
    // A copy of a later master key, which this secret does not open, is not written over before the database agrees.
    const disputed = copies.sound.some(({ epoch }) => epoch > found.epoch)
    const header = repair && !disputed ? withRenewed(found, opened) : found
    if (repair && !disputed) {
      if (!copies.agree || header !== found) await writeHeaderCopies(folder, headerFile(header))
      await settleDatabase(folder, header.epoch)
    }
    if (repair) await sweepPassing(folder)
    const healed = !copies.agree && !disputed
    const databasePath = await databaseOf(folder, header.epoch)
    return new OpenVault({ folder, header, opened, lock, healed, disputed, databasePath })
  } catch (error) {
    wipeContent(opened)
    throw error
  }
}

/** How a vault is opened. */
export interface Opening {
  /** Whose slot is tried; when left out, every slot of the secret's kind. */
  readonly user?: string | undefined
  /** False to change nothing in the folder but the lock: for checking and salvaging. */
  readonly repair?: boolean
}

/** Takes away what an interrupted writing of the header or the lock left: never more than these names. */
async function sweepPassing(folder: string): Promise<void> {
  const passing = headerNames.map((name) => `${name}.tmp`)
  const ofLock = new RegExp(`^${lockName}\\.[0-9a-f-]{36}\\.(?:new|old)$`, 'u')
  for (const name of await readdir(folder))
    if (passing.includes(name) || ofLock.test(name)) await rm(join(folder, name), { force: true })
}

/** Where nothing can be written nobody can hold the vault either: it may still be looked at. */
function withoutLock(error: unknown, { repair = true }: Opening): VaultLock {
  const code = error instanceof Error ? systemCode(error.cause) : undefined
  if (repair || !['EROFS', 'EACCES', 'EPERM'].includes(code ?? '')) throw error
  return { stillHeld: async () => false, release: async () => undefined }
}

/**
 * Proves that a secret opens the header in a folder, as that of a backup, where nothing may be written. Wipes the secret.
 *
 * @throws Refusal as {@link openVault}
 */
export async function proveSecret(folder: string, secret: Secret, user?: string): Promise<void> {
  try {
    const copies = await readHeaderCopies(folder)
    const opened = await tryCopies(copies, secret, user)
    try {
      newestAuthentic(copies, opened)
    } finally {
      wipeContent(opened)
    }
  } finally {
    wipeSecret(secret)
  }
}

/**
 * Opens a vault with one secret. Wipes the secret. A damaged or older copy of the header is put right from the other.
 *
 * @param opening whose slot is tried, or the user's name alone
 * @throws Refusal `vault.not-a-vault`, `vault.from-future`, `vault.header-refused`, `vault.header-damaged`,
 * `vault.in-use`, `vault.wrong-passphrase` (for an unknown user as well), `key-file.damaged`, `recovery-key.mistyped`
 */
export async function openVault(path: string, secret: Secret, opening: Opening | string = {}): Promise<OpenVault> {
  const folder = resolve(path)
  try {
    // Looked at before the lock is made, so that no file appears in a folder that is no vault.
    await readHeaderCopies(folder)
    const how = typeof opening === 'string' ? { user: opening } : opening
    const lock = await lockVault(folder).catch((error: unknown) => withoutLock(error, how))
    try {
      return await unlock(folder, lock, secret, how)
    } catch (error) {
      await lock.release()
      throw error
    }
  } finally {
    wipeSecret(secret)
  }
}
