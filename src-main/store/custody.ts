import { CustodyKind } from '../contract/words.ts'
import type { ChainedEvent } from '../domain/custody.ts'
import type { Reader, Row, Writer } from './connection.ts'
import { numberOf, textOf } from './rows.ts'

export function insert(writer: Writer, event: ChainedEvent): void {
  writer.run(
    `INSERT INTO custody_events (exhibit_id, sequence, kind, user_id, by, at, offset_minutes, place, note, previous, digest)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      event.exhibitId,
      event.sequence,
      event.kind,
      event.userId,
      event.by,
      event.at,
      event.offsetMinutes,
      event.place,
      event.note,
      event.previous,
      event.digest,
    ],
  )
}

/** An exhibit's whole chain, first event first. */
export function chain(reader: Reader, exhibitId: string): readonly ChainedEvent[] {
  return reader.all('SELECT * FROM custody_events WHERE exhibit_id = ? ORDER BY sequence', [exhibitId]).map(read)
}

/** The newest event of an exhibit's chain, which the next one names. */
export function last(reader: Reader, exhibitId: string): ChainedEvent | undefined {
  const row = reader.get('SELECT * FROM custody_events WHERE exhibit_id = ? ORDER BY sequence DESC LIMIT 1', [
    exhibitId,
  ])
  return row && read(row)
}

function read(row: Row): ChainedEvent {
  return {
    exhibitId: textOf(row, 'exhibit_id'),
    sequence: numberOf(row, 'sequence'),
    kind: CustodyKind.parse(row['kind']),
    userId: textOf(row, 'user_id'),
    by: textOf(row, 'by'),
    at: textOf(row, 'at'),
    offsetMinutes: numberOf(row, 'offset_minutes'),
    place: textOf(row, 'place'),
    note: textOf(row, 'note'),
    previous: textOf(row, 'previous'),
    digest: textOf(row, 'digest'),
  }
}
