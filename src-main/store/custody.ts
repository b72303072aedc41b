import { CustodyKind } from '../contract/words.ts'
import type { ChainedEvent } from '../domain/custody.ts'
import type { Reader, Row, Writer } from './connection.ts'
import { numberOf, textOf, textOrNull } from './rows.ts'

export function insert(writer: Writer, event: ChainedEvent): void {
  writer.run(
    `INSERT INTO custody_events (exhibit_id, sequence, kind, user_id, by, at, offset_minutes, place, note, previous, digest,
       recorded_at, details) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
      event.recordedAt,
      event.details,
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

/** The exhibits with an event of a kind, of one case or of all, in the order of their first such event. */
export function exhibitsWith(reader: Reader, kind: CustodyKind, caseId: string | undefined): readonly string[] {
  return reader
    .all(
      `SELECT c.exhibit_id, min(c.seq) AS first FROM custody_events c JOIN exhibits e ON e.id = c.exhibit_id
       WHERE c.kind = ? AND (? IS NULL OR e.case_id = ?) GROUP BY c.exhibit_id ORDER BY first`,
      [kind, caseId ?? null, caseId ?? null],
    )
    .map((row) => textOf(row, 'exhibit_id'))
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
    recordedAt: textOrNull(row, 'recorded_at'),
    details: textOf(row, 'details'),
  }
}
