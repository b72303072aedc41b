import type { Sink } from './sink.ts'

const CHUNK = 1024 * 1024
/** Bytes that may wait before the sink must have them. */
const PRESSURE = 4 * CHUNK
/** Data from this size on is handed over as it is instead of being gathered. */
const LARGE = 64 * 1024

/**
 * Gathers what is written into chunks for the sink. Writing is synchronous; whoever writes much asks `isFull` now and
 * then and awaits `flush`.
 */
export class Output {
  /** Bytes written so far: the offset of whatever comes next. */
  position = 0
  readonly #sink: Sink
  #chunk = Buffer.allocUnsafe(CHUNK)
  #from = 0
  #to = 0
  #waiting: Uint8Array[] = []
  #waitingBytes = 0

  constructor(sink: Sink) {
    this.#sink = sink
  }

  get isFull(): boolean {
    return this.#waitingBytes + this.#to - this.#from >= PRESSURE
  }

  /** Appends Latin-1 text. */
  text(text: string): void {
    this.#makeRoom(text.length)
    this.#to += this.#chunk.write(text, this.#to, 'latin1')
    this.position += text.length
  }

  /** Appends bytes; large ones must stay unchanged until the next flush. */
  bytes(bytes: Uint8Array): void {
    this.position += bytes.length
    if (bytes.length >= LARGE) {
      this.#seal()
      this.#wait(bytes)
      return
    }
    this.#makeRoom(bytes.length)
    this.#chunk.set(bytes, this.#to)
    this.#to += bytes.length
  }

  /** Hands everything to the sink. */
  async flush(): Promise<void> {
    this.#seal()
    for (const bytes of this.#waiting) {
      // Never a Buffer, whose slice() shares memory where a sink expects a copy.
      const written = this.#sink.write(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength))
      if (written !== undefined) await written
    }
    this.#waiting = []
    this.#waitingBytes = 0
    this.#from = 0
    this.#to = 0
  }

  #makeRoom(length: number): void {
    if (this.#to + length <= this.#chunk.length) return
    this.#seal()
    this.#chunk = Buffer.allocUnsafe(Math.max(CHUNK, length))
    this.#from = 0
    this.#to = 0
  }

  #seal(): void {
    if (this.#to > this.#from) this.#wait(this.#chunk.subarray(this.#from, this.#to))
    this.#from = this.#to
  }

  #wait(bytes: Uint8Array): void {
    this.#waiting.push(bytes)
    this.#waitingBytes += bytes.length
  }
}
