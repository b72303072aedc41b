import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { BackupProof } from '../contract/backup.ts'
import { stopIfCancelled } from '../kernel/cancel.ts'
import { Refusal } from '../kernel/errors.ts'
import * as users from '../store/users.ts'
import { findBackup, type BackupSource } from '../vault/backup-folder.ts'
import { isSigned } from '../vault/backup-manifest.ts'
import { BlobFolder } from '../vault/blob-folder.ts'
import { systemCode } from '../vault/durable-file.ts'
import { headerNames } from '../vault/header-copies.ts'
import { readFromDrive } from '../vault/uncached-file.ts'
import { keepProved } from './backup-plan.ts'
import type { Watch } from './desk.ts'
import type { Office } from './office.ts'

/** A file of a backup: its name there, where it is, and what it must be. */
interface Expected {
  readonly name: string
  readonly path: string
  readonly size: number
  readonly sha256: string
}

/**
 * Reads every file of a backup again, past the system's cache, and compares it with what the manifest says: that a
 * drive still has what it was given shows only so. Keeps in the vault when that was and what came of it.
 *
 * @throws Refusal `backup.not-a-backup`, `backup.damaged`, `backup.other-vault`, `vault.from-future`, `cancelled`
 */
export async function verifyBackup(
  { desk, vault }: Pick<Office, 'desk' | 'vault'>,
  { root, generation }: { readonly root: string; readonly generation: number },
  watch: Watch = {},
): Promise<BackupProof> {
  const source = await findBackup(root, generation)
  const { manifest } = source
  if (manifest.vaultId !== vault.vaultId) throw new Refusal('backup.other-vault', {})
  const files = filesOf(source)
  const total = files.reduce((sum, { size }) => sum + size, 0)
  const missing: string[] = []
  const damaged: string[] = []
  let done = 0
  const onBytes = (bytes: number): void => {
    done += bytes
    watch.onProgress?.({ done: Math.min(done, total), total })
  }
  for (const file of files) {
    const found = await digestWatched(file.path, onBytes, watch)
    if (found === undefined) missing.push(file.name)
    else if (found !== file.sha256) damaged.push(file.name)
  }
  const known = desk.connection.read((reader) => users.list(reader))
  const signer = isSigned(manifest) ? known.find(({ publicKey }) => publicKey === manifest.signer) : undefined
  const ok = missing.length === 0 && damaged.length === 0 && (signer !== undefined || manifest.signer === null)
  keepProved(desk, manifest.digest, { at: desk.clock().at, ok })
  const signedBy = signer?.name ?? null
  return { generation: manifest.generation, files: files.length, bytes: total, ok, missing, damaged, signedBy }
}

function filesOf({ path, root, manifest }: BackupSource): readonly Expected[] {
  const own = [
    { name: 'vault.db', ...manifest.database },
    ...headerNames.map((name) => ({ name, ...manifest.header })),
  ].map((file) => ({ ...file, path: join(path, file.name) }))
  const folder = new BlobFolder(root)
  const blobs = (manifest.blobs ?? []).map(([blobId, size, sha256]) => ({
    name: blobId,
    path: folder.path(blobId),
    size,
    sha256,
  }))
  return [...own, ...blobs]
}

/** The digest of a file as the drive has it; undefined for one that is not there or does not read. */
async function digestWatched(
  path: string,
  onBytes: (bytes: number) => void,
  { cancel }: Watch,
): Promise<string | undefined> {
  const hash = createHash('sha256')
  try {
    await readFromDrive(path, (part) => {
      stopIfCancelled(cancel)
      hash.update(part)
      onBytes(part.length)
    })
    return hash.digest('hex')
  } catch (error) {
    const code = systemCode(error)
    if (code === undefined) throw error
    return code === 'ENOENT' ? undefined : 'unreadable'
  }
}
