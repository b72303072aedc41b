/** So many hundredths of a page's characters may say nothing before the page is better recognised in its picture. */
const MOST_UNREADABLE = 0.1
/** With fewer letters than this a page is a picture with a stamp or a page number on it. */
const LEAST_LETTERS = 20

/**
 * How much a page's text is worth: `none` has no letter, `poor` has characters without a meaning (a font that does not say what its glyphs
 * are) or hardly any text, `good` is worth more than what could be recognised in its picture.
 */
export function textQuality(text: string): 'none' | 'poor' | 'good' {
  const characters = text.match(/\S/gu) ?? []
  const meaningful = characters.filter((character) => /[\p{L}\p{N}]/u.test(character)).length
  if (meaningful === 0) return 'none'
  const unreadable = characters.filter((character) => /[\ufffd\p{Co}\p{Cn}]|(?!\s)\p{Cc}/u.test(character)).length
  return meaningful < LEAST_LETTERS || unreadable > MOST_UNREADABLE * characters.length ? 'poor' : 'good'
}
