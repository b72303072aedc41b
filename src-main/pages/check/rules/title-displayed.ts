import type { Rule } from '../rule.ts'

/** The window shows the title and not the file's name. BUNDLES feature 13. */
export const titleDisplayed: Rule = {
  id: 'title-displayed',
  gravity: 'failure',
  check: ({ survey }) => (survey.displaysTitle ? [] : [{ facts: {} }]),
}
