import { refusalCode } from '../kernel/errors.ts'
import { blobsOnShelf, tablesOfBlobs } from '../store/blob-rows.ts'
import type { Connection } from '../store/connection.ts'
import type { BlobStore } from '../vault/blobs.ts'

/** The sweep of a vault that was just opened. */
export interface Sweeping {
  /** Ends when every blob that no row names is put aside, or when it was stopped. Never fails: the next opening sweeps again. */
  readonly done: Promise<void>
  /** Stops it where it stands. After this it touches neither the database nor the folder. */
  stop(): Promise<void>
}

/**
 * Puts aside what an interrupted import left, while the vault is already in use: with 100,000 exhibits looking for it takes
 * longer than opening.
 */
export function sweepBlobs(connection: Connection, blobs: BlobStore): Sweeping {
  const ending = new AbortController()
  let tables: readonly string[] | undefined
  const onShelf = (shelf: string): ReadonlySet<string> =>
    connection.read((reader) => blobsOnShelf(reader, shelf, (tables ??= tablesOfBlobs(reader))))
  const done = blobs.sweep(onShelf, ending.signal).then(
    () => undefined,
    (error: unknown) => {
      // A full or failing drive, or a damaged page: what is not put aside today stays where it is, and harms nothing.
      if (refusalCode(error) === undefined) throw error
    },
  )
  done.catch(() => undefined)
  return {
    done,
    stop: async () => {
      ending.abort()
      await done
    },
  }
}
