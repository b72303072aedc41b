import { AftercareDomain, type AftercareNote, NoteKind } from '../contract/compartments.ts'
import { NoteId, PartyId } from '../contract/ids.ts'
import type { Reader, Writer } from './connection.ts'
import { numberOrNull, textOf } from './rows.ts'

/** A note of aftercare, with the id of its author. */
export interface NoteRow extends Omit<AftercareNote, 'author'> {
  readonly authorId: string
}

export function insert(writer: Writer, row: NoteRow): void {
  writer.run(
    `INSERT INTO aftercare_notes (id, party_id, pseudonym, kind, domain, score, text, written_on, author, recorded_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      row.noteId,
      row.partyId,
      row.pseudonym,
      row.kind,
      row.domain,
      row.score,
      row.text,
      row.writtenOn,
      row.authorId,
      row.recordedAt,
    ],
  )
}

/** What is written of a person, or of everybody, in the order in which it was written. */
export function list(reader: Reader, partyId: string | undefined): readonly AftercareNote[] {
  return reader
    .all(
      `SELECT n.*, u.name AS author_name FROM aftercare_notes n JOIN users u ON u.id = n.author
       ${partyId === undefined ? '' : 'WHERE n.party_id = ?'} ORDER BY n.seq`,
      partyId === undefined ? [] : [partyId],
    )
    .map((row) => ({
      noteId: NoteId.parse(row['id']),
      partyId: PartyId.parse(row['party_id']),
      pseudonym: textOf(row, 'pseudonym'),
      kind: NoteKind.parse(row['kind']),
      text: textOf(row, 'text'),
      writtenOn: textOf(row, 'written_on'),
      author: textOf(row, 'author_name'),
      domain: row['domain'] === null ? null : AftercareDomain.parse(row['domain']),
      score: numberOrNull(row, 'score'),
      recordedAt: textOf(row, 'recorded_at'),
    }))
}
