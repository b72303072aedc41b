import type { Rule } from '../rule.ts'

/** The file carries its fonts, so that it looks alike everywhere. BUNDLES R28, feature 21. */
export const fontsEmbedded: Rule = {
  id: 'fonts-embedded',
  gravity: 'warning',
  check: ({ survey }) =>
    survey.pages.flatMap(({ page, missingFonts }) => missingFonts.map((font) => ({ page, facts: { font } }))),
}
