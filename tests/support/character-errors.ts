/** Text as it is compared: composed, with one space for any white space. */
function compared(text: string): readonly string[] {
  return Array.from(text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim())
}

/** The character error rate of a text, in hundredths of what it should say: the least insertions, deletions and changes. */
export function characterErrors(text: string, truth: string): number {
  const [is, should] = [compared(text), compared(truth)]
  let before = Int32Array.from({ length: should.length + 1 }, (_, i) => i)
  for (const [i, character] of is.entries()) {
    const row = new Int32Array(should.length + 1)
    row[0] = i + 1
    for (let j = 1; j <= should.length; j++) {
      const changed = (before[j - 1] ?? 0) + (character === should[j - 1] ? 0 : 1)
      row[j] = Math.min((before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, changed)
    }
    before = row
  }
  return (100 * (before[should.length] ?? 0)) / should.length
}
