import type { Rule } from '../rule.ts'
import { hasDocuments, hasIndex } from '../applies.ts'
import { linksOfIndex } from '../index-pages.ts'

/** Each document has a link in the index that lands on its first page. BUNDLES R3, feature 2, regression 2. */
export const indexLinksMatch: Rule = {
  id: 'index-links-match',
  gravity: 'failure',
  appliesTo: (context) => hasDocuments(context) && hasIndex(context),
  check: (context) => {
    const targets = new Set(
      linksOfIndex(context).flatMap(({ landing }) => (landing.kind === 'page' ? [landing.page + 1] : [])),
    )
    return (context.expectations?.documents ?? [])
      .filter(({ firstPage }) => !targets.has(firstPage))
      .map(({ firstPage, firstLabel }) => ({ page: firstPage, facts: { label: firstLabel } }))
  },
}
