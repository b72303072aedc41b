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

/** An event with its place in the table. */
export type PlacedEvent = ChainedEvent & { readonly seq: number }

/** The events of every chain in the order in which they were written, after a place in the table, at most so many. */
export function slice(
  reader: Reader,
  { after = Number.MIN_SAFE_INTEGER, most }: { readonly after?: number | undefined; readonly most: number },
): readonly PlacedEvent[] {
  return reader
    .all('SELECT * FROM custody_events WHERE seq > ? ORDER BY seq LIMIT ?', [after, most])
    .map((row) => ({ ...asWritten(row), seq: numberOf(row, 'seq') }))
}

/** Where in the table the events with these digests stand; those that are not there are left out. */
export function placesOf(reader: Reader, digests: readonly string[]): ReadonlyMap<string, number> {
  const rows = reader.all('SELECT seq, digest FROM custody_events WHERE digest IN (SELECT value FROM json_each(?))', [
    JSON.stringify(digests),
  ])
  return new Map(rows.map((row) => [textOf(row, 'digest'), numberOf(row, 'seq')]))
}

function read(row: Row): ChainedEvent {
  return { ...asWritten(row), kind: CustodyKind.parse(row['kind']) }
}

/** An event as it stands, also one that nobody of ours has written. */
function asWritten(row: Row): ChainedEvent {
  return {
    exhibitId: textOf(row, 'exhibit_id'),
    sequence: numberOf(row, 'sequence'),
    kind: textOf(row, 'kind') as CustodyKind,
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
