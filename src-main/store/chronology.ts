import { EventId, HearingId, PartyId } from '../contract/ids.ts'
import type { CaseEvent, Hearing } from '../contract/cases.ts'
import type { Reader, Row, Writer } from './connection.ts'
import { numberOf, textOf, textOrNull } from './rows.ts'

/** A new line of the chronology, with the days that its date can mean. */
export interface EventRow extends Omit<CaseEvent, 'eventId'> {
  readonly id: string
  readonly caseId: string
  readonly sortFrom: string
  readonly sortTo: string
  readonly recordedAt: string
}

/** A new day in court. */
export interface HearingRow extends Omit<Hearing, 'hearingId'> {
  readonly id: string
  readonly caseId: string
  readonly recordedAt: string
}

export function insertEvent(writer: Writer, row: EventRow): void {
  writer.run(
    `INSERT INTO events (id, case_id, when_text, sort_from, sort_to, what, place, disputed, recorded_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [row.id, row.caseId, row.when, row.sortFrom, row.sortTo, row.what, row.where, Number(row.disputed), row.recordedAt],
  )
  for (const partyId of new Set(row.parties))
    writer.run('INSERT INTO event_parties (event_id, party_id) VALUES (?, ?)', [row.id, partyId])
  for (const source of row.sources)
    writer.run('INSERT INTO event_sources (event_id, source) VALUES (?, ?)', [row.id, source])
}

export function insertHearing(writer: Writer, row: HearingRow): void {
  writer.run(
    `INSERT INTO hearings (id, case_id, date, purpose, court, before, outcome, adjournment_reason, next_date, recorded_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      row.id,
      row.caseId,
      row.date,
      row.purpose,
      row.court,
      row.before,
      row.outcome,
      row.adjournmentReason,
      row.nextDate,
      row.recordedAt,
    ],
  )
}

/** The chronology of a case, in the order in which things can have happened. */
export function listEvents(reader: Reader, caseId: string): readonly CaseEvent[] {
  const parties = grouped(
    reader.all(
      'SELECT x.event_id, x.party_id AS value FROM event_parties x JOIN events e ON e.id = x.event_id WHERE e.case_id = ?',
      [caseId],
    ),
  )
  const sources = grouped(
    reader.all(
      'SELECT x.event_id, x.source AS value FROM event_sources x JOIN events e ON e.id = x.event_id WHERE e.case_id = ? ORDER BY x.seq',
      [caseId],
    ),
  )
  return reader.all('SELECT * FROM events WHERE case_id = ? ORDER BY sort_from, sort_to, seq', [caseId]).map((row) => {
    const id = textOf(row, 'id')
    return {
      eventId: EventId.parse(id),
      when: textOf(row, 'when_text'),
      what: textOf(row, 'what'),
      where: textOf(row, 'place'),
      parties: (parties.get(id) ?? []).map((partyId) => PartyId.parse(partyId)),
      sources: sources.get(id) ?? [],
      disputed: numberOf(row, 'disputed') === 1,
    }
  })
}

/** The hearings of a case, in order of date. */
export function listHearings(reader: Reader, caseId: string): readonly Hearing[] {
  return reader.all('SELECT * FROM hearings WHERE case_id = ? ORDER BY date, seq', [caseId]).map((row) => ({
    hearingId: HearingId.parse(row['id']),
    date: textOf(row, 'date'),
    purpose: textOf(row, 'purpose'),
    court: textOf(row, 'court'),
    before: textOf(row, 'before'),
    outcome: textOf(row, 'outcome'),
    adjournmentReason: textOf(row, 'adjournment_reason'),
    nextDate: textOrNull(row, 'next_date'),
  }))
}

function grouped(rows: readonly Row[]): ReadonlyMap<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const row of rows) {
    const eventId = textOf(row, 'event_id')
    groups.set(eventId, [...(groups.get(eventId) ?? []), textOf(row, 'value')])
  }
  return groups
}
