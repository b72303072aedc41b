import type { Rule } from '../rule.ts'

/** The file opens at its first page, at 100 %. BUNDLES R7, feature 13. */
export const openAction: Rule = {
  id: 'open-action',
  gravity: 'failure',
  check: ({ survey: { openAction: opening } }) => {
    if (opening.kind === 'page' && opening.page === 0 && opening.zoom === 1) return []
    return [{ facts: opening.kind === 'page' ? { opensAt: opening.page + 1, zoom: opening.zoom ?? 0 } : {} }]
  },
}
