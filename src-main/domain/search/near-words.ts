// Words that differ from one by a slip of the pen: a letter too many, too few, another, or two that changed places.

/** Words of the index to choose from, by their length. */
export class Vocabulary {
  readonly #byLength = new Map<number, { readonly words: string[]; readonly signs: number[] }>()
  #size = 0

  get size(): number {
    return this.#size
  }

  add(word: string): void {
    let group = this.#byLength.get(word.length)
    if (!group) {
      group = { words: [], signs: [] }
      this.#byLength.set(word.length, group)
    }
    group.words.push(word)
    group.signs.push(signOf(word))
    this.#size += 1
  }

  has(word: string): boolean {
    return this.#byLength.get(word.length)?.words.includes(word) ?? false
  }

  /** The words within a distance of one, nearest first; not the word itself. */
  near(word: string, distance: 0 | 1 | 2, most: number): readonly string[] {
    if (distance === 0) return []
    const sign = signOf(word)
    const found: { readonly word: string; readonly distance: number }[] = []
    for (let length = word.length - distance; length <= word.length + distance; length++) {
      const group = this.#byLength.get(length)
      if (!group) continue
      for (const [i, other] of group.words.entries()) {
        // Each slip changes at most two of the letters that there are.
        if (bitsOf(sign ^ (group.signs[i] ?? 0)) > 2 * distance) continue
        const between = slipsBetween(word, other, distance)
        if (between > 0 && between <= distance) found.push({ word: other, distance: between })
      }
    }
    return found
      .toSorted((a, b) => a.distance - b.distance || sharedStart(word, b.word) - sharedStart(word, a.word))
      .slice(0, most)
      .map((one) => one.word)
  }
}

/** How many slips a word may have: none where every short word is near to every other, and none in numbers. */
export function slipsAllowed(word: string): 0 | 1 | 2 {
  return word.length < 4 || /\d/u.test(word) ? 0 : word.length < 8 ? 1 : 2
}

function signOf(word: string): number {
  let sign = 0
  for (let i = 0; i < word.length; i++) sign |= 1 << (word.charCodeAt(i) & 31)
  return sign
}

function bitsOf(sign: number): number {
  let left = sign
  let bits = 0
  while (left !== 0) {
    left &= left - 1
    bits += 1
  }
  return bits
}

function sharedStart(a: string, b: string): number {
  let i = 0
  while (i < a.length && a[i] === b[i]) i += 1
  return i
}

/** The least number of slips between two words; anything above `most` is given as `most` + 1. */
export function slipsBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let beforeLast: readonly number[] = []
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const row = nextRow({ a, b, i, last, beforeLast })
    if (Math.min(...row) > most) return most + 1
    beforeLast = last
    last = row
  }
  return Math.min(last[b.length] ?? most + 1, most + 1)
}

interface Rows {
  readonly a: string
  readonly b: string
  readonly i: number
  readonly last: readonly number[]
  readonly beforeLast: readonly number[]
}

/** The slips from the first `i` letters of `a` to each beginning of `b`. */
function nextRow({ a, b, i, last, beforeLast }: Rows): readonly number[] {
  const row = [i]
  for (let j = 1; j <= b.length; j++) {
    const isSame = a[i - 1] === b[j - 1]
    const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
    row.push(
      Math.min(
        at(last, j) + 1,
        at(row, j - 1) + 1,
        at(last, j - 1) + (isSame ? 0 : 1),
        isSwapped ? at(beforeLast, j - 2) + 1 : Number.POSITIVE_INFINITY,
      ),
    )
  }
  return row
}

function at(row: readonly number[], place: number): number {
  return row[place] ?? 0
}
