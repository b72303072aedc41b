import { assert, Refusal, refusalCode } from '../kernel/errors.ts'
import { type Connection, guarded, openConnection } from './connection.ts'
import { databaseProblems } from './health.ts'

/**
 * Folds a database's log into its file and takes the log away, after which a copy of the file is a copy of all of it;
 * false, with nothing changed, when somebody else has the database open. Writing begins another log.
 *
 * @throws Refusal `disk.full`, `vault.drive-failed`
 * Source: https://www.sqlite.org/wal.html, "Persistence of WAL mode"; leaving the mode takes the database for oneself.
 */
export function leaveLog({ raw }: Pick<Connection, 'raw'>): boolean {
  return guarded(() => {
    try {
      return raw.pragma('journal_mode = DELETE', { simple: true }) === 'delete'
    } catch (error) {
      if (error instanceof Error && /SQLITE_BUSY|database is locked/u.test(`${codeOf(error)} ${error.message}`))
        return false
      throw error
    }
  })
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : ''
}

function mustLeaveLog(connection: Connection): void {
  assert(leaveLog(connection), 'nobody else has a copy open')
}

/** A database, and the keys that it has and is to have. */
export interface Rekeying {
  readonly path: string
  readonly key: Uint8Array
  readonly nextKey: Uint8Array
}

/**
 * Encrypts every page of a database with another key, lets `change` write in it, and checks it before and after. It must
 * be a copy, at which nobody else looks, with its log beside it if it has one: what is interrupted leaves a file that no
 * key opens.
 *
 * @throws Refusal `vault.database-damaged`, `disk.full`, `vault.drive-failed`, and what `change` throws
 */
export function rekey<T>(copy: Rekeying, change: (copy: Connection) => T): T {
  mustBeWhole(copy.path, copy.key)
  try {
    return encryptedAnew(copy, change)
  } catch (error) {
    // It was whole a moment ago: what is wrong with it since then the drive did, and nothing that is kept.
    if (refusalCode(error) === 'vault.database-damaged') throw new Refusal('vault.drive-failed', {}, { cause: error })
    throw error
  }
}

function mustBeWhole(path: string, key: Uint8Array): void {
  const copy = openConnection(path, key)
  try {
    if (databaseProblems(copy).length > 0) throw new Refusal('vault.database-damaged', {})
  } finally {
    copy.close()
  }
}

function encryptedAnew<T>({ path, key, nextKey }: Rekeying, change: (copy: Connection) => T): T {
  const old = openConnection(path, key)
  try {
    guarded(() => {
      // SQLCipher encrypts a file anew in place, which its log would stand in the way of.
      mustLeaveLog(old)
      old.raw.pragma(`rekey = "x'${Buffer.from(nextKey).toString('hex')}'"`)
    })
  } finally {
    old.raw.close()
  }
  const copy = openConnection(path, nextKey)
  try {
    const result = change(copy)
    if (databaseProblems(copy).length > 0) throw new Refusal('vault.database-damaged', {})
    // The copy changes places with the database as one file: nothing may stay in a log beside it.
    guarded(() => mustLeaveLog(copy))
    return result
  } finally {
    copy.close()
  }
}
