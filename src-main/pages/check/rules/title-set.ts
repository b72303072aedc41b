import type { Rule } from '../rule.ts'

/** The file has a title of its own. BUNDLES feature 13. */
export const titleSet: Rule = {
  id: 'title-set',
  gravity: 'failure',
  check: ({ survey }) => (survey.title === '' ? [{ facts: {} }] : []),
}
