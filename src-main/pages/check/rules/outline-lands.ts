import type { Rule } from '../rule.ts'
import { hasOutline } from '../applies.ts'

/** Every bookmark lands on a page of the file. BUNDLES R4, feature 3, regressions 1 and 2. */
export const outlineLands: Rule = {
  id: 'outline-lands',
  gravity: 'failure',
  appliesTo: hasOutline,
  check: ({ survey }) =>
    survey.outline
      .filter(({ landing }) => landing.kind === 'dangling' || landing.kind === 'none')
      .map(({ title }) => ({ facts: { bookmark: title.slice(0, MOST_QUOTED) } })),
}

const MOST_QUOTED = 80
