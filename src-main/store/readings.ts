import type { Reader, Writer } from './connection.ts'
import { textOf } from './rows.ts'

/** Who wrote under a name in a conversation. */
export interface ParticipantRow {
  readonly name: string
  readonly partyId: string
}

/** What was said of how an exhibit's file is to be read, as JSON; undefined where nothing was. */
export function find(reader: Reader, exhibitId: string): string | undefined {
  const row = reader.get('SELECT reading FROM exhibit_readings WHERE exhibit_id = ?', [exhibitId])
  return row && textOf(row, 'reading')
}

export function put(
  writer: Writer,
  row: { readonly exhibitId: string; readonly reading: string; readonly recordedAt: string },
): void {
  writer.run(
    `INSERT INTO exhibit_readings (exhibit_id, reading, recorded_at) VALUES (?, ?, ?)
     ON CONFLICT (exhibit_id) DO UPDATE SET reading = excluded.reading, recorded_at = excluded.recorded_at`,
    [row.exhibitId, row.reading, row.recordedAt],
  )
}

/** Who is known to have written in a conversation. */
export function participants(reader: Reader, exhibitId: string): readonly ParticipantRow[] {
  return reader
    .all('SELECT name, party_id FROM conversation_participants WHERE exhibit_id = ? ORDER BY name', [exhibitId])
    .map((row) => ({ name: textOf(row, 'name'), partyId: textOf(row, 'party_id') }))
}

/** Says who wrote under a name, or takes it back. */
export function nameParticipant(
  writer: Writer,
  row: {
    readonly exhibitId: string
    readonly name: string
    readonly partyId: string | null
    readonly recordedAt: string
  },
): void {
  writer.run('DELETE FROM conversation_participants WHERE exhibit_id = ? AND name = ?', [row.exhibitId, row.name])
  if (row.partyId === null) return
  writer.run('INSERT INTO conversation_participants (exhibit_id, name, party_id, recorded_at) VALUES (?, ?, ?, ?)', [
    row.exhibitId,
    row.name,
    row.partyId,
    row.recordedAt,
  ])
}
