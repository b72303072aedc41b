/** Bytes read as text, with what was assumed. */
export interface DecodedText {
  /** Without a byte order mark; what could not be decoded stands as U+FFFD. Line ends are as they were. */
  readonly text: string
  /** The WHATWG name of the encoding, in lower case: `utf-8`, `windows-1252`, `shift_jis` ... */
  readonly encoding: string
  /** `certain` by a mark or by valid UTF-8 beyond ASCII; `likely` by how well it reads; `guess` when nothing fits well. */
  readonly confidence: 'certain' | 'likely' | 'guess'
}

/** At most so many bytes are tried in each encoding before all of them are decoded in the best. */
const sampleBytes = 32_768

/** What windows-1252 has where ISO 8859-1 has controls, from 0x80 on; a dot where it has nothing either. */
const windows1252 = '€.‚ƒ„…†‡ˆ‰Š‹Œ.Ž..‘’“”•–—˜™š›œ.žŸ'

function decode(bytes: Uint8Array, encoding: string): string {
  const text = new TextDecoder(encoding).decode(bytes)
  if (encoding !== 'windows-1252') return text
  // Node 24 decodes these as ISO 8859-1, whatever the standard says; other versions do not.
  return text.replaceAll(/[\u0080-\u009f]/gu, (control) => {
    const meant = windows1252[control.charCodeAt(0) - 0x80] ?? '.'
    return meant === '.' ? control : meant
  })
}

function byMark(bytes: Uint8Array): string | undefined {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  return undefined
}

/** UTF-16 without a mark: in text of most scripts nearly every second byte is a zero, or the same few values. */
function byZeroes(sample: Uint8Array): string | undefined {
  let even = 0
  let odd = 0
  for (let i = 0; i < sample.length; i++)
    if (sample[i] === 0) {
      if (i % 2 === 0) even++
      else odd++
    }
  const pairs = Math.floor(sample.length / 2)
  if (even + odd < 3) return undefined
  if (odd > pairs * 0.2 && even < pairs * 0.05) return 'utf-16le'
  if (even > pairs * 0.2 && odd < pairs * 0.05) return 'utf-16be'
  return undefined
}

/** Whether bytes are well-formed UTF-8; a character cut by the end of the bytes is forgiven. */
function isUtf8(bytes: Uint8Array): boolean {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    decoder.decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

/** An encoding, and what the text of its languages is made of. */
interface Candidate {
  readonly encoding: string
  /** The letters of its languages: those beyond ASCII that their texts are made of, not all that it can write. */
  readonly letters: RegExp
  /** What running text of its languages is never without, where the letters alone are shared with others. */
  readonly telling?: RegExp
}

const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}\u3000-\u303f\uff01-\uff5e]/gu
const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/gu
const han = /[\p{Script=Han}\u3000-\u303f\uff01-\uff5e]/gu
/** The most used Han characters of both traditions: every third of running text is one of them. */
const commonHan =
  /[的一是不了人在有我他这這来來大中国國到上为為们們说說时時和地要出就会會可也你对對生能而子没沒工日月年]/gu
const cyrillic = /\p{Script=Cyrillic}/gu

const candidates: readonly Candidate[] = [
  { encoding: 'shift_jis', letters: japanese, telling: kana },
  { encoding: 'euc-jp', letters: japanese, telling: kana },
  { encoding: 'euc-kr', letters: /\p{Script=Hangul}/gu },
  { encoding: 'gb18030', letters: han, telling: commonHan },
  { encoding: 'big5', letters: han, telling: commonHan },
  // Before the Cyrillic ones: their small letters lie on the same bytes, but Hebrew has no capitals.
  { encoding: 'windows-1255', letters: /[\u05d0-\u05ea]/gu },
  { encoding: 'windows-1251', letters: cyrillic },
  { encoding: 'koi8-r', letters: cyrillic },
  { encoding: 'windows-1253', letters: /\p{Script=Greek}/gu },
  { encoding: 'windows-1256', letters: /\p{Script=Arabic}/gu },
  { encoding: 'windows-874', letters: /\p{Script=Thai}/gu },
  { encoding: 'windows-1254', letters: /[ığşİĞŞçÇöÖüÜâîû\u2018-\u201d]/gu },
  {
    encoding: 'windows-1250',
    letters: /[ąćčďęěłńňřśšťůźżžőűăţşáéíóúýäöüôßĄĆČĎĘĚŁŃŘŚŠŤŮŹŻŽŐŰÁÉÍÓÚÝÄÖÜ\u2018-\u201e]/gu,
  },
  {
    encoding: 'windows-1252',
    letters: /[àáâãäåæçèéêëìíîïñòóôõöøùúûüßœÀÁÂÄÅÆÇÈÉÊËÎÏÑÓÔÖØÙÚÜ\u2013\u2014\u2018-\u201e\u2026€£§°º«»¿¡]/gu,
  },
]

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}

/**
 * How well bytes read in an encoding, to 1 at the best: the share of its languages' letters among all that is not
 * ASCII, less what cannot be (undefined characters, controls) and what is seldom (capitals, above all after a small
 * letter; two scripts in one word), and less again where what running text is never without is missing.
 */
function fit(sample: Uint8Array, { encoding, letters, telling }: Candidate): number {
  const text = decode(sample, encoding)
  const beyond = count(text, /[^\p{ASCII}]/gu)
  if (beyond === 0) return 0
  const wrong = count(text, /[\ufffd\u0080-\u009f\ue000-\uf8ff\uff61-\uff9f]/gu)
  const capitals = count(text, /(?!\p{ASCII})\p{Lu}/gu) + 2 * count(text, /\p{Ll}(?!\p{ASCII})(?=\p{Lu})/gu)
  const mixed = count(text, /[a-z](?=(?!\p{Script=Latin})[\p{L}\p{M}])|(?!\p{Script=Latin})[\p{L}\p{M}](?=[a-z])/giu)
  const share = (count(text, letters) - 3 * wrong - 0.3 * capitals - mixed) / beyond
  if (telling === undefined) return share
  return share * Math.min(1, 0.6 + (2 * count(text, telling)) / beyond)
}

function best(sample: Uint8Array): { readonly encoding: string; readonly score: number } {
  let found = { encoding: 'windows-1252', score: 0 }
  for (const { encoding, ...candidate } of candidates) {
    const score = fit(sample, { encoding, ...candidate })
    // The last one is the most used: it wins a draw.
    if (score > found.score || (score === found.score && encoding === 'windows-1252')) found = { encoding, score }
  }
  return found
}

/** Whether bytes have more control characters than text has: none that is zero, and hardly another. */
function isBinary(sample: Uint8Array): boolean {
  let found = 0
  for (const byte of sample) {
    if (byte === 0) return true
    if (byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d, 0x1b].includes(byte)) found++
  }
  return found > Math.max(1, sample.length / 512)
}

/**
 * Whether bytes look like text of any encoding rather than like binary data.
 *
 * @param sample the first bytes of a file
 */
export function looksLikeText(sample: Uint8Array): boolean {
  if (sample.length === 0) return false
  if (byMark(sample) !== undefined || byZeroes(sample) !== undefined) return true
  return !isBinary(sample)
}

/**
 * Reads bytes as text in the encoding that they are most likely in: by a byte order mark, as UTF-8 if they are that,
 * as UTF-16 by its zeroes, else in the old encoding of one language in which they read best. Never throws.
 *
 * Source: WHATWG Encoding Standard, for the encodings.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const mark = byMark(bytes)
  if (mark !== undefined) return { text: decode(bytes, mark), encoding: mark, confidence: 'certain' }
  const sample = bytes.subarray(0, sampleBytes)
  const wide = byZeroes(sample)
  if (wide !== undefined) return { text: decode(bytes, wide), encoding: wide, confidence: 'likely' }
  if (isUtf8(bytes)) return { text: decode(bytes, 'utf-8'), encoding: 'utf-8', confidence: 'certain' }
  const { encoding, score } = best(interesting(bytes))
  return { text: decode(bytes, encoding), encoding, confidence: score > 0.6 ? 'likely' : 'guess' }
}

/** A sample that begins near the first byte beyond ASCII: a long English preamble says nothing of the encoding. */
function interesting(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte >= 0x80)
  const start = bytes.lastIndexOf(0x0a, first) + 1
  return bytes.subarray(start, start + sampleBytes)
}
