import { refusalCode } from '../../kernel/errors.ts'
import type { Connection } from '../../store/connection.ts'
import { beginAnew, dueLater, isOutdated, putDue } from '../../store/search/index-words.ts'

/** So much is put into an index in one transaction. */
const SLICE = 200

/** Makes an index anew that another version of the program cut into words, or that there was none of; a little at a time. */
export function goOnIndexing(connection: Connection): number {
  if (connection.read(isOutdated)) connection.write(beginAnew)
  if (connection.read(dueLater) > 0) connection.write((writer) => putDue(writer, { later: true, most: SLICE }))
  return connection.read(dueLater)
}

/** Makes the index anew, whatever it is. */
export function rebuildIndex(connection: Connection): void {
  connection.write(beginAnew)
  while (goOnIndexing(connection) > 0);
}

/** An index that is made anew while the vault is in use. */
export interface Indexing {
  /** Ends when the index is whole, or when it was stopped. Never fails: the next opening goes on. */
  readonly done: Promise<void>
  /** Stops it where it stands. After this it does not touch the database. */
  stop(): Promise<void>
}

/** Makes indexes whole behind other work, where they are not. */
export function keepIndexing(connections: () => readonly Connection[]): Indexing {
  const ending = new AbortController()
  const isEnding = (): boolean => ending.signal.aborted
  const goOn = async (): Promise<void> => {
    for (const connection of connections())
      while (!isEnding() && goOnIndexing(connection) > 0) await new Promise((resolve) => setImmediate(resolve))
  }
  const done = goOn().catch((error: unknown) => {
    // A full or failing drive: what is not in the index today is put there tomorrow.
    if (refusalCode(error) === undefined) throw error
  })
  done.catch(() => undefined)
  return {
    done,
    stop: async () => {
      ending.abort()
      await done
    },
  }
}
