import type { PassphraseReason } from '../contract/failure.ts'

// How many tries a guesser needs who knows how people choose. It is counted in bits, part by part, always by the cheapest
// way that is known to make the part: a word from a list, one of the usual ones, a run on the keyboard, a year, something
// said before. No dictionary is here, so every run of letters is taken for a word: a passphrase is rather judged too weak.
// A better judge (zxcvbn, say) takes the place of `judgePassphrase` without a change anywhere else.

/** What a new passphrase must be worth, in bits: a lifetime of guessing at ten thousand tries a second, each of them an Argon2id. */
export const leastBits = 40

/** One word of a list as long as diceware's: log2(7776). */
const wordBits = 12.9
const usualWordBits = 7
const usualPassphraseBits = 5
const knownBits = 2
const runBits = 6

/** What a passphrase is worth, and what keeps it from being worth more. */
export interface PassphraseJudgement {
  /** Rounded down. */
  readonly bits: number
  readonly isStrong: boolean
  readonly reasons: readonly PassphraseReason[]
}

// What is tried first everywhere: the heads of published lists of leaked passwords.
const usualPassphrases = new Set(
  (
    'password passphrase letmein welcome admin administrator qwerty qwertz azerty iloveyou monkey dragon sunshine princess ' +
    'football baseball superman batman master shadow michael jordan jennifer abcdef abc login starwars freedom whatever ' +
    'trustno mustang access hello charlie donald secret clarkson changeme default root test guest user computer internet'
  ).split(' '),
)

// The commonest words of English, which are the first that come to anybody's mind.
const usualWords = new Set(
  (
    'the be to of and a in that have i it for not on with he as you do at this but his by from they we say her she or an ' +
    'will my one all would there their what so up out if about who get which go me when make can like time no just him ' +
    'know take people into year your good some could them see other than then now look only come its over think also back ' +
    'after use two how our work first well way even new want because any these give day most us is are was were been has ' +
    'had did said here love life man woman god home house mother father family friend world three four five six seven ' +
    'eight nine ten very must shall may red blue green black white big small my mine let open quick brown fox jumps lazy dog'
  ).split(' '),
)

const rows = [
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'azertyuiop',
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
]
const rowsBothWays = [...rows, ...rows.map((row) => Array.from(row).toReversed().join(''))]

const lookalikes: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

/** A run of one kind of character. */
const parts = /(?:\p{L}|\p{M})+|\p{Nd}+|\s+|[^\p{L}\p{M}\p{Nd}\s]+/gu
const isSign = /^[^\p{L}\p{Nd}]/u
const unspaced = /[\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}\p{Script=Myanmar}]/u
const ideographs = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u

/** The pattern that a part follows, if it is one that every guesser knows. */
function patternOf(plain: string): PassphraseReason | undefined {
  if (/^(?:19|20)\d\d$/u.test(plain)) return 'date'
  if (plain.length <= 2) return undefined
  if (/^(.+?)\1+$/u.test(plain)) return 'repeated'
  return rowsBothWays.some((row) => row.includes(plain)) ? 'sequence' : undefined
}

class Judge {
  bits = 0
  readonly reasons = new Set<PassphraseReason>()
  readonly #said = new Set<string>()
  readonly #about: ReadonlySet<string>

  constructor(about: readonly string[]) {
    this.#about = new Set(about.flatMap((text) => wordsOf(text)).filter((word) => word.length > 2))
  }

  take(part: string): void {
    const plain = part.toLowerCase()
    const known = this.#known(plain)
    this.#said.add(plain)
    this.bits += known ?? (/^[\p{L}\p{M}]/u.test(part) ? letterBits(part) : otherBits(part))
  }

  /** The cheap ways to make a part, with what is to be said of each. */
  #known(plain: string): number | undefined {
    if (/^\s+$/u.test(plain)) return 0
    // The sign between words is chosen once.
    if (this.#said.has(plain)) return isSign.test(plain) ? 0 : this.#because('repeated', knownBits)
    if (this.#about.has(plain)) return this.#because('personal', knownBits)
    if (usualPassphrases.has(plain)) return this.#because('usual', usualPassphraseBits)
    if (usualWords.has(plain)) return Math.min(usualWordBits, plain.length * 4.7)
    const pattern = patternOf(plain)
    return pattern && this.#because(pattern, runBits)
  }

  #because(reason: PassphraseReason, bits: number): number {
    this.reasons.add(reason)
    return bits
  }
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? []
}

/** A run of letters: a word, or as many words as letters of a script without spaces may be, or letters by chance. */
function letterBits(part: string): number {
  const letters = Array.from(part)
  if (ideographs.test(part)) return letters.length * 7
  if (unspaced.test(part)) return Math.ceil(letters.length / 5) * 10
  // Nobody's word: seven consonants on end, or hardly a vowel.
  const isChance = /[bcdfghjklmnpqrstvwxz]{6}/iu.test(part)
  // Words written as one, of which the usual ones are tried first.
  const perLetter = isChance ? 4 : 1.9
  const word = isChance ? 0 : Math.min(wordBits, letters.length * 2.7)
  const more = (isChance ? letters.length : Math.max(0, letters.length - 8)) * perLetter
  return word + more + capitalBits(letters)
}

function capitalBits(letters: readonly string[]): number {
  const capitals = letters.filter((letter) => letter !== letter.toLowerCase()).length
  if (capitals === 0) return 0
  return capitals === letters.length || (capitals === 1 && letters[0] !== letters[0]?.toLowerCase())
    ? 1
    : Math.min(6, capitals + 1)
}

function otherBits(part: string): number {
  const each = /^\p{Nd}/u.test(part) ? 3.3 : 3.5
  // The same sign in a row says little more than once.
  return each * new Set(part).size + 0.5 * (part.length - new Set(part).size)
}

/** A word in which signs stand for letters, as `p@ssw0rd`: cheap, since every guesser tries it. */
function spelledOut(text: string): string {
  return Array.from(text.toLowerCase(), (letter) => lookalikes[letter] ?? letter).join('')
}

/**
 * Judges a passphrase.
 *
 * @param about words that a guesser knows: the user's name and the vault's
 */
export function judgePassphrase(passphrase: string, about: readonly string[] = []): PassphraseJudgement {
  const text = passphrase.normalize('NFC').trim()
  const judge = new Judge(about)
  const bare = spelledOut(text.replaceAll(/[^\p{L}\p{Nd}]+$/gu, ''))
  if (bare !== text.toLowerCase() && usualPassphrases.has(bare)) {
    judge.take(bare)
    judge.bits += 8
  } else for (const [part] of text.matchAll(parts)) judge.take(part)
  const bits = Math.floor(judge.bits)
  const isStrong = bits >= leastBits
  if (!isStrong && judge.reasons.size === 0) judge.reasons.add('too-little')
  return { bits, isStrong, reasons: [...judge.reasons] }
}
