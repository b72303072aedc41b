import { mkdir, readdir, rename } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { stopIfCancelled } from '../kernel/cancel.ts'
import { Refusal, refusalCode } from '../kernel/errors.ts'
import type { BlobRow } from '../store/blob-rows.ts'
import { openCipherPages } from '../store/cipher-pages.ts'
import { mapFile, type SalvagedRow, salvageRows } from '../store/salvage-rows.ts'
import { BlobFolder } from '../vault/blob-folder.ts'
import { blobIdsIn, compartmentFolder, compartmentIds } from '../vault/compartment-folder.ts'
import { copyVerified, SourceUnreadable } from '../vault/copy-file.ts'
import { asWriteRefusal, replaceFile, syncFolder, systemCode } from '../vault/durable-file.ts'
import { headerNames } from '../vault/header-copies.ts'
import type { OpenVault } from '../vault/open-vault.ts'
import { createSealedFile, type SealedFile } from '../vault/sealed-file.ts'
import { openVault } from '../vault/vault-folder.ts'
import type { Watch } from './desk.ts'
import type { Office } from './office.ts'
import { record } from './record.ts'
import { type AnySecret, anySecretOf } from './secret.ts'
import { blobOf } from './salvaged-blobs.ts'
import { type StillCopy, takeStillCopy, takeStillCopyOfOpen } from './still-copy.ts'

/** What could be saved. */
export interface Salvaged {
  /** Rows that were read, and how many of them stand on a damaged page and are to be doubted. */
  readonly records: number
  readonly doubtful: number
  readonly tables: Readonly<Record<string, number>>
  /** Pages of the database that are not as they were written. */
  readonly damagedPages: readonly number[]
  readonly blobs: number
  readonly bytes: number
  /** Blobs that a row names and of which no whole file is there. */
  readonly lostBlobs: readonly string[]
  /** Compartments that were copied as they are: whoever salvages need not be able to open them. */
  readonly compartments: number
}

const recordsName = 'records.jsonl.age'

/**
 * Saves what can be read of a vault that is damaged to an empty folder: every record, as lines of JSON in an age file
 * to the vault's own recipient; every whole blob, as it is encrypted; the header that opens both. Compartments are copied
 * as they are. Nothing plain comes to a disk, and nothing in the vault is changed.
 *
 * @throws Refusal as opening a header does; `vault.folder-not-empty`, `disk.full`, `destination.unwritable`, `cancelled`
 */
export async function salvageVault(
  folder: string,
  said: AnySecret,
  destination: string,
  watch: Watch = {},
): Promise<Salvaged> {
  const { secret, ...whose } = anySecretOf(said)
  const vault = await openVault(folder, secret, { ...whose, repair: false })
  try {
    return await saveAll({ vault, takeCopy: () => takeStillCopy(vault) }, destination, watch)
  } finally {
    await vault.lock()
  }
}

/**
 * Saves what can be read of a vault that is open, as {@link salvageVault} does. That it leaves the vault is entered in
 * the ledger first, if the ledger can still be written.
 *
 * @throws Refusal `vault.folder-not-empty`, `vault.in-use`, `disk.full`, `destination.unwritable`, `cancelled`
 */
export async function salvageOffice(
  { desk, vault }: Office,
  destination: string,
  watch: Watch = {},
): Promise<Salvaged> {
  try {
    desk.connection.write((writer) => record(desk, writer, { act: 'vault.salvage', object: vault.vaultId }))
  } catch (error) {
    if (refusalCode(error) !== 'vault.database-damaged') throw error
  }
  return saveAll({ vault, takeCopy: () => takeStillCopyOfOpen(desk.connection, vault) }, destination, watch)
}

interface Salvaging {
  readonly vault: OpenVault
  readonly takeCopy: () => Promise<StillCopy>
}

async function saveAll(of: Salvaging, destination: string, watch: Watch): Promise<Salvaged> {
  const { vault } = of
  const to = resolve(destination)
  await claimEmpty(to)
  for (const name of headerNames) await replaceFile(join(to, name), vault.headerBytes)
  const records = await saveRecords(of, to)
  const blobs = await saveBlobs(vault, to, records.named, watch)
  const { named: _, ...counts } = records
  const compartments = await saveCompartments(vault.folder, to, watch)
  const salvaged: Salvaged = { ...counts, ...blobs, compartments }
  const report = { clarkson: 'salvage', format: 1, vaultId: vault.vaultId, ...salvaged }
  await replaceFile(join(to, 'salvage.json'), Buffer.from(`${JSON.stringify(report, undefined, 2)}\n`, 'utf8'))
  return salvaged
}

async function claimEmpty(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    if ((await readdir(folder)).length > 0) throw new Refusal('vault.folder-not-empty', {})
  } catch (error) {
    throw asWriteRefusal(error)
  }
}

interface SavedRecords extends Pick<Salvaged, 'records' | 'doubtful' | 'tables' | 'damagedPages'> {
  readonly named: readonly BlobRow[]
}

async function saveRecords({ vault, takeCopy }: Salvaging, to: string): Promise<SavedRecords> {
  const none: SavedRecords = { records: 0, doubtful: 0, tables: {}, damagedPages: [], named: [] }
  const copy = await takeCopy().catch((error: unknown) => {
    if (refusalCode(error) !== 'vault.database-damaged') throw error
  })
  const path = join(to, recordsName)
  const file = await createSealedFile(`${path}.part`, vault.recipient)
  try {
    const saved = copy ? await pourRecords(copy.path, vault.databaseKey, file) : none
    await file.finish()
    await rename(`${path}.part`, path)
    await syncFolder(to)
    return saved
  } catch (error) {
    await file.giveUp()
    throw asWriteRefusal(error)
  } finally {
    await copy?.remove()
  }
}

async function pourRecords(path: string, key: Uint8Array, file: SealedFile): Promise<SavedRecords> {
  const pages = openCipherPages(path, key)
  try {
    const map = mapFile(pages)
    const tables: Record<string, number> = {}
    const named: BlobRow[] = []
    let [records, doubtful] = [0, 0]
    for (const row of salvageRows(pages, map)) {
      await file.write(Buffer.from(`${lineOf(row)}\n`, 'utf8'))
      records += 1
      if (!row.authentic) doubtful += 1
      const table = row.table ?? ''
      tables[table] = (tables[table] ?? 0) + 1
      const blob = blobOf(row)
      if (blob) named.push(blob)
    }
    return { records, doubtful, tables, damagedPages: map.damaged, named }
  } finally {
    pages.close()
  }
}

/** A row as a line: by its columns where they are known. Bytes are in base64, numbers past 2^53 in decimal digits. */
function lineOf({ columns, values, ...row }: SalvagedRow): string {
  const plain = values.map((value) => {
    if (typeof value === 'bigint') return String(value)
    return value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value
  })
  const named = columns ? Object.fromEntries(columns.map((column, i) => [column, plain[i] ?? null])) : plain
  return JSON.stringify({ ...row, values: named })
}

async function saveBlobs(
  vault: OpenVault,
  to: string,
  named: readonly BlobRow[],
  watch: Watch,
): Promise<Pick<Salvaged, 'blobs' | 'bytes' | 'lostBlobs'>> {
  const rows = new Map(named.map((row) => [row.blobId, row]))
  const saved = new Set<string>()
  let bytes = 0
  const paths = await blobPaths(vault.folder)
  for (const [done, path] of paths.entries()) {
    stopIfCancelled(watch.cancel)
    const blobId = basename(path, '.age')
    const isOrphan = basename(join(path, '..')) === 'orphans'
    // A row that is lost names no blob: then the file speaks for itself, and opens with the vault's identity or not.
    const ref = rows.get(blobId) ?? (await vault.describeBlob(path, blobId))
    if (ref && (isOrphan || (await vault.blobs.verify(ref)).ok)) {
      const size = await saveOne(path, join(to, 'blobs', blobId.slice(0, 2), `${blobId}.age`), watch)
      if (size !== undefined) {
        saved.add(blobId)
        bytes += size
      }
    }
    watch.onProgress?.({ done: done + 1, total: paths.length })
  }
  return { blobs: saved.size, bytes, lostBlobs: [...rows.keys()].filter((id) => !saved.has(id)) }
}

/** Copies each compartment's files as they are, encrypted under keys of its own. What cannot be read is left out. */
async function saveCompartments(folder: string, to: string, watch: Watch): Promise<number> {
  const ids = await compartmentIds(folder)
  for (const id of ids) {
    const [source, target] = [compartmentFolder(folder, id), compartmentFolder(to, id)]
    const databases = (await namesIn(source)).filter((name) => /^vault\.db(?:\.\d+)?(?:-wal)?$/u.test(name))
    for (const name of databases) await saveOne(join(source, name), join(target, name), watch)
    for (const blobId of await blobIdsIn(source)) {
      stopIfCancelled(watch.cancel)
      await saveOne(new BlobFolder(source).path(blobId), new BlobFolder(target).path(blobId), watch)
    }
  }
  return ids.length
}

async function saveOne(from: string, to: string, { cancel }: Watch): Promise<number | undefined> {
  try {
    await mkdir(join(to, '..'), { recursive: true, mode: 0o700 })
    return (await copyVerified(from, to, cancel ? { cancel } : {})).size
  } catch (error) {
    if (error instanceof SourceUnreadable) return undefined
    throw asWriteRefusal(error)
  }
}

/** Every blob's file, named or not: what was put aside may be the only copy of what someone brought. */
async function blobPaths(folder: string): Promise<readonly string[]> {
  const shelves = (await namesIn(join(folder, 'blobs'))).map((shelf) => join(folder, 'blobs', shelf))
  const paths: string[] = []
  for (const shelf of [...shelves, join(folder, 'orphans')])
    for (const name of await namesIn(shelf)) if (/^[0-9a-f]{32}\.age$/u.test(name)) paths.push(join(shelf, name))
  return paths
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (systemCode(error) === undefined) throw error
    return []
  }
}

/** The lines of salvaged records, for whoever can open the vault. @throws Refusal as opening a header does; `blob.damaged` */
export async function readSalvaged(folder: string, said: AnySecret): Promise<readonly string[]> {
  const { secret, ...whose } = anySecretOf(said)
  const vault = await openVault(folder, secret, { ...whose, repair: false })
  try {
    const parts: Uint8Array[] = []
    for await (const part of vault.readSealed(join(resolve(folder), recordsName))) parts.push(part.slice())
    return Buffer.concat(parts).toString('utf8').split('\n').slice(0, -1)
  } finally {
    await vault.lock()
  }
}
