import type { DateOrder } from '../contract/contents.ts'
import { PartyId } from '../contract/ids.ts'
import { type CallColumns, Reading } from '../contract/viewing.ts'
import { Refusal } from '../kernel/errors.ts'
import { given } from '../kernel/given.ts'
import type { Reader } from '../store/connection.ts'
import * as parties from '../store/parties.ts'
import * as readings from '../store/readings.ts'
import type { Desk } from './desk.ts'
import { getExhibit } from './exhibits.ts'
import { mustBeAllowed, record } from './record.ts'

const Kept = Reading.pick({ order: true, calls: true }).partial()

/** What people said of how an exhibit's file is to be read. @throws Refusal `exhibit.not-found` */
export function readingOf(reader: Reader, exhibitId: string): Reading {
  getExhibit(reader, exhibitId)
  const kept = Kept.parse(JSON.parse(readings.find(reader, exhibitId) ?? '{}'))
  const participants = readings
    .participants(reader, exhibitId)
    .map(({ name, partyId }) => ({ name, partyId: PartyId.parse(partyId) }))
  return { order: kept.order ?? null, calls: kept.calls ?? null, participants }
}

/** What is said of a file. */
interface Arranging {
  readonly exhibitId: string
  readonly order?: DateOrder | undefined
  readonly calls?: CallColumns | undefined
}

/** Says in which order a file writes its dates, or which of its columns say what. The file is not changed. @throws Refusal `exhibit.not-found` */
export function arrangeReading(desk: Desk, { exhibitId, order, calls }: Arranging): void {
  mustBeAllowed(desk, 'exhibit.read-as')
  desk.connection.write((writer) => {
    const { participants: _, ...before } = readingOf(writer, exhibitId)
    const reading = JSON.stringify({ ...before, ...given({ order, calls }) })
    readings.put(writer, { exhibitId, reading, recordedAt: desk.clock().at })
    record(desk, writer, {
      act: 'exhibit.read-as',
      object: exhibitId,
      facts: { what: order === undefined ? 'columns' : 'order' },
    })
  })
}

/**
 * Says which party wrote under a name in a conversation, or takes it back.
 *
 * @throws Refusal `exhibit.not-found`, `party.not-found` for one of another case
 */
export function nameParticipant(
  desk: Desk,
  asked: { readonly exhibitId: string; readonly name: string; readonly partyId: string | null },
): void {
  mustBeAllowed(desk, 'exhibit.read-as')
  desk.connection.write((writer) => {
    const { caseId } = getExhibit(writer, asked.exhibitId)
    if (asked.partyId !== null && parties.findCase(writer, asked.partyId) !== caseId)
      throw new Refusal('party.not-found', {})
    readings.nameParticipant(writer, { ...asked, recordedAt: desk.clock().at })
    record(desk, writer, {
      act: 'exhibit.read-as',
      object: asked.exhibitId,
      facts: { what: 'participant', ...given({ partyId: asked.partyId ?? undefined }) },
    })
  })
}
