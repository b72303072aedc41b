import type { CustodyKind } from '../contract/words.ts'
import { canonical } from '../kernel/canonical-json.ts'
import { digestOf } from '../kernel/digest.ts'

/** What happened to an exhibit, as the person who did it says. */
export interface CustodyFact {
  readonly exhibitId: string
  readonly kind: CustodyKind
  readonly userId: string
  readonly by: string
  readonly at: string
  readonly offsetMinutes: number
  readonly place: string
  readonly note: string
}

/** A fact in its place in the chain. */
export interface ChainedEvent extends CustodyFact {
  readonly sequence: number
  readonly previous: string
  readonly digest: string
}

/** What the first event of every chain names as the one before it. */
export const GENESIS = '0'.repeat(64)

/**
 * Appends a fact to a chain. Each event's digest covers the one before it, so that a record cannot be changed, dropped
 * or slipped in without every later digest failing.
 */
export function append(last: ChainedEvent | undefined, fact: CustodyFact): ChainedEvent {
  const covered = { ...fact, sequence: (last?.sequence ?? 0) + 1, previous: last?.digest ?? GENESIS }
  return Object.freeze({ ...covered, digest: digestOf('custody/v1', covered) })
}

/** Whether an event is what its digest says. `hash` is SHA-256 of a text as hex: a whole register needs a fast one. */
export function eventHolds({ digest, ...covered }: ChainedEvent, hash: (text: string) => string): boolean {
  return hash(`clarkson/custody/v1\n${canonical(covered)}`) === digest
}

/** One thing wrong with a chain; `sequence` is the event at which it shows. */
export interface ChainFault {
  readonly kind: 'gap' | 'broken-link' | 'altered'
  readonly sequence: number
}

/** Checks a whole chain and returns every fault: a verification's findings are its answer, not an exception. */
export function verifyChain(chain: readonly ChainedEvent[]): readonly ChainFault[] {
  const faults: ChainFault[] = []
  let previous = GENESIS
  chain.forEach((event, i) => {
    const { digest, ...covered } = event
    if (event.sequence !== i + 1) faults.push({ kind: 'gap', sequence: event.sequence })
    if (event.previous !== previous) faults.push({ kind: 'broken-link', sequence: event.sequence })
    if (digestOf('custody/v1', { ...covered }) !== digest) faults.push({ kind: 'altered', sequence: event.sequence })
    previous = digest
  })
  return faults
}
