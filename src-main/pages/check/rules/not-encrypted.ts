import type { Rule } from '../rule.ts'

/** The file opens for everyone, without a password and without restrictions. BUNDLES R30, feature 21. */
export const notEncrypted: Rule = {
  id: 'not-encrypted',
  gravity: 'failure',
  check: ({ survey }) => (survey.isEncrypted ? [{ facts: {} }] : []),
}
