import type { Reader, Writer } from './connection.ts'
import { textOf } from './rows.ts'

/** A search that somebody keeps; what it is, is sealed for that user. */
export interface SavedRow {
  readonly id: string
  readonly userId: string
  readonly sealed: string
  readonly recordedAt: string
}

export function insert(writer: Writer, { id, userId, sealed, recordedAt }: SavedRow): void {
  writer.run('INSERT INTO saved_searches (id, user_id, sealed, recorded_at) VALUES (?, ?, ?, ?)', [
    id,
    userId,
    sealed,
    recordedAt,
  ])
}

/** Those of one user, oldest first. */
export function listOf(reader: Reader, userId: string): readonly SavedRow[] {
  return reader.all('SELECT * FROM saved_searches WHERE user_id = ? ORDER BY seq', [userId]).map((row) => ({
    id: textOf(row, 'id'),
    userId,
    sealed: textOf(row, 'sealed'),
    recordedAt: textOf(row, 'recorded_at'),
  }))
}

export function remove(writer: Writer, userId: string, id: string): void {
  writer.run('DELETE FROM saved_searches WHERE user_id = ? AND id = ?', [userId, id])
}
