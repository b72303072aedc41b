import type { Rule } from '../rule.ts'

/** No mark for a redaction is left unapplied: what is under it can still be read. BUNDLES V11, feature 4. */
export const noUnappliedRedactions: Rule = {
  id: 'no-unapplied-redactions',
  gravity: 'failure',
  check: ({ survey }) =>
    survey.pages
      .filter(({ annotations }) => annotations.some(({ subtype }) => subtype === 'Redact'))
      .map(({ page }) => ({ page, facts: {} })),
}
