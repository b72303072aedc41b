import { Role } from '../contract/words.ts'
import type { Reader, Row, Writer } from './connection.ts'
import { numberOf, textOf, textOrNull } from './rows.ts'

/** Whoever sits at the keyboard, or the vault's recovery key, which is no person. `publicKey` is the newest Ed25519 key, as 64 hex digits. */
export interface UserRow {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly publicKey: string
  readonly kind: 'person' | 'recovery'
  /** When a director removed them; null for whoever may open the vault. */
  readonly removedAt: string | null
}

/** A signing key of a user, and to whom packages for them were encrypted meanwhile. */
export interface UserKey {
  readonly userId: string
  readonly publicKey: string
  readonly recipient: string | null
  /** The place in the ledger from which on their entries are signed with it. */
  readonly since: number
}

export function insert(writer: Writer, user: Omit<UserRow, 'removedAt'>, recordedAt: string): void {
  writer.run('INSERT INTO users (id, name, role, public_key, kind, recorded_at) VALUES (?, ?, ?, ?, ?, ?)', [
    user.id,
    user.name,
    user.role,
    user.publicKey,
    user.kind,
    recordedAt,
  ])
}

/** Writes a user as another database of the vault has them, in place of what was written of them before. */
export function put(writer: Writer, user: UserRow, recordedAt: string): void {
  writer.run(
    `INSERT INTO users (id, name, role, public_key, kind, removed_at, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE
     SET role = excluded.role, public_key = excluded.public_key, removed_at = excluded.removed_at`,
    [user.id, user.name, user.role, user.publicKey, user.kind, user.removedAt, recordedAt],
  )
}

/** Every user there has been, the recovery key among them, in the order in which they came. */
export function list(reader: Reader): readonly UserRow[] {
  return reader.all('SELECT id, name, role, public_key, kind, removed_at FROM users ORDER BY seq').map(read)
}

/** The people who may open the vault. */
export function present(reader: Reader): readonly UserRow[] {
  return list(reader).filter(({ kind, removedAt }) => kind === 'person' && removedAt === null)
}

export function setRole(writer: Writer, userId: string, role: Role): void {
  writer.run('UPDATE users SET role = ? WHERE id = ?', [role, userId])
}

export function setRemoved(writer: Writer, userId: string, at: string | null): void {
  writer.run('UPDATE users SET removed_at = ? WHERE id = ?', [at, userId])
}

/** Gives a user a key; it is their newest from now on. */
export function addKey(writer: Writer, key: UserKey): void {
  writer.run('INSERT INTO user_keys (user_id, public_key, recipient, since) VALUES (?, ?, ?, ?)', [
    key.userId,
    key.publicKey,
    key.recipient,
    key.since,
  ])
  writer.run('UPDATE users SET public_key = ? WHERE id = ?', [key.publicKey, key.userId])
}

/** Every key that users have had, the oldest first: what an entry of the ledger is verified with. */
export function keys(reader: Reader): readonly UserKey[] {
  return reader.all('SELECT user_id, public_key, recipient, since FROM user_keys ORDER BY seq').map((row) => ({
    userId: textOf(row, 'user_id'),
    publicKey: textOf(row, 'public_key'),
    recipient: textOrNull(row, 'recipient'),
    since: numberOf(row, 'since'),
  }))
}

function read(row: Row): UserRow {
  return {
    id: textOf(row, 'id'),
    name: textOf(row, 'name'),
    role: Role.parse(row['role']),
    publicKey: textOf(row, 'public_key'),
    kind: row['kind'] === 'recovery' ? 'recovery' : 'person',
    removedAt: textOrNull(row, 'removed_at'),
  }
}
