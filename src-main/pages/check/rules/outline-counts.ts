import type { Rule } from '../rule.ts'
import { hasOutline } from '../applies.ts'

/** Each bookmark states rightly how many lie below it. BUNDLES feature 3; ISO 32000-1:2008, table 153. */
export const outlineCounts: Rule = {
  id: 'outline-counts',
  gravity: 'failure',
  appliesTo: hasOutline,
  check: ({ survey }) =>
    survey.outline
      .filter(({ childCount, count }) => (childCount === 0) !== (count === 0) || Math.abs(count) < childCount)
      .map(({ title, count, childCount }) => ({
        facts: { bookmark: title.slice(0, MOST_QUOTED), stated: count, found: childCount },
      })),
}

const MOST_QUOTED = 80
