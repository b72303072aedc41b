import { appendAct } from '../domain/ledger.ts'
import type { Json } from '../kernel/canonical-json.ts'
import { Refusal } from '../kernel/errors.ts'
import type { Role } from '../contract/words.ts'
import type { Writer } from '../store/connection.ts'
import * as ledger from '../store/ledger.ts'
import type { Desk } from './desk.ts'

/** What an act puts in the ledger: its name, the record it touched, and facts without names. */
export interface ActFact {
  readonly act: string
  readonly object: string
  readonly facts?: Readonly<Record<string, Json>>
}

/** Enters an act in the ledger, chained and signed, within the act's own transaction. */
export function record(
  desk: Pick<Desk, 'clock' | 'user' | 'sign'>,
  writer: Writer,
  { act, object, facts = {} }: ActFact,
): void {
  const entry = appendAct(ledger.head(writer), { userId: desk.user.id, act, object, facts, at: desk.clock().at })
  ledger.insert(writer, { ...entry, signature: desk.sign(entry.digest) })
}

/** Roles that may change a case's records. A viewer reads. */
const WRITERS: readonly Role[] = ['director', 'lawyer', 'investigator', 'aftercare']

/** Refuses an act to a role that may not change records. @throws Refusal `not-permitted` */
export function mustWrite(desk: Pick<Desk, 'user'>): void {
  if (!WRITERS.includes(desk.user.role)) throw new Refusal('not-permitted', { role: desk.user.role })
}
