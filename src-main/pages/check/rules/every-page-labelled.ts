import type { Rule } from '../rule.ts'

/** Every page has a page label, so that every viewer shows the court's number. BUNDLES R2, feature 1. */
export const everyPageLabelled: Rule = {
  id: 'every-page-labelled',
  gravity: 'failure',
  check: ({ survey }) =>
    survey.pages.filter(({ label }) => label === undefined || label === '').map(({ page }) => ({ page, facts: {} })),
}
