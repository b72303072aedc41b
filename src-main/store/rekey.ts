import { Refusal } from '../kernel/errors.ts'
import { type Connection, openConnection } from './connection.ts'
import { databaseProblems } from './health.ts'

/**
 * Encrypts every page of a database with another key, lets `change` write in it, and checks it. It must be a copy, at
 * which nobody else looks, with nothing in its log: what is interrupted leaves a file that no key opens.
 *
 * @throws Refusal `vault.database-damaged`, `disk.full`, and what `change` throws
 */
export function rekey<T>(
  { path, key, nextKey }: { readonly path: string; readonly key: Uint8Array; readonly nextKey: Uint8Array },
  change: (copy: Connection) => T,
): T {
  const old = openConnection(path, key)
  try {
    // SQLCipher encrypts a file anew in place, which its log would stand in the way of.
    old.raw.pragma('journal_mode = DELETE')
    old.raw.pragma(`rekey = "x'${Buffer.from(nextKey).toString('hex')}'"`)
  } finally {
    old.raw.close()
  }
  const copy = openConnection(path, nextKey)
  try {
    const result = change(copy)
    if (databaseProblems(copy).length > 0) throw new Refusal('vault.database-damaged', {})
    return result
  } finally {
    copy.close()
  }
}
