import { createHash } from 'node:crypto'
import { stopIfCancelled, type Cancel } from '../kernel/cancel.ts'
import { Refusal } from '../kernel/errors.ts'
import { BlobReader, type BlobRef } from './blob-reader.ts'

/** What checking one blob to its last byte found. */
export interface BlobCheck {
  /** Every byte is authentic and there are as many as the row says. The digest is still to be compared. */
  readonly ok: boolean
  /** The digest of the plain bytes, in lower-case hex, when they are all authentic. */
  readonly sha256?: string
  readonly reason?: 'missing' | 'damaged'
  /** The first plain byte that is not authentic; left out when the file is absent or another's. */
  readonly firstBadByte?: number
}

/** Plain bytes, from the first to before the last. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** A blob's file, its row and the identity that opens it. */
export interface BlobAt {
  readonly path: string
  readonly blob: BlobRef
  readonly identity: Uint8Array
}

async function opened<T>(
  { path, blob, identity }: BlobAt,
  work: (reader: BlobReader) => Promise<T>,
  otherwise: (reason: 'missing' | 'damaged') => T,
): Promise<T> {
  let reader: BlobReader
  try {
    reader = await BlobReader.open(path, blob, identity)
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'vault.locked') throw error
    return otherwise(error.code === 'blob.missing' ? 'missing' : 'damaged')
  }
  try {
    return await work(reader)
  } finally {
    await reader.close()
  }
}

/** Checks a blob's file to its last byte. @throws Refusal `cancelled` */
export function checkBlobAt(at: BlobAt, cancel: Cancel | undefined): Promise<BlobCheck> {
  return opened<BlobCheck>(
    at,
    async (reader) => {
      const hash = createHash('sha256')
      const firstBadByte = await reader.findDamage((plain) => {
        stopIfCancelled(cancel)
        hash.update(plain)
      })
      if (firstBadByte !== undefined) return { ok: false, reason: 'damaged', firstBadByte }
      return { ok: true, sha256: hash.digest('hex') }
    },
    (reason) => ({ ok: false, reason }),
  )
}

/** The stretches of a blob's file that cannot be read; all of it where the file is absent or another's. @throws Refusal `cancelled` */
export function damageAt(at: BlobAt, cancel: Cancel | undefined): Promise<readonly Stretch[]> {
  return opened<readonly Stretch[]>(
    at,
    (reader) => reader.everyDamage(() => stopIfCancelled(cancel)),
    () => [{ from: 0, to: at.blob.size }],
  )
}
