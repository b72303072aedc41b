import { createDecipheriv, createHmac, pbkdf2Sync } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { readLog, type WriteAheadLog } from './write-ahead-log.ts'

/** Bytes of a page, and of them the vector and the sum that SQLCipher keeps at its end. */
export const pageBytes = 4096
const reserve = 80
const vectorBytes = 16
const sumBytes = 64
const saltBytes = 16
/** Bytes of a page that SQLite uses. */
export const usableBytes = pageBytes - reserve

/** One page, decrypted. */
export interface Page {
  /** From 1. */
  readonly number: number
  /** The bytes that SQLite uses; of page 1 the first 16 are the salt, which are no part of a database. */
  readonly plain: Buffer
  /** Whether the page is as it was written. A page that is not may still be readable in part. */
  readonly authentic: boolean
}

/** A SQLCipher file read page by page, with no SQLite that gives up at the first page that is bad. */
export interface CipherPages {
  readonly count: number
  readonly log: WriteAheadLog
  /** Whether the file is of whole pages. */
  readonly isWhole: boolean
  /** Undefined past the end. */
  readonly page: (number: number) => Page | undefined
  close(): void
}

/**
 * Opens a database's file and its log, without changing or locking either.
 *
 * Source: SQLCipher 4's design: AES-256-CBC, and HMAC-SHA512 over ciphertext, vector and page number (little-endian);
 * the sum's key is PBKDF2-HMAC-SHA512 of the raw key, 2 rounds, with the salt of the first 16 bytes, each xor 0x3a.
 */
export function openCipherPages(path: string, key: Uint8Array): CipherPages {
  const log = readLog(`${path}-wal`)
  const file = openSync(path, 'r')
  const logFile = log.pages.size > 0 ? openSync(`${path}-wal`, 'r') : undefined
  const { size } = fstatSync(file)
  const first = Buffer.alloc(saltBytes)
  readSync(file, first, 0, saltBytes, 0)
  const sumKeys = saltsOf(first, logFile, log).map((salt) =>
    pbkdf2Sync(
      key,
      salt.map((byte) => byte ^ 0x3a),
      2,
      32,
      'sha512',
    ),
  )

  const sealed = (number: number): Buffer | undefined => {
    const bytes = Buffer.alloc(pageBytes)
    const position = log.pages.get(number)
    const length =
      position === undefined || logFile === undefined
        ? readSync(file, bytes, 0, pageBytes, (number - 1) * pageBytes)
        : readSync(logFile, bytes, 0, pageBytes, position)
    return length < pageBytes ? undefined : bytes
  }
  return {
    log,
    count: log.pageCount ?? Math.floor(size / pageBytes),
    isWhole: size % pageBytes === 0,
    page(number) {
      const bytes = sealed(number)
      if (!bytes) return undefined
      const authentic = sumKeys.some((sumKey) => isAuthentic(bytes, number, sumKey))
      return { number, authentic, plain: decrypted(bytes, number, key) }
    },
    close() {
      closeSync(file)
      if (logFile !== undefined) closeSync(logFile)
    },
  }
}

/** The salt stands at the head of page 1: in the file, and in the log if page 1 was written since. */
function saltsOf(first: Buffer, logFile: number | undefined, log: WriteAheadLog): readonly Buffer[] {
  const position = log.pages.get(1)
  if (logFile === undefined || position === undefined) return [first]
  const second = Buffer.alloc(saltBytes)
  readSync(logFile, second, 0, saltBytes, position)
  return second.equals(first) ? [first] : [first, second]
}

function isAuthentic(bytes: Buffer, number: number, sumKey: Uint8Array): boolean {
  const count = Buffer.alloc(4)
  count.writeUInt32LE(number)
  const body = bytes.subarray(number === 1 ? saltBytes : 0, pageBytes - sumBytes)
  return createHmac('sha512', sumKey)
    .update(body)
    .update(count)
    .digest()
    .equals(bytes.subarray(pageBytes - sumBytes))
}

function decrypted(bytes: Buffer, number: number, key: Uint8Array): Buffer {
  const start = number === 1 ? saltBytes : 0
  const vector = bytes.subarray(usableBytes, usableBytes + vectorBytes)
  const cipher = createDecipheriv('aes-256-cbc', key, vector)
  cipher.setAutoPadding(false)
  return Buffer.concat([bytes.subarray(0, start), cipher.update(bytes.subarray(start, usableBytes)), cipher.final()])
}
