import type { Failure } from '../../src-main/contract/failure.ts'
import type { Say } from './words.tsx'

/** The facts of a failure as a message takes them: a list counts as its length. */
export function factsForWords(facts: Readonly<Record<string, unknown>>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.length : typeof value === 'number' ? value : String(value),
    ]),
  )
}

/** A failure as a sentence: what happened, that nothing was lost, what to do next. The only place that words one. */
export function wordFailure(say: Say, failure: Pick<Failure, 'code'> & { readonly facts: object }): string {
  return say(`failure.${failure.code}`, factsForWords(failure.facts as Record<string, unknown>))
}
