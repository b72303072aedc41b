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

function decode(bytes: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding).decode(bytes)
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
  if (pairs < 2) return undefined
  if (odd > pairs * 0.3 && even < pairs * 0.05) return 'utf-16le'
  if (even > pairs * 0.3 && odd < pairs * 0.05) return 'utf-16be'
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
  readonly script: RegExp
  /** Encodings of two bytes a character fail soon on other text, so that fitting is evidence by itself. */
  readonly multibyte: boolean
}

const han = '\\p{Script=Han}'
const candidates: readonly Candidate[] = [
  {
    encoding: 'shift_jis',
    script: new RegExp(`[\\p{Script=Hiragana}\\p{Script=Katakana}${han}]`, 'gu'),
    multibyte: true,
  },
  { encoding: 'euc-jp', script: new RegExp(`[\\p{Script=Hiragana}\\p{Script=Katakana}${han}]`, 'gu'), multibyte: true },
  { encoding: 'euc-kr', script: /\p{Script=Hangul}/gu, multibyte: true },
  { encoding: 'gb18030', script: new RegExp(han, 'gu'), multibyte: true },
  { encoding: 'big5', script: new RegExp(han, 'gu'), multibyte: true },
  { encoding: 'windows-1251', script: /\p{Script=Cyrillic}/gu, multibyte: false },
  { encoding: 'koi8-r', script: /\p{Script=Cyrillic}/gu, multibyte: false },
  { encoding: 'windows-1253', script: /\p{Script=Greek}/gu, multibyte: false },
  { encoding: 'windows-1255', script: /\p{Script=Hebrew}/gu, multibyte: false },
  { encoding: 'windows-1256', script: /\p{Script=Arabic}/gu, multibyte: false },
  { encoding: 'windows-874', script: /\p{Script=Thai}/gu, multibyte: false },
  { encoding: 'windows-1254', script: /[\u00c0-\u00ffıİşŞğĞ]/gu, multibyte: false },
  { encoding: 'windows-1250', script: /[\u00c0-\u017f]/gu, multibyte: false },
  { encoding: 'windows-1252', script: /[\u00c0-\u00ff]/gu, multibyte: false },
]

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}

/** The most used Han characters of each tradition: every second running character is one of them. */
const commonHan = /[的一是不了人在有我他这這来來大中国國到上为為们們说說时時和地要出就会會可也你对對生能而子]/gu

/**
 * How well bytes read in an encoding, from 0 to 1: the share of its languages' letters among all that is not ASCII,
 * less what cannot be and what is seldom: undefined characters, controls, a capital after a small letter.
 */
function fit(sample: Uint8Array, { encoding, script, multibyte }: Candidate): number {
  const text = decode(sample, encoding)
  const beyond = count(text, /[^\p{ASCII}]/gu)
  if (beyond === 0) return 0
  const wrong = count(text, /[\ufffd\u0080-\u009f\ue000-\uf8ff]/gu)
  const odd = count(text, /\p{Ll}(?=[\p{Lu}])(?=[^\p{ASCII}])/gu) + count(text, /[\uff61-\uff9f]/gu)
  const share = (count(text, script) - 3 * wrong - odd) / beyond
  if (!multibyte) return share * 0.9
  const common =
    encoding === 'gb18030' || encoding === 'big5' ? Math.min(1, 0.7 + (2 * count(text, commonHan)) / beyond) : 1
  return share * common
}

function best(sample: Uint8Array): { readonly encoding: string; readonly score: number } {
  let found = { encoding: 'windows-1252', score: 0 }
  for (const candidate of candidates) {
    const score = fit(sample, candidate)
    // The last ones are the widest: they win a draw.
    if (score > found.score || (score === found.score && !candidate.multibyte))
      found = { encoding: candidate.encoding, score }
  }
  return found
}

/** Bytes that text of one byte a character does not have: a file with them is binary, whatever it decodes to. */
function controls(sample: Uint8Array): number {
  let found = 0
  for (const byte of sample) if (byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d, 0x1b].includes(byte)) found++
  return found
}

/**
 * Whether bytes look like text of any encoding rather than like binary data.
 *
 * @param sample the first bytes of a file
 */
export function looksLikeText(sample: Uint8Array): boolean {
  if (sample.length === 0) return false
  if (byMark(sample) !== undefined || byZeroes(sample) !== undefined) return true
  return controls(sample) <= sample.length / 512
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
