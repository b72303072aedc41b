import { createHash } from 'node:crypto'
import { cpSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openCase } from '../../src-main/acts/case-file.ts'
import type { Desk } from '../../src-main/acts/desk.ts'
import { recordExhibit } from '../../src-main/acts/exhibits.ts'
import { createOffice, type Office, openOffice } from '../../src-main/acts/office.ts'
import { record } from '../../src-main/acts/record.ts'
import { coveredText, LEDGER_LABEL, type LedgerEntry } from '../../src-main/domain/ledger.ts'
import { type Connection, openConnection } from '../../src-main/store/connection.ts'
import * as ledger from '../../src-main/store/ledger.ts'
import * as users from '../../src-main/store/users.ts'
import { signDetached, signingPair } from '../../src-main/vault/sodium.ts'
import { passphrase, testTools } from './office.ts'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** Makes an office whose tools remember in `stateFolder`. */
export async function makeOffice(
  folder: string,
  role: 'director' | 'viewer' = 'director',
  stateFolder?: string,
): Promise<void> {
  const tools = { ...testTools(), ...(stateFolder === undefined ? {} : { stateFolder }) }
  await createOffice(
    folder,
    { name: 'Test office', user: 'Amina', role, passphrase: passphrase(), memoryMiB: 64 },
    tools,
  )
}

/** Opens an office on a machine whose profile is `stateFolder`. */
export function openOn(folder: string, stateFolder: string, acceptOlder = false): Promise<Office> {
  return openOffice(folder, { passphrase: passphrase(), acceptOlder }, { ...testTools(), stateFolder })
}

/** Enters as many acts of looking, each in a transaction of its own. */
export function enter(desk: Desk, many: number): void {
  for (let i = 0; i < many; i++)
    desk.connection.write((writer) => record(desk, writer, { act: 'exhibit.view', object: desk.newId(), facts: { i } }))
}

/** A second user at the same vault, with a signing key of their own. */
export function secondUser(desk: Desk): Desk {
  const pair = signingPair(Buffer.alloc(32, 7))
  const user = { id: desk.newId(), name: 'Bina', role: 'lawyer' } as const
  const publicKey = hex(pair.publicKey)
  desk.connection.write((writer) => {
    users.insert(writer, { ...user, publicKey, kind: 'person' }, desk.clock().at)
    const since = (ledger.head(writer)?.sequence ?? 0) + 1
    users.addKey(writer, { userId: user.id, publicKey, recipient: null, since })
    record(desk, writer, { act: 'user.add', object: user.id, facts: { role: user.role, publicKey } })
  })
  return { ...desk, user, sign: (digest) => hex(signDetached(Buffer.from(digest, 'hex'), pair.secretKey)) }
}

/** A case with exhibits that have a chain of custody each; returns the exhibits' ids. */
export function fileExhibits(desk: Desk, many: number): readonly string[] {
  const { caseId } = openCase(desk, { title: 'A case', caseType: 'other', profile: 'GENERIC' })
  return Array.from({ length: many }, (_, i) => {
    const { exhibitId } = recordExhibit(desk, {
      caseId,
      title: `Seal ${String(i)}`,
      kind: 'physical-object',
      details: {},
    })
    return exhibitId
  })
}

/** The whole ledger. */
export function entriesOf(connection: Connection): readonly LedgerEntry[] {
  return connection.read((reader) => ledger.slice(reader, { most: Number.MAX_SAFE_INTEGER }))
}

/** The digest that an entry would have, as whoever has no signing key can compute it too. */
export function digestFor(entry: LedgerEntry): string {
  return createHash('sha256')
    .update(LEDGER_LABEL + coveredText(entry))
    .digest('hex')
}

/** What somebody can do who has the database's key and SQL, and nobody's signing key. */
export interface Intruder {
  readonly connection: Connection
  readonly run: (sql: string, ...params: readonly (string | number)[]) => void
  /** Writes an entry as it is given. */
  readonly put: (entry: LedgerEntry) => void
  /** Gives every entry from a place on the link and the digest that it should have. */
  readonly relink: (from: number) => void
}

/** Opens the database with its key, without its triggers; whatever `work` does there is undone afterwards. */
export async function intrude<T>(office: Office, work: (intruder: Intruder) => Promise<T>): Promise<T> {
  const connection = openConnection(office.vault.databasePath, office.vault.databaseKey)
  const { raw } = connection
  const run = (sql: string, ...params: readonly (string | number)[]): void => void raw.prepare(sql).run([...params])
  raw.pragma('foreign_keys = OFF')
  raw.exec('BEGIN')
  try {
    for (const table of ['ledger', 'custody_events', 'user_keys'])
      for (const verb of ['update', 'delete'])
        raw.exec(`DROP TRIGGER ${table}_${table === 'ledger' ? 'refuses' : 'refuse'}_${verb}`)
    const put = (entry: LedgerEntry): void =>
      run(
        'INSERT INTO ledger (sequence, user_id, act, object, facts, at, previous, digest, signature) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        entry.sequence,
        entry.userId,
        entry.act,
        entry.object,
        entry.facts,
        entry.at,
        entry.previous,
        entry.digest,
        entry.signature,
      )
    const relink = (from: number): void => {
      const all = entriesOf(connection)
      let previous = all.findLast(({ sequence }) => sequence < from)?.digest ?? '0'.repeat(64)
      for (const entry of all.filter(({ sequence }) => sequence >= from)) {
        const digest = digestFor({ ...entry, previous })
        run('UPDATE ledger SET previous = ?, digest = ? WHERE sequence = ?', previous, digest, entry.sequence)
        previous = digest
      }
    }
    return await work({ connection, run, put, relink })
  } finally {
    raw.exec('ROLLBACK')
    connection.close()
  }
}

/** The files of a vault that change with its ledger. */
const FILES = ['vault.db', 'vault.db-wal', 'vault.json', 'vault.json.b'] as const

/** Copies the files of a vault as they are at this moment. */
export function snapshot(folder: string, to: string): void {
  for (const name of FILES) copy(join(folder, name), join(to, name))
}

/** Puts some of the copied files in place of a vault's; those that the copy does not have are taken away. */
export function restore(folder: string, from: string, names: readonly (typeof FILES)[number][] = FILES): void {
  for (const name of names) {
    rmSync(join(folder, name), { force: true })
    copy(join(from, name), join(folder, name))
  }
  // What the system shares among those who have the database open; it is made anew.
  rmSync(join(folder, 'vault.db-shm'), { force: true })
}

function copy(from: string, to: string): void {
  if (existsSync(from)) cpSync(from, to)
}
