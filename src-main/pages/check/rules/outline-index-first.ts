import type { Rule } from '../rule.ts'
import { hasOutline } from '../applies.ts'
import { isIndexTitle } from '../index-pages.ts'

/** The first bookmark is the index, or the cover and then the index. BUNDLES feature 3. */
export const outlineIndexFirst: Rule = {
  id: 'outline-index-first',
  gravity: 'failure',
  appliesTo: hasOutline,
  check: (context) => {
    const outermost = context.survey.outline.filter(({ depth }) => depth === 0)
    const position = outermost.findIndex(({ title }) => isIndexTitle(title, context.rules))
    const isFirst =
      position === 0 || (position === 1 && outermost[0]?.landing.kind === 'page' && outermost[0].childCount === 0)
    return isFirst ? [] : [{ facts: { bookmark: (outermost[0]?.title ?? '').slice(0, MOST_QUOTED) } }]
  },
}

const MOST_QUOTED = 80
