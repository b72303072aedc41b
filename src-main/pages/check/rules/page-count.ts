import type { Rule } from '../rule.ts'

/** The file has no more pages than the court takes. BUNDLES R21, feature 15. */
export const pageCount: Rule = {
  id: 'page-count',
  gravity: 'failure',
  appliesTo: ({ rules }) => rules.files.maxPages !== undefined,
  check: ({ survey, rules }) => {
    const most = rules.files.maxPages ?? Infinity
    return survey.pageCount > most ? [{ facts: { pages: survey.pageCount, most } }] : []
  },
}
