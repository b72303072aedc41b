import type { Rule } from '../rule.ts'

/** The hash schedule prints the SHA-256 of each exhibit, digit for digit. BUNDLES feature 5. */
export const hashesPrinted: Rule = {
  id: 'hashes-printed',
  gravity: 'failure',
  appliesTo: ({ expectations }) => expectations?.hashes !== undefined,
  check: ({ survey, expectations }) => {
    const hashes = expectations?.hashes
    if (hashes === undefined) return []
    const { firstPage, lastPage, sha256 } = hashes
    let printed = ''
    for (let page = firstPage; page <= Math.min(lastPage, survey.pageCount); page++) printed += survey.textOfPage(page)
    const digits = printed.replace(/\s/g, '').toLowerCase()
    return sha256
      .filter((hash) => !digits.includes(hash.toLowerCase()))
      .map((hash) => ({ page: firstPage, facts: { sha256: hash } }))
  },
}
