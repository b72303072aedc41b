import type { CustodyDetails, Standing } from '../contract/custody.ts'
import type { CustodyKind } from '../contract/words.ts'

/** An event with its details read. */
export interface ToldEvent {
  readonly sequence: number
  readonly kind: CustodyKind
  readonly place: string
  readonly details: CustodyDetails
}

/**
 * How each event of a chain stands now, by its place: a transfer is pending until its recipient has signed, a check-out is
 * out until something ends it, and a corrected event stays where it is. `today` is the local day, as in `2026-03-01`.
 */
export function standings(events: readonly ToldEvent[], today: string): ReadonlyMap<number, Standing> {
  const withdrawn = withdrawnBy(events)
  const found = new Map<number, Standing>()
  for (const event of events) if (!withdrawn.has(event.sequence)) stand(found, event, today)
  for (const sequence of withdrawn) found.set(sequence, 'withdrawn')
  return found
}

/** Notes how an event stands when it is entered, and what it does to those before it. */
function stand(found: Map<number, Standing>, { sequence, kind, details }: ToldEvent, today: string): void {
  const { due, completes, ends, corrects } = details
  if (isOpenTransfer({ kind, details })) found.set(sequence, 'pending')
  if (due !== undefined) found.set(sequence, due < today ? 'overdue' : 'out')
  if (completes !== undefined) found.delete(completes)
  if (ends !== undefined) found.delete(ends)
  if (corrects !== undefined && !found.has(corrects)) found.set(corrects, 'corrected')
}

/** A transfer that nobody has signed for yet. */
function isOpenTransfer({ kind, details }: Pick<ToldEvent, 'kind' | 'details'>): boolean {
  // One that names no recipient was told in a note alone, before there was a form for it.
  return kind === 'transferred' && details.to !== undefined && details.recipientSignature === undefined
}

/** The events that a later one takes back. What is itself taken back takes nothing back. */
function withdrawnBy(events: readonly ToldEvent[]): ReadonlySet<number> {
  const found = new Set<number>()
  for (const { sequence, details } of events.toReversed())
    if (details.withdraws === true && details.corrects !== undefined && !found.has(sequence))
      found.add(details.corrects)
  return found
}

/** Where a thing is, as its chain says. */
export interface Whereabouts {
  readonly place: string
  readonly seal: string
  readonly isGone: boolean
  readonly isPending: boolean
  readonly out: {
    readonly sequence: number
    readonly holder: string
    readonly due: string
    readonly reason: string
    readonly isOverdue: boolean
  } | null
}

/** Reads from a chain where the thing is, under which seal, and who has it. */
export function whereaboutsOf(events: readonly ToldEvent[], today: string): Whereabouts {
  const standing = standings(events, today)
  const happened = events.filter(({ sequence }) => standing.get(sequence) !== 'withdrawn')
  const place = happened.findLast((event) => event.place !== '' && PLACING.has(event.kind))?.place ?? ''
  const last = happened.findLast(({ kind }) => kind === 'returned' || kind === 'disposed' || COMING.has(kind))
  return {
    place,
    seal: happened.reduce(sealAfter, ''),
    isGone: last !== undefined && !COMING.has(last.kind),
    isPending: [...standing.values()].includes('pending'),
    out: outOf(happened, standing),
  }
}

function sealAfter(seal: string, { kind, details }: ToldEvent): string {
  if (details.newSeal !== undefined) return details.newSeal
  if (kind === 'unsealed') return ''
  return seal === '' ? (details.seal ?? '') : seal
}

function outOf(happened: readonly ToldEvent[], standing: ReadonlyMap<number, Standing>): Whereabouts['out'] {
  const isOut = ({ sequence }: ToldEvent): boolean => ['out', 'overdue'].includes(standing.get(sequence) ?? '')
  const event = happened.findLast(isOut)
  if (!event) return null
  const { sequence, details } = event
  return {
    sequence,
    holder: details.to?.name ?? '',
    due: details.due ?? '',
    reason: details.purpose ?? '',
    isOverdue: standing.get(sequence) === 'overdue',
  }
}

/** The events by which a thing comes into the office's hands. */
const COMING: ReadonlySet<CustodyKind> = new Set(['seized', 'received'])

/** The events that say where a thing is now. */
const PLACING: ReadonlySet<CustodyKind> = new Set([
  'seized',
  'received',
  'created',
  'transferred',
  'relocated',
  'returned',
])
