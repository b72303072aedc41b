import type { Rule } from '../rule.ts'

/** The file is no larger than the court takes. BUNDLES R15, R18 to R20, R30, R32, feature 15. */
export const fileSize: Rule = {
  id: 'file-size',
  gravity: 'failure',
  appliesTo: ({ rules }) => rules.files.maxBytes !== undefined,
  check: ({ survey, rules }) => {
    const most = rules.files.maxBytes ?? Infinity
    return survey.sizeBytes > most ? [{ facts: { bytes: survey.sizeBytes, most } }] : []
  },
}
