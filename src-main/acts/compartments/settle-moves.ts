import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { refusalCode } from '../../kernel/errors.ts'
import * as compartments from '../../store/compartments.ts'
import { scrub } from '../../store/move-case.ts'
import * as settings from '../../store/settings.ts'
import { removeGeneration } from '../../vault/backup-folder.ts'
import {
  compartmentIds,
  destroyBlob,
  putCompartmentAside,
  removeCompartmentFolder,
} from '../../vault/compartment-folder.ts'
import { systemCode } from '../../vault/durable-file.ts'
import type { Main } from './main.ts'

/**
 * Ends what was interrupted: a case that was not moved whole stays where it was, and what was made for it is taken away;
 * of one that was moved, what the vault still has is overwritten. Folders of which the records know nothing are put aside.
 */
export async function settleMoves(main: Main): Promise<void> {
  const { desk, vault } = main
  const rows = desk.connection.read((reader) => compartments.list(reader))
  for (const { id, movingCase } of rows) {
    if (movingCase === null) continue
    // While its row is there its folder is known for what it is.
    await removeCompartmentFolder(vault.folder, id)
    desk.connection.write((writer) => compartments.remove(writer, id))
  }
  const known = new Set(rows.map(({ id }) => id))
  for (const id of await compartmentIds(vault.folder)) if (!known.has(id)) await putCompartmentAside(vault.folder, id)
  await wipeWhereThereIsRoom(main)
}

/** {@link wipeMoved}; false where the drive has no room for it or takes nothing, which is no reason not to work on. */
export async function wipeWhereThereIsRoom(main: Main): Promise<boolean> {
  try {
    await wipeMoved(main)
    return true
  } catch (error) {
    const code = refusalCode(error)
    if (code === 'disk.full' || code === 'destination.unwritable' || code === 'vault.drive-failed') return false
    throw error
  }
}

/**
 * Overwrites what the vault still has of a case that was moved: its blobs, the database's free pages and log, and the
 * records that were kept before the last migration.
 */
async function wipeMoved({ desk, vault }: Main): Promise<void> {
  for (const blobId of desk.connection.read((reader) => compartments.doomed(reader))) {
    await destroyBlob(vault.folder, blobId)
    desk.connection.write((writer) => compartments.destroyed(writer, blobId))
  }
  if (desk.connection.read((reader) => settings.find(reader, 'scrub.due')) !== 'yes') return
  const kept = join(vault.folder, 'backups')
  for (const name of await namesIn(kept))
    if (name.startsWith('before-migration-')) await removeGeneration(join(kept, name))
  scrub(desk.connection)
  desk.connection.write((writer) => settings.set(writer, 'scrub.due', 'no'))
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  }
}
