import type * as mupdf from 'mupdf'
import { Refusal } from '../kernel/errors.ts'

/** The MuPDF library, as loaded. */
export type Mupdf = typeof mupdf

let loading: Promise<Mupdf> | undefined
let broken = false

/**
 * Loads MuPDF once in this process. It is an ES module with WebAssembly in it, so a CommonJS build reaches it by dynamic
 * import only. Its messages are silenced: they quote the document, and a document's words belong in no log.
 */
export function loadMupdf(): Promise<Mupdf> {
  loading ??= import('mupdf').then((library) => {
    library.setLog(null)
    return library
  })
  return loading
}

/** What kind of file a piece of reading is about, so that its failure gets the right name. */
export type ReadKind = 'pdf' | 'image'

/**
 * Runs a piece of reading and turns whatever MuPDF throws into a refusal that the person can act on.
 *
 * @throws Refusal `pdf.encrypted`, `pdf.damaged`, `image.damaged`, `source.too-large` (memory ran out) or
 * `reader.failed` (the WebAssembly machine trapped: this process can read nothing more, see {@link isBroken}).
 */
export function reading<T>(kind: ReadKind, work: () => T): T {
  if (broken) throw new Refusal('reader.failed', {})
  try {
    return work()
  } catch (error) {
    throw refusalOf(kind, error)
  }
}

/** True once the WebAssembly machine has trapped; only a fresh process reads again. */
export function isBroken(): boolean {
  return broken
}

function refusalOf(kind: ReadKind, error: unknown): unknown {
  if (error instanceof Refusal) return error
  const name = error instanceof Error ? error.name : ''
  const message = error instanceof Error ? error.message : ''
  if (name === 'RuntimeError' || name === 'RangeError' || name === 'ExitStatus') {
    broken = true
    return new Refusal('reader.failed', {}, { cause: error })
  }
  // MuPDF throws plain errors; any other kind is a fault of ours, and not of the document.
  if (name !== 'Error') return error
  if (/\b(malloc|calloc|realloc)\b.*failed|out of memory/i.test(message)) return new Refusal('source.too-large', {})
  if (kind === 'image') return new Refusal('image.damaged', {}, { cause: error })
  if (/encrypt|password/i.test(message)) return new Refusal('pdf.encrypted', {}, { cause: error })
  return new Refusal('pdf.damaged', {}, { cause: error })
}

/** The part of WebAssembly.Memory that a limit needs; the Node types do not declare it. */
interface WasmMemory {
  readonly buffer: ArrayBuffer
  grow: (this: WasmMemory, pages: number) => number
}

const WASM_PAGE_BYTES = 65_536

/**
 * Sets the most memory that WebAssembly may have in this process, in bytes. Beyond it an allocation fails inside MuPDF,
 * which answers with an ordinary error: a decompression bomb ends as a refusal and not as a swapped-out machine. For
 * the reader's own process only, before {@link loadMupdf}.
 */
export function limitWasmMemory(limitBytes: number): void {
  const { WebAssembly } = globalThis as unknown as { WebAssembly: { Memory: { prototype: WasmMemory } } }
  const memory = WebAssembly.Memory.prototype
  const grow = memory.grow
  memory.grow = function (this: WasmMemory, pages: number): number {
    if (this.buffer.byteLength + pages * WASM_PAGE_BYTES > limitBytes) throw new RangeError('memory limit')
    return grow.call(this, pages)
  }
}
