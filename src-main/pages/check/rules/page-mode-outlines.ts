import type { Rule } from '../rule.ts'

/** The file opens with its bookmarks beside the page. BUNDLES feature 3. */
export const pageModeOutlines: Rule = {
  id: 'page-mode-outlines',
  gravity: 'failure',
  check: ({ survey }) => (survey.pageMode === 'UseOutlines' ? [] : [{ facts: { mode: survey.pageMode } }]),
}
