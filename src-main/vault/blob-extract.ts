import { createHash, randomBytes } from 'node:crypto'
import { link, lstat, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { stopIfCancelled, type Cancel } from '../kernel/cancel.ts'
import { Refusal } from '../kernel/errors.ts'
import { asWriteRefusal, syncFolder, systemCode, writeAll } from './durable-file.ts'

/** How a decrypted copy is written outside the vault. */
export interface ExtractOptions {
  /** Replace a file that is there; otherwise it is refused. */
  readonly overwrite?: boolean
  readonly cancel?: Cancel
  /** Told how many plain bytes are written so far. */
  readonly onProgress?: (bytes: number) => void
}

/** What was written. The digest is of the bytes as they went to the file. */
export interface Extracted {
  readonly size: number
  readonly sha256: string
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    (error: unknown) => {
      if (systemCode(error) === 'ENOENT') return false
      throw error
    },
  )
}

async function claimFreeName(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path)
    await rm(temporary)
  } catch (error) {
    if (systemCode(error) === 'EEXIST') throw new Refusal('destination.exists', {}, { cause: error })
    // Sticks and some shares know no hard links: look, then rename.
    if (await exists(path)) throw new Refusal('destination.exists', {}, { cause: error })
    await rename(temporary, path)
  }
}

/**
 * Gives a finished, flushed file its name, durably; takes the name of a file that is there only when told to.
 *
 * @throws Refusal `destination.exists`, or the system's error
 */
export async function claimPath(temporary: string, path: string, overwrite: boolean): Promise<void> {
  if (overwrite) await rename(temporary, path)
  else await claimFreeName(temporary, path)
  await syncFolder(dirname(path))
}

async function writeParts(
  temporary: string,
  parts: AsyncIterable<Uint8Array>,
  options: ExtractOptions,
): Promise<Extracted> {
  const hash = createHash('sha256')
  let size = 0
  const file = await open(temporary, 'wx', 0o600)
  try {
    for await (const part of parts) {
      stopIfCancelled(options.cancel)
      hash.update(part)
      await writeAll(file, part, size)
      size += part.length
      options.onProgress?.(size)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { size, sha256: hash.digest('hex') }
}

/**
 * Writes parts to a file so that it is there whole or not at all: under a temporary name beside it, flushed, then
 * renamed. Readable by its owner alone.
 *
 * @throws Refusal `destination.exists`, `destination.unwritable`, `disk.full`, `cancelled`, and what `parts` throws
 */
export async function extractParts(
  parts: AsyncIterable<Uint8Array>,
  path: string,
  options: ExtractOptions,
): Promise<Extracted> {
  const temporary = join(dirname(path), `.clarkson-${randomBytes(8).toString('hex')}.part`)
  try {
    // Early, so that nobody waits for a copy that will be refused; claimPath decides.
    if (!options.overwrite && (await exists(path))) throw new Refusal('destination.exists', {})
    const extracted = await writeParts(temporary, parts, options)
    await claimPath(temporary, path, options.overwrite ?? false)
    return extracted
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw asWriteRefusal(error)
  }
}
