import { type Decoder, decoderOf } from './code-pages.ts'
import { textOfHtml } from './html-text.ts'

const dictionary =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx'

const window = 4_096
const mostBytes = 32 * 1024 * 1024

/** What was unpacked, and the last of it to which references lead back. */
class Unpacked {
  readonly #out: Uint8Array
  readonly #ring = new Uint8Array(window).fill(0x20)
  #length = 0
  /** Where in the ring the next byte comes. */
  at = dictionary.length

  constructor(size: number) {
    this.#out = new Uint8Array(size)
    this.#ring.set(Buffer.from(dictionary, 'latin1'))
  }

  get isFull(): boolean {
    return this.#length >= this.#out.length
  }

  put(byte: number): void {
    if (!this.isFull) this.#out[this.#length++] = byte
    this.#ring[this.at] = byte
    this.at = (this.at + 1) % window
  }

  repeat(from: number, count: number): void {
    for (let i = 0; i < count; i++) this.put(this.#ring[(from + i) % window] ?? 0)
  }

  end(): Uint8Array {
    return this.#out.subarray(0, this.#length)
  }
}

/** Unpacks Outlook's RTF; undefined for what is not that. Source: MS-OXRTFCP, version 9.1. */
export function unpackRtf(packed: Uint8Array): Uint8Array | undefined {
  if (packed.byteLength < 16) return undefined
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength)
  const kind = view.getUint32(8, true)
  if (kind === 0x414c454d) return packed.subarray(16)
  if (kind !== 0x75465a4c) return undefined
  return inflated(packed, new Unpacked(Math.min(view.getUint32(4, true), mostBytes)))
}

function inflated(packed: Uint8Array, unpacked: Unpacked): Uint8Array {
  let at = 16
  while (at < packed.byteLength && !unpacked.isFull) {
    const flags = packed[at++] ?? 0
    for (let bit = 0; bit < 8 && at < packed.byteLength; bit++) {
      if ((flags & (1 << bit)) === 0) {
        unpacked.put(packed[at++] ?? 0)
        continue
      }
      const reference = ((packed[at] ?? 0) << 8) | (packed[at + 1] ?? 0)
      at += 2
      // A reference to the very place that is to be written ends the text.
      if (reference >> 4 === unpacked.at) return unpacked.end()
      unpacked.repeat(reference >> 4, (reference & 15) + 2)
    }
  }
  return unpacked.end()
}

/** Groups that hold no text of the document. */
const aside = new Set(
  'fonttbl colortbl stylesheet info pict object header footer headerl headerr footerl footerr listtable listoverridetable rsidtbl generator xmlnstbl themedata colorschememapping datastore latentstyles fldinst'.split(
    ' ',
  ),
)

const signs: Readonly<Record<string, string>> = {
  par: '\n',
  line: '\n',
  sect: '\n',
  page: '\n',
  row: '\n',
  tab: '\t',
  cell: '\t',
  emdash: '—',
  endash: '–',
  bullet: '•',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
}

interface Group {
  readonly skipped: boolean
  readonly html: boolean
  readonly uc: number
}

const token = /\\(?:'([0-9a-f]{2})|([a-z]{1,32})(-?\d{1,10})? ?|([^a-z]))|([{}])|([^\\{}\r\n]+)|[\r\n]/giu

function codePage(rtf: string): Decoder {
  const page = /\\ansicpg(\d{3,5})/u.exec(rtf.slice(0, 2_000))?.[1]
  return decoderOf(Number(page ?? 1_252)) ?? new TextDecoder('windows-1252')
}

/** Gathers the words of an RTF, or the HTML that one carries. */
class RtfWords {
  readonly #decoder: Decoder
  readonly #carriesHtml: boolean
  readonly #groups: Group[] = []
  #now: Group = { skipped: false, html: false, uc: 1 }
  #bytes: number[] = []
  #swallow = 0
  #isStarred = false
  #isRtfOnly = false
  text = ''

  constructor(rtf: string) {
    this.#decoder = codePage(rtf)
    this.#carriesHtml = /\\fromhtml1\b/u.test(rtf.slice(0, 2_000))
  }

  get carriesHtml(): boolean {
    return this.#carriesHtml
  }

  #flush(): void {
    if (this.#bytes.length === 0) return
    const text = this.#decoder.decode(Uint8Array.from(this.#bytes))
    this.#bytes = []
    this.#put(text)
  }

  #put(text: string): void {
    if (this.#now.skipped || this.#isRtfOnly) return
    const isMarkup = !this.#carriesHtml || this.#now.html
    this.text += isMarkup ? text : text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  }

  brace(letter: string): void {
    this.#flush()
    this.#isStarred = false
    if (letter === '{') this.#groups.push(this.#now)
    else this.#now = this.#groups.pop() ?? this.#now
    if (this.#groups.length > 2_000) this.#groups.length = 2_000
  }

  byte(hex: string): void {
    if (this.#swallow > 0) this.#swallow--
    else this.#bytes.push(Number.parseInt(hex, 16))
  }

  plain(text: string): void {
    this.#flush()
    const kept = text.slice(this.#swallow)
    this.#swallow = Math.max(0, this.#swallow - text.length)
    this.#put(kept)
  }

  sign(letter: string): void {
    if (letter === '*') this.#isStarred = true
    else if (letter === '~') this.plain('\u00a0')
    else if (letter === '_') this.plain('\u2011')
    else if (letter === '\\' || letter === '{' || letter === '}') this.plain(letter)
  }

  word(name: string, value: number | undefined): void {
    this.#flush()
    const isStarred = this.#isStarred
    this.#isStarred = false
    if (name === 'u' && value !== undefined) {
      this.#put(String.fromCharCode(value & 0xffff))
      this.#swallow = this.#now.uc
    } else if (name === 'uc') this.#now = { ...this.#now, uc: Math.min(8, Math.max(0, value ?? 1)) }
    else if (name === 'htmlrtf') this.#isRtfOnly = value !== 0
    else if (name === 'htmltag' && isStarred) this.#now = { ...this.#now, html: true }
    else if (isStarred || aside.has(name)) this.#now = { ...this.#now, skipped: true }
    else this.#put(signs[name] ?? '')
  }
}

/** The words of an RTF text as plain text; of one that carries HTML, that HTML's words. Never throws. Source: RTF 1.9.1; MS-OXRTFEX 8.1. */
export function textOfRtf(bytes: Uint8Array): { readonly text: string; readonly remote: number } {
  const rtf = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, mostBytes)).toString('latin1')
  const words = new RtfWords(rtf)
  for (const [, hex, name, value, sign, brace, plain] of rtf.matchAll(token)) {
    if (hex !== undefined) words.byte(hex)
    else if (name !== undefined) words.word(name, value === undefined ? undefined : Number(value))
    else if (sign !== undefined) words.sign(sign)
    else if (brace !== undefined) words.brace(brace)
    else if (plain !== undefined) words.plain(plain)
    if (words.text.length > 8_000_000) break
  }
  words.brace('}')
  return words.carriesHtml ? textOfHtml(words.text) : { text: words.text.trim(), remote: 0 }
}
