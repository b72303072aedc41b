import { mkdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { stopIfCancelled } from '../kernel/cancel.ts'
import { Refusal } from '../kernel/errors.ts'
import { removeUnnamed, restoreBlobs } from './backup-blobs.ts'
import type { BackupBlob, BackupCompartment } from './backup-manifest.ts'
import { BlobFolder } from './blob-folder.ts'
import { blobIdsIn, compartmentFolder, compartmentIds, makeCompartmentFolder } from './compartment-folder.ts'
import { asDriveRefusal, copyVerified, type CopyWatch, SourceUnreadable } from './copy-file.ts'
import { syncFolder, systemCode } from './durable-file.ts'
import { databaseOf } from './rotate.ts'
import { digestOnDrive, type FileDigest } from './uncached-file.ts'

// Compartments are backed up as they lie, also those that whoever makes the backup cannot open: whoever holds the vault's
// lock knows that nobody writes in them. So here no row says which blobs a compartment has; it has those that lie there.

/** After so many backups every blob on the drive was read again at least once. */
const rereadTurns = 8

/** What is to be copied where, and what an earlier backup says is there already. */
export interface CompartmentCopying {
  /** The vault's folder, the folder of backups, and that of the generation. */
  readonly from: string
  readonly root: string
  readonly generation: string
  readonly id: string
  /** Under which of its keys it is: while it is given another, its database may lie beside its place. */
  readonly epoch: number
  readonly known: ReadonlyMap<string, BackupBlob>
  readonly turn: number
  /** Whether a log beside it belongs to the copy; left out when it does. */
  readonly withLog?: boolean
}

/** A compartment in a backup, and what had to be copied for it. */
export interface CompartmentCopied {
  readonly compartment: BackupCompartment
  readonly copied: number
  readonly copiedBytes: number
}

/**
 * Copies a compartment's database, its log if it has one, and the blobs that are not there yet.
 *
 * @throws Refusal `vault.database-damaged`, `backup.failing-drive`, `disk.full`, `destination.unwritable`, `cancelled`
 */
export async function copyCompartment(asked: CompartmentCopying, watch: CopyWatch = {}): Promise<CompartmentCopied> {
  const { from, root, generation, id, epoch, withLog = true } = asked
  const source = compartmentFolder(from, id)
  try {
    const target = await makeCompartmentFolder(generation, id)
    await rm(join(target, 'blobs'), { recursive: true, force: true })
    const path = await databaseOf(source, epoch)
    const database = await copyVerified(path, join(target, 'vault.db'), watch)
    await rm(join(target, 'vault.db-wal'), { force: true })
    const log = withLog ? await copyLog(`${path}-wal`, join(target, 'vault.db-wal'), watch) : null
    await makeCompartmentFolder(root, id)
    const blobs: BackupBlob[] = []
    let [copied, copiedBytes] = [0, 0]
    for (const blobId of await blobIdsIn(source)) {
      stopIfCancelled(watch.cancel)
      const { blob, isNew } = await copyBlob(asked, blobId, watch)
      blobs.push(blob)
      if (!isNew) continue
      copied += 1
      copiedBytes += blob[1]
    }
    return { compartment: { id, database, log, blobs }, copied, copiedBytes }
  } catch (error) {
    if (error instanceof SourceUnreadable) throw new Refusal('vault.database-damaged', {}, { cause: error })
    throw asDriveRefusal(error)
  }
}

async function sizeAt(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined
    throw error
  }
}

async function copyLog(from: string, to: string, watch: CopyWatch): Promise<FileDigest | null> {
  return ((await sizeAt(from)) ?? 0) === 0 ? null : copyVerified(from, to, watch)
}

async function copyBlob(
  { from, root, id, known, turn }: CompartmentCopying,
  blobId: string,
  watch: CopyWatch,
): Promise<{ readonly blob: BackupBlob; readonly isNew: boolean }> {
  const source = new BlobFolder(compartmentFolder(from, id)).path(blobId)
  const target = new BlobFolder(compartmentFolder(root, id)).path(blobId)
  const before = known.get(blobId)
  if (before && (await sizeAt(target)) === before[1] && (await sizeAt(source)) === before[1]) {
    const itsTurn = Number.parseInt(blobId.slice(0, 2), 16) % rereadTurns === turn % rereadTurns
    if (itsTurn && (await digestOnDrive(target)).sha256 !== before[2]) throw new Refusal('backup.failing-drive', {})
    watch.onBytes?.(before[1])
    return { blob: before, isNew: false }
  }
  await mkdir(dirname(target), { recursive: true, mode: 0o700 })
  await syncFolder(dirname(dirname(target)))
  const { size, sha256 } = await copyVerified(source, target, watch)
  return { blob: [blobId, size, sha256], isNew: true }
}

/** The blobs of compartments that earlier generations name, by compartment. */
export function knownCompartmentBlobs(
  generations: readonly (readonly BackupCompartment[])[],
): ReadonlyMap<string, ReadonlyMap<string, BackupBlob>> {
  const known = new Map<string, Map<string, BackupBlob>>()
  for (const { id, blobs } of generations.flat()) {
    const own = known.get(id) ?? new Map<string, BackupBlob>()
    known.set(id, own)
    for (const blob of blobs) own.set(blob[0], blob)
  }
  return known
}

/** Removes from a folder of backups the blobs of compartments that no kept generation names. */
export async function removeUnnamedInCompartments(
  root: string,
  known: ReadonlyMap<string, ReadonlyMap<string, BackupBlob>>,
): Promise<void> {
  for (const id of await compartmentIds(root))
    await removeUnnamed(compartmentFolder(root, id), new Set(known.get(id)?.keys()))
}

/** What became of the blobs of a compartment that was brought back. */
export type CompartmentRestored = Awaited<ReturnType<typeof restoreBlobs>>

/**
 * Brings a compartment back from a backup, as it is.
 *
 * @throws Refusal `disk.full`, `destination.unwritable`, `cancelled`
 */
export async function restoreCompartment(
  { root, generation, to }: { readonly root: string; readonly generation: string; readonly to: string },
  { id, database, log, blobs }: BackupCompartment,
  watch: CopyWatch = {},
): Promise<CompartmentRestored | undefined> {
  const source = compartmentFolder(generation, id)
  const target = await makeCompartmentFolder(to, id)
  for (const ending of ['-wal', '-shm']) await rm(join(target, `vault.db${ending}`), { force: true })
  const files = [['vault.db', database] as const, ...(log ? [['vault.db-wal', log] as const] : [])]
  for (const [name, expected] of files)
    if ((await copyVerified(join(source, name), join(target, name), watch)).sha256 !== expected.sha256) return undefined
  return restoreBlobs({ from: compartmentFolder(root, id), to: target }, blobs, watch)
}
