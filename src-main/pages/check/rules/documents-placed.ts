import type { Rule } from '../rule.ts'
import { hasDocuments } from '../applies.ts'

/** Each document stands where its builder says: the labels of its first and last page are those of the index. BUNDLES feature 1. */
export const documentsPlaced: Rule = {
  id: 'documents-placed',
  gravity: 'failure',
  appliesTo: hasDocuments,
  check: ({ survey, expectations }) =>
    (expectations?.documents ?? []).flatMap(({ firstPage, pages, firstLabel, lastLabel }) => {
      const first = survey.pages[firstPage - 1]?.label ?? ''
      const last = survey.pages[firstPage + pages - 2]?.label ?? ''
      return first === firstLabel && last === lastLabel
        ? []
        : [{ page: firstPage, facts: { expected: `${firstLabel}-${lastLabel}`, found: `${first}-${last}` } }]
    }),
}
