import { pageBytes, type Page, usableBytes } from './cipher-pages.ts'

/** A value as it stands in a record. */
export type RawValue = null | number | bigint | string | Uint8Array

/** One row as it stands on a leaf: of a table with its row number, or of an index or a table without one. */
export interface RawRow {
  readonly rowid: number | null
  readonly values: readonly RawValue[]
  /** Whether every page it stands on is as it was written. */
  readonly authentic: boolean
}

const kinds = { 0x02: 'index-branch', 0x05: 'table-branch', 0x0a: 'index-leaf', 0x0d: 'table-leaf' } as const

/** What a page of a tree is. Source: https://www.sqlite.org/fileformat2.html#b_tree_pages */
export type PageKind = (typeof kinds)[keyof typeof kinds]

/** Gives a page by its number. */
export type PageOf = (number: number) => Page | undefined

function startOf({ number }: Page): number {
  return number === 1 ? 100 : 0
}

/** What kind of page of a tree this is; undefined for any other, as far as can be seen. */
export function kindOf(page: Page): PageKind | undefined {
  const kind = page.plain[startOf(page)]
  return kind === 0x02 || kind === 0x05 || kind === 0x0a || kind === 0x0d ? kinds[kind] : undefined
}

/** The pages right below a branch. */
export function childrenOf(page: Page): readonly number[] {
  const start = startOf(page)
  const children = cellsOf(page, 12).map((cell) => page.plain.readUInt32BE(cell))
  return [...children, page.plain.readUInt32BE(start + 8)]
}

/** Where the cells of a page begin; those that point outside it are left out. */
function cellsOf(page: Page, headerLength: 8 | 12): readonly number[] {
  const start = startOf(page)
  const count = Math.min(page.plain.readUInt16BE(start + 3), Math.floor((usableBytes - start - headerLength) / 2))
  const cells: number[] = []
  for (let i = 0; i < count; i++) {
    const cell = page.plain.readUInt16BE(start + headerLength + 2 * i)
    if (cell >= start + headerLength && cell <= usableBytes - 4) cells.push(cell)
  }
  return cells
}

/** The rows of a page: those that cannot be read are counted and left out. */
export function rowsOf(page: Page, pageOf: PageOf): { readonly rows: readonly RawRow[]; readonly unreadable: number } {
  const kind = kindOf(page)
  if (kind === undefined || kind === 'table-branch') return { rows: [], unreadable: 0 }
  const rows: RawRow[] = []
  let unreadable = 0
  for (const cell of cellsOf(page, kind === 'index-branch' ? 12 : 8)) {
    const row = readCell(page, kind, cell, pageOf)
    if (row) rows.push(row)
    else unreadable += 1
  }
  return { rows, unreadable }
}

/** Thrown and caught in this file alone. */
class Unreadable extends Error {}

class Bytes {
  readonly bytes: Buffer
  at: number

  constructor(bytes: Buffer, at: number) {
    this.bytes = bytes
    this.at = at
  }

  /** Source: https://www.sqlite.org/fileformat2.html#varint */
  varint(): number {
    let value = 0n
    for (let i = 0; i < 9; i++) {
      const byte = this.bytes[this.at]
      if (byte === undefined) throw new Unreadable()
      this.at += 1
      if (i === 8) return Number(BigInt.asIntN(64, (value << 8n) | BigInt(byte)))
      value = (value << 7n) | BigInt(byte & 0x7f)
      if (byte < 0x80) break
    }
    return Number(value)
  }

  take(length: number): Buffer {
    if (length < 0 || this.at + length > this.bytes.length) throw new Unreadable()
    this.at += length
    return this.bytes.subarray(this.at - length, this.at)
  }
}

function readCell(page: Page, kind: PageKind, cell: number, pageOf: PageOf): RawRow | undefined {
  try {
    const bytes = new Bytes(page.plain, kind === 'index-branch' ? cell + 4 : cell)
    const size = bytes.varint()
    const rowid = kind === 'table-leaf' ? bytes.varint() : null
    const { payload, authentic } = payloadOf(bytes, size, kind, pageOf)
    return { rowid, values: valuesOf(payload), authentic: page.authentic && authentic }
  } catch (error) {
    if (error instanceof Unreadable) return undefined
    throw error
  }
}

/** The most that this program ever writes into one row is far below this. */
const mostPayload = 64 * 1024 * 1024

function payloadOf(
  bytes: Bytes,
  size: number,
  kind: PageKind,
  pageOf: PageOf,
): { readonly payload: Buffer; readonly authentic: boolean } {
  if (size > mostPayload) throw new Unreadable()
  const most = kind === 'table-leaf' ? usableBytes - 35 : Math.floor(((usableBytes - 12) * 64) / 255) - 23
  if (size <= most) return { payload: bytes.take(size), authentic: true }
  const least = Math.floor(((usableBytes - 12) * 32) / 255) - 23
  const fitting = least + ((size - least) % (usableBytes - 4))
  const parts = [bytes.take(fitting <= most ? fitting : least)]
  let left = size - (parts[0]?.length ?? 0)
  let next = bytes.take(4).readUInt32BE(0)
  let authentic = true
  while (left > 0) {
    const page = next === 0 ? undefined : pageOf(next)
    if (!page) throw new Unreadable()
    authentic &&= page.authentic
    next = page.plain.readUInt32BE(0)
    const part = page.plain.subarray(4, 4 + Math.min(left, usableBytes - 4))
    parts.push(part)
    left -= part.length
  }
  return { payload: Buffer.concat(parts), authentic }
}

/** Source: https://www.sqlite.org/fileformat2.html#record_format */
function valuesOf(payload: Buffer): readonly RawValue[] {
  const header = new Bytes(payload, 0)
  const end = header.varint()
  if (end < 1 || end > payload.length) throw new Unreadable()
  const body = new Bytes(payload, end)
  const values: RawValue[] = []
  while (header.at < end) values.push(valueOf(header.varint(), body))
  if (header.at !== end || body.at !== payload.length) throw new Unreadable()
  return values
}

const integerBytes = [0, 1, 2, 3, 4, 6, 8] as const
const utf8 = new TextDecoder('utf-8', { fatal: true })

function valueOf(type: number, body: Bytes): RawValue {
  if (type === 0) return null
  if (type === 8 || type === 9) return type - 8
  if (type === 7) return body.take(8).readDoubleBE(0)
  const length = integerBytes[type]
  if (length === 6) return body.take(6).readIntBE(0, 6)
  if (length === 8) return safely(body.take(8).readBigInt64BE(0))
  if (length !== undefined) return body.take(length).readIntBE(0, length)
  if (type < 12) throw new Unreadable()
  const bytes = body.take(Math.floor((type - 12) / 2))
  return type % 2 === 0 ? Uint8Array.from(bytes) : textOf(bytes)
}

function safely(value: bigint): number | bigint {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value
}

function textOf(bytes: Buffer): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw new Unreadable()
  }
}

/** Whether a number could be that of a page of the file. */
export function isPageNumber(value: RawValue | undefined, count: number): value is number {
  return typeof value === 'number' && value >= 1 && value <= count && pageBytes > 0
}
