import type { Outcome, Program } from './faults.ts'
import { type Fixture, passingNames, stoodIn } from './fixture.ts'
import { lookInside } from './look-inside.ts'

/** What is wrong after a run: what was confirmed and is not there, what does not open or check, and whatever else should not be. */
export interface Harm {
  readonly kind: 'lost' | 'unreadable' | 'other'
  readonly what: string
}

/** A run that is ready to begin, in a folder of its own. */
export interface Prepared {
  readonly program: Program
  /** Looks at what is there afterwards, with nothing going wrong any more. */
  readonly verify: (outcome: Outcome) => Promise<readonly Harm[]>
}

/** Something that is done to a vault and can be interrupted. */
export interface Operation {
  readonly name: string
  readonly prepare: (fixture: Fixture, folder: string) => Prepared
}

/** What was confirmed and is not there. */
export const lost = (what: string): Harm => ({ kind: 'lost', what })
/** What does not open, or does not hold. */
export const unreadable = (what: string): Harm => ({ kind: 'unreadable', what })
/** What else should not be. */
export const other = (what: string): Harm => ({ kind: 'other', what })

/** What a vault must hold after a run, whatever happened. */
export interface Expected {
  readonly digests?: readonly string[]
  readonly parties?: readonly string[]
  readonly events?: readonly string[]
  readonly kept?: number
  readonly passphrase?: string
}

function missingFrom(found: readonly string[], expected: readonly string[] = []): readonly Harm[] {
  return expected.filter((one) => !found.includes(one)).map((one) => lost(one))
}

/** Opens the vault, which sweeps it, checks all of it, and holds it against what it must have. */
export async function soundness(
  vault: string,
  { passphrase, kept = 0, ...expected }: Expected,
): Promise<readonly Harm[]> {
  const { inside, problems } = await lookInside(vault, passphrase)
  return [
    ...problems.map(unreadable),
    ...missingFrom(inside?.digests ?? [], expected.digests),
    ...missingFrom(inside?.parties ?? [], expected.parties),
    ...missingFrom(inside?.events ?? [], expected.events),
    ...(inside && inside.kept < kept ? [lost(`${String(kept - inside.kept)} rows of the older vault`)] : []),
    ...passingNames(vault).map((name) => other(`left behind: ${name}`)),
  ]
}

/** What the fixture's vault holds before a run. */
export const before = ({ filed }: Fixture): Expected => ({ digests: filed, parties: [stoodIn], events: [stoodIn] })
