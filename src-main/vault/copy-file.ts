import { createHash } from 'node:crypto'
import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { stopIfCancelled, type Cancel } from '../kernel/cancel.ts'
import { Refusal } from '../kernel/errors.ts'
import { asWriteRefusal, readFully, syncFolder, systemCode, writeAll } from './durable-file.ts'
import { digestOnDrive, type FileDigest } from './uncached-file.ts'

const blockBytes = 1024 * 1024

/** Thrown when the file that is copied cannot be read; what cannot be written is a refusal. */
export class SourceUnreadable extends Error {
  override readonly name = 'SourceUnreadable'
}

/** Turns what a drive answered while a backup was written or read back into what the person can act on. */
export function asDriveRefusal(error: unknown): unknown {
  return systemCode(error) === 'EIO' ? new Refusal('backup.failing-drive', {}, { cause: error }) : asWriteRefusal(error)
}

/** How a copy is watched. */
export interface CopyWatch {
  /** Told how many bytes were copied since it was told last. */
  readonly onBytes?: (bytes: number) => void
  readonly cancel?: Cancel
}

async function sourceRead<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (systemCode(error) === undefined) throw error
    throw new SourceUnreadable('unreadable', { cause: error })
  }
}

async function pour(source: FileHandle, temporary: string, { onBytes, cancel }: CopyWatch): Promise<FileDigest> {
  const hash = createHash('sha256')
  const block = Buffer.alloc(blockBytes)
  await rm(temporary, { force: true })
  const file = await open(temporary, 'wx', 0o600)
  let size = 0
  try {
    for (;;) {
      stopIfCancelled(cancel)
      const length = await sourceRead(() => readFully(source, block, size))
      const part = block.subarray(0, length)
      hash.update(part)
      await writeAll(file, part, size)
      size += length
      onBytes?.(length)
      if (length < blockBytes) break
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { size, sha256: hash.digest('hex') }
}

/**
 * Copies a file so that it is there whole or not at all, and as the drive gives it back: written beside its place,
 * flushed, read again past the cache, compared, renamed, the folder flushed.
 *
 * @throws SourceUnreadable when the source cannot be read; Refusal `disk.full`, `destination.unwritable`, `cancelled`,
 * `backup.failing-drive` when the copy cannot be read again or reads otherwise than it was written
 */
export async function copyVerified(from: string, to: string, watch: CopyWatch = {}): Promise<FileDigest> {
  const temporary = `${to}.part`
  const source = await sourceRead(() => open(from, 'r'))
  try {
    const written = await pour(source, temporary, watch)
    const found = await digestOnDrive(temporary)
    if (found.sha256 !== written.sha256) throw new Refusal('backup.failing-drive', {})
    await rename(temporary, to)
    await syncFolder(dirname(to))
    return written
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw asDriveRefusal(error)
  } finally {
    await source.close()
  }
}
