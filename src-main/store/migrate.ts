import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { Bug, Refusal } from '../kernel/errors.ts'
import { type Connection, guarded } from './connection.ts'

/** One step of the schema's history. */
export interface Migration {
  readonly number: number
  readonly name: string
  readonly sql: string
}

/** Reads `./migrations/0001-cases.sql` as number 1. The numbers must run 1, 2, 3 … without a gap. */
export function orderMigrations(files: Readonly<Record<string, string>>): readonly Migration[] {
  const migrations = Object.entries(files)
    .map(([path, sql]) => {
      const match = /(?<number>\d{4})-(?<name>[a-z0-9-]+)\.sql$/u.exec(path)
      if (!match?.groups) throw new Bug('not the name of a migration')
      return { number: Number(match.groups['number']), name: match.groups['name'] ?? '', sql }
    })
    .toSorted((a, b) => a.number - b.number)
  migrations.forEach((migration, i) => {
    if (migration.number !== i + 1) throw new Bug(`migration ${String(i + 1)} is missing`)
  })
  return migrations
}

/** Every migration, in order. */
export const migrations: readonly Migration[] = orderMigrations(
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
)

/** The number of the newest migration that the file has had. */
export function schemaNumber({ raw }: Pick<Connection, 'raw'>): number {
  return guarded(() => Number(raw.pragma('user_version', { simple: true })))
}

/**
 * Brings the file to `target`, one transaction a migration.
 *
 * @throws Refusal `vault.from-future` for a file that a newer Clarkson wrote; `disk.full`, `vault.drive-failed`
 */
export function migrate(
  connection: Connection,
  steps: readonly Migration[],
  appliedAt: string,
  target = steps.length,
): void {
  const { raw } = connection
  const found = schemaNumber(connection)
  if (found > steps.length) throw new Refusal('vault.from-future', { found, known: steps.length })

  guarded(() => {
    raw.pragma('foreign_keys = OFF') // https://www.sqlite.org/lang_altertable.html#otheralter
    try {
      for (const step of steps.slice(found, target)) apply(connection, step, appliedAt)
    } finally {
      raw.pragma('foreign_keys = ON')
    }
  })
}

function apply({ raw }: Connection, { number, name, sql }: Migration, appliedAt: string): void {
  raw.transaction(() => {
    raw.exec(
      'CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT',
    )
    raw.exec(sql)
    raw
      .prepare('INSERT INTO migrations VALUES (?, ?, ?, ?)')
      .run([number, name, bytesToHex(sha256(utf8ToBytes(sql))), appliedAt])
    if (raw.pragma('foreign_key_check').length > 0)
      throw new Bug(`migration ${String(number)} leaves dangling references`)
    raw.pragma(`user_version = ${String(number)}`)
  })()
}
