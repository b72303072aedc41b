import type { Rule } from '../rule.ts'

/** No picture is finer than the profile allows. BUNDLES R8, feature 16. */
export const imageResolution: Rule = {
  id: 'image-resolution',
  gravity: 'warning',
  check: ({ survey, rules }) =>
    survey.pages
      .filter(({ finestDpi }) => finestDpi > rules.images.maxDpi * TOLERANCE)
      .map(({ page, finestDpi }) => ({ page, facts: { dpi: Math.round(finestDpi), most: rules.images.maxDpi } })),
}

/** A picture placed on whole points is a little finer than it was scanned. */
const TOLERANCE = 1.02
