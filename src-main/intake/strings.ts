/** A run of text among bytes. */
export interface FoundString {
  /** Where it begins, counted from the first of the bytes. */
  readonly at: number
  readonly text: string
  /** Whether each of its letters takes two bytes (UTF-16, little end first). */
  readonly wide: boolean
}

/** Six letters or more: of UTF-8 (of any script), or of ASCII written as UTF-16. */
const narrow =
  /(?:[\t\u0020-\u007e]|[\u00c2-\u00df][\u0080-\u00bf]|[\u00e1-\u00ec\u00ee\u00ef][\u0080-\u00bf]{2}|\u00e0[\u00a0-\u00bf][\u0080-\u00bf]|\u00f0[\u0090-\u00bf][\u0080-\u00bf]{2}){6,}/gu
const nought = String.fromCharCode(0)
const wide = new RegExp(`(?:[\\t\\u0020-\\u007e]${nought}){6,}`, 'gu')

const mostText = 4_000

/** What reads as text among some bytes, in the order in which it stands there; long runs are cut. */
export function stringsIn(bytes: Uint8Array): readonly FoundString[] {
  const letters = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const found: FoundString[] = []
  for (const { index, 0: run } of letters.matchAll(narrow))
    found.push({ at: index, text: Buffer.from(run.slice(0, mostText), 'latin1').toString('utf8'), wide: false })
  for (const { index, 0: run } of letters.matchAll(wide))
    found.push({ at: index, text: run.replaceAll(nought, '').slice(0, mostText), wide: true })
  return found.toSorted((a, b) => a.at - b.at)
}
