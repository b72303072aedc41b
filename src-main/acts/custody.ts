import type { CustodyKind } from '../contract/words.ts'
import { type ChainedEvent, verifyChain } from '../domain/custody.ts'
import * as custody from '../store/custody.ts'
import type { Desk, Moment } from './desk.ts'

/** What an act adds to an exhibit's chain, by way of `record`. */
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

/** An exhibit's chain, and whether every link of it holds. */
export function showCustody(
  desk: Desk,
  exhibitId: string,
): { readonly events: readonly ChainedEvent[]; readonly chainOk: boolean } {
  const events = desk.connection.read((reader) => custody.chain(reader, exhibitId))
  return { events, chainOk: verifyChain(events).length === 0 }
}
