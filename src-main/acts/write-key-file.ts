import { open } from 'node:fs/promises'
import { Refusal } from '../kernel/errors.ts'
import { asWriteRefusal, systemCode, writeAll } from '../vault/durable-file.ts'
import { newKeyFile } from '../vault/key-file.ts'
import { wipe } from '../vault/sodium.ts'

/**
 * Writes a new key file, readable by its owner alone. It is of no vault yet.
 *
 * @throws Refusal `destination.exists`, `destination.unwritable`, `disk.full`
 */
export async function writeKeyFile(path: string): Promise<void> {
  const bytes = newKeyFile()
  try {
    const file = await open(path, 'wx', 0o600)
    try {
      await writeAll(file, bytes, 0)
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (error) {
    if (systemCode(error) === 'EEXIST') throw new Refusal('destination.exists', {})
    throw asWriteRefusal(error)
  } finally {
    wipe(bytes)
  }
}
