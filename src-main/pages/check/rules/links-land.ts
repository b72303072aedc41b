import type { Rule } from '../rule.ts'

/** No link of the file leads nowhere. BUNDLES R3, feature 2. */
export const linksLand: Rule = {
  id: 'links-land',
  gravity: 'failure',
  check: ({ survey }) =>
    survey.pages.flatMap(({ page, annotations }) => {
      const dangling = annotations.filter(({ subtype, landing }) => subtype === 'Link' && landing.kind === 'dangling')
      return dangling.length === 0 ? [] : [{ page, facts: { links: dangling.length } }]
    }),
}
