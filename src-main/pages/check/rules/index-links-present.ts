import type { Rule } from '../rule.ts'
import { hasDocuments, hasIndex } from '../applies.ts'
import { documentPages, indexSpan, linksOfIndex } from '../index-pages.ts'

/** The index links to at least as many places as there are documents. BUNDLES R3, feature 2. */
export const indexLinksPresent: Rule = {
  id: 'index-links-present',
  gravity: 'failure',
  // Where the documents are known, `index-links-match` looks at each of them.
  appliesTo: (context) => hasIndex(context) && !hasDocuments(context),
  check: (context) => {
    const span = indexSpan(context)
    const targets = new Set(
      linksOfIndex(context).flatMap(({ landing }) => (landing.kind === 'page' ? [landing.page] : [])),
    )
    const documents = documentPages(context)
    const missing = documents.size - [...documents].filter((page) => targets.has(page)).length
    return missing === 0 ? [] : [{ page: span?.firstPage ?? 1, facts: { documents: documents.size, missing } }]
  },
}
