import type { Rule } from '../rule.ts'
import { leadsOutside } from '../actions.ts'

/** No link leaves the file, to the network or to another file. SECURITY R28; BUNDLES feature 2. */
export const noOutsideLinks: Rule = {
  id: 'no-outside-links',
  gravity: 'failure',
  check: ({ survey }) =>
    survey.actions
      .filter(({ action }) => leadsOutside(action))
      .map(({ action, page }) => ({ ...(page === undefined ? {} : { page }), facts: { action } })),
}
