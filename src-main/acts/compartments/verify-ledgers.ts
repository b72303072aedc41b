import type { LedgerReport } from '../../contract/audit.ts'
import { MOST_FINDINGS } from '../../domain/ledger-check.ts'
import type { Watch } from '../desk.ts'
import { type LedgerOf, verifyLedger } from '../verify-ledger.ts'
import type { Compartment } from './compartment.ts'
import type { MainWithCompartments } from './compartments.ts'
import { anchoredHead, keysForCompartment } from './heads.ts'
import type { Main } from './main.ts'

/** A compartment's ledger, and what it is verified against: the keys of the vault's users, and its newest anchored head. */
export function ledgerOfCompartment({ desk, vault }: Main, compartment: Compartment): LedgerOf {
  const [keys, head] = desk.connection.read(
    (reader) => [keysForCompartment(reader, vault), anchoredHead(reader, vault, compartment.id)] as const,
  )
  return {
    look: (work) => compartment.desk.connection.read(work),
    vault: { slots: vault.slots, ledgerHead: head ?? null },
    keys,
  }
}

/** Verifies the vault's ledger, and that of each open compartment. The head is the vault's. @throws Refusal as `verifyLedger` */
export async function verifyLedgers(main: MainWithCompartments, watch: Watch = {}): Promise<LedgerReport> {
  const { desk, vault, compartments } = main
  const own = await verifyLedger({ look: (work) => desk.connection.read(work), vault }, watch)
  const others = []
  for (const compartment of compartments.all) {
    const { problems, ...report } = await verifyLedger(ledgerOfCompartment(main, compartment), watch)
    others.push({ ...report, problems: problems.map((one) => ({ ...one, compartment: compartment.id })) })
  }
  const all = [own, ...others]
  return {
    entries: all.reduce((sum, { entries }) => sum + entries, 0),
    custodyEvents: all.reduce((sum, { custodyEvents }) => sum + custodyEvents, 0),
    head: own.head,
    ok: all.every(({ ok }) => ok),
    problems: all.flatMap(({ problems }) => problems).slice(0, MOST_FINDINGS),
    setBack: all.reduce((sum, { setBack }) => sum + setBack, 0),
    setBackAt: own.setBackAt,
  }
}
