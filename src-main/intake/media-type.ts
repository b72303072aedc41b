import { ebml, isoMedia, mpegAudio, ogg, ole, riff, zip } from './containers.ts'
import { bySignature, hasText } from './signatures.ts'
import { decodeText, looksLikeText } from './text.ts'
import { textType } from './text-types.ts'

/** How many of a file's first bytes the detection wants, and of its last where they are at hand. */
const headBytes = 65_536

function indexOf(bytes: Uint8Array, text: string, most: number): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, most)).indexOf(text, 0, 'latin1')
}

function bitmap(head: Uint8Array): string | undefined {
  if (!hasText(head, 'BM') || head.length < 26) return undefined
  const view = new DataView(head.buffer, head.byteOffset, head.length)
  return [12, 16, 40, 52, 56, 64, 108, 124].includes(view.getUint32(14, true)) ? 'image/bmp' : undefined
}

function windowsProgram(head: Uint8Array): string | undefined {
  if (!hasText(head, 'MZ')) return undefined
  return looksLikeText(head) ? undefined : 'application/vnd.microsoft.portable-executable'
}

/** Viewers look for a PDF's first line in the first 1,024 bytes. Source: ISO 32000-1, Annex H, note 13. */
function latePdf(head: Uint8Array): string | undefined {
  return indexOf(head, '%PDF-', 1_024) >= 0 ? 'application/pdf' : undefined
}

/** In this order: what has structure before what has only a magic number, and what is least sure last. */
const detectors: readonly ((head: Uint8Array, tail: Uint8Array) => string | undefined)[] = [
  riff,
  ogg,
  ebml,
  ole,
  zip,
  bySignature,
  isoMedia,
  bitmap,
  windowsProgram,
  latePdf,
  mpegAudio,
]

/**
 * The media type of a file, from its content and never from its name. What stands at the very beginning decides, since
 * that is what a viewer shows; what else the same bytes might also be is not reported.
 *
 * @param head the first bytes, {@link headBytes} or the whole file
 * @param size the file's length in bytes
 * @param tail its last bytes; helps with office files whose directory stands at the end
 * @returns a media type in lower case without parameters; `application/octet-stream` for what is not known,
 * `application/x-empty` for nothing
 */
export function detectMediaType(head: Uint8Array, size: number, tail: Uint8Array = new Uint8Array()): string {
  if (size === 0 || head.length === 0) return 'application/x-empty'
  const first = head.subarray(0, headBytes)
  for (const detect of detectors) {
    const found = detect(first, tail)
    if (found !== undefined) return found
  }
  if (looksLikeText(first)) return textType(decodeText(first).text, size <= first.length)
  return 'application/octet-stream'
}
