import type { Rule } from '../rule.ts'

/** Bookmarks of documents stand under those of their sections. BUNDLES R4, feature 3. */
export const outlineNested: Rule = {
  id: 'outline-nested',
  gravity: 'failure',
  appliesTo: ({ survey, rules, expectations }) =>
    survey.outline.length > 0 && rules.outline.depth >= 2 && (expectations?.documents.length ?? 1) > 0,
  check: ({ survey }) =>
    survey.outline.some(({ depth }) => depth > 0) ? [] : [{ facts: { bookmarks: survey.outline.length } }],
}
