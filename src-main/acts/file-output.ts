import { createHash, randomBytes } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { claimPath } from '../vault/blob-extract.ts'
import { asWriteRefusal, writeAll } from '../vault/durable-file.ts'

/** A file that is being written outside the vault: whole under its name at the end, or not there at all. */
export interface FileOutput {
  write(bytes: Uint8Array): Promise<void>
  /** Flushes, and gives the file its name. @throws Refusal `destination.exists`, `disk.full`, `destination.unwritable` */
  finish(): Promise<{ readonly size: number; readonly sha256: string }>
  /** Leaves no trace. */
  discard(): Promise<void>
}

/** Small writes are gathered into pieces of this many bytes. */
const GATHERED_BYTES = 1024 * 1024

/** Begins a file beside where it is to be. @throws Refusal `destination.unwritable`, `disk.full` */
export async function createFileOutput(path: string, overwrite: boolean): Promise<FileOutput> {
  const temporary = join(dirname(path), `.clarkson-${randomBytes(8).toString('hex')}.tmp`)
  const file = await open(temporary, 'wx', 0o600).catch((error: unknown) => {
    throw asWriteRefusal(error)
  })
  const hash = createHash('sha256')
  const gathered = Buffer.alloc(GATHERED_BYTES)
  let held = 0
  let size = 0

  const flush = async (): Promise<void> => {
    const bytes = gathered.subarray(0, held)
    hash.update(bytes)
    await writeAll(file, bytes, size)
    size += held
    held = 0
  }
  const discard = async (): Promise<void> => {
    await file.close().catch(() => undefined)
    await rm(temporary, { force: true })
  }
  const orDiscard = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      await discard()
      throw asWriteRefusal(error)
    }
  }

  return {
    discard,
    write: (bytes) =>
      orDiscard(async () => {
        let taken = 0
        while (taken < bytes.length) {
          const part = bytes.subarray(taken, taken + GATHERED_BYTES - held)
          gathered.set(part, held)
          held += part.length
          taken += part.length
          if (held === GATHERED_BYTES) await flush()
        }
      }),
    finish: () =>
      orDiscard(async () => {
        await flush()
        await file.sync()
        await file.close()
        await claimPath(temporary, path, overwrite)
        return { size, sha256: hash.digest('hex') }
      }),
  }
}
