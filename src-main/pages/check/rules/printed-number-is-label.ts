import type { Rule } from '../rule.ts'
import { hasLabels } from '../applies.ts'

/** The number printed on each page is the page's label. BUNDLES R2, R17, features 1 and 14. */
export const printedNumberIsLabel: Rule = {
  id: 'printed-number-is-label',
  gravity: 'failure',
  appliesTo: hasLabels,
  check: ({ survey }) =>
    survey.pages
      .filter(({ label, isPrintedAsLabelled }) => label !== undefined && label !== '' && !isPrintedAsLabelled)
      .map(({ page, label, printed }) => ({
        page,
        facts: { label: label ?? '', printed: (printed.at(-1) ?? '').slice(0, MOST_QUOTED) },
      })),
}

const MOST_QUOTED = 40
