import type { CustodyKind } from '../contract/words.ts'
import { append, type ChainedEvent, verifyChain } from '../domain/custody.ts'
import type { Writer } from '../store/connection.ts'
import * as custody from '../store/custody.ts'
import type { Desk, Moment } from './desk.ts'

/** What an act adds to an exhibit's chain. */
export interface CustodyAddition {
  readonly exhibitId: string
  readonly kind: CustodyKind
  readonly place?: string
  readonly note?: string
  /** Who did it, where that was not the user at the keyboard. */
  readonly by?: string
  /** When it happened, where that was not now. */
  readonly when?: Moment
}

/** Appends to an exhibit's chain of custody, within the act's own transaction. */
export function addCustody(desk: Desk, writer: Writer, addition: CustodyAddition): ChainedEvent {
  const { at, offsetMinutes } = addition.when ?? desk.clock()
  const event = append(custody.last(writer, addition.exhibitId), {
    exhibitId: addition.exhibitId,
    kind: addition.kind,
    userId: desk.user.id,
    by: addition.by ?? desk.user.name,
    at,
    offsetMinutes,
    place: addition.place ?? '',
    note: addition.note ?? '',
  })
  custody.insert(writer, event)
  return event
}

/** An exhibit's chain, and whether every link of it holds. */
export function showCustody(
  desk: Desk,
  exhibitId: string,
): { readonly events: readonly ChainedEvent[]; readonly chainOk: boolean } {
  const events = desk.connection.read((reader) => custody.chain(reader, exhibitId))
  return { events, chainOk: verifyChain(events).length === 0 }
}
