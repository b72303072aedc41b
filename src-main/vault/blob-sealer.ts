import { createHash, type Hash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { assert } from '../kernel/errors.ts'
import { beginAgeFile } from './age-header.ts'
import { AgeStream, chunkBytes, sealedChunkBytes } from './age-stream.ts'
import { writeAll } from './durable-file.ts'
import { SideHash } from './side-digests.ts'

/** Plain bytes that are hashed, sealed and written at a time: whole chunks of age. */
export const blockBytes = 16 * chunkBytes

/** The digests of a text and how long it is; each digest in lower-case hex. */
export interface Digests {
  readonly size: number
  readonly sha256: string
  readonly sha1: string
  readonly md5: string
}

/** SHA-256 of bytes, in lower-case hex. */
export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/**
 * Hashes and seals a text to a new age file in one pass. Sealing block `n + 1` overlaps with writing block `n`, for
 * which two sealed blocks are held; memory does not grow with the file.
 */
export class BlobSealer {
  readonly #file: FileHandle
  readonly #stream: AgeStream
  readonly #sealed = [0, 1].map(() => Buffer.alloc((blockBytes / chunkBytes) * sealedChunkBytes))
  readonly #sha256: Hash = createHash('sha256')
  readonly #side = new SideHash(blockBytes)
  #turn = 0
  #chunks = 0
  #size = 0
  #position: number
  #writing: Promise<void>
  #failure: unknown

  /** sha256(header ‖ nonce) of the file, in lower-case hex. */
  readonly headerSha256: string

  private constructor(file: FileHandle, recipient: Uint8Array) {
    const { prefix, payloadKey } = beginAgeFile(recipient)
    this.#file = file
    this.#stream = new AgeStream(payloadKey)
    this.headerSha256 = sha256Hex(prefix)
    this.#position = prefix.length
    this.#writing = this.#write(prefix, 0)
  }

  /** Begins a new file, which must not exist. @throws the system's error */
  static async create(path: string, recipient: Uint8Array): Promise<BlobSealer> {
    return new BlobSealer(await open(path, 'wx', 0o600), recipient)
  }

  #write(bytes: Uint8Array, position: number): Promise<void> {
    return writeAll(this.#file, bytes, position).catch((error: unknown) => {
      this.#failure ??= error
    })
  }

  async #written(): Promise<void> {
    await this.#writing
    if (this.#failure !== undefined) throw this.#failure
  }

  /** Feeds the digests; apart from {@link seal} because a reader can hash a block before it knows whether it is the last. */
  async hash(block: Uint8Array): Promise<void> {
    await this.#side.update(block)
    this.#sha256.update(block)
    this.#size += block.length
  }

  /**
   * Seals a block that was hashed. The block may be used again as soon as this returns; its writing goes on.
   *
   * @throws the system's error of an earlier write
   */
  async seal(block: Uint8Array, last: boolean): Promise<void> {
    assert(last || block.length === blockBytes, 'only the last block is short')
    const sealed = this.#sealed[this.#turn]
    assert(sealed !== undefined, 'there are two blocks')
    const length = this.#stream.sealRun(sealed, block, this.#chunks, last)
    await this.#written()
    this.#chunks += blockBytes / chunkBytes
    this.#turn = 1 - this.#turn
    this.#writing = this.#write(sealed.subarray(0, length), this.#position)
    this.#position += length
  }

  /** Writes what is left and gives the digests; the file is open and not flushed yet. */
  async finish(): Promise<Digests> {
    await this.#written()
    return { size: this.#size, sha256: this.#sha256.digest('hex'), ...(await this.#side.digests()) }
  }

  /** Flushes the file to the disk. @throws the system's error */
  async flush(): Promise<void> {
    await this.#file.sync()
  }

  /** Wipes the key and closes the file. */
  async close(): Promise<void> {
    this.#stream.end()
    await this.#file.close()
  }
  /** Closes the file of a text that was given up; removing it is the caller's. */
  async giveUp(): Promise<void> {
    await this.#writing
    await this.#side.giveUp()
    await this.close().catch(() => undefined)
  }
}
