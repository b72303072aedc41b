import { basename } from 'node:path'
import type { BackupListing, Proved } from '../contract/backup.ts'
import { Refusal } from '../kernel/errors.ts'
import { BackupFolder, type GenerationFolder, readGeneration } from '../vault/backup-folder.ts'
import { describeVault } from '../vault/describe-vault.ts'
import { provedBackups } from './backup-plan.ts'
import type { Office } from './office.ts'

/** What a folder of backups holds. */
export interface BackupContents {
  /** The name of the vault that they are of, as its header says; not proved to whoever has no key. */
  readonly vault: string
  readonly users: string[]
  /** Newest first. */
  readonly generations: BackupListing[]
}

/**
 * Looks at a folder that somebody chose: of backups, or of one generation. Needs no key.
 *
 * @throws Refusal `backup.not-a-backup`, `backup.failing-drive`
 */
export async function lookAtBackups(folder: string): Promise<BackupContents> {
  const own = await readGeneration(folder)
  const found = own
    ? [{ number: Number(basename(folder)) || 1, path: folder, reading: own }]
    : await BackupFolder.at(folder).generations()
  if (found.length === 0) throw new Refusal('backup.not-a-backup', {})
  const { name, users } = await describeNewest(found)
  return { vault: name, users: [...users], generations: listed(found, {}) }
}

/** The backups of an open vault in the folder that they go to. @throws Refusal `backup.other-vault`, `backup.failing-drive` */
export async function listBackups(
  { desk, vault }: Pick<Office, 'desk' | 'vault'>,
  root: string,
): Promise<BackupContents> {
  const found = await BackupFolder.at(root).generations()
  const isOther = found.some(({ reading }) => reading.is === 'sound' && reading.manifest.vaultId !== vault.vaultId)
  if (isOther) throw new Refusal('backup.other-vault', {})
  const users = new Set(vault.slots.flatMap(({ user }) => user ?? []))
  const proved = desk.connection.read(provedBackups)
  return { vault: vault.name, users: [...users], generations: listed(found, proved) }
}

async function describeNewest(
  found: readonly GenerationFolder[],
): Promise<{ readonly name: string; readonly users: readonly string[] }> {
  for (const { path } of found.toReversed()) {
    const about = await describeVault(path).catch(() => undefined)
    if (about) return about
  }
  return { name: '', users: [] }
}

function listed(found: readonly GenerationFolder[], proved: Readonly<Record<string, Proved>>): BackupListing[] {
  return found.toReversed().map(({ number, reading }) => {
    if (reading.is !== 'sound')
      return {
        generation: number,
        reading: reading.is,
        madeAt: null,
        files: 0,
        bytes: 0,
        missing: 0,
        head: null,
        proved: null,
      }
    const { madeAt, database, header, blobs, missing, head, digest } = reading.manifest
    const own = database.size + 2 * header.size
    return {
      generation: number,
      reading: 'sound',
      madeAt,
      files: (blobs?.length ?? 0) + 3,
      bytes: (blobs ?? []).reduce((sum, [, size]) => sum + size, own),
      missing: missing.length,
      head: head?.sequence ?? null,
      proved: proved[digest] ?? null,
    }
  })
}
