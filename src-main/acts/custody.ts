import { CustodyDetails, type CustodyEvent } from '../contract/custody.ts'
import { type ChainedEvent, verifyChain } from '../domain/custody.ts'
import { standings } from '../domain/custody-standing.ts'
import * as custody from '../store/custody.ts'
import { dayOf } from './case-file.ts'
import type { Desk } from './desk.ts'

/** What an event says beside who, when, where and a note; nothing for a text that an act of ours did not write. */
export function detailsOf({ details }: Pick<ChainedEvent, 'details'>): CustodyDetails {
  if (details === '{}') return {}
  try {
    const read = CustodyDetails.safeParse(JSON.parse(details))
    return read.success ? read.data : {}
  } catch {
    return {}
  }
}

/** An event as the window and the command line are told of it. */
export type ShownEvent = Omit<ChainedEvent, 'details'> & Pick<CustodyEvent, 'details' | 'standing'>

/** An exhibit's chain, how each event stands today, and whether every link of it holds. */
export function showCustody(
  desk: Pick<Desk, 'connection' | 'clock'>,
  exhibitId: string,
): { readonly events: readonly ShownEvent[]; readonly chainOk: boolean } {
  const chain = desk.connection.read((reader) => custody.chain(reader, exhibitId))
  const events = chain.map((event) => ({ ...event, details: detailsOf(event) }))
  const standing = standings(events, dayOf(desk.clock()))
  return {
    events: events.map((event) => ({ ...event, standing: standing.get(event.sequence) ?? null })),
    chainOk: verifyChain(chain).length === 0,
  }
}
