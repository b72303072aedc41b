import { stat } from 'node:fs/promises'
import { Refusal } from '../kernel/errors.ts'
import { readLog } from '../store/write-ahead-log.ts'

/** The least that a database has: one page. SQLite takes an absent or empty file for a new database. */
const leastDatabaseBytes = 512

/** Refuses a database that is not there, or whose log SQLite would cut short. @throws Refusal `vault.database-damaged` */
export async function mustHaveDatabase({ databasePath }: { readonly databasePath: string }): Promise<void> {
  const found = await stat(databasePath).catch(() => undefined)
  if (!found || found.size < leastDatabaseBytes) throw new Refusal('vault.database-damaged', {})
  // SQLite would leave out all that follows a damaged frame, and then write over it. The last commit alone may be one
  // that a power cut interrupted, which nobody was told of.
  const { lost } = readLog(`${databasePath}-wal`)
  if (lost && lost.commits > 1) throw new Refusal('vault.database-damaged', {})
}
