import type { Rule } from '../rule.ts'
import { hasLabels, hasOutline } from '../applies.ts'

/** A bookmark's words hold the number of the page it lands on. BUNDLES R4, feature 3. */
export const outlineCarriesLabel: Rule = {
  id: 'outline-carries-label',
  gravity: 'failure',
  appliesTo: (context) => context.rules.outline.titlesCarryLabel && hasOutline(context) && hasLabels(context),
  check: ({ survey }) =>
    survey.outline.flatMap(({ title, landing, depth }) => {
      // What lies deeper than the documents came with them, in its author's words.
      if (landing.kind !== 'page' || depth > DOCUMENT_DEPTH) return []
      const label = survey.pages[landing.page]?.label
      if (label === undefined || title.includes(`[p.${label}]`)) return []
      return [{ page: landing.page + 1, facts: { bookmark: title.slice(0, MOST_QUOTED), label } }]
    }),
}

const DOCUMENT_DEPTH = 1
const MOST_QUOTED = 80
