import type { Rule } from '../rule.ts'
import { isActive } from '../actions.ts'

/**
 * Nothing in the file runs, starts, plays or sends anything: no JavaScript, Launch, SubmitForm, XFA, players. SECURITY R28; BUNDLES
 * feature 21 (PDF/A forbids them too).
 */
export const noActiveContent: Rule = {
  id: 'no-active-content',
  gravity: 'failure',
  check: ({ survey }) =>
    survey.actions
      .filter(({ action }) => isActive(action))
      .map(({ action, page }) => ({ ...(page === undefined ? {} : { page }), facts: { action } })),
}
