import type { Holding, PendingTransfer } from '../../contract/custody.ts'
import { CaseId, ExhibitId } from '../../contract/ids.ts'
import { whereaboutsOf, standings, type ToldEvent } from '../../domain/custody-standing.ts'
import type { ChainedEvent } from '../../domain/custody.ts'
import * as custody from '../../store/custody.ts'
import * as exhibits from '../../store/exhibits.ts'
import { dayOf, getCase } from '../case-file.ts'
import { detailsOf } from '../custody.ts'
import type { Desk } from '../desk.ts'

/** The transfers of a case, or of every case, that wait for their recipient's signature; the oldest first. */
export function pendingTransfers(desk: Desk, caseRef?: string): readonly PendingTransfer[] {
  const today = dayOf(desk.clock())
  return desk.connection.read((reader) => {
    const caseId = caseRef === undefined ? undefined : getCase(desk, reader, caseRef).caseId
    return custody.exhibitsWith(reader, 'transferred', caseId).flatMap((exhibitId): readonly PendingTransfer[] => {
      const exhibit = exhibits.find(reader, exhibitId)
      if (!exhibit) return []
      const events = custody.chain(reader, exhibitId).map(told)
      const standing = standings(events, today)
      return events
        .filter(({ sequence }) => standing.get(sequence) === 'pending')
        .map(({ sequence, at, details }) => ({
          caseId: CaseId.parse(exhibit.caseId),
          exhibitId: ExhibitId.parse(exhibitId),
          mark: exhibit.mark,
          title: exhibit.title,
          sequence,
          at,
          from: details.from?.name ?? '',
          to: details.to?.name ?? '',
          purpose: details.purpose ?? '',
        }))
    })
  })
}

/** The physical register of a case: where each thing is, under which seal, and who has it until when. */
export function physicalRegister(desk: Desk, caseRef: string): readonly Holding[] {
  const today = dayOf(desk.clock())
  return desk.connection.read((reader) => {
    const { caseId } = getCase(desk, reader, caseRef)
    return exhibits
      .physicalOf(reader, caseId)
      .map(({ exhibitId, mark, title, kind, sealNumbers, physicalLocation }) => {
        const found = whereaboutsOf(custody.chain(reader, exhibitId).map(told), today)
        return {
          exhibitId: ExhibitId.parse(exhibitId),
          mark,
          title,
          kind,
          ...found,
          place: found.place === '' ? physicalLocation : found.place,
          seal: found.seal === '' ? sealNumbers : found.seal,
        }
      })
  })
}

function told(event: ChainedEvent): ToldEvent & Pick<ChainedEvent, 'at'> {
  return { ...event, details: detailsOf(event) }
}
