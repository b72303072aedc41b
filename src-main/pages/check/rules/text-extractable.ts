import type { Rule } from '../rule.ts'

/**
 * A page that is a picture of words has had its words recognised. A program cannot tell a scanned letter from a photograph: a page that is
 * known to be a picture is left out, and where nobody has said which pages are, this is only told. BUNDLES R5, R27, feature 10.
 */
export const textExtractable: Rule = {
  id: 'text-extractable',
  gravity: ({ rules, expectations }) =>
    rules.images.ocr === 'required' && expectations?.picturePages ? 'failure' : 'warning',
  check: ({ survey, expectations }) => {
    const pictures = new Set(expectations?.picturePages ?? [])
    return survey.pages
      .filter(({ page, hasText, pictureShare }) => !hasText && pictureShare >= LEAST_SHARE && !pictures.has(page))
      .map(({ page }) => ({ page, facts: {} }))
  },
}

/** A smaller picture on an otherwise empty page is an emblem or a signature. */
const LEAST_SHARE = 0.2
