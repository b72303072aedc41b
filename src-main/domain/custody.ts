import type { CustodyKind } from '../contract/words.ts'
import { canonical } from '../kernel/canonical-json.ts'
import { textDigest } from '../kernel/digest.ts'

/** What happened to an exhibit, as the person who did it says. */
export interface CustodyFact {
  readonly exhibitId: string
  readonly kind: CustodyKind
  readonly userId: string
  readonly by: string
  /** When it happened, as it is claimed. */
  readonly at: string
  readonly offsetMinutes: number
  readonly place: string
  readonly note: string
  /** When it was entered, by the machine's own clock; null for an event of format 1, which did not keep it. */
  readonly recordedAt: string | null
  /** What else is said of it: canonical JSON of an object, always `{}` in format 1. */
  readonly details: string
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
  return Object.freeze({ ...covered, digest: textDigest(hashedText(covered)) })
}

/**
 * What an event's digest is the SHA-256 of. An event that does not say when it was recorded is of format 1, and its digest
 * covers neither that nor details. Source: docs/FORMATS.md, section 7.
 */
export function hashedText(event: Omit<ChainedEvent, 'digest'>): string {
  return event.recordedAt === null
    ? `clarkson/custody/v1\n${coveredText(event)}`
    : `clarkson/custody/v2\n${coveredText(event)}`
}

/** The canonical JSON that an event's digest covers. */
export function coveredText(event: Omit<ChainedEvent, 'digest'>): string {
  const { at, by, details, exhibitId, kind, note, offsetMinutes, place, previous, recordedAt, sequence, userId } = event
  const told = { at, by, exhibitId, kind, note, offsetMinutes, place, previous, sequence, userId }
  if (recordedAt === null) return canonical(told)
  // The details go in as the text that is stored: an altered one need not even be JSON.
  const rest = { exhibitId, kind, note, offsetMinutes, place, previous, recordedAt, sequence, userId }
  return `${canonical({ at, by }).slice(0, -1)},"details":${details},${canonical(rest).slice(1)}`
}

/** Whether an event is what its digest says. `hash` is SHA-256 of a text as hex: a whole register needs a fast one. */
export function eventHolds({ digest, ...covered }: ChainedEvent, hash: (text: string) => string = textDigest): boolean {
  return (covered.recordedAt !== null || covered.details === '{}') && hash(hashedText(covered)) === digest
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
    if (event.sequence !== i + 1) faults.push({ kind: 'gap', sequence: event.sequence })
    if (event.previous !== previous) faults.push({ kind: 'broken-link', sequence: event.sequence })
    if (!eventHolds(event)) faults.push({ kind: 'altered', sequence: event.sequence })
    previous = event.digest
  })
  return faults
}
