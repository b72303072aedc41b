/** What a byte is to the PDF syntax. Source: ISO 32000-2, 7.2.3, tables 1 and 2. */
export const REGULAR = 0
export const WHITE = 1
const DELIMITER = 2

const classes = new Uint8Array(256)
for (const white of [0, 9, 10, 12, 13, 32]) classes[white] = WHITE
for (const mark of '()<>[]{}/%') classes[mark.charCodeAt(0)] = DELIMITER

/** The class of the byte at a position; the end of the bytes counts as white space, as it ends every token. */
export function classAt(bytes: Uint8Array, at: number): number {
  return at < bytes.length ? (classes[bytes[at] as number] as number) : WHITE
}

export function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 48 && byte <= 57
}

/** The same memory seen as a Buffer, which slices Latin-1 text and searches natively. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** An array of 32-bit numbers that grows by doubling: a tenth of the memory of a plain array of objects. */
export class NumberList {
  length = 0
  #items = new Uint32Array(256)

  push(value: number): void {
    if (this.length === this.#items.length) {
      const larger = new Uint32Array(this.length * 2)
      larger.set(this.#items)
      this.#items = larger
    }
    this.#items[this.length++] = value
  }

  at(index: number): number {
    return this.#items[index] as number
  }

  set(index: number, value: number): void {
    this.#items[index] = value
  }

  /** Forgets everything from an index on. */
  cut(length: number): void {
    this.length = length
  }
}
