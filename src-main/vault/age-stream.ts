import { openChunk, sealChunk, tagBytes, wipe } from './sodium.ts'

/** Plain bytes in a chunk; only the last chunk may hold fewer. Source: C2SP age v1, "Payload". */
export const chunkBytes = 65_536

/** Bytes of a sealed whole chunk. */
export const sealedChunkBytes = chunkBytes + tagBytes

/** How many chunks a text of `size` bytes takes: at least one, and an empty one only for an empty text. */
export function chunksOf(size: number): number {
  return Math.max(1, Math.ceil(size / chunkBytes))
}

/** How many bytes a payload of `size` plain bytes takes, without header and nonce. */
export function sealedSize(size: number): number {
  return size + tagBytes * chunksOf(size)
}

/**
 * How many plain bytes a payload of `sealed` bytes holds; undefined when no text has a payload of that length.
 */
export function plainSize(sealed: number): number | undefined {
  const whole = Math.floor(sealed / sealedChunkBytes)
  const rest = sealed - whole * sealedChunkBytes
  if (rest === 0) return whole > 0 ? whole * chunkBytes : undefined
  if (rest < tagBytes || (rest === tagBytes && whole > 0)) return undefined
  return whole * chunkBytes + rest - tagBytes
}

/**
 * The STREAM construction of age over ChaCha20-Poly1305: chunk `index` is sealed under a nonce of eleven bytes that
 * count it and one byte that says whether it is the last, so that chunks can be neither moved, dropped nor added.
 *
 * One key seals one file; a stream object serves sealing or opening, in any order of chunks.
 */
export class AgeStream {
  readonly #key: Uint8Array
  readonly #nonce = Buffer.alloc(12)

  /** @param payloadKey 32 bytes, kept and wiped by {@link end} */
  constructor(payloadKey: Uint8Array) {
    this.#key = payloadKey
  }

  #nonceOf(index: number, last: boolean): Uint8Array {
    // Safe integers end at 2^53: seven of the eleven bytes, and 2^37 times the largest file there is.
    this.#nonce.writeUIntBE(Math.floor(index / 2 ** 32), 4, 3)
    this.#nonce.writeUInt32BE(index % 2 ** 32, 7)
    this.#nonce[11] = last ? 1 : 0
    return this.#nonce
  }

  /** Seals a chunk into `into`, which is 16 bytes longer. */
  seal(into: Uint8Array, plain: Uint8Array, index: number, last: boolean): void {
    sealChunk(into, plain, { key: this.#key, nonce: this.#nonceOf(index, last) })
  }

  /** Opens a chunk into `into`, which is 16 bytes shorter; false, and nothing of it in `into`, when it is not authentic. */
  open(into: Uint8Array, sealed: Uint8Array, index: number, last: boolean): boolean {
    return sealed.length >= tagBytes && openChunk(into, sealed, { key: this.#key, nonce: this.#nonceOf(index, last) })
  }

  /**
   * Seals a run of chunks that begins with chunk `first`. Every chunk is whole, unless `last`: then the run's last
   * chunk is the file's last, and may be shorter.
   *
   * @returns how many bytes of `into` were written
   */
  sealRun(into: Uint8Array, plain: Uint8Array, first: number, last: boolean): number {
    const chunks = chunksOf(plain.length)
    let written = 0
    for (let chunk = 0; chunk < chunks; chunk++) {
      const part = plain.subarray(chunk * chunkBytes, (chunk + 1) * chunkBytes)
      const end = written + part.length + tagBytes
      this.seal(into.subarray(written, end), part, first + chunk, last && chunk === chunks - 1)
      written = end
    }
    return written
  }

  /**
   * Opens a run of sealed chunks that begins with chunk `first`.
   *
   * @returns how many plain bytes of `into` are authentic, and whether that is all of them
   */
  openRun(
    into: Uint8Array,
    sealed: Uint8Array,
    first: number,
    last: boolean,
  ): { readonly length: number; readonly whole: boolean } {
    const chunks = Math.max(1, Math.ceil(sealed.length / sealedChunkBytes))
    let length = 0
    for (let chunk = 0; chunk < chunks; chunk++) {
      const part = sealed.subarray(chunk * sealedChunkBytes, (chunk + 1) * sealedChunkBytes)
      const end = length + Math.max(0, part.length - tagBytes)
      if (!this.open(into.subarray(length, end), part, first + chunk, last && chunk === chunks - 1))
        return { length, whole: false }
      length = end
    }
    return { length, whole: true }
  }

  /** Wipes the key. */
  end(): void {
    wipe(this.#key)
  }
}
