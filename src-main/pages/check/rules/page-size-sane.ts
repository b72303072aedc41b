import type { Rule } from '../rule.ts'

/** Every page is of a size that can be shown and printed: 1 to 200 inches a side. BUNDLES features 6 and 20; ISO 32000-1:2008, annex C. */
export const pageSizeSane: Rule = {
  id: 'page-size-sane',
  gravity: 'failure',
  check: ({ survey }) =>
    survey.pages
      .filter(({ widthPt, heightPt }) => !isSane(widthPt) || !isSane(heightPt))
      .map(({ page, widthPt, heightPt }) => ({
        page,
        facts: { widthPt: Math.round(widthPt), heightPt: Math.round(heightPt) },
      })),
}

const LEAST_PT = 72
const MOST_PT = 14_400

function isSane(sidePt: number): boolean {
  return sidePt >= LEAST_PT && sidePt <= MOST_PT
}
