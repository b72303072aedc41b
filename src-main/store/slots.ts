import type { Reader, Writer } from './connection.ts'
import { textOf } from './rows.ts'

// The register of the slots, which stand in the vault's header. The header may have more for a moment; it is put in step
// with what is written here, never the other way round.

/** Enters a user's slot. */
export function add(writer: Writer, slotId: string, userId: string): void {
  writer.run('INSERT INTO slots (id, user_id) VALUES (?, ?)', [slotId, userId])
}

/** Takes a slot out of the register. */
export function remove(writer: Writer, slotId: string): void {
  writer.run('DELETE FROM slots WHERE id = ?', [slotId])
}

/** Takes all slots of a user out of the register. */
export function removeOf(writer: Writer, userId: string): void {
  writer.run('DELETE FROM slots WHERE user_id = ?', [userId])
}

/** Every slot that was entered, and whose it is. */
export function list(reader: Reader): ReadonlyMap<string, string> {
  return new Map(
    reader.all('SELECT id, user_id FROM slots').map((row) => [textOf(row, 'id'), textOf(row, 'user_id')] as const),
  )
}
