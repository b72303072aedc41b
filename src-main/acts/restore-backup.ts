import { chmod, mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Refusal } from '../kernel/errors.ts'
import { canonical } from '../kernel/canonical-json.ts'
import { given } from '../kernel/given.ts'
import * as ledger from '../store/ledger.ts'
import * as settings from '../store/settings.ts'
import * as users from '../store/users.ts'
import { restoreBlobs } from '../vault/backup-blobs.ts'
import { restoreCompartment } from '../vault/backup-compartments.ts'
import { type BackupSource, findBackup } from '../vault/backup-folder.ts'
import { isSigned, type Manifest } from '../vault/backup-manifest.ts'
import { copyVerified, type CopyWatch, SourceUnreadable } from '../vault/copy-file.ts'
import { asWriteRefusal, replaceFile, syncFolder, systemCode } from '../vault/durable-file.ts'
import { headerNames } from '../vault/header-copies.ts'
import { wipeSecret } from '../vault/slots.ts'
import type { FileDigest } from '../vault/uncached-file.ts'
import { openVault, proveSecret } from '../vault/vault-folder.ts'
import { checkOffice, type Problem } from './check-office.ts'
import type { Watch } from './desk.ts'
import { type Office, officeOf, type OfficeTools } from './office.ts'
import { record } from './record.ts'
import { anyCopyOf, type AnySecret, anySecretOf } from './secret.ts'

/** What is to be restored where, and by whom. */
export type Restoring = RestoringWhat & AnySecret

interface RestoringWhat {
  /** A folder of backups, or the folder of one generation. */
  readonly source: string
  /** Absent or empty, or left by a restoring of the same generation that was interrupted. */
  readonly folder: string
  /** Of the generation; the newest complete one when left out. */
  readonly number?: number
}

/** What restoring came to. */
export interface Restored {
  readonly generation: number
  readonly madeAt: string
  readonly files: number
  readonly bytes: number
  /** Whether everything that was checked holds, and the ledger ends where the backup says. */
  readonly ok: boolean
  readonly problems: readonly Problem[]
  /** How many compartments were brought back as they were and not looked into: whoever restores cannot open them. */
  readonly unopened: number
  /** Who signed the backup, by the vault's own list of users; null for nobody whom it knows. */
  readonly signedBy: string | null
  /** The newest entry of the ledger as the backup says, and as the restored vault has it. */
  readonly head: { readonly backup: number; readonly restored: number; readonly same: boolean }
}

/** Names the generation that a folder is being filled from, until it is whole. */
const markerName = 'restoring.json'

/**
 * Restores a vault from a backup to a new folder and checks all of it: every file against the manifest, and then as
 * `vault check --deep` does. The header comes last, so that an interrupted restoring is no vault; the next run goes on.
 *
 * @throws Refusal `backup.not-a-backup`, `backup.damaged`, `vault.folder-not-empty`, `vault.wrong-passphrase`,
 * `vault.from-future`, `disk.full`, `destination.unwritable`, `cancelled`
 */
export async function restoreBackup(asked: Restoring, tools: OfficeTools, watch: Watch = {}): Promise<Restored> {
  const folder = resolve(asked.folder)
  const source = await findBackup(resolve(asked.source), asked.number)
  const { secret, user } = anySecretOf(asked)
  let copied: Copied
  try {
    await proveSecret(source.path, anyCopyOf(secret), user)
    copied = await copyAll(source, folder, watch)
  } catch (error) {
    wipeSecret(secret)
    throw error
  }
  // Restoring says that an older copy is meant. It becomes the vault for this machine when somebody opens it.
  const vault = await openVault(folder, secret, given({ user }))
  const office = await officeOf(vault, { acceptOlder: true, isTrial: true }, tools)
  try {
    const { manifest } = source
    const { problems, unopened = 0 } = await checkOffice(office, true, watch.cancel ? { cancel: watch.cancel } : {})
    const named = new Set(problems.map(({ where }) => where))
    const others = [...copied.missing.map(missing), ...copied.damaged.map(damaged)].filter(
      ({ where }) => !named.has(where),
    )
    const head = comparedHead(office, manifest)
    const all = [...problems, ...others]
    const signedBy = signerOf(office, manifest)
    enterInLedger(office, manifest)
    return {
      generation: manifest.generation,
      madeAt: manifest.madeAt,
      files: copied.files + 3,
      bytes: copied.bytes + manifest.database.size + 2 * manifest.header.size,
      ok: all.length === 0 && head.same && (signedBy !== null || manifest.signer === null),
      problems: all,
      unopened,
      signedBy,
      head,
    }
  } finally {
    await office.close({ keepTools: true })
  }
}

/** What opening the vault may enter by itself. */
const settling: ReadonlySet<string> = new Set([
  'vault.accept-older',
  'slot.settle',
  'compartment.anchor',
  'compartment.rekey',
])

const missing = (where: string): Problem => ({ what: 'blob-missing', where })
const damaged = (where: string): Problem => ({ what: 'blob-damaged', where })

type Copied = Awaited<ReturnType<typeof restoreBlobs>>

async function copyAll(source: BackupSource, folder: string, watch: Watch): Promise<Copied> {
  await claim(folder, source.manifest)
  try {
    const total = (source.manifest.blobs ?? []).reduce((sum, [, size]) => sum + size, source.manifest.database.size)
    let done = 0
    const copying: CopyWatch = {
      onBytes: (bytes) => {
        done += bytes
        watch.onProgress?.({ done, total: Math.max(done, total) })
      },
      ...(watch.cancel ? { cancel: watch.cancel } : {}),
    }
    const copied = await restoreBlobs({ from: source.root, to: folder }, source.manifest.blobs, copying)
    await copyExact(source, folder, { name: 'vault.db', as: 'vault.db', expected: source.manifest.database }, copying)
    const parts = await restoreParts(source, folder, copying)
    // A log beside the database would be another's.
    for (const ending of ['-wal', '-shm']) await rm(join(folder, `vault.db${ending}`), { force: true })
    for (const name of headerNames)
      await copyExact(source, folder, { name, as: name, expected: source.manifest.header }, copying)
    await rm(join(folder, markerName), { force: true })
    await syncFolder(folder)
    return {
      files: parts.reduce((sum, { files }) => sum + files, copied.files),
      bytes: parts.reduce((sum, { bytes }) => sum + bytes, copied.bytes),
      missing: [copied, ...parts].flatMap((one) => one.missing),
      damaged: [copied, ...parts].flatMap((one) => one.damaged),
    }
  } catch (error) {
    throw asWriteRefusal(error)
  }
}

async function restoreParts(
  { root, path, manifest }: BackupSource,
  folder: string,
  watch: CopyWatch,
): Promise<readonly Copied[]> {
  const parts: Copied[] = []
  for (const compartment of manifest.compartments) {
    const place = { root, generation: path, to: folder }
    const restored = await restoreCompartment(place, compartment, watch).catch((error: unknown) => {
      if (!(error instanceof SourceUnreadable)) throw error
    })
    if (!restored) throw new Refusal('backup.damaged', { generation: manifest.generation })
    parts.push(restored)
  }
  return parts
}

async function copyExact(
  { path, manifest }: BackupSource,
  folder: string,
  { name, as, expected }: { readonly name: string; readonly as: string; readonly expected: FileDigest },
  watch: CopyWatch,
): Promise<void> {
  try {
    const found = await copyVerified(join(path, name), join(folder, as), watch)
    if (found.sha256 === expected.sha256) return
    await rm(join(folder, as), { force: true })
  } catch (error) {
    if (!(error instanceof SourceUnreadable)) throw error
  }
  throw new Refusal('backup.damaged', { generation: manifest.generation })
}

/** Takes an absent or empty folder, or one that an interrupted restoring of this very generation began to fill. */
async function claim(folder: string, { vaultId, digest }: Manifest): Promise<void> {
  const marker = `${canonical({ clarkson: 'restoring', vaultId, digest })}\n`
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    // Some file systems know no permissions.
    await chmod(folder, 0o700).catch(() => undefined)
    const names = (await readdir(folder)).filter((name) => name !== `${markerName}.tmp`)
    if (names.length > 0 && (await textOf(join(folder, markerName))) !== marker)
      throw new Refusal('vault.folder-not-empty', {})
    await replaceFile(join(folder, markerName), Buffer.from(marker, 'utf8'))
    await mkdir(join(folder, 'blobs'), { recursive: true, mode: 0o700 })
  } catch (error) {
    throw asWriteRefusal(error)
  }
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (systemCode(error) === undefined) throw error
    return undefined
  }
}

/** Whether the ledger ends where the backup says; that it is older than what the machine saw may have been entered since. */
function comparedHead({ desk }: Office, { head }: Manifest): Restored['head'] {
  const backup = head?.sequence ?? 0
  return desk.connection.read((reader) => {
    const since = ledger.slice(reader, { after: backup, most: 3 })
    const isEnd = since.every(({ act }) => settling.has(act))
    const restored = isEnd ? (ledger.head(reader)?.sequence ?? 0) - since.length : ledger.length(reader)
    return { backup, restored, same: isEnd && ledger.digestAt(reader, backup) === head?.hash }
  })
}

function signerOf({ desk }: Office, manifest: Manifest): string | null {
  if (!isSigned(manifest)) return null
  return desk.connection.read((reader) => {
    const key = users.keys(reader).find(({ publicKey }) => publicKey === manifest.signer)
    return users.list(reader).find(({ id }) => id === key?.userId)?.name ?? null
  })
}

function enterInLedger({ desk }: Office, { vaultId, generation, head, madeAt, missing: lacking }: Manifest): void {
  const facts = { generation, from: head?.sequence ?? 0 }
  desk.connection.write((writer) => {
    record(desk, writer, { act: 'vault.restore', object: vaultId, facts })
    // The copied records are from just before this backup was whole: they know only of the one before it.
    if (lacking.length === 0) settings.set(writer, 'backup.last', madeAt)
  })
}
