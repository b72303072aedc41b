/** A script whose vowel signs may be drawn before the consonant that they are spoken after. */
interface Script {
  readonly consonants: string
  /** Signs that are drawn first and written second. */
  readonly before: string
  /** What binds a further consonant to the one before it. */
  readonly joiner: string
  /** Signs under or beside a consonant that come before the vowel sign in writing. */
  readonly between: string
  readonly signs: string
}

// Source: The Unicode Standard, chapters 12 (South Asia) and 16 (Southeast Asia). Thai and Lao are not here: they are written as drawn.
const scripts: readonly Script[] = [
  {
    consonants: '\u0915-\u0939\u0958-\u095f',
    before: '\u093f',
    joiner: '\u094d',
    between: '\u093c',
    signs: '\u0900-\u0903\u093a-\u094f',
  },
  {
    consonants: '\u0995-\u09b9\u09dc-\u09df\u09f0\u09f1',
    before: '\u09bf\u09c7\u09c8',
    joiner: '\u09cd',
    between: '\u09bc',
    signs: '\u0981-\u0983\u09bc-\u09cd',
  },
  { consonants: '\u0b95-\u0bb9', before: '\u0bc6\u0bc7\u0bc8', joiner: '', between: '', signs: '\u0bbe-\u0bcd' },
  {
    consonants: '\u1780-\u17a2',
    before: '\u17c1-\u17c3',
    joiner: '\u17d2',
    between: '\u17c9\u17ca',
    signs: '\u17b6-\u17d3',
  },
  {
    consonants: '\u1000-\u102a\u103f',
    before: '\u1031',
    joiner: '\u1039',
    between: '\u103a-\u103e\u1060',
    signs: '\u102b-\u103e',
  },
]

function visualVowels({ consonants, before, joiner, between, signs }: Script): RegExp {
  const more = joiner === '' ? '' : `(?:${joiner}[${consonants}])*`
  const marks = between === '' ? '' : `[${between}]*`
  // Only where the sign has no consonant before it can it be one that was taken as it is drawn.
  return new RegExp(`(?<![${consonants}${signs}])(?<vowel>[${before}])(?<cluster>[${consonants}]${more}${marks})`, 'gu')
}

const patterns = scripts.map(visualVowels)

/** Vowel signs of two parts that a drawn text gives as two. */
const composed: readonly (readonly [RegExp, string])[] = [
  [/\u09c7\u09be/gu, '\u09cb'],
  [/\u09c7\u09d7/gu, '\u09cc'],
  [/\u0bc6\u0bbe/gu, '\u0bca'],
  [/\u0bc7\u0bbe/gu, '\u0bcb'],
  [/\u0e4d\u0e32/gu, '\u0e33'],
  [/\u0ecd\u0eb2/gu, '\u0eb3'],
]

/**
 * Puts vowel signs that a file gives in the order in which they are drawn after the consonant that they belong to, in Devanagari, Bengali, Tamil, Khmer
 * and Burmese. Text that is in order stays as it is.
 */
export function inWritingOrder(text: string): string {
  if (!/[\u0900-\u0eff\u1000-\u109f\u1780-\u17ff]/u.test(text)) return text
  let written = text
  for (const pattern of patterns) written = written.replaceAll(pattern, '$<cluster>$<vowel>')
  for (const [parts, whole] of composed) written = written.replaceAll(parts, whole)
  return written
}
