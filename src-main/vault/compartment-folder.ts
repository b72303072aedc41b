import { access, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { assert } from '../kernel/errors.ts'
import { BlobFolder } from './blob-folder.ts'
import { asWriteRefusal, syncFolder, systemCode, writeAll } from './durable-file.ts'
import { randomBytes } from './sodium.ts'

const folderName = 'compartments'
const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u

/** Where a compartment of a vault lies: `compartments/<id>/`, with `vault.db` and `blobs/` in it. */
export function compartmentFolder(vaultFolder: string, id: string): string {
  assert(idPattern.test(id), 'a compartment id is a random UUID')
  return join(vaultFolder, folderName, id)
}

/** The compartments whose folders lie in a vault, or in a generation of a backup. */
export async function compartmentIds(vaultFolder: string): Promise<readonly string[]> {
  return (await namesIn(join(vaultFolder, folderName))).filter((name) => idPattern.test(name)).toSorted()
}

/** Whether a compartment's folder lies where it belongs. */
export async function isCompartmentThere(folder: string): Promise<boolean> {
  return access(folder).then(
    () => true,
    () => false,
  )
}

/** Makes a compartment's folder. @throws Refusal `disk.full`, `destination.unwritable` */
export async function makeCompartmentFolder(vaultFolder: string, id: string): Promise<string> {
  const folder = compartmentFolder(vaultFolder, id)
  try {
    await mkdir(join(folder, 'blobs'), { recursive: true, mode: 0o700 })
    await syncFolder(folder)
    await syncFolder(dirname(folder))
    await syncFolder(vaultFolder)
    return folder
  } catch (error) {
    throw asWriteRefusal(error)
  }
}

/** Takes away a compartment's folder that never counted. */
export async function removeCompartmentFolder(vaultFolder: string, id: string): Promise<void> {
  const folder = compartmentFolder(vaultFolder, id)
  await rm(folder, { recursive: true, force: true })
  await syncFolder(dirname(folder)).catch(() => undefined)
}

/** Puts a folder aside, in `orphans/`, of which the records know nothing: another copy of the vault may know it. */
export async function putCompartmentAside(vaultFolder: string, id: string): Promise<void> {
  try {
    const orphans = join(vaultFolder, 'orphans')
    await mkdir(orphans, { recursive: true, mode: 0o700 })
    await rename(compartmentFolder(vaultFolder, id), join(orphans, `compartment-${id}`))
  } catch (error) {
    throw asWriteRefusal(error)
  }
}

/** The ids of the whole blobs that lie in a folder, sorted. */
export async function blobIdsIn(folder: string): Promise<readonly string[]> {
  const found: string[] = []
  for (const shelf of await namesIn(join(folder, 'blobs')))
    for (const name of await namesIn(join(folder, 'blobs', shelf))) {
      const blobId = /^([0-9a-f]{32})\.age$/u.exec(name)?.[1]
      if (blobId !== undefined && blobId.startsWith(shelf)) found.push(blobId)
    }
  return found.toSorted()
}

const blockBytes = 1024 * 1024

/**
 * Overwrites a blob with random bytes and removes it. What a drive keeps of it beneath that, as solid-state drives do, is
 * ciphertext, and is not reached. One that is not there is no failure.
 *
 * @throws Refusal `disk.full`, `destination.unwritable`
 */
export async function destroyBlob(vaultFolder: string, blobId: string): Promise<void> {
  const path = new BlobFolder(vaultFolder).path(blobId)
  try {
    const file = await open(path, 'r+')
    try {
      const { size } = await file.stat()
      for (let at = 0; at < size; at += blockBytes)
        await writeAll(file, randomBytes(Math.min(blockBytes, size - at)), at)
      await file.sync()
    } finally {
      await file.close()
    }
    await rm(path)
    await syncFolder(dirname(path))
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw asWriteRefusal(error)
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return []
    throw asWriteRefusal(error)
  }
}
