import type { VaultStatus } from '../contract/vault.ts'
import type { Role } from '../contract/words.ts'
import { Refusal, refusalCode } from '../kernel/errors.ts'
import { type Connection, openConnection } from '../store/connection.ts'
import { migrate, migrations, schemaNumber } from '../store/migrate.ts'
import type { OpenVault } from '../vault/open-vault.ts'
import { describeVault } from '../vault/describe-vault.ts'
import { createVault, openVault } from '../vault/vault-folder.ts'
import type { Behind } from './behind.ts'
import { beginRecords, isBarelyMade } from './begin-records.ts'
import { Compartments } from './compartments/compartments.ts'
import { totalsOf } from './compartments/lists.ts'
import { settleRemoved } from './compartments/grants.ts'
import type { Desk } from './desk.ts'
import { backUpBeforeMigration, type Maker } from './generation.ts'
import { NAMED_SINCE, nameOlderCustody } from './name-older-custody.ts'
import { refuseWeakPassphrase } from './passphrases.ts'
import { listWaysIn, settleSlots, userOf } from './register.ts'
import { givenCost, type OfficeSecret, secretOf, usualMemoryKiB } from './secret.ts'
import { type HeadKeeper, keepHeads, type Remembered } from './remember-heads.ts'
import { mustHaveDatabase } from './sound-database.ts'
import { keepIndexing } from './search/keep-index.ts'
import { sweepBlobs } from './sweep-blobs.ts'
import { hex, signed } from './vault-signature.ts'

/** What an office needs beside its vault: the clock, chance, and the processes and programs it works with. */
export interface OfficeTools extends Pick<Desk, 'clock' | 'newId' | 'reader' | 'typesetter' | 'binder'> {
  /** A folder of the user's own profile, where the newest entry of each ledger is remembered outside its vault. */
  readonly stateFolder?: string
}

/** A vault that is open, and the desk at which its user works. */
export interface Office {
  readonly desk: Desk
  readonly vault: OpenVault
  /** Bodies of records that only some users may read; those that this one may, each at a desk of its own. */
  readonly compartments: Compartments
  /** Ends when the blobs that no row names are put aside, which goes on while the office is in use. Closing stops it. */
  readonly swept: Promise<void>
  /** Remembers the ledger's head outside the database. @throws Refusal `disk.full`, `destination.unwritable` */
  readonly rememberHead: () => Promise<void>
  /** What is remembered of it there now. */
  readonly rememberedHeads: () => Promise<Remembered>
  /** Has the user's profile forget the ledger's head; the header keeps it. @throws Refusal `disk.full`, `destination.unwritable` */
  readonly forgetHead: () => Promise<void>
  /** Remembers the ledger's head outside the database, closes it, and wipes the keys. `keepTools` leaves the reader and binder running. */
  close(options?: { readonly keepTools?: boolean }): Promise<void>
}

/** What a new office needs. */
export interface NewOffice {
  readonly name: string
  readonly user: string
  readonly role: Role
  /** UTF-8; wiped. */
  readonly passphrase: Uint8Array
  /** Argon2id's memory; measured on this machine when left out. Not under 64. */
  readonly memoryMiB?: number
  /** Whether all that will be in it is invented: its passphrase is no secret then, and is not judged. */
  readonly isInvented?: boolean
}

/**
 * Makes a vault with its database and first user, and closes it again.
 *
 * @throws Refusal `vault.folder-not-empty`, `passphrase.too-short`, `passphrase.too-weak`, `vault.header-refused`,
 * `disk.full`
 */
export async function createOffice(
  folder: string,
  { name, user, role, passphrase, memoryMiB, isInvented = false }: NewOffice,
  { clock, newId, stateFolder }: Pick<OfficeTools, 'clock' | 'newId' | 'stateFolder'>,
): Promise<{ readonly vaultId: string; readonly recoveryKey: string; readonly warnings: readonly string[] }> {
  const cost = givenCost(memoryMiB)
  if (!isInvented) await refuseWeakPassphrase(passphrase, [name, user])
  const { vault, recoveryKey } = await createVault(folder, {
    name,
    user,
    role,
    secret: { kind: 'passphrase', passphrase },
    ...(cost === undefined ? {} : { cost }),
    prepare: ({ path, key }) => prepareDatabase(path, key, clock().at),
  })
  try {
    const connection = openConnection(vault.databasePath, vault.databaseKey)
    try {
      beginRecords(connection, vault, { clock, newId })
      await keepHeads(vault, connection, { stateFolder }).remember()
    } finally {
      connection.close()
    }
    const warnings = cost !== undefined && cost.memoryKiB < usualMemoryKiB ? ['weak-kdf'] : []
    return { vaultId: vault.vaultId, recoveryKey, warnings }
  } finally {
    await vault.lock()
  }
}

function prepareDatabase(path: string, key: Uint8Array, at: string): void {
  const connection = openConnection(path, key)
  try {
    migrate(connection, migrations, at)
  } finally {
    connection.close()
  }
}

/** For what an open vault is taken, when it is older than what the machine saw of it. */
export interface Taking {
  /** Takes a vault that was put back from a copy for the vault, and enters that in its ledger. */
  readonly acceptOlder?: boolean
  /** This is a copy that is tried out: what the machine saw of the vault is compared with it and stays as it is. */
  readonly isTrial?: boolean
}

/** How an office is opened. */
export type Opening = OfficeSecret & Taking

/**
 * Opens an office with a user's secret (wiped): proves the key, brings the database up to date after backing it up,
 * compares the ledger with the heads that were remembered outside it, and begins to put aside blobs that no row names.
 * With `acceptOlder` a vault that was put back from a copy is opened all the same, and that is entered in its ledger.
 *
 * @throws Refusal `vault.not-a-vault`, `vault.wrong-passphrase`, `vault.in-use`, `vault.header-damaged`,
 * `vault.database-damaged`, `vault.from-future`, `vault.record-altered`, `not-permitted`
 */
export async function openOffice(folder: string, opening: Opening, tools: OfficeTools): Promise<Office> {
  return officeOf(await openVault(folder, secretOf(opening), { user: opening.user }), opening, tools)
}

/** The office of an open vault, which is locked when it cannot be opened. @throws Refusal as {@link openOffice} */
export async function officeOf(
  vault: OpenVault,
  { acceptOlder = false, isTrial = false }: Taking,
  { stateFolder, ...tools }: OfficeTools,
): Promise<Office> {
  let connection: Connection | undefined
  let compartments: Compartments | undefined
  try {
    await mustHaveDatabase(vault)
    connection = await openDatabase(vault)
    const found = await bringUpToDate(connection, vault, tools.clock().at)
    const profile = { stateFolder, isKept: isTrial }
    const heads = keepHeads(vault, connection, profile)
    const older = await heads.findOlder()
    if (older && !acceptOlder)
      throw new Refusal('vault.record-altered', { record: older.record, position: older.position })
    // Making it was interrupted right behind its header: whoever can open it has made it.
    if (!older && isBarelyMade(connection, vault)) beginRecords(connection, vault, tools)
    const desk: Desk = {
      ...tools,
      connection: watched(connection, heads),
      blobs: vault.blobs,
      user: userOf(connection, vault),
      sign: (digest) => signed(vault, digest),
    }
    if (older) await heads.accept(desk, older)
    if (found < NAMED_SINCE) nameOlderCustody(desk, vault.vaultId)
    await settleSlots(desk, vault)
    // What was seen is seen; that it cannot be written down is no reason not to open.
    await heads.remember().catch(() => undefined)
    compartments = await Compartments.open({ desk, vault })
    await settleRemoved({ desk, vault }, compartments.all)
    const sweeping = sweepBlobs(connection, vault.blobs)
    const opened = compartments
    const indexing = keepIndexing(() => opened.desks.map((one) => one.connection))
    const background = [sweeping.done, indexing.done, ...opened.all.map((one) => one.swept)]
    const swept = Promise.all(background).then(() => undefined)
    swept.catch(() => undefined)
    const open = { desk, vault, compartments }
    return {
      ...open,
      swept,
      rememberHead: () => heads.remember(),
      rememberedHeads: () => heads.remembered(),
      forgetHead: () => heads.forget(),
      close: (options = {}) => closeOffice(open, { heads, behind: [sweeping, indexing] }, options.keepTools ?? false),
    }
  } catch (error) {
    compartments?.close()
    connection?.close()
    await vault.lock()
    throw error
  }
}

/** Which of two copies of the header counts, when they are of different master keys, the database says. */
async function openDatabase(vault: OpenVault): Promise<Connection> {
  try {
    const connection = openConnection(vault.databasePath, vault.databaseKey)
    if (vault.disputed) await vault.settle()
    return connection
  } catch (error) {
    if (vault.disputed && refusalCode(error) === 'vault.database-damaged')
      throw new Refusal('vault.wrong-passphrase', {})
    throw error
  }
}

/** The same connection; after each transaction the keeper of heads looks whether it is time to remember. */
function watched(connection: Connection, heads: HeadKeeper): Connection {
  return {
    ...connection,
    write(work) {
      const done = connection.write(work)
      heads.wrote()
      return done
    },
  }
}

async function closeOffice(
  { desk, vault, compartments }: Pick<Office, 'desk' | 'vault' | 'compartments'>,
  { heads, behind }: { readonly heads: HeadKeeper; readonly behind: readonly Behind[] },
  keepTools: boolean,
): Promise<void> {
  try {
    for (const work of behind) await work.stop()
    compartments.anchor()
    await heads.remember()
  } catch (error) {
    // What was recorded is recorded: on a full drive an older head is remembered, until the vault is closed again.
    if (!(error instanceof Refusal)) throw error
  } finally {
    try {
      if (!keepTools) {
        await desk.binder.close()
        desk.reader.stop()
      }
    } finally {
      try {
        compartments.close()
      } finally {
        try {
          desk.connection.close()
        } finally {
          await vault.lock()
        }
      }
    }
  }
}

/** Gives the number of the schema that the records had. */
async function bringUpToDate(connection: Connection, vault: OpenVault, at: string): Promise<number> {
  const found = schemaNumber(connection)
  if (found > 0 && found < migrations.length)
    await backUpBeforeMigration(connection, vault, found + 1, makerOf(vault, at))
  if (found !== migrations.length) migrate(connection, migrations, at)
  return found
}

/** Whoever has the vault open, as the one who says that a backup is whole. */
export function makerOf(vault: OpenVault, at: string): Maker {
  return { at, signer: hex(vault.signer), sign: (digest) => signed(vault, digest) }
}

/** The name and the users that a folder's vault shows before it is opened. @throws Refusal as reading a header does */
export async function officeUsers(folder: string): Promise<{ readonly name: string; readonly users: string[] }> {
  const { name, users: names } = await describeVault(folder)
  return { name, users: [...names] }
}

/** What an open vault holds. */
export function officeStatus({ desk, vault, compartments }: Office): VaultStatus {
  const totals = totalsOf(compartments)
  return {
    vaultId: vault.vaultId,
    name: vault.name,
    format: schemaNumber(desk.connection),
    user: desk.user.name,
    role: desk.user.role,
    ...totals,
    slots: [...listWaysIn({ desk, vault })],
  }
}
