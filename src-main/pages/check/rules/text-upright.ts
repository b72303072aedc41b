import type { Rule } from '../rule.ts'

/** The text of every page reads from left to right as it is displayed. BUNDLES R6, feature 13. */
export const textUpright: Rule = {
  id: 'text-upright',
  gravity: 'failure',
  check: ({ survey }) =>
    survey.pages
      .filter(({ textTurn }) => textTurn !== 0)
      .map(({ page, textTurn }) => ({ page, facts: { degrees: textTurn } })),
}
