import type { Rule } from '../rule.ts'
import { hasLabels } from '../applies.ts'

/** Where the profile numbers on from the first page, the label of a page is its physical number. BUNDLES R2, feature 1. */
export const labelsRunOn: Rule = {
  id: 'labels-run-on',
  gravity: 'failure',
  appliesTo: (context) => context.rules.pagination.countsEveryPage && hasLabels(context),
  check: ({ survey }) =>
    survey.pages.flatMap(({ page, label }) => {
      const number = /\d+$/.exec(label ?? '')?.[0]
      return label === undefined || label === '' || number === String(page) ? [] : [{ page, facts: { label } }]
    }),
}
