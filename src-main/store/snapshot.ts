import { Refusal } from '../kernel/errors.ts'
import { type Connection, guarded, openForReading, type ReadConnection } from './connection.ts'

/**
 * The database as it stands, held still in its own file: the log is folded in first, and while a reader stands on the
 * folded file SQLite writes to the log alone. So the file can be copied at leisure while acts go on.
 *
 * @throws Refusal `vault.in-use` when another snapshot is held
 * Source: https://www.sqlite.org/wal.html, "Checkpointing"; a reader of the file alone keeps checkpoints from writing it.
 */
export function holdSnapshot(connection: Connection, path: string, key: Uint8Array): ReadConnection {
  const [folded] = guarded(() => connection.raw.pragma('wal_checkpoint(TRUNCATE)'))
  if (Number(folded?.['busy']) !== 0) throw new Refusal('vault.in-use', {})
  const held = openForReading(path, key)
  try {
    guarded(() => held.raw.exec('BEGIN'))
    // The first look is what takes the place in the file.
    held.read((reader) => reader.get('SELECT count(*) AS n FROM sqlite_master'))
    return held
  } catch (error) {
    held.close()
    throw error
  }
}
