import { assert } from '../kernel/errors.ts'
import { blockBytes, type BlobSealer } from './blob-sealer.ts'

/** What a blob is once it is whole on the disk. Digests are of the plain bytes, in lower-case hex. */
export interface StoredBlob {
  readonly blobId: string
  /** Plain bytes. */
  readonly size: number
  readonly sha256: string
  readonly sha1: string
  readonly md5: string
  /** sha256(header ‖ nonce) of the file: binds the row to this one file. */
  readonly headerSha256: string
  /** Which of the vault's blob identities it is encrypted to. */
  readonly epoch: number
}

/** Writes a blob piece by piece. Nothing is there to be read before {@link commit}; {@link abort} leaves no trace. */
export interface BlobWriter {
  write(bytes: Uint8Array): Promise<void>
  commit(): Promise<StoredBlob>
  abort(): Promise<void>
}

/** Gathers pieces of any length into the blocks that a sealer takes. */
export class BlockGatherer {
  readonly #sealer: BlobSealer
  readonly #block = Buffer.alloc(blockBytes)
  #held = 0

  constructor(sealer: BlobSealer) {
    this.#sealer = sealer
  }

  async #flush(last: boolean): Promise<void> {
    const block = this.#block.subarray(0, this.#held)
    await this.#sealer.hash(block)
    await this.#sealer.seal(block, last)
    this.#held = 0
  }

  async add(bytes: Uint8Array): Promise<void> {
    let taken = 0
    while (taken < bytes.length) {
      // A full block waits for the next byte: only then is it known not to be the last.
      if (this.#held === blockBytes) await this.#flush(false)
      const part = bytes.subarray(taken, taken + blockBytes - this.#held)
      this.#block.set(part, this.#held)
      this.#held += part.length
      taken += part.length
    }
    assert(taken === bytes.length, 'every byte is taken once')
  }

  async end(): Promise<void> {
    await this.#flush(true)
    this.#block.fill(0)
  }
}
