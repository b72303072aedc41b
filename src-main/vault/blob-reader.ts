import { open, type FileHandle } from 'node:fs/promises'
import { Refusal } from '../kernel/errors.ts'
import { AgeError, agePrefixLength, openAgeHeader } from './age-header.ts'
import { AgeStream, chunkBytes, chunksOf, sealedChunkBytes, sealedSize } from './age-stream.ts'
import { sha256Hex } from './blob-sealer.ts'
import { readFully, systemCode } from './durable-file.ts'

/** What the database knows of a blob, and what its file is held against before a byte of it is shown. */
export interface BlobRef {
  readonly blobId: string
  /** Plain bytes. */
  readonly size: number
  /** sha256(header ‖ nonce) of the file, in lower-case hex: binds the row to this one file. */
  readonly headerSha256: string
  /** Which of the vault's blob identities it is encrypted to. */
  readonly epoch: number
}

/** Chunks that are read and opened at a time. */
const runChunks = 16

/** Our headers take about 200 bytes; a longer one is not ours. */
const prefixBytesMost = 1_024

async function openPrefix(file: FileHandle, blob: BlobRef, identity: Uint8Array): Promise<[AgeStream, number]> {
  const start = Buffer.alloc(prefixBytesMost)
  const have = start.subarray(0, await readFully(file, start, 0))
  const length = agePrefixLength(have)
  // Before any cryptography: is this the file that the row is about, and as long as the row says?
  if (sha256Hex(have.subarray(0, length)) !== blob.headerSha256) throw new AgeError('header failure')
  const { size } = await file.stat()
  if (size !== length + sealedSize(blob.size)) throw new AgeError('payload failure')
  const { payloadKey } = openAgeHeader(have, identity)
  return [new AgeStream(payloadKey), length]
}

/**
 * An opened blob. Its header is held against the row and its last chunk is opened before anything is given out: so a
 * swapped, replaced, cut or older file is found at once, and a range is as trustworthy as the whole.
 */
export class BlobReader {
  readonly #file: FileHandle
  readonly #blob: BlobRef
  readonly #stream: AgeStream
  readonly #prefix: number
  readonly #chunks: number
  readonly #sealed = Buffer.alloc(runChunks * sealedChunkBytes)

  private constructor(file: FileHandle, blob: BlobRef, opened: readonly [AgeStream, number]) {
    this.#file = file
    this.#blob = blob
    this.#stream = opened[0]
    this.#prefix = opened[1]
    this.#chunks = chunksOf(blob.size)
  }

  /** @throws Refusal `blob.missing`, `blob.damaged` */
  static async open(path: string, blob: BlobRef, identity: Uint8Array): Promise<BlobReader> {
    let file: FileHandle
    try {
      file = await open(path, 'r')
    } catch (error) {
      const code = systemCode(error) === 'ENOENT' ? 'blob.missing' : 'blob.damaged'
      throw new Refusal(code, { blobId: blob.blobId }, { cause: error })
    }
    try {
      return new BlobReader(file, blob, await openPrefix(file, blob, identity))
    } catch (error) {
      await file.close()
      if (error instanceof AgeError || systemCode(error) !== undefined)
        throw new Refusal('blob.damaged', { blobId: blob.blobId }, { cause: error })
      throw error
    }
  }

  /** Opens the chunks from `first` on, at most 16 of them; `whole` is false when one of them is not authentic. */
  async #run(
    first: number,
    count: number,
    into?: Uint8Array,
  ): Promise<{ readonly plain: Uint8Array; readonly whole: boolean }> {
    const sealed = this.#sealed.subarray(0, count * sealedChunkBytes)
    const position = this.#prefix + first * sealedChunkBytes
    let length = 0
    try {
      length = await readFully(this.#file, sealed, position)
    } catch (error) {
      if (systemCode(error) === undefined) throw error
    }
    const last = first + count === this.#chunks
    const size = Math.min(count * chunkBytes, this.#blob.size - first * chunkBytes)
    const plain = into === undefined ? Buffer.alloc(size) : into.subarray(0, size)
    const opened = this.#stream.openRun(plain, sealed.subarray(0, length), first, last)
    return { plain: plain.subarray(0, opened.length), whole: opened.whole && opened.length === plain.length }
  }

  #damaged(): Refusal {
    return new Refusal('blob.damaged', { blobId: this.#blob.blobId })
  }

  /**
   * The plain bytes from `start` to before `end`, authentic ones only, in parts of at most 1 MiB. The last chunk of
   * the file is opened first, as the format asks of whoever reads a part.
   *
   * @throws Refusal `blob.damaged` when it comes to a chunk that is not authentic, of which nothing is given out
   */
  async *range(start: number, end: number): AsyncGenerator<Uint8Array> {
    const final = this.#chunks - 1
    const firstChunk = Math.floor(start / chunkBytes)
    const lastChunk = end <= start ? -1 : Math.floor((end - 1) / chunkBytes)
    if (lastChunk < final && !(await this.#run(final, 1)).whole) throw this.#damaged()
    for (let chunk = firstChunk; chunk <= lastChunk; chunk += runChunks) {
      const { plain, whole } = await this.#run(chunk, Math.min(runChunks, lastChunk + 1 - chunk))
      if (!whole) throw this.#damaged()
      const at = chunk * chunkBytes
      yield plain.subarray(Math.max(0, start - at), Math.min(plain.length, end - at))
    }
  }

  /**
   * Reads all of it, and gives each authentic part to `use`, which must be done with it when it returns.
   *
   * @returns the first byte that is not authentic, or undefined
   */
  async findDamage(use: (plain: Uint8Array) => void | Promise<void>): Promise<number | undefined> {
    const block = Buffer.alloc(runChunks * chunkBytes)
    for (let chunk = 0; chunk < this.#chunks; chunk += runChunks) {
      const { plain, whole } = await this.#run(chunk, Math.min(runChunks, this.#chunks - chunk), block)
      await use(plain)
      if (!whole) return chunk * chunkBytes + plain.length
    }
    return undefined
  }

  /** Reads all of it chunk by chunk and names each stretch that is not authentic. `before` runs before each chunk. */
  async everyDamage(before: () => void): Promise<readonly { readonly from: number; readonly to: number }[]> {
    const stretches: { from: number; to: number }[] = []
    for (let chunk = 0; chunk < this.#chunks; chunk++) {
      before()
      if ((await this.#run(chunk, 1)).whole) continue
      const from = chunk * chunkBytes
      const to = Math.min(this.#blob.size, from + chunkBytes)
      const last = stretches.at(-1)
      if (last?.to === from) last.to = to
      else stretches.push({ from, to })
    }
    return stretches
  }

  /** Wipes the key and closes the file. */
  async close(): Promise<void> {
    this.#stream.end()
    await this.#file.close()
  }
}
