import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Reader } from '../store/connection.ts'
import { type Connection, openForReading, type ReadConnection } from '../store/connection.ts'
import { holdSnapshot } from '../store/snapshot.ts'
import { asWriteRefusal, systemCode } from '../vault/durable-file.ts'
import { Refusal, refusalCode } from '../kernel/errors.ts'
import type { OpenVault } from '../vault/open-vault.ts'

/** A vault's database, copied as it lies with its log, so that looking at it changes nothing in the vault. */
export interface StillCopy {
  readonly path: string
  /** Looks at the records, at a new connection when the last look met a page that is bad. */
  look<T>(work: (reader: Reader) => T): T
  /** For what is asked of the connection itself; undefined when the file cannot be opened. */
  connection(): ReadConnection | undefined
  remove(): Promise<void>
}

/** A database's file, and its key. */
type KeyedDatabase = Pick<OpenVault, 'databasePath' | 'databaseKey'>

/**
 * Copies database and log, encrypted as they are, to a folder of its own among the system's temporary ones. SQLite
 * would fold the log into the file it is beside, and has to write to read it; a copy lets it.
 *
 * @param withLog without it where the log was folded in just before: what is in it by now may be half written
 * @throws Refusal `disk.full`, `vault.database-damaged` when the file is not there or cannot be read at all
 */
export async function takeStillCopy(
  { databasePath, databaseKey }: KeyedDatabase,
  withLog: 'with-log' | 'without-log' = 'with-log',
): Promise<StillCopy> {
  const folder = await mkdtemp(join(tmpdir(), 'clarkson-'))
  const path = join(folder, 'vault.db')
  try {
    await copyFile(databasePath, path)
    if (withLog === 'with-log')
      await copyFile(`${databasePath}-wal`, `${path}-wal`).catch((error: unknown) => {
        if (systemCode(error) !== 'ENOENT') throw error
      })
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    const refusal = asWriteRefusal(error)
    throw refusalCode(refusal) === 'disk.full' ? refusal : new Refusal('vault.database-damaged', {}, { cause: error })
  }
  let open: ReadConnection | undefined
  const close = (): void => {
    open?.close()
    open = undefined
  }
  return {
    path,
    look: (work) => {
      open ??= openForReading(path, databaseKey)
      try {
        return open.read(work)
      } catch (error) {
        close()
        throw error
      }
    },
    connection: () => {
      close()
      try {
        return (open = openForReading(path, databaseKey))
      } catch {
        return undefined
      }
    },
    remove: async () => {
      close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/**
 * Copies the database of a vault that is open and goes on being used: held still in its file while it is copied.
 *
 * @throws Refusal `vault.in-use` while a backup holds it; as {@link takeStillCopy}
 */
export async function takeStillCopyOfOpen(connection: Connection, vault: KeyedDatabase): Promise<StillCopy> {
  const held = heldStill(connection, vault)
  try {
    return await takeStillCopy(vault, held ? 'without-log' : 'with-log')
  } finally {
    held?.close()
  }
}

/** Nothing for a database that is too damaged to be held. */
function heldStill(connection: Connection, vault: KeyedDatabase): ReadConnection | undefined {
  try {
    return holdSnapshot(connection, vault.databasePath, vault.databaseKey)
  } catch (error) {
    if (refusalCode(error) !== 'vault.database-damaged') throw error
    return undefined
  }
}
