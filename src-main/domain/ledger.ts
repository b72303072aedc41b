import type { Json } from '../kernel/canonical-json.ts'
import { digestOf } from '../kernel/digest.ts'
import { GENESIS } from './custody.ts'

/** One act of a user, before it is signed. `facts` say what changed by ids, counts and digests; never by names. */
export interface LedgerFact {
  readonly userId: string
  readonly act: string
  readonly object: string
  readonly facts: Readonly<Record<string, Json>>
  readonly at: string
}

/** An act in its place in the ledger. */
export interface ChainedAct extends LedgerFact {
  readonly sequence: number
  readonly previous: string
  readonly digest: string
}

/** Puts an act after the last one; what is signed is the digest. */
export function appendAct(
  last: { readonly sequence: number; readonly digest: string } | undefined,
  fact: LedgerFact,
): ChainedAct {
  const covered = { ...fact, sequence: (last?.sequence ?? 0) + 1, previous: last?.digest ?? GENESIS }
  return Object.freeze({ ...covered, digest: digestOf('ledger/v1', covered) })
}

/** The first place at which the ledger does not hold, or nothing. Signatures are checked by who has the public keys. */
export function firstLedgerFault(acts: Iterable<ChainedAct>): number | undefined {
  let previous = GENESIS
  let sequence = 0
  for (const { digest, ...covered } of acts) {
    sequence += 1
    const holds =
      covered.sequence === sequence && covered.previous === previous && digestOf('ledger/v1', { ...covered }) === digest
    if (!holds) return sequence
    previous = digest
  }
  return undefined
}
