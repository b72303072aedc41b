import { PassphraseReason, SkipReason, type Failure } from '../../src-main/contract/failure.ts'
import type { Say } from './words.tsx'

type Facts = Readonly<Record<string, unknown>>

/** A list of facts in one line: `Ledger: damaged; Call: a type that cannot be put on pages`. */
function wordList(say: Say, list: readonly unknown[]): string {
  return list
    .map((one) =>
      Object.values(one as Facts)
        .map((value) => wordReason(say, value))
        .join(': '),
    )
    .join('; ')
}

function wordReason(say: Say, value: unknown): string {
  const reason = SkipReason.safeParse(value)
  if (reason.success) return say(`reason.${reason.data}`)
  const weakness = PassphraseReason.safeParse(value)
  return weakness.success ? say(`passphrase.reason.${weakness.data}`) : String(value)
}

/** The facts of a failure as a message takes them: a list as one line. */
export function factsForWords(say: Say, facts: Facts): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      Array.isArray(value) ? wordList(say, value) : typeof value === 'number' ? value : String(value),
    ]),
  )
}

/** A failure as a sentence: what happened, that nothing was lost, what to do next. The only place that words one. */
export function wordFailure(say: Say, failure: Pick<Failure, 'code'> & { readonly facts: object }): string {
  return say(`failure.${failure.code}`, factsForWords(say, failure.facts as Facts))
}
