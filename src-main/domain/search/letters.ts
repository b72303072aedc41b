// What a letter is for searching. It must be the same in every runtime that opens a vault, whatever its ICU: so nothing here
// asks Intl, and a character that a runtime's Unicode does not know yet counts as a letter, as it will later.

/** What a character does to the word that it stands in. */
export type Role =
  /** Part of a word of a script that has spaces between words. */
  | 'letter'
  /** Begins a cluster of a script that is written without spaces between words. */
  | 'cluster'
  /** Belongs to the letter before it and tells words apart: the vowel signs of Indic scripts. */
  | 'sign'
  /** Belongs to the letter before it and is passed over: accents, harakat, points, joiners, soft hyphens. */
  | 'nothing'
  /** Ends a word. */
  | 'break'

type Range = readonly [from: number, to: number]

/** Blocks of the scripts that have no spaces between words. */
const UNSPACED: readonly Range[] = [
  [0x0e00, 0x0eff], // Thai, Lao
  [0x1000, 0x109f], // Burmese
  [0x1780, 0x17ff], // Khmer
  [0x1950, 0x19df], // Tai Le, New Tai Lue
  [0x1a20, 0x1aaf], // Tai Tham
  [0x1b00, 0x1b7f], // Balinese
  [0x3040, 0x312f], // kana, bopomofo
  [0x31a0, 0x31ff],
  [0x3400, 0x4dbf], // Han
  [0x4e00, 0x9fff],
  [0xa980, 0xa9ff], // Javanese, more Burmese
  [0xaa60, 0xaadf], // more Burmese, Tai Viet
  [0xf900, 0xfaff],
  [0x20000, 0x3ffff],
]

/** Blocks whose combining marks are letters of their own right. */
const SIGNS: readonly Range[] = [
  [0x07a6, 0x07b0], // Thaana
  [0x0900, 0x0fff], // Indic, Thai, Lao, Tibetan
  [0x1000, 0x109f],
  [0x1700, 0x1aaf],
  [0x1b00, 0x1cff],
  [0x3099, 0x309a], // か and が
  [0xa800, 0xabff],
  [0x11000, 0x11fff],
]

/** Signs that writers put and leave out as they please: nuktas, inherent vowels, Vedic accents. */
const OPTIONAL = new Set([
  0x093c, 0x09bc, 0x0a3c, 0x0abc, 0x0b3c, 0x0c3c, 0x0cbc, 0x0951, 0x0952, 0x0953, 0x0954, 0x17b4, 0x17b5, 0x17dd,
])

/** The zero of each row of decimal digits. */
const ZEROS = [
  0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0de6, 0x0e50,
  0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0xa8d0, 0xa9d0, 0xa9f0,
  0xaa50, 0xabf0,
]

/** Letters that are written for one another, or that no decomposition takes apart. */
const SAME: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ø', 'o'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ł', 'l'],
  ['ħ', 'h'],
  ['ŧ', 't'],
  ['ı', 'i'],
  ['ς', 'σ'],
  // Arabic, and its letters as Persian and Urdu write them.
  ['\u0671', '\u0627'],
  ['\u0649', '\u064a'],
  ['\u06cc', '\u064a'],
  ['\u06d2', '\u064a'],
  ['\u0629', '\u0647'],
  ['\u06c1', '\u0647'],
  ['\u06be', '\u0647'],
  ['\u06c3', '\u0647'],
  ['\u06d5', '\u0647'],
  ['\u06a9', '\u0643'],
  // Candrabindu and anusvara.
  ['\u0901', '\u0902'],
])

function isIn(ranges: readonly Range[], point: number): boolean {
  return ranges.some(([from, to]) => point >= from && point <= to)
}

function find(point: number): Role {
  const character = String.fromCodePoint(point)
  if (point === 0x0640) return 'nothing'
  // A letter by its category, a vowel with a sign over the consonant before it by what it is.
  if (point === 0x0e33 || point === 0x0eb3) return 'sign'
  if (/\p{M}/u.test(character)) return !OPTIONAL.has(point) && isIn(SIGNS, point) ? 'sign' : 'nothing'
  if (/\p{Cf}/u.test(character)) return 'nothing'
  if (/[\p{Z}\p{P}\p{S}\p{Cc}\p{Cs}\p{Co}]/u.test(character)) return 'break'
  return isIn(UNSPACED, point) && !/\p{N}/u.test(character) ? 'cluster' : 'letter'
}

const known = new Map<number, Role>()

/** What a code point does to the word that it stands in. */
export function roleOf(point: number): Role {
  let role = known.get(point)
  if (role === undefined) {
    role = find(point)
    known.set(point, role)
  }
  return role
}

/** A letter with what belongs to it, as it is looked for. */
export interface Folded {
  readonly text: string
  readonly role: 'letter' | 'cluster' | 'nothing' | 'break'
}

function digitOf(point: number): string | undefined {
  const zero = ZEROS.find((one) => point >= one && point <= one + 9)
  return zero === undefined ? undefined : String(point - zero)
}

/** A letter and the marks behind it as they are compared: without case, accents, harakat, and forms of the same letter. */
export function fold(cluster: string): Folded {
  const point = cluster.codePointAt(0) ?? 0
  const first = roleOf(point)
  const decomposed = toneBeforeSign(cluster.normalize('NFKD').toLowerCase().normalize('NFKD'))
  const text = Array.from(decomposed, foldedLetter).join('')
  if (text === '') return { text, role: first === 'break' ? 'break' : 'nothing' }
  return { text, role: first === 'cluster' && !/^\d/u.test(text) ? 'cluster' : 'letter' }
}

/** Whether a point ends the cluster before it although it is a letter: the second half of am in Thai and Lao, where it is written as two. */
export function endsAm(cluster: string, point: number): boolean {
  return (point === 0x0e32 && cluster.includes('\u0e4d')) || (point === 0x0eb2 && cluster.includes('\u0ecd'))
}

/** In am the tone is typed before the sign or after it; normalisation leaves both as they are. */
function toneBeforeSign(cluster: string): string {
  return cluster.replace(/([\u0e4d\u0ecd])([\u0e48-\u0e4b\u0ec8-\u0ecb]+)(?=[\u0e32\u0eb2])/u, '$2$1')
}

function foldedLetter(character: string): string {
  const point = character.codePointAt(0) ?? 0
  const role = roleOf(point)
  if (role === 'nothing' || role === 'break') return ''
  return digitOf(point) ?? SAME.get(character) ?? character
}
