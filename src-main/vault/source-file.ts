import { constants } from 'node:fs'
import { open, stat, type FileHandle } from 'node:fs/promises'
import { Refusal } from '../kernel/errors.ts'
import { readFully, systemCode } from './durable-file.ts'

interface Seen {
  readonly size: bigint
  readonly mtimeNs: bigint
  readonly ino: bigint
  readonly dev: bigint
}

function sameFile(a: Seen, b: Seen): boolean {
  return a.size === b.size && a.mtimeNs === b.mtimeNs && a.ino === b.ino && a.dev === b.dev
}

function whileReading(error: unknown): unknown {
  const code = systemCode(error)
  if (code === undefined) return error
  const gone = code === 'ENOENT' || code === 'ESTALE' || code === 'ENODEV' || code === 'ENXIO'
  return new Refusal(gone ? 'source.vanished' : 'source.unreadable', {}, { cause: error })
}

/** A path as the system gives it: text, or bytes where a name is no UTF-8. */
export type SourcePath = string | Buffer

/**
 * A file that someone brings as evidence, opened for reading only and watched: if its size, time or identity is
 * another at the end, what was read is not a copy of any one state of it, and is refused.
 */
export class SourceFile {
  readonly #path: SourcePath
  readonly #file: FileHandle
  readonly #seen: Seen
  #read = 0
  #ended = false

  private constructor(path: SourcePath, file: FileHandle, seen: Seen) {
    this.#path = path
    this.#file = file
    this.#seen = seen
  }

  /** @throws Refusal `source.not-found`, `source.unreadable` (also for whatever is no regular file) */
  static async open(path: SourcePath): Promise<SourceFile> {
    let file: FileHandle
    try {
      // Not blocking: a named pipe would otherwise be waited for without end.
      file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    } catch (error) {
      const code = systemCode(error)
      if (code === 'ENOENT' || code === 'ENOTDIR') throw new Refusal('source.not-found', {}, { cause: error })
      throw new Refusal('source.unreadable', {}, { cause: error })
    }
    try {
      const seen = await file.stat({ bigint: true })
      if (!seen.isFile()) throw new Refusal('source.unreadable', {})
      return new SourceFile(path, file, seen)
    } catch (error) {
      await file.close()
      throw whileReading(error)
    }
  }

  /**
   * Reads on until `into` is full or the file ends.
   *
   * @throws Refusal `source.vanished`, `source.unreadable`, `source.changed`
   */
  async read(into: Uint8Array): Promise<Uint8Array> {
    try {
      const length = await readFully(this.#file, into, this.#read)
      this.#read += length
      // It ended here before, or it grew: either way it is not the file that was opened.
      if ((this.#ended && length > 0) || BigInt(this.#read) > this.#seen.size) throw new Refusal('source.changed', {})
      this.#ended = length < into.length
      return into.subarray(0, length)
    } catch (error) {
      throw whileReading(error)
    }
  }

  /** That the file is still what it was when it was opened. @throws Refusal `source.changed`, `source.vanished` */
  async check(): Promise<void> {
    try {
      const here = await this.#file.stat({ bigint: true })
      const there = await stat(this.#path, { bigint: true })
      const complete = BigInt(this.#read) === this.#seen.size
      if (complete && sameFile(this.#seen, here) && sameFile(this.#seen, there)) return
    } catch (error) {
      throw whileReading(error)
    }
    throw new Refusal('source.changed', {})
  }

  async close(): Promise<void> {
    await this.#file.close()
  }
}
