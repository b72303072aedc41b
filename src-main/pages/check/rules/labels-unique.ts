import type { Finding, Rule } from '../rule.ts'
import { hasLabels } from '../applies.ts'

/** No two pages have the same label. BUNDLES feature 1. */
export const labelsUnique: Rule = {
  id: 'labels-unique',
  gravity: 'failure',
  appliesTo: hasLabels,
  check: ({ survey }) => {
    const first = new Map<string, number>()
    const findings: Finding[] = []
    for (const { page, label } of survey.pages) {
      if (label === undefined || label === '') continue
      const earlier = first.get(label)
      if (earlier === undefined) first.set(label, page)
      else findings.push({ page, facts: { label, firstPage: earlier } })
    }
    return findings
  },
}
