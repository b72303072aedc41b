import type { Damage } from '../../src-main/contract/health.ts'
import type { Say } from '../app/words.tsx'

/** A damage as a person reads it: what is wrong, and what can be done about it. */
export interface DamageWords {
  readonly what: string
  readonly next: string
}

/** What is damaged, and what to do about that kind of damage. */
export function wordDamage(say: Say, damage: Damage): DamageWords {
  const { what, where, fault, sequence, label } = damage
  const facts = {
    where,
    label: label ?? where,
    sequence: sequence ?? 0,
    fault: fault === undefined ? '' : say(`ledger.${fault}`),
  }
  const hasPlace = fault !== undefined || sequence !== undefined
  const words =
    hasPlace && (what === 'ledger' || what === 'custody')
      ? say(`damage.${what}.at`, facts)
      : say(`damage.${what}`, facts)
  return { what: words, next: say(`damage.${what}.next`) }
}
