import { hasDocuments, hasIndex } from '../applies.ts'
import { indexSpan, wordsOfIndex } from '../index-pages.ts'
import type { Rule } from '../rule.ts'

/** The index prints the label of each document's first page. BUNDLES feature 1. */
export const indexNamesLabels: Rule = {
  id: 'index-names-labels',
  gravity: 'failure',
  appliesTo: (context) => hasDocuments(context) && hasIndex(context),
  check: (context) => {
    const words = wordsOfIndex(context)
    const text = ` ${[...words].join(' ')} `
    const page = indexSpan(context)?.firstPage ?? 1
    return (context.expectations?.documents ?? [])
      .filter(
        ({ firstLabel }) => !words.has(firstLabel) && !(firstLabel.includes(' ') && text.includes(` ${firstLabel} `)),
      )
      .map(({ firstPage, firstLabel }) => ({ page, facts: { label: firstLabel, document: firstPage } }))
  },
}
