/** Thrown for a compound file that is damaged. The text is for the log alone. */
export class CompoundError extends Error {
  override readonly name = 'CompoundError'
}

interface Entry {
  readonly name: string
  readonly type: number
  readonly left: number
  readonly right: number
  readonly child: number
  readonly start: number
  readonly size: number
}

const noEntry = 0xffffffff
const lastRegular = 0xfffffffa
const storageType = 1
const streamType = 2
const mostEntries = 100_000

/** Numbers of a compound file, never beyond its end, and its chains of sectors. */
class Sectors {
  readonly bytes: Uint8Array
  readonly view: DataView
  readonly size: number
  /** Whether something was asked for that lies beyond the end of the file. */
  isCut = false
  readonly #table: Uint32Array

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    if (bytes.byteLength < 512) throw new CompoundError('cut short')
    const shift = this.view.getUint16(30, true)
    if (shift !== 9 && shift !== 12) throw new CompoundError('no such sector size')
    this.size = 1 << shift
    this.#table = this.#readTable()
  }

  #u32(at: number): number {
    return at + 4 <= this.bytes.byteLength ? this.view.getUint32(at, true) : noEntry
  }

  /** Where a sector begins. */
  at(sector: number): number {
    return (sector + 1) * this.size
  }

  /** The allocation table: first the places of its sectors, 109 of them in the header, the rest in a chain. */
  #readTable(): Uint32Array {
    const per = this.size / 4
    const count = Math.ceil(this.bytes.byteLength / this.size)
    const places: number[] = []
    for (let i = 0; i < 109; i++) places.push(this.#u32(76 + i * 4))
    let next = this.#u32(68)
    for (let seen = 0; next < lastRegular && seen <= count; seen++) {
      for (let i = 0; i < per - 1; i++) places.push(this.#u32(this.at(next) + i * 4))
      next = this.#u32(this.at(next) + (per - 1) * 4)
    }
    const table = new Uint32Array(count).fill(noEntry)
    places
      .filter((place) => place < lastRegular)
      .slice(0, Math.ceil(count / per) + 1)
      .forEach((place, i) => {
        for (let j = 0; j < per && i * per + j < count; j++) table[i * per + j] = this.#u32(this.at(place) + j * 4)
      })
    return table
  }

  /** The sectors of a chain, in order. @throws CompoundError when it runs in a circle */
  chain(start: number): readonly number[] {
    const sectors: number[] = []
    for (let next = start; next < lastRegular; next = this.#table[next] ?? noEntry) {
      if (sectors.length > this.#table.length) throw new CompoundError('a chain without end')
      sectors.push(next)
    }
    return sectors
  }

  /** The bytes of a chain, at most `size` of them. */
  read(start: number, size = Number.POSITIVE_INFINITY): Uint8Array {
    const sectors = this.chain(start)
    const length = Math.min(size, sectors.length * this.size)
    const out = new Uint8Array(length)
    for (let i = 0, at = 0; at < length; i++, at += this.size) {
      const from = this.at(sectors[i] ?? 0)
      if (from >= this.bytes.byteLength) this.isCut = true
      out.set(this.bytes.subarray(from, Math.min(from + this.size, from + length - at)), at)
    }
    return out
  }
}

function readEntries(directory: Uint8Array): readonly Entry[] {
  const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength)
  const entries: Entry[] = []
  for (let at = 0; at + 128 <= directory.byteLength && entries.length < mostEntries; at += 128) {
    const length = Math.min(64, view.getUint16(at + 64, true))
    entries.push({
      name: new TextDecoder('utf-16le').decode(directory.subarray(at, at + Math.max(0, length - 2))),
      type: view.getUint8(at + 66),
      left: view.getUint32(at + 68, true),
      right: view.getUint32(at + 72, true),
      child: view.getUint32(at + 76, true),
      start: view.getUint32(at + 116, true),
      size: view.getUint32(at + 120, true),
    })
  }
  return entries
}

/** A storage of a compound file: streams and other storages by their names. */
export interface Storage {
  readonly name: string
  /** The bytes of a stream; undefined when there is none of that name. @throws CompoundError */
  stream(name: string): Uint8Array | undefined
  /** The storages directly within. */
  storages(): readonly Storage[]
  streamNames(): readonly string[]
  /** False once something was read that the file is too short for. */
  isWhole(): boolean
}

const smallSector = 64
const smallBelow = 4_096

/**
 * Opens Office's old container in memory, bounded by its own length.
 *
 * @throws CompoundError for one that is damaged
 * Source: MS-CFB, version 11.0.
 */
export function openCompound(bytes: Uint8Array): Storage {
  const sectors = new Sectors(bytes)
  const entries = readEntries(sectors.read(sectors.view.getUint32(48, true)))
  const [root] = entries
  if (root === undefined) throw new CompoundError('no directory')
  const small = sectors.read(root.start, root.size)
  const smallBytes = sectors.read(sectors.view.getUint32(60, true))
  const smallTable = new DataView(smallBytes.buffer, smallBytes.byteOffset, smallBytes.byteLength)

  function readSmall(start: number, size: number): Uint8Array {
    const out = new Uint8Array(size)
    let next = start
    for (let at = 0; at < size && next < lastRegular; at += smallSector) {
      const from = next * smallSector
      out.set(small.subarray(from, from + Math.min(smallSector, size - at)), at)
      next = next * 4 + 4 <= smallTable.byteLength ? smallTable.getUint32(next * 4, true) : noEntry
    }
    return out
  }

  function children(entry: Entry): readonly Entry[] {
    const found: Entry[] = []
    const seen = new Set<number>()
    const open = [entry.child]
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const one = entries[id]
      if (one === undefined || seen.has(id)) continue
      seen.add(id)
      found.push(one)
      open.push(one.left, one.right)
    }
    return found
  }

  function storageOf(entry: Entry): Storage {
    const within = children(entry)
    return {
      name: entry.name,
      stream(name) {
        const found = within.find((one) => one.type === streamType && one.name === name)
        if (found === undefined) return undefined
        if (found.size > bytes.byteLength) throw new CompoundError('larger than its file')
        return found.size < smallBelow ? readSmall(found.start, found.size) : sectors.read(found.start, found.size)
      },
      storages: () => within.filter(({ type }) => type === storageType).map(storageOf),
      streamNames: () => within.filter(({ type }) => type === streamType).map(({ name }) => name),
      isWhole: () => !sectors.isCut,
    }
  }
  return storageOf(root)
}
