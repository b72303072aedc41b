import type { Rule } from '../rule.ts'
import { hasOutline } from '../applies.ts'

/** Bookmarks keep the reader's own zoom. BUNDLES R7, feature 3. */
export const outlineKeepsZoom: Rule = {
  id: 'outline-keeps-zoom',
  gravity: 'warning',
  appliesTo: hasOutline,
  check: ({ survey }) => {
    const zooming = survey.outline.filter(
      ({ landing }) => landing.kind === 'page' && (landing.zoom !== undefined || landing.fit.startsWith('Fit')),
    )
    return zooming.length === 0 ? [] : [{ facts: { bookmarks: zooming.length } }]
  },
}
