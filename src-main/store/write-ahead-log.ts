import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

const headerBytes = 32
const frameHeaderBytes = 24

/** What a database's log holds, as it can be seen without a key: its frames are summed as they are encrypted. */
export interface WriteAheadLog {
  /** The newest committed image of each page: the byte at which it begins in the log. */
  readonly pages: ReadonlyMap<number, number>
  /** How many pages the database has after the last commit; null when nothing is committed. */
  readonly pageCount: number | null
  /**
   * What SQLite would leave out without a word: the first frame, from 1, that does not match its sum, and how many
   * commits stand in and behind it. One alone may be the last commit before a power cut, which nobody was told of; more are damage.
   */
  readonly lost: { readonly frame: number; readonly commits: number } | null
}

const nothing: WriteAheadLog = { pages: new Map(), pageCount: null, lost: null }

type Sum = readonly [number, number]

function summed(bytes: Buffer, [first, second]: Sum, bigEndian: boolean): Sum {
  let [a, b] = [first, second]
  for (let at = 0; at < bytes.length; at += 8) {
    a = (a + (bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)) + b) >>> 0
    b = (b + (bigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)) + a) >>> 0
  }
  return [a, b]
}

/**
 * Reads the log beside a database; an absent or empty one holds nothing.
 *
 * Source: https://www.sqlite.org/fileformat2.html#walformat
 */
export function readLog(path: string): WriteAheadLog {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch {
    return nothing
  }
  try {
    return scan(file, fstatSync(file).size)
  } finally {
    closeSync(file)
  }
}

interface LogHeader {
  readonly pageSize: number
  readonly bigEndian: boolean
  readonly salts: Buffer
  readonly sum: Sum
}

/** Undefined when the header does not match its own sum: then no frame counts for SQLite. */
function readHeader(file: number): LogHeader | undefined {
  const bytes = Buffer.alloc(headerBytes)
  if (readSync(file, bytes, 0, headerBytes, 0) < headerBytes) return undefined
  const magic = bytes.readUInt32BE(0)
  if (magic !== 0x377f0682 && magic !== 0x377f0683) return undefined
  const bigEndian = magic === 0x377f0683
  const sum = summed(bytes.subarray(0, 24), [0, 0], bigEndian)
  if (sum[0] !== bytes.readUInt32BE(24) || sum[1] !== bytes.readUInt32BE(28)) return undefined
  return { pageSize: bytes.readUInt32BE(8), bigEndian, salts: bytes.subarray(16, 24), sum }
}

/** The sum that a frame continues with, or undefined when it is none of this log's or not as it was written. */
function continued(frame: Buffer, sum: Sum, { bigEndian, salts }: LogHeader): Sum | undefined {
  if (!frame.subarray(8, 16).equals(salts)) return undefined
  const next = summed(frame.subarray(frameHeaderBytes), summed(frame.subarray(0, 8), sum, bigEndian), bigEndian)
  return next[0] === frame.readUInt32BE(16) && next[1] === frame.readUInt32BE(20) ? next : undefined
}

function scan(file: number, size: number): WriteAheadLog {
  if (size <= headerBytes) return nothing
  const header = readHeader(file)
  if (!header) return { ...nothing, lost: { frame: 0, commits: 0 } }
  const frame = Buffer.alloc(frameHeaderBytes + header.pageSize)
  const pages = new Map<number, number>()
  let pending: (readonly [page: number, position: number])[] = []
  let pageCount: number | null = null
  let { sum } = header
  let index = 1
  let at = headerBytes
  const next = (): boolean => at + frame.length <= size && readSync(file, frame, 0, frame.length, at) === frame.length
  for (; next(); index++, at += frame.length) {
    const going = continued(frame, sum, header)
    if (!going) break
    sum = going
    pending.push([frame.readUInt32BE(0), at + frameHeaderBytes])
    const commit = frame.readUInt32BE(4)
    if (commit === 0) continue
    for (const [page, position] of pending) pages.set(page, position)
    pending = []
    pageCount = commit
  }
  const broken = index
  let commits = 0
  // Frames of an earlier round of the log have other salts, and are no loss.
  for (; next(); at += frame.length)
    if (frame.subarray(8, 16).equals(header.salts) && frame.readUInt32BE(4) > 0) commits += 1
  return { pages, pageCount, lost: commits > 0 ? { frame: broken, commits } : null }
}
