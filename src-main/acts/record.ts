import type { LedgerAct } from '../contract/audit.ts'
import { append, type ChainedEvent } from '../domain/custody.ts'
import { appendAct } from '../domain/ledger.ts'
import { isAllowed, type Permitted } from '../domain/permissions.ts'
import { canonical, type Json } from '../kernel/canonical-json.ts'
import { Refusal } from '../kernel/errors.ts'
import type { Writer } from '../store/connection.ts'
import * as custody from '../store/custody.ts'
import * as ledger from '../store/ledger.ts'
import type { CustodyAddition } from './custody-addition.ts'
import type { Desk } from './desk.ts'

/** What an act puts in the ledger: its name, the record it touched, and facts without names. */
export interface ActFact {
  readonly act: LedgerAct
  readonly object: string
  readonly facts?: Readonly<Record<string, Json>>
  /** What the act adds to chains of custody. */
  readonly custody?: readonly CustodyAddition[]
}

/** What an entry is signed with. */
type Signing = Pick<Desk, 'clock' | 'user' | 'sign'>

/**
 * Enters an act in the ledger, chained and signed, within the act's own transaction, and appends to the chains of custody
 * what belongs to it. The entry names the digest of every such event: no chain of custody grows in another way, and an
 * event that no entry names was not written by an act. Returns the events.
 */
export function record(
  desk: Signing,
  writer: Writer,
  { act, object, facts = {}, custody: additions = [] }: ActFact,
): readonly ChainedEvent[] {
  const events = additions.map((addition) => addCustody(desk, writer, addition))
  const named = events.length === 0 ? facts : { ...facts, custody: events.map(({ digest }) => digest) }
  const { at } = desk.clock()
  const entry = appendAct(ledger.head(writer), { userId: desk.user.id, act, object, facts: named, at })
  ledger.insert(writer, { ...entry, signature: desk.sign(entry.digest) })
  return events
}

function addCustody(desk: Signing, writer: Writer, addition: CustodyAddition): ChainedEvent {
  const now = desk.clock()
  const { at, offsetMinutes } = addition.when ?? now
  const event = append(custody.last(writer, addition.exhibitId), {
    exhibitId: addition.exhibitId,
    kind: addition.kind,
    userId: desk.user.id,
    by: addition.by ?? desk.user.name,
    at,
    offsetMinutes,
    place: addition.place ?? '',
    note: addition.note ?? '',
    recordedAt: now.at,
    details: canonical(JSON.parse(JSON.stringify(addition.details ?? {})) as Json),
  })
  custody.insert(writer, event)
  return event
}

/** Refuses an act that the user's role may not do. @throws Refusal `not-permitted` */
export function mustBeAllowed(desk: Pick<Desk, 'user'>, act: Permitted): void {
  if (!isAllowed(desk.user.role, act)) throw new Refusal('not-permitted', { role: desk.user.role })
}
