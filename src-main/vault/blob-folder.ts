import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { assert } from '../kernel/errors.ts'
import { syncFolder, systemCode } from './durable-file.ts'

const blobName = /^([0-9a-f]{32})\.age$/u
const partName = /^[0-9a-f]{32}\.age\.part$/u

/** What a sweep found. */
export interface Sweep {
  /** Blobs that no row names, now in `orphans/`. */
  readonly orphans: readonly string[]
  /** How many files of interrupted writing were put aside with them. */
  readonly unfinished: number
  /** Blobs that a row names and that are not there. */
  readonly missing: readonly string[]
}

async function names(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return []
    throw error
  }
}

/** Where blobs lie: `blobs/<first two digits>/<id>.age`, with `.part` behind it until a blob is whole. */
export class BlobFolder {
  readonly #root: string

  /** @param root the vault's folder */
  constructor(root: string) {
    this.#root = root
  }

  /** A blob's file. @param blobId 32 lower-case hex digits: never anything that could be a path */
  path(blobId: string): string {
    assert(/^[0-9a-f]{32}$/u.test(blobId), 'a blob id is 32 hex digits')
    return join(this.#root, 'blobs', blobId.slice(0, 2), `${blobId}.age`)
  }

  /** Where a blob lies until it is whole. */
  partPath(blobId: string): string {
    return `${this.path(blobId)}.part`
  }

  /** {@link partPath}, after making its folder. @throws the system's error */
  async prepare(blobId: string): Promise<string> {
    const path = this.path(blobId)
    const made = await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    if (made !== undefined) await syncFolder(dirname(dirname(path)))
    return this.partPath(blobId)
  }

  /** Gives a whole blob its name, durably. */
  async settle(blobId: string): Promise<void> {
    const path = this.path(blobId)
    await rename(this.partPath(blobId), path)
    await syncFolder(dirname(path))
  }

  /** Removes a blob, whole or not. One that is not there is no failure. */
  async remove(blobId: string): Promise<void> {
    const path = this.path(blobId)
    await rm(this.partPath(blobId), { force: true })
    await rm(path, { force: true })
    await syncFolder(dirname(path)).catch((error: unknown) => {
      if (systemCode(error) !== 'ENOENT') throw error
    })
  }

  /** Removes what is not whole yet of a blob. */
  async discardPart(blobId: string): Promise<void> {
    await rm(this.partPath(blobId), { force: true })
  }

  /** Gives a whole blob its name in the place of the file that has it, which is put aside under a name of its own. */
  async replace(blobId: string): Promise<void> {
    const path = this.path(blobId)
    const orphans = join(this.#root, 'orphans')
    await mkdir(orphans, { recursive: true, mode: 0o700 })
    const taken = new Set(await names(orphans))
    let number = 1
    while (taken.has(`${blobId}.age.damaged-${String(number)}`)) number += 1
    await rename(path, join(orphans, `${blobId}.age.damaged-${String(number)}`)).catch((error: unknown) => {
      if (systemCode(error) !== 'ENOENT') throw error
    })
    await this.settle(blobId)
  }

  /** False when it has gone since it was seen: removed by whoever made it. */
  async #putAside(folder: string, name: string): Promise<boolean> {
    const orphans = join(this.#root, 'orphans')
    await mkdir(orphans, { recursive: true, mode: 0o700 })
    try {
      await rename(join(folder, name), join(orphans, name))
      return true
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return false
      throw error
    }
  }

  /**
   * Puts aside, in `orphans/`, the blobs of one shelf that no row names and what interrupted writing left. Nothing is
   * deleted: it may be the only copy of what someone brought.
   *
   * @param shelf the first two digits of the ids
   * @param known ids that rows name, asked for after the shelf was read
   * @param young ids that this session wrote or is writing, whose rows may still come
   */
  async sweep(shelf: string, known: () => ReadonlySet<string>, young: ReadonlySet<string>): Promise<Sweep> {
    const folder = join(this.#root, 'blobs', shelf)
    const found = await names(folder)
    const named = known()
    const orphans: string[] = []
    const present = new Set<string>()
    let unfinished = 0
    for (const name of found) {
      const blobId = blobName.exec(name)?.[1]
      if (young.has(blobId ?? name.slice(0, 32))) continue
      if (blobId !== undefined && named.has(blobId)) {
        present.add(blobId)
        continue
      }
      if (blobId === undefined && !partName.test(name)) continue
      if (!(await this.#putAside(folder, name))) continue
      if (blobId === undefined) unfinished++
      else orphans.push(blobId)
    }
    const missing = [...named].filter((blobId) => !present.has(blobId) && !young.has(blobId))
    return { orphans, unfinished, missing }
  }
}
