import { inflateRawSync } from 'node:zlib'

/** What a ZIP may cost at the most. */
export interface ZipLimits {
  readonly entries: number
  /** Bytes of one part when unpacked. */
  readonly partBytes: number
  /** Bytes of all parts that are read, when unpacked. */
  readonly totalBytes: number
}

/** Thrown for a ZIP that is damaged, ambiguous, encrypted or larger than its limits. The text is for the log alone. */
export class ZipError extends Error {
  override readonly name = 'ZipError'
}

interface Part {
  readonly name: string
  readonly encrypted: boolean
  readonly method: number
  readonly packed: number
  readonly size: number
  readonly at: number
}

const endSignature = 0x06054b50
const partSignature = 0x02014b50
const localSignature = 0x04034b50

/** Reads numbers of a ZIP, and never beyond its end. */
class ZipView {
  readonly bytes: Uint8Array
  readonly #view: DataView

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  }

  u16(at: number): number {
    if (at + 2 > this.bytes.length) throw new ZipError('cut short')
    return this.#view.getUint16(at, true)
  }

  u32(at: number): number {
    if (at + 4 > this.bytes.length) throw new ZipError('cut short')
    return this.#view.getUint32(at, true)
  }

  text(at: number, length: number): string {
    if (at + length > this.bytes.length) throw new ZipError('cut short')
    return new TextDecoder('utf-8').decode(this.bytes.subarray(at, at + length))
  }
}

function findEnd(view: ZipView): number {
  // The end record stands before a comment of at most 65,535 bytes.
  const least = Math.max(0, view.bytes.length - 65_557)
  for (let at = view.bytes.length - 22; at >= least; at--) if (view.u32(at) === endSignature) return at
  throw new ZipError('no directory')
}

function readDirectory(view: ZipView, limits: ZipLimits): ReadonlyMap<string, Part> {
  const end = findEnd(view)
  const count = view.u16(end + 10)
  if (count > limits.entries) throw new ZipError('too many parts')
  const parts = new Map<string, Part>()
  let at = view.u32(end + 16)
  for (let i = 0; i < count; i++) {
    if (view.u32(at) !== partSignature) throw new ZipError('broken directory')
    const name = view.text(at + 46, view.u16(at + 28)).replaceAll('\\', '/')
    // Two parts of one name: which one a reader takes depends on the reader.
    if (parts.has(name)) throw new ZipError('a name twice')
    parts.set(name, {
      name,
      encrypted: (view.u16(at + 8) & 1) !== 0,
      method: view.u16(at + 10),
      packed: view.u32(at + 20),
      size: view.u32(at + 24),
      at: view.u32(at + 42),
    })
    at += 46 + view.u16(at + 28) + view.u16(at + 30) + view.u16(at + 32)
  }
  return parts
}

/**
 * Opens parts of a ZIP by name, in memory and within limits; nothing is ever written under a name that it holds.
 *
 * Source: PKWARE APPNOTE 6.3.10, without ZIP64, encryption and methods other than stored and deflated.
 */
export class ZipParts {
  readonly #view: ZipView
  readonly #limits: ZipLimits
  readonly #parts: ReadonlyMap<string, Part>
  #total = 0

  /** @throws ZipError */
  constructor(bytes: Uint8Array, limits: ZipLimits) {
    this.#view = new ZipView(bytes)
    this.#limits = limits
    this.#parts = readDirectory(this.#view, limits)
  }

  /** The names of all parts. */
  get names(): readonly string[] {
    return [...this.#parts.keys()]
  }

  #spend(bytes: number): void {
    this.#total += bytes
    if (bytes > this.#limits.partBytes || this.#total > this.#limits.totalBytes) throw new ZipError('too large')
  }

  /** The bytes of a part; undefined when there is none of that name. @throws ZipError */
  read(name: string): Uint8Array | undefined {
    const part = this.#parts.get(name)
    if (part === undefined) return undefined
    const view = this.#view
    if (part.encrypted || view.u32(part.at) !== localSignature) throw new ZipError('encrypted or broken part')
    const nameLength = view.u16(part.at + 26)
    if (view.text(part.at + 30, nameLength).replaceAll('\\', '/') !== part.name) throw new ZipError('two names')
    this.#spend(part.size)
    const start = part.at + 30 + nameLength + view.u16(part.at + 28)
    const packed = view.bytes.subarray(start, start + part.packed)
    if (part.method === 0) return packed
    if (part.method !== 8) throw new ZipError('unknown method')
    return inflate(packed, part.size)
  }
}

/** Unpacks at most as much as the directory says; a part that says too little is a lie, and refused. */
function inflate(packed: Uint8Array, size: number): Uint8Array {
  try {
    const bytes = inflateRawSync(packed, { maxOutputLength: Math.max(1, size) })
    if (bytes.length === size) return bytes
  } catch (error) {
    throw new ZipError('broken part', { cause: error })
  }
  throw new ZipError('another size than stated')
}
