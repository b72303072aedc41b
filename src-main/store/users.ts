import { Role } from '../contract/words.ts'
import type { Reader, Row, Writer } from './connection.ts'
import { textOf } from './rows.ts'

/** Whoever sits at the keyboard. `publicKey` is the user's Ed25519 key, as 64 hex digits. */
export interface UserRow {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly publicKey: string
}

export function insert(writer: Writer, user: UserRow, recordedAt: string): void {
  writer.run('INSERT INTO users (id, name, role, public_key, recorded_at) VALUES (?, ?, ?, ?, ?)', [
    user.id,
    user.name,
    user.role,
    user.publicKey,
    recordedAt,
  ])
}

export function list(reader: Reader): readonly UserRow[] {
  return reader.all('SELECT id, name, role, public_key FROM users ORDER BY seq').map(read)
}

function read(row: Row): UserRow {
  return {
    id: textOf(row, 'id'),
    name: textOf(row, 'name'),
    role: Role.parse(row['role']),
    publicKey: textOf(row, 'public_key'),
  }
}
