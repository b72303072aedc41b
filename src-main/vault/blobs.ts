import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stopIfCancelled, type Cancel } from '../kernel/cancel.ts'
import { assert, Refusal } from '../kernel/errors.ts'
import { recipientOf } from './age-keys.ts'
import { type BlobAt, type BlobCheck, checkBlobAt, damageAt, type Stretch } from './blob-check.ts'
import { extractParts, type Extracted, type ExtractOptions } from './blob-extract.ts'
import { BlobFolder, type Sweep } from './blob-folder.ts'
import { BlobReader, type BlobRef } from './blob-reader.ts'
import { pump, type PutOptions } from './blob-pump.ts'
import { BlobSealer } from './blob-sealer.ts'
import { BlockGatherer, type BlobWriter, type StoredBlob } from './blob-writer.ts'
import { asWriteRefusal, systemCode } from './durable-file.ts'
import { randomBytes } from './sodium.ts'
import { SourceFile, type SourcePath } from './source-file.ts'

export type { BlobRef, BlobWriter, StoredBlob }

/** Hands out the vault's blob identities; throws `vault.locked` once they are wiped. */
export interface BlobKeys {
  readonly currentEpoch: number
  /** @throws Refusal `vault.locked` */
  identityOf(epoch: number): Uint8Array | undefined
}

/** Evidence at rest: every file encrypted on its own, immutable, named at random. */
export interface BlobStore {
  /**
   * Takes in a file: hashed and encrypted in one pass, flushed, renamed, then read back, decrypted and compared.
   *
   * @throws Refusal `source.not-found`, `source.unreadable`, `source.vanished`, `source.changed`, `disk.full`,
   * `destination.unwritable`, `cancelled`; nothing is left behind
   */
  putFile(path: SourcePath, options?: PutOptions): Promise<StoredBlob>
  /** Takes in bytes. @throws Refusal `disk.full`, `destination.unwritable` */
  putBytes(bytes: Uint8Array): Promise<StoredBlob>
  /** Begins a blob that is written piece by piece. */
  create(): Promise<BlobWriter>
  /**
   * Reads from `start` to before `end` (all of it when left out), authentic bytes only.
   *
   * @throws Refusal `blob.missing`, `blob.damaged`
   */
  read(blob: BlobRef, options?: { readonly start?: number; readonly end?: number }): AsyncIterable<Uint8Array>
  /** Reads all of a blob that is no longer than `limitBytes`; asking for a longer one is a Bug. */
  readAll(blob: BlobRef, limitBytes: number): Promise<Uint8Array>
  /** Checks a blob to its last byte. Never throws for damage: an answer is what is asked for. */
  verify(blob: BlobRef, options?: { readonly cancel?: Cancel }): Promise<BlobCheck>
  /**
   * The stretches of a blob that cannot be read, each from its first plain byte to before its last, in chunks of 64 KiB;
   * all of it where the file is absent or another's.
   */
  damageOf(blob: BlobRef, options?: { readonly cancel?: Cancel }): Promise<readonly Stretch[]>
  /**
   * Puts a blob's file back from another folder of blobs, if the one there is whole and has this digest; the present one is
   * put aside. False when there is no such copy.
   *
   * @throws Refusal `disk.full`, `destination.unwritable`
   */
  replaceFrom(blob: BlobRef, blobsFolder: string, sha256: string): Promise<boolean>
  /** Writes a decrypted copy outside the vault, whole or not at all. */
  extractTo(blob: BlobRef, path: string, options?: ExtractOptions): Promise<Extracted>
  /** Removes blobs whose rows were never written. */
  forget(blobIds: readonly string[]): Promise<void>
  /**
   * Puts aside what no row names, shelf by shelf, so that other work goes on meanwhile: what this session itself writes
   * is left alone. Ends early when cancelled, and then says only what it came to.
   *
   * @param known gives the ids that rows name and that begin with two digits
   * @throws Refusal `disk.full`, `destination.unwritable`
   */
  sweep(known: (shelf: string) => ReadonlySet<string>, cancel?: Cancel): Promise<Sweep>
}

class FolderBlobs implements BlobStore {
  readonly #folder: BlobFolder
  readonly #keys: BlobKeys
  /** Written in this session: their rows may not be committed yet. */
  readonly #young = new Set<string>()

  constructor(folder: BlobFolder, keys: BlobKeys) {
    this.#folder = folder
    this.#keys = keys
  }

  #identity(blob: BlobRef): Uint8Array {
    const identity = this.#keys.identityOf(blob.epoch)
    if (identity === undefined) throw new Refusal('blob.damaged', { blobId: blob.blobId })
    return identity
  }

  async #begin(): Promise<{ blobId: string; epoch: number; sealer: BlobSealer }> {
    const epoch = this.#keys.currentEpoch
    const identity = this.#keys.identityOf(epoch)
    assert(identity !== undefined, 'the current epoch has an identity')
    const blobId = Buffer.from(randomBytes(16)).toString('hex')
    this.#young.add(blobId)
    try {
      const sealer = await BlobSealer.create(await this.#folder.prepare(blobId), recipientOf(identity))
      return { blobId, epoch, sealer }
    } catch (error) {
      this.#young.delete(blobId)
      throw asWriteRefusal(error)
    }
  }

  async #settle(begun: { blobId: string; epoch: number; sealer: BlobSealer }, cancel?: Cancel): Promise<StoredBlob> {
    const { blobId, epoch, sealer } = begun
    const stored = { blobId, ...(await sealer.finish()), headerSha256: sealer.headerSha256, epoch }
    // The disk flushes while what was written is read back: neither needs the other, and both must be done.
    const flushing = sealer.flush()
    flushing.catch(() => undefined)
    const check = await checkBlobAt(this.#at(this.#folder.partPath(blobId), stored), cancel)
    await flushing
    if (!check.ok || check.sha256 !== stored.sha256) throw new Refusal('blob.damaged', { blobId })
    await sealer.close()
    await this.#folder.settle(blobId)
    return stored
  }

  async #undo(begun: { blobId: string; sealer: BlobSealer }): Promise<void> {
    await begun.sealer.giveUp()
    await this.#folder.remove(begun.blobId).catch(() => undefined)
    this.#young.delete(begun.blobId)
  }

  async putFile(path: SourcePath, options: PutOptions = {}): Promise<StoredBlob> {
    const source = await SourceFile.open(path)
    try {
      stopIfCancelled(options.cancel)
      const begun = await this.#begin()
      try {
        await pump(source, begun.sealer, options)
        return await this.#settle(begun, options.cancel)
      } catch (error) {
        await this.#undo(begun)
        throw asWriteRefusal(error)
      }
    } finally {
      await source.close()
    }
  }

  async putBytes(bytes: Uint8Array): Promise<StoredBlob> {
    const writer = await this.create()
    try {
      await writer.write(bytes)
      return await writer.commit()
    } catch (error) {
      await writer.abort()
      throw error
    }
  }

  async create(): Promise<BlobWriter> {
    const begun = await this.#begin()
    const gatherer = new BlockGatherer(begun.sealer)
    let open = true
    const orUndo = async <T>(work: () => Promise<T>): Promise<T> => {
      assert(open, 'a blob is written until it is committed or given up')
      try {
        return await work()
      } catch (error) {
        open = false
        await this.#undo(begun)
        throw asWriteRefusal(error)
      }
    }
    return {
      write: (bytes) => orUndo(() => gatherer.add(bytes)),
      commit: () =>
        orUndo(async () => {
          await gatherer.end()
          const stored = await this.#settle(begun)
          open = false
          return stored
        }),
      abort: async () => {
        if (!open) return
        open = false
        await this.#undo(begun)
      },
    }
  }

  async *read(
    blob: BlobRef,
    { start = 0, end = blob.size }: { readonly start?: number; readonly end?: number } = {},
  ): AsyncGenerator<Uint8Array> {
    assert(start >= 0 && start <= end && end <= blob.size, 'a range lies within its blob')
    const reader = await BlobReader.open(this.#folder.path(blob.blobId), blob, this.#identity(blob))
    try {
      yield* reader.range(start, end)
    } finally {
      await reader.close()
    }
  }

  async readAll(blob: BlobRef, limitBytes: number): Promise<Uint8Array> {
    assert(blob.size <= limitBytes, 'only a blob within the limit is read at once')
    const all = Buffer.alloc(blob.size)
    let length = 0
    for await (const part of this.read(blob)) {
      all.set(part, length)
      length += part.length
    }
    return all
  }

  async verify(blob: BlobRef, options: { readonly cancel?: Cancel } = {}): Promise<BlobCheck> {
    return checkBlobAt(this.#at(this.#folder.path(blob.blobId), blob), options.cancel)
  }

  #at(path: string, blob: BlobRef): BlobAt {
    return { path, blob, identity: this.#identity(blob) }
  }

  async damageOf(blob: BlobRef, { cancel }: { readonly cancel?: Cancel } = {}): Promise<readonly Stretch[]> {
    return damageAt(this.#at(this.#folder.path(blob.blobId), blob), cancel)
  }

  async replaceFrom(blob: BlobRef, blobsFolder: string, sha256: string): Promise<boolean> {
    const { blobId } = blob
    const from = join(blobsFolder, blobId.slice(0, 2), `${blobId}.age`)
    // While it is being written here the sweep leaves it alone.
    this.#young.add(blobId)
    const part = await this.#folder.prepare(blobId)
    try {
      await copyFile(from, part).catch((error: unknown) => {
        if (systemCode(error) !== 'ENOENT') throw error
      })
      const check = await checkBlobAt(this.#at(part, blob), undefined)
      if (!check.ok || check.sha256 !== sha256) {
        await this.#folder.discardPart(blobId)
        return false
      }
      await this.#folder.replace(blobId)
      return true
    } catch (error) {
      await this.#folder.discardPart(blobId)
      throw asWriteRefusal(error)
    } finally {
      this.#young.delete(blobId)
    }
  }

  async extractTo(blob: BlobRef, path: string, options: ExtractOptions = {}): Promise<Extracted> {
    return extractParts(this.read(blob), path, options)
  }

  async forget(blobIds: readonly string[]): Promise<void> {
    for (const blobId of blobIds) {
      await this.#folder.remove(blobId)
      this.#young.delete(blobId)
    }
  }

  async sweep(known: (shelf: string) => ReadonlySet<string>, cancel?: Cancel): Promise<Sweep> {
    const found: Sweep[] = []
    try {
      for (let number = 0; number < 256; number++) {
        if (cancel?.aborted) break
        const shelf = number.toString(16).padStart(2, '0')
        found.push(await this.#folder.sweep(shelf, () => known(shelf), this.#young))
      }
    } catch (error) {
      throw asWriteRefusal(error)
    }
    return {
      orphans: found.flatMap(({ orphans }) => orphans).toSorted(),
      unfinished: found.reduce((sum, { unfinished }) => sum + unfinished, 0),
      missing: found.flatMap(({ missing }) => missing).toSorted(),
    }
  }
}

/** The blobs of a vault's folder. */
export function openBlobs(vaultFolder: string, keys: BlobKeys): BlobStore {
  return new FolderBlobs(new BlobFolder(vaultFolder), keys)
}
