// A corpus that nobody wrote: words of eight scripts, made of their own letters and drawn as often as words of a language
// are, so that an index has common and rare ones. Thai, Khmer and Burmese are written without spaces.

interface Script {
  readonly first: readonly string[]
  readonly signs: readonly string[]
  readonly spaced: boolean
  /** How long a word is, in syllables. */
  readonly syllables: readonly [least: number, most: number]
}

const letters = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i))

const latin = {
  first: Array.from('bcdfghjklmnprstvw'),
  signs: Array.from('aeiou'),
  spaced: true,
  syllables: [1, 4],
} as const

const scripts: readonly Script[] = [
  latin,
  { ...latin, signs: Array.from('aeiouáéñöü') },
  { first: letters(0x0915, 0x0939), signs: ['', 'ा', 'ि', 'ी', 'ु', 'े', 'ो', '्र'], spaced: true, syllables: [1, 4] },
  { first: letters(0x0995, 0x09a8), signs: ['', 'া', 'ি', 'ী', 'ু', 'ে', 'ো'], spaced: true, syllables: [1, 4] },
  {
    first: letters(0x0ba3, 0x0bb9).filter((one) => /\p{L}/u.test(one)),
    signs: ['', 'ா', 'ி', 'ு', 'ை', '்'],
    spaced: true,
    syllables: [2, 4],
  },
  {
    first: letters(0x0627, 0x064a).filter((one) => /\p{Lo}/u.test(one)),
    signs: ['', '', 'ا', 'و', 'ي'],
    spaced: true,
    syllables: [2, 4],
  },
  { first: letters(0x0e01, 0x0e2e), signs: ['', 'า', 'ิ', 'ี', 'ุ', 'ู', '้า'], spaced: false, syllables: [2, 5] },
  { first: letters(0x1780, 0x17a2), signs: ['', 'ា', 'ិ', 'ុ', 'េ', '្រ'], spaced: false, syllables: [2, 5] },
]

/** Whole numbers below a bound, the same in every run. */
export type Draw = (below: number) => number

/** A source of numbers. Source: Marsaglia, "Xorshift RNGs" (2003) */
export function drawFrom(seed: number): Draw {
  let state = seed | 1
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}

/** The words of a language, and texts made of them. */
export class MixedCorpus {
  readonly #draw: Draw
  readonly #words: readonly (readonly string[])[]

  constructor(seed: number, wordsOfEach = 20_000) {
    this.#draw = drawFrom(seed)
    this.#words = scripts.map((script) => Array.from({ length: wordsOfEach }, () => this.#newWord(script)))
  }

  #newWord({ first, signs, syllables: [least, most] }: Script): string {
    const count = least + this.#draw(most - least + 1)
    return Array.from({ length: count }, () => this.#one(first) + this.#one(signs)).join('')
  }

  #one(of: readonly string[]): string {
    return of[this.#draw(of.length)] ?? ''
  }

  /** A word as often as its place in the list says: the tenth a tenth as often as the first, as in languages. */
  #word(script: number): string {
    const words = this.#words[script] ?? []
    const place = Math.floor(words.length ** (this.#draw(1_000_000) / 1_000_000)) - 1
    return words[place] ?? ''
  }

  /** Some words in one of the scripts, as they are written. */
  passage(words: number): string {
    const script = this.#draw(scripts.length)
    const drawn = Array.from({ length: words }, () => this.#word(script))
    return drawn.join(scripts[script]?.spaced === false ? '' : ' ')
  }

  /** Two words of one script, common and rare alike. */
  twoWords(): string {
    const script = this.#draw(scripts.length)
    return `${this.#word(script)} ${this.#word(script)}`
  }
}
