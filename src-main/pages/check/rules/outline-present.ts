import type { Rule } from '../rule.ts'

/** The file has bookmarks. BUNDLES R4, feature 3. */
export const outlinePresent: Rule = {
  id: 'outline-present',
  gravity: 'failure',
  check: ({ survey }) => (survey.outline.length === 0 ? [{ facts: {} }] : []),
}
