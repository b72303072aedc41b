import { closeSync, openSync } from 'node:fs'
import { Database as SqlCipher, setLogger } from '@signalapp/sqlcipher'
import { Bug, Refusal } from '../kernel/errors.ts'

export type Value = string | number | null
export type Row = Readonly<Record<string, Value | Uint8Array<ArrayBuffer>>>

declare const access: unique symbol

/** May only read. Every query function asks for this, so its signature says that it leaves no trace. */
export interface Reader {
  readonly [access]: 'read' | 'write'
  all(sql: string, params?: readonly Value[]): readonly Row[]
  get(sql: string, params?: readonly Value[]): Row | undefined
}

/** May also write. Only an act holds one, and only inside its transaction. */
export interface Writer extends Reader {
  readonly [access]: 'write'
  run(sql: string, params?: readonly (Value | Uint8Array<ArrayBuffer>)[]): void
}

/** An open database. */
export interface Connection {
  read<T>(work: (reader: Reader) => T): T
  /** One transaction: all of `work`, or nothing of it. @throws Refusal `disk.full`, `vault.drive-failed` */
  write<T>(work: (writer: Writer) => T): T
  close(): void
  /** For `migrate.ts`, `health.ts` and `snapshot.ts` alone. */
  readonly raw: SqlCipher
}

// The library would write SQLCipher's own messages, key material among them in rare cases, to standard error.
setLogger(() => undefined)

/** A database that is open for reading alone: SQLite refuses whatever would change it. */
export type ReadConnection = Pick<Connection, 'read' | 'close' | 'raw'>

/**
 * Opens a SQLCipher file with a raw 256-bit key; the key derivation is the vault's work, so SQLCipher's own is skipped.
 * The key was proved right by a key slot before, so what fails here is damage and never a wrong passphrase.
 *
 * @throws Refusal `vault.database-damaged`, `vault.drive-failed`, `disk.full`
 */
export function openConnection(path: string, key: Uint8Array): Connection {
  // Made here, for its owner alone; SQLite gives the files beside it the same permissions.
  guarded(() => closeSync(openSync(path, 'a', 0o600)))
  const raw = openKeyed(path, key, [
    'journal_mode = WAL',
    'synchronous = FULL',
    'foreign_keys = ON',
    'secure_delete = ON',
    'trusted_schema = OFF',
    'cell_size_check = ON',
    'temp_store = MEMORY',
    // In KiB. A page that is not in it is decrypted and its digest checked each time: with SQLite's own 2 MiB a look through
    // the whole register does that thousands of times.
    'cache_size = -65536',
    'busy_timeout = 5000',
    'cipher_memory_security = ON',
  ])
  const handle = handleOf(raw)
  return {
    raw,
    read: (work) => work(handle),
    write: (work) => guarded(raw.transaction(() => work(handle))),
    close: () => {
      try {
        raw.pragma('wal_checkpoint(TRUNCATE)')
      } catch {
        // On a full or failing drive the log stays beside the file, with everything in it, for the next opening.
      }
      raw.close()
    },
  }
}

/**
 * Opens a SQLCipher file of a vault for reading alone. In its folder SQLite makes its log and index for as long as it
 * is open.
 *
 * @throws Refusal `vault.database-damaged`
 */
export function openForReading(path: string, key: Uint8Array): ReadConnection {
  const settings = ['query_only = ON', 'trusted_schema = OFF', 'cell_size_check = ON', 'temp_store = MEMORY']
  const raw = openKeyed(path, key, [...settings, 'busy_timeout = 5000', 'cipher_memory_security = ON'])
  const handle = handleOf(raw)
  return { raw, read: (work) => guarded(() => work(handle)), close: () => raw.close() }
}

function openKeyed(path: string, key: Uint8Array, settings: readonly string[]): SqlCipher {
  if (key.length !== 32) throw new Bug('a database key has 32 bytes')
  const raw = guarded(() => new SqlCipher(path, { cacheStatements: true }))
  try {
    raw.pragma('cipher_log_level = NONE')
    // Looked at where it lies: a copy in Node's pool of small buffers would never be wiped.
    const hex = Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString('hex')
    raw.pragma(`key = "x'${hex}'"`)
    raw.prepare('SELECT count(*) FROM sqlite_master').get()
    if (!String(raw.pragma('cipher_version', { simple: true })).startsWith('4')) throw new Bug('not SQLCipher 4')
    for (const setting of settings) raw.pragma(setting)
    return raw
  } catch (error) {
    raw.close()
    throw asRefusal(error)
  }
}

function handleOf(raw: SqlCipher): Writer {
  return {
    all: (sql: string, params: readonly Value[] = []) => guarded(() => raw.prepare(sql).all<Row>(params)),
    get: (sql: string, params: readonly Value[] = []) => guarded(() => raw.prepare(sql).get<Row>(params)),
    run: (sql: string, params: readonly (Value | Uint8Array<ArrayBuffer>)[] = []) =>
      guarded(() => void raw.prepare(sql).run(params)),
  } as unknown as Writer
}

/** Runs work on the database and turns its expected kinds of bad news into refusals. */
export function guarded<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw asRefusal(error)
  }
}

function asRefusal(error: unknown): unknown {
  if (error instanceof Refusal || !(error instanceof Error)) return error
  // On a full drive SQLite has rolled back by itself, and the library's own rollback then fails over what really happened.
  if (error.cause instanceof Error) return asRefusal(error.cause)
  const message = `${'code' in error ? String(error.code) : ''} ${error.message}`
  if (/SQLITE_FULL|database or disk is full|ENOSPC|EDQUOT/u.test(message))
    return new Refusal('disk.full', {}, { cause: error })
  // A drive that takes no more, or has no room for the log's index, says nothing of what is on it. (One that cannot be
  // read is another matter: SQLite itself calls that damage.)
  if (
    'syscall' in error ||
    /SQLITE_(?:CANTOPEN|READONLY|IOERR(?!_SHORT_READ|_DATA|_CORRUPTFS))|unable to open/u.test(message)
  )
    return new Refusal('vault.drive-failed', {}, { cause: error })
  if (/SQLITE_NOTADB|SQLITE_CORRUPT|not a database|malformed|disk I\/O error|SQLITE_IOERR/u.test(message))
    return new Refusal('vault.database-damaged', {}, { cause: error })
  return error
}
