import { assert, Refusal } from '../kernel/errors.ts'
import { type Connection, guarded, openConnection } from './connection.ts'
import { databaseProblems } from './health.ts'

function mustLeaveLog({ raw }: Connection): void {
  const mode: unknown = raw.pragma('journal_mode = DELETE', { simple: true })
  assert(mode === 'delete', 'nobody else has a copy open')
}

/**
 * Encrypts every page of a database with another key, lets `change` write in it, and checks it. It must be a copy, at
 * which nobody else looks, with its log beside it if it has one: what is interrupted leaves a file that no key opens.
 *
 * @throws Refusal `vault.database-damaged`, `disk.full`, `vault.drive-failed`, and what `change` throws
 */
export function rekey<T>(
  { path, key, nextKey }: { readonly path: string; readonly key: Uint8Array; readonly nextKey: Uint8Array },
  change: (copy: Connection) => T,
): T {
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
