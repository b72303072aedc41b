import type { Rule } from '../rule.ts'
import { hasDocuments, hasOutline } from '../applies.ts'

/** Each document has a bookmark with its title that lands on its first page, in the order of the index. BUNDLES feature 3, regression 1. */
export const outlineMatches: Rule = {
  id: 'outline-matches',
  gravity: 'failure',
  appliesTo: (context) => hasDocuments(context) && hasOutline(context),
  check: ({ survey, expectations }) => {
    const titlesAt = new Map<number, string[]>()
    for (const { title, landing } of survey.outline) {
      if (landing.kind !== 'page') continue
      titlesAt.set(landing.page + 1, [...(titlesAt.get(landing.page + 1) ?? []), plain(title)])
    }
    return (expectations?.documents ?? [])
      .filter(({ firstPage, title }) => !(titlesAt.get(firstPage) ?? []).some((found) => found.includes(plain(title))))
      .map(({ firstPage, firstLabel }) => ({ page: firstPage, facts: { label: firstLabel } }))
  },
}

/** Line breaks and doubled spaces of a title do not count. */
function plain(title: string): string {
  return title.normalize('NFC').replace(/\s+/gu, ' ').trim()
}
