/** The internal mark of a case's nth exhibit: `EX-0007`. Marks are never given twice, even if an exhibit is withdrawn. */
export function internalMark(number: number): string {
  return `EX-${String(number).padStart(4, '0')}`
}

/** The reference of an office's nth case of a year: `NBO/2026/0042`. */
export function caseReference(prefix: string, year: string, number: number): string {
  return `${prefix}/${year}/${String(number).padStart(4, '0')}`
}

/** The prefix that an office's references begin with until it sets its own: three letters of its name. */
export function referencePrefix(officeName: string): string {
  const letters = officeName
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^A-Z]/gu, '')
  return letters.length >= 3 ? letters.slice(0, 3) : 'CLK'
}
