import type { Say } from '../app/words.tsx'

/** Facts that have words of their own; another is shown by its name, as the export has it. */
export const wordedFacts = [
  'sha256',
  'before',
  'after',
  'version',
  'generation',
  'form',
  'profile',
  'pages',
  'size',
  'reason',
  'daily',
  'weekly',
  'reminderDays',
] as const

/** One fact of an entry, ready to be shown. */
export interface ShownFact {
  readonly name: string
  readonly value: string
  readonly isDigest: boolean
}

/** The facts of an entry. The case is left out: it is named with the record. */
export function factsOf(say: Say, facts: Readonly<Record<string, unknown>>): readonly ShownFact[] {
  return Object.entries(facts)
    .filter(([name]) => name !== 'caseId')
    .map(([name, fact]) => {
      const value = typeof fact === 'string' ? fact : JSON.stringify(fact)
      const worded = wordedFacts.find((one) => one === name)
      return {
        name: worded === undefined ? name : say(`fact.${worded}`),
        value,
        isDigest: /^[0-9a-f]{32,128}$/u.test(value),
      }
    })
}
