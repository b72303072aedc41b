import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Cancel } from '../kernel/cancel.ts'
import { Refusal } from '../kernel/errors.ts'
import { type BlobRow, everyBlob } from '../store/blob-rows.ts'
import { type Connection, openForReading } from '../store/connection.ts'
import { databaseProblems } from '../store/health.ts'
import * as ledger from '../store/ledger.ts'
import { schemaNumber } from '../store/migrate.ts'
import { holdSnapshot } from '../store/snapshot.ts'
import { beginGeneration, removeGeneration, writeGenerationManifest } from '../vault/backup-folder.ts'
import {
  backupFormat,
  type BackupBlob,
  type BackupCompartment,
  type ManifestBody,
  writeManifest,
} from '../vault/backup-manifest.ts'
import { asDriveRefusal, copyVerified, SourceUnreadable } from '../vault/copy-file.ts'
import { replaceFile } from '../vault/durable-file.ts'
import { headerNames } from '../vault/header-copies.ts'
import type { OpenVault } from '../vault/open-vault.ts'
import { digestOnDrive, type FileDigest } from '../vault/uncached-file.ts'

/** The database and header of a vault, copied to the folder of a generation; the blobs that the copy names. */
export interface Records {
  readonly path: string
  readonly database: FileDigest
  readonly header: FileDigest
  readonly head: { readonly sequence: number; readonly hash: string } | null
  readonly schema: number
  readonly blobs: readonly BlobRow[]
}

/** What copying the records needs of an open vault. */
export type OpenRecords = Pick<OpenVault, 'databasePath' | 'databaseKey' | 'headerBytes'>

/**
 * Copies database and header to a generation's folder. The database is held still in its file while it is copied, and
 * acts go on meanwhile; nothing is decrypted on its way.
 *
 * @throws Refusal `vault.database-damaged`, `backup.failing-drive`, `disk.full`, `destination.unwritable`, `cancelled`
 */
export async function copyRecords(
  { connection, vault }: { readonly connection: Connection; readonly vault: OpenRecords },
  path: string,
  watch: { readonly onBytes?: (bytes: number) => void; readonly cancel?: Cancel } = {},
): Promise<Records> {
  const header = vault.headerBytes
  const held = holdSnapshot(connection, vault.databasePath, vault.databaseKey)
  try {
    const of = held.read((reader) => ({ blobs: everyBlob(reader), head: ledger.head(reader) }))
    const schema = schemaNumber(held)
    const database = await copyVerified(vault.databasePath, join(path, 'vault.db'), watch)
    for (const name of headerNames) await replaceFile(join(path, name), header)
    const head = of.head ? { sequence: of.head.sequence, hash: of.head.digest } : null
    return { path, database, header: await headerDigest(path), head, schema, blobs: of.blobs }
  } catch (error) {
    if (error instanceof SourceUnreadable) throw new Refusal('vault.database-damaged', {}, { cause: error })
    throw asDriveRefusal(error)
  } finally {
    held.close()
  }
}

async function headerDigest(path: string): Promise<FileDigest> {
  const [first, second] = [
    await digestOnDrive(join(path, headerNames[0])),
    await digestOnDrive(join(path, headerNames[1])),
  ]
  if (first.sha256 !== second.sha256) throw new Refusal('backup.failing-drive', {})
  return first
}

/** Who says that a generation is whole, and when. */
export interface Maker {
  readonly at: string
  /** 64 hex digits; null for whoever opened the vault with its recovery key. */
  readonly signer: string | null
  readonly sign: (digest: string) => string
}

/** The blobs of a generation: those that are there, and those that could not be had; the compartments, as they lie. */
export interface GenerationBlobs {
  readonly compartments: readonly BackupCompartment[]
  readonly present: readonly BackupBlob[]
  readonly missing: readonly string[]
}

/**
 * Proves that copied records are whole, where they lie, and writes the manifest that says so, last of all: the copy is
 * opened for reading, asked both of its own checks, and held against what was copied; then its bytes are read again.
 *
 * @param blobs left out where the blobs are the vault's own
 * @throws Refusal `vault.database-damaged`, `backup.failing-drive`
 */
export async function finishGeneration(
  records: Records,
  of: { readonly vault: Pick<OpenVault, 'vaultId' | 'databaseKey'>; readonly number: number },
  blobs: GenerationBlobs | undefined,
  { at, signer, sign }: Maker,
): Promise<ManifestBody> {
  const path = join(records.path, 'vault.db')
  mustHold(path, of.vault.databaseKey, records, blobs)
  // Opening it must not have changed it, and the drive must still have it.
  const again = await digestOnDrive(path)
  if (again.sha256 !== records.database.sha256) throw new Refusal('backup.failing-drive', {})
  const body: ManifestBody = {
    clarkson: 'backup',
    format: backupFormat,
    vaultId: of.vault.vaultId,
    generation: of.number,
    madeAt: at,
    schema: records.schema,
    head: records.head,
    database: records.database,
    header: records.header,
    blobs: blobs ? [...blobs.present] : null,
    missing: [...(blobs?.missing ?? [])],
    compartments: [...(blobs?.compartments ?? [])],
    signer,
  }
  await writeGenerationManifest(records.path, writeManifest(body, sign))
  return body
}

/** The copy has the bytes that were read: what is wrong with it now was wrong in the vault. */
function mustHold(path: string, key: Uint8Array, { head }: Records, blobs: GenerationBlobs | undefined): void {
  const copy = openForReading(path, key)
  try {
    const accounted = blobs && new Set([...blobs.present.map(([blobId]) => blobId), ...blobs.missing])
    const holds =
      databaseProblems(copy).length === 0 &&
      copy.read(
        (reader) =>
          ledger.head(reader)?.digest === head?.hash &&
          (!accounted || everyBlob(reader).every(({ blobId }) => accounted.has(blobId))),
      )
    if (!holds) throw new Refusal('vault.database-damaged', {})
  } finally {
    copy.close()
  }
}

/** Where the records are kept as they were before a migration: beside the vault's own blobs. */
const beforeMigrations = 'backups'

/**
 * Keeps the records as they are before a migration: a verified generation, `backups/before-migration-<n>/`, whose blobs
 * are the vault's own. The one of an earlier migration is removed.
 *
 * @param number of the first migration that is to come
 * @throws Refusal as {@link copyRecords} and {@link finishGeneration}
 */
export async function backUpBeforeMigration(
  connection: Connection,
  vault: OpenVault,
  number: number,
  maker: Maker,
): Promise<void> {
  const parent = join(vault.folder, beforeMigrations)
  const name = `before-migration-${String(number)}`
  const pending = await beginGeneration(parent, name, number)
  try {
    const records = await copyRecords({ connection, vault }, pending.path)
    await finishGeneration(records, { vault, number }, undefined, maker)
    await pending.commit()
  } catch (error) {
    await pending.giveUp()
    throw error
  }
  for (const other of await readdir(parent))
    if (other !== name && other.startsWith('before-migration-')) await removeGeneration(join(parent, other))
}
