import type { Rule } from '../rule.ts'

/** None of the typesetter's own `clarkson://` links is left: in a finished bundle they are destinations. BUNDLES feature 2. */
export const noWorkingLinks: Rule = {
  id: 'no-working-links',
  gravity: 'failure',
  check: ({ survey }) => (survey.hasWorkingLink ? [{ facts: {} }] : []),
}
