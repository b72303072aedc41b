import { Refusal } from '../kernel/errors.ts'
import { readDocx } from './docx-source.ts'
import { decodeText } from './text.ts'
import { XmlError } from './xml-events.ts'
import { ZipError } from './zip-parts.ts'

/** Takes the words out of a file that has no pages. It may throw what its format's reader throws. */
type TextExtractor = (bytes: Uint8Array) => string

const plain: TextExtractor = (bytes) => decodeText(bytes).text

/** Which media type is read how; `text/*` without a line of its own is plain text. */
const extractors: Readonly<Record<string, TextExtractor>> = {
  'application/json': plain,
  'application/mbox': plain,
  'application/xml': plain,
  'message/rfc822': plain,
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': (bytes) =>
    readDocx(bytes)
      .paragraphs.map(({ text }) => text)
      .join('\n'),
}

function extractorFor(mediaType: string): TextExtractor | undefined {
  const own = Object.hasOwn(extractors, mediaType) ? extractors[mediaType] : undefined
  return own ?? (mediaType.startsWith('text/') ? plain : undefined)
}

/** Whether {@link textOfFile} can read files of this type. */
export function hasTextExtractor(mediaType: string): boolean {
  return extractorFor(mediaType) !== undefined
}

/** The most characters of a file that are kept, and of a stretch of it, which stands for a page. */
const MOST_CHARACTERS = 20_000_000
const STRETCH = 4_000

/**
 * The words of a file that has no pages, cut into stretches at the ends of lines.
 *
 * @throws Refusal `source.unsupported`, `source.damaged`
 */
export function textOfFile(bytes: Uint8Array, mediaType: string): readonly string[] {
  const extract = extractorFor(mediaType)
  if (extract === undefined) throw new Refusal('source.unsupported', {})
  try {
    return stretches(extract(bytes).slice(0, MOST_CHARACTERS))
  } catch (error) {
    if (error instanceof ZipError || error instanceof XmlError)
      throw new Refusal('source.damaged', {}, { cause: error })
    throw error
  }
}

function stretches(text: string): readonly string[] {
  const cut: string[] = []
  for (let at = 0; at < text.length;) {
    const end = endOfStretch(text, at)
    const stretch = text.slice(at, end).toWellFormed().replaceAll(/\r\n?/gu, '\n').replaceAll('\0', '').trim()
    if (stretch !== '') cut.push(stretch)
    at = end
  }
  return cut
}

function endOfStretch(text: string, start: number): number {
  const most = start + STRETCH
  if (most >= text.length) return text.length
  for (const mark of ['\n', ' ']) {
    const end = text.lastIndexOf(mark, most)
    if (end > start + STRETCH / 2) return end + 1
  }
  // Never between the two halves of a character.
  return /[\udc00-\udfff]/u.test(text[most] ?? '') ? most + 1 : most
}
