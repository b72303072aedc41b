import type { Rule } from '../rule.ts'

/** The file is sound as it stands: no reader has to mend it before it can be shown. BUNDLES feature 20. */
export const notRepaired: Rule = {
  id: 'not-repaired',
  gravity: 'failure',
  check: ({ survey }) => (survey.wasRepaired ? [{ facts: {} }] : []),
}
