import type { Rule } from '../rule.ts'
import { hasIndex } from '../applies.ts'
import { linksOfIndex } from '../index-pages.ts'

/** Every link of the index says where on its page it lands; some readers miss the page otherwise. BUNDLES feature 2, regression 6. */
export const indexLinksExplicit: Rule = {
  id: 'index-links-explicit',
  gravity: 'failure',
  appliesTo: hasIndex,
  check: (context) =>
    linksOfIndex(context)
      .filter(({ landing }) => landing.kind === 'page' && !landing.isExplicit)
      .map(({ page, landing }) => ({ page, facts: { landsOn: landing.kind === 'page' ? landing.page + 1 : 0 } })),
}
