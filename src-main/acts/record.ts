import { appendAct } from '../domain/ledger.ts'
import { isAllowed, type Permitted } from '../domain/permissions.ts'
import type { Json } from '../kernel/canonical-json.ts'
import { Refusal } from '../kernel/errors.ts'
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

/** Refuses an act that the user's role may not do. @throws Refusal `not-permitted` */
export function mustBeAllowed(desk: Pick<Desk, 'user'>, act: Permitted): void {
  if (!isAllowed(desk.user.role, act)) throw new Refusal('not-permitted', { role: desk.user.role })
}
