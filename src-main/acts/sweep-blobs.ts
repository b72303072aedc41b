import { blobsOnShelf, tablesOfBlobs } from '../store/blob-rows.ts'
import type { Connection } from '../store/connection.ts'
import type { BlobStore } from '../vault/blobs.ts'
import { type Behind, workBehind } from './behind.ts'

/**
 * Puts aside what an interrupted import left, while the vault is already in use: with 100,000 exhibits looking for it takes
 * longer than opening.
 */
export function sweepBlobs(connection: Connection, blobs: BlobStore): Behind {
  let tables: readonly string[] | undefined
  const onShelf = (shelf: string): ReadonlySet<string> =>
    connection.read((reader) => blobsOnShelf(reader, shelf, (tables ??= tablesOfBlobs(reader))))
  return workBehind((ending) => blobs.sweep(onShelf, ending))
}
