import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { stopIfCancelled } from '../kernel/cancel.ts'
import { Refusal } from '../kernel/errors.ts'
import { AgeError, agePrefixLength } from './age-header.ts'
import { sealedSize } from './age-stream.ts'
import type { BackupBlob } from './backup-manifest.ts'
import { BlobFolder } from './blob-folder.ts'
import type { BlobRef } from './blob-reader.ts'
import { sha256Hex } from './blob-sealer.ts'
import { asDriveRefusal, copyVerified, type CopyWatch, SourceUnreadable } from './copy-file.ts'
import { readFully, syncFolder, systemCode } from './durable-file.ts'
import { digestOnDrive, type FileDigest } from './uncached-file.ts'

/** Bytes of header and nonce of the age files that the blob store writes. */
const agePrefixBytes = 184

/** After so many backups every blob on the drive was read again at least once. */
const rereadTurns = 8

/** How many bytes the file of a blob has. */
function fileSize(blob: Pick<BlobRef, 'size'>): number {
  return agePrefixBytes + sealedSize(blob.size)
}

/** Whether a file is as long as its row says and begins as its row says: what can be seen without a key. */
async function looksWhole(path: string, blob: BlobRef): Promise<boolean> {
  let file
  try {
    file = await open(path, 'r')
  } catch (error) {
    if (systemCode(error) === undefined) throw error
    return false
  }
  try {
    if ((await file.stat()).size !== fileSize(blob)) return false
    const start = Buffer.alloc(agePrefixBytes)
    const have = start.subarray(0, await readFully(file, start, 0))
    return sha256Hex(have.subarray(0, agePrefixLength(have))) === blob.headerSha256
  } catch (error) {
    if (systemCode(error) === undefined && !(error instanceof AgeError)) throw error
    return false
  } finally {
    await file.close()
  }
}

async function sizeAt(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined
    throw asDriveRefusal(error)
  }
}

/** What is to be copied where, and what an earlier backup says is there already. */
export interface BlobCopying {
  /** The folders that have `blobs/`. */
  readonly from: string
  readonly to: string
  readonly blobs: readonly BlobRef[]
  readonly known: ReadonlyMap<string, BackupBlob>
  /** The number of the generation: it says whose turn it is to be read again. */
  readonly turn: number
}

/** What became of the blobs. */
export interface BlobsCopied {
  /** Everything that is there now and was found as it should be, sorted by id. */
  readonly present: readonly BackupBlob[]
  /** Could neither be copied nor were there. */
  readonly missing: readonly string[]
  readonly copied: number
  readonly copiedBytes: number
}

/**
 * Brings a folder's blobs up to those of a vault. They never change, so one that is there at its length is not copied
 * again; every eighth of them is read again each time, so that a drive that forgets is found out before it is needed. A
 * blob that is damaged in the vault never takes the place of a whole one.
 *
 * @throws Refusal `backup.failing-drive`, `disk.full`, `destination.unwritable`, `cancelled`
 */
export async function copyBlobs(
  asked: BlobCopying,
  watch: { readonly onBytes?: (bytes: number) => void } & Pick<CopyWatch, 'cancel'> = {},
): Promise<BlobsCopied> {
  const present: BackupBlob[] = []
  const missing: string[] = []
  let copied = 0
  let copiedBytes = 0
  for (const blob of asked.blobs.toSorted((a, b) => (a.blobId < b.blobId ? -1 : 1))) {
    stopIfCancelled(watch.cancel)
    const kept = await alreadyThere(asked, blob)
    if (kept) watch.onBytes?.(fileSize(blob))
    const done = kept ?? (await copyOne(asked, blob, watch))
    if (!done) missing.push(blob.blobId)
    else present.push(done)
    if (kept || !done) continue
    copied += 1
    copiedBytes += done[1]
  }
  return { present, missing, copied, copiedBytes }
}

async function alreadyThere({ from, to, known, turn }: BlobCopying, blob: BlobRef): Promise<BackupBlob | undefined> {
  const path = new BlobFolder(to).path(blob.blobId)
  if ((await sizeAt(path)) !== fileSize(blob)) return undefined
  const before = known.get(blob.blobId)
  const itsTurn = Number.parseInt(blob.blobId.slice(0, 2), 16) % rereadTurns === turn % rereadTurns
  if (before && before[1] === fileSize(blob) && !itsTurn) return before
  try {
    const { size, sha256 } = await digestOnDrive(path)
    // Copied by a run that was interrupted before it could say what it had copied: the vault's own file is what it must be.
    const expected = before?.[2] ?? (await digestOrNothing(new BlobFolder(from).path(blob.blobId)))
    if (expected === sha256) return [blob.blobId, size, sha256]
    if (before) throw new Refusal('backup.failing-drive', {})
    return undefined
  } catch (error) {
    throw asDriveRefusal(error)
  }
}

async function digestOrNothing(path: string): Promise<string | undefined> {
  try {
    return (await digestOnDrive(path)).sha256
  } catch (error) {
    if (systemCode(error) === undefined) throw error
    return undefined
  }
}

async function copyOne({ from, to }: BlobCopying, blob: BlobRef, watch: CopyWatch): Promise<BackupBlob | undefined> {
  const source = new BlobFolder(from).path(blob.blobId)
  if (!(await looksWhole(source, blob))) return undefined
  const target = new BlobFolder(to).path(blob.blobId)
  try {
    await makeShelf(target)
    const { size, sha256 } = await copyVerified(source, target, watch)
    return [blob.blobId, size, sha256]
  } catch (error) {
    if (error instanceof SourceUnreadable) return undefined
    throw asDriveRefusal(error)
  }
}

async function makeShelf(blobPath: string): Promise<void> {
  const made = await mkdir(dirname(blobPath), { recursive: true, mode: 0o700 })
  if (made !== undefined) await syncFolder(dirname(dirname(blobPath)))
}

async function filesOn(shelf: string): Promise<readonly string[]> {
  try {
    return await readdir(shelf)
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return []
    throw asDriveRefusal(error)
  }
}

/** The names of a folder's blobs, with `.part` behind those that are not whole. */
async function* blobNames(
  root: string,
): AsyncGenerator<{ readonly blobId: string; readonly path: string; readonly whole: boolean }> {
  const blobs = join(root, 'blobs')
  for (const shelf of await filesOn(blobs)) {
    for (const name of await filesOn(join(blobs, shelf))) {
      const found = /^([0-9a-f]{32})\.age(\.part)?$/u.exec(name)
      const blobId = found?.[1]
      if (blobId !== undefined) yield { blobId, path: join(blobs, shelf, name), whole: found?.[2] === undefined }
    }
  }
}

/**
 * Removes from a folder of backups the blobs that no kept generation names, and what interrupted copying left.
 *
 * @returns how many blobs were removed
 */
export async function removeUnnamed(root: string, named: ReadonlySet<string>): Promise<number> {
  let removed = 0
  for await (const { blobId, path, whole } of blobNames(root)) {
    if (whole && named.has(blobId)) continue
    await rm(path, { force: true })
    if (whole) removed += 1
  }
  return removed
}

/** What became of blobs that were brought back from a backup. */
export interface BlobsRestored {
  readonly files: number
  readonly bytes: number
  /** Not in the backup. */
  readonly missing: readonly string[]
  /** Other bytes than the backup's manifest says; brought back as they are, since a part of them may be of use. */
  readonly damaged: readonly string[]
}

/**
 * Brings blobs back from a backup. One that is there already at its length was brought by a run that was interrupted.
 *
 * @param listed what the manifest names; null for every blob that lies there
 * @throws Refusal `disk.full`, `destination.unwritable`, `cancelled`
 */
export async function restoreBlobs(
  { from, to }: { readonly from: string; readonly to: string },
  listed: readonly BackupBlob[] | null,
  watch: CopyWatch = {},
): Promise<BlobsRestored> {
  const missing: string[] = []
  const damaged: string[] = []
  let [files, bytes] = [0, 0]
  for (const blob of listed ?? (await blobsAt(from))) {
    stopIfCancelled(watch.cancel)
    const [blobId, size, sha256] = blob
    const target = new BlobFolder(to).path(blobId)
    const found = (await sizeAt(target)) === size ? { size, sha256 } : await bringBack(from, to, blobId, watch)
    if (!found) missing.push(blobId)
    else {
      files += 1
      bytes += found.size
      if (sha256 !== '' && found.sha256 !== sha256) damaged.push(blobId)
    }
  }
  return { files, bytes, missing, damaged }
}

async function blobsAt(root: string): Promise<readonly BackupBlob[]> {
  const blobs: BackupBlob[] = []
  for await (const { blobId, path, whole } of blobNames(root))
    if (whole) blobs.push([blobId, (await sizeAt(path)) ?? 0, ''])
  return blobs
}

async function bringBack(from: string, to: string, blobId: string, watch: CopyWatch): Promise<FileDigest | undefined> {
  const target = new BlobFolder(to).path(blobId)
  try {
    await makeShelf(target)
    return await copyVerified(new BlobFolder(from).path(blobId), target, watch)
  } catch (error) {
    if (error instanceof SourceUnreadable) return undefined
    throw asDriveRefusal(error)
  }
}
