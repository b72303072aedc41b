import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { canonical } from '../kernel/canonical-json.ts'
import { Refusal } from '../kernel/errors.ts'
import { backupFormat, readManifest, type Manifest, type ManifestReading } from './backup-manifest.ts'
import { asDriveRefusal } from './copy-file.ts'
import { replaceFile, syncFolder, systemCode } from './durable-file.ts'
import { headerNames } from './header-copies.ts'

const markerName = 'backup.json'
const manifestName = 'manifest.json'
const generationName = /^\d{6,}$/u
/** What is being made or taken away: never a generation, whatever it holds. */
const passingName = /^\.(?:making|removing)-/u

const Marker = z.object({ clarkson: z.literal('backup'), format: z.int().min(1), vaultId: z.string() })

/** One generation: a folder with the database, both copies of the header, and the manifest, which is written last. */
export interface GenerationFolder {
  readonly number: number
  readonly path: string
  readonly reading: ManifestReading
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return []
    throw asDriveRefusal(error)
  }
}

async function readMarker(root: string): Promise<{ readonly format: number; readonly vaultId: string } | undefined> {
  try {
    return Marker.parse(JSON.parse(await readFile(join(root, markerName), 'utf8')))
  } catch {
    return undefined
  }
}

/** Whether a folder is there and has what a folder of backups has, of whatever vault. */
export async function looksLikeBackups(root: string): Promise<boolean> {
  const names = await namesIn(root)
  return names.includes(markerName) || names.includes('generations')
}

/** Reads the manifest of a generation's folder; undefined when there is none. */
export async function readGeneration(path: string): Promise<ManifestReading | undefined> {
  try {
    return readManifest(await readFile(join(path, manifestName)))
  } catch (error) {
    const code = systemCode(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    if (code !== undefined) return { is: 'damaged' }
    throw error
  }
}

/** Writes what makes a folder a generation. @throws Refusal as writing does */
export async function writeGenerationManifest(path: string, bytes: Uint8Array): Promise<void> {
  await replaceFile(join(path, manifestName), bytes)
}

/** A folder of backups of one vault: `generations/<number>/`, and the blobs of all of them in `blobs/`. */
export class BackupFolder {
  readonly root: string

  private constructor(root: string) {
    this.root = root
  }

  /**
   * Takes a folder for backups of a vault: a new one, one that has backups of this vault, or one that has nothing of
   * the names that a backup uses. Other files in it are left alone.
   *
   * @throws Refusal `backup.other-vault`, `backup.not-a-backup`, `vault.from-future`, `disk.full`,
   * `destination.unwritable`
   */
  static async claim(root: string, vaultId: string): Promise<BackupFolder> {
    try {
      await mkdir(root, { recursive: true, mode: 0o700 })
      const marker = await readMarker(root)
      if (marker && marker.format > backupFormat)
        throw new Refusal('vault.from-future', { found: marker.format, known: backupFormat })
      if (marker && marker.vaultId !== vaultId) throw new Refusal('backup.other-vault', {})
      if (!marker) {
        const taken = new Set([markerName, 'generations', 'blobs', 'compartments', ...headerNames])
        if ((await namesIn(root)).some((name) => taken.has(name))) throw new Refusal('backup.not-a-backup', {})
        const bytes = Buffer.from(`${canonical({ clarkson: 'backup', format: backupFormat, vaultId })}\n`, 'utf8')
        await replaceFile(join(root, markerName), bytes)
      }
      for (const name of ['generations', 'blobs']) await mkdir(join(root, name), { recursive: true, mode: 0o700 })
      await syncFolder(root)
      return new BackupFolder(root)
    } catch (error) {
      throw asDriveRefusal(error)
    }
  }

  /** Looks at a folder that should have backups. Its marker is not asked for: a damaged one is no reason to lose them. */
  static at(root: string): BackupFolder {
    return new BackupFolder(root)
  }

  get #generations(): string {
    return join(this.root, 'generations')
  }

  /** The generations, oldest first. One without its manifest does not count and is not listed. */
  async generations(): Promise<readonly GenerationFolder[]> {
    const found: GenerationFolder[] = []
    for (const name of await namesIn(this.#generations)) {
      if (!generationName.test(name)) continue
      const path = join(this.#generations, name)
      const reading = await readGeneration(path)
      if (reading) found.push({ number: Number(name), path, reading })
    }
    return found.toSorted((a, b) => a.number - b.number)
  }

  /** Begins a generation, and takes away what an interrupted one left; its blobs stay and are not copied again. */
  async begin(): Promise<PendingGeneration> {
    const numbers = (await namesIn(this.#generations)).filter((name) => generationName.test(name)).map(Number)
    const number = Math.max(0, ...numbers) + 1
    return beginGeneration(this.#generations, String(number).padStart(6, '0'), number)
  }
}

/** A generation that is being made, under a name that does not count. */
export interface PendingGeneration {
  readonly number: number
  /** Where its files go. */
  readonly path: string
  /** Gives it its name, in the place of one that has it. */
  commit(): Promise<void>
  /** Removes it. */
  giveUp(): Promise<void>
}

/**
 * Begins a generation in a folder, and takes away what interrupted ones left there.
 *
 * @throws Refusal `disk.full`, `destination.unwritable`, `backup.failing-drive`
 */
export async function beginGeneration(parent: string, name: string, number: number): Promise<PendingGeneration> {
  const path = join(parent, `.making-${name}`)
  try {
    await mkdir(parent, { recursive: true, mode: 0o700 })
    for (const left of await namesIn(parent))
      if (passingName.test(left)) await rm(join(parent, left), { recursive: true, force: true })
    await mkdir(path, { mode: 0o700 })
  } catch (error) {
    throw asDriveRefusal(error)
  }
  return {
    number,
    path,
    commit: async () => {
      try {
        await syncFolder(path)
        await removeGeneration(join(parent, name))
        await rename(path, join(parent, name))
        await syncFolder(parent)
      } catch (error) {
        throw asDriveRefusal(error)
      }
    },
    giveUp: () => rm(path, { recursive: true, force: true }).catch(() => undefined),
  }
}

/** Removes a generation, at once for whoever looks, and then its files. One that is not there is no failure. */
export async function removeGeneration(path: string): Promise<void> {
  const aside = join(dirname(path), `.removing-${basename(path)}`)
  try {
    await rename(path, aside)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return
    throw asDriveRefusal(error)
  }
  await rm(aside, { recursive: true, force: true })
}

/** Which generation is to be restored, and where its blobs lie. */
export interface BackupSource {
  readonly manifest: Manifest
  readonly path: string
  /** The folder that has `blobs/`. */
  readonly root: string
}

/**
 * Finds the generation that is asked for: of a folder of backups the one with this number, or else the newest complete
 * one, or the newest; or the generation whose own folder is given.
 *
 * @throws Refusal `backup.not-a-backup`, `backup.damaged`, `vault.from-future`
 */
export async function findBackup(folder: string, number?: number): Promise<BackupSource> {
  const own = await readGeneration(folder)
  if (own && number === undefined) return sourceOf(own, folder, dirname(dirname(folder)), 0)
  const generations = (await BackupFolder.at(folder).generations()).toReversed()
  const complete = generations.find(({ reading }) => reading.is === 'sound' && reading.manifest.missing.length === 0)
  const newest = complete ?? generations.find(({ reading }) => reading.is === 'sound') ?? generations[0]
  const chosen = number === undefined ? newest : generations.find((one) => one.number === number)
  if (!chosen) throw new Refusal('backup.not-a-backup', {})
  return sourceOf(chosen.reading, chosen.path, folder, chosen.number)
}

function sourceOf(reading: ManifestReading, path: string, root: string, number: number): BackupSource {
  if (reading.is === 'sound') return { manifest: reading.manifest, path, root }
  if (reading.is === 'from-future')
    throw new Refusal('vault.from-future', { found: reading.format, known: backupFormat })
  throw new Refusal('backup.damaged', { generation: number })
}
