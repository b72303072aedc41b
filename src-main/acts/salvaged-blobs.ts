import type { BlobRow } from '../store/blob-rows.ts'
import type { CipherPages } from '../store/cipher-pages.ts'
import { type FileMap, type SalvagedRow, salvageRows } from '../store/salvage-rows.ts'

/** What the rows that can still be read say of blobs. */
export function salvagedBlobs(pages: CipherPages, map: FileMap): readonly BlobRow[] {
  return [...salvageRows(pages, map)].flatMap((row) => blobOf(row) ?? [])
}

/** The blob that a row names, if it names one. */
export function blobOf({ columns, values, authentic }: SalvagedRow): BlobRow | undefined {
  const valueOf = (column: string): unknown => values[columns?.indexOf(column) ?? -1]
  const blobId = valueOf('blob_id')
  const size = valueOf('size')
  const headerSha256 = valueOf('header_sha256')
  const epoch = valueOf('epoch')
  const sha256 = valueOf('sha256')
  if (!authentic || typeof blobId !== 'string' || !/^[0-9a-f]{32}$/u.test(blobId)) return undefined
  if (typeof size !== 'number' || typeof headerSha256 !== 'string' || typeof epoch !== 'number') return undefined
  return { blobId, size, headerSha256, epoch, ...(typeof sha256 === 'string' ? { sha256 } : {}) }
}
