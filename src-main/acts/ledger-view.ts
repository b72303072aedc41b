import type { LedgerLine } from '../contract/audit.ts'
import type { LedgerEntry } from '../domain/ledger.ts'
import * as ledger from '../store/ledger.ts'
import * as users from '../store/users.ts'
import type { Desk } from './desk.ts'
import { custodyOf, parsed } from './verify-ledger.ts'

/** A page of the ledger with its users' names, newest entry first, and whom one can ask for. */
export function pageOfLedger(
  desk: Desk,
  asked: ledger.LedgerPage,
): {
  readonly rows: LedgerLine[]
  readonly total: number
  readonly users: { readonly userId: string; readonly name: string }[]
} {
  return desk.connection.read((reader) => {
    const all = users.list(reader)
    const names = new Map(all.map(({ id, name }) => [id, name]))
    const { rows, total } = ledger.page(reader, asked)
    return {
      rows: rows.map((entry) => line(entry, names.get(entry.userId) ?? '')),
      total,
      users: all.map(({ id, name }) => ({ userId: id, name })),
    }
  })
}

function line({ sequence, at, userId, act, object, facts }: LedgerEntry, user: string): LedgerLine {
  const { custody: _, ...others } = parsed(facts)
  return { sequence, at, userId, user, act, object, facts: others, custodyEvents: custodyOf(facts).length }
}
