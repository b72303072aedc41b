/** Where the window's own files are. */
export const APP_ORIGIN = 'app://clarkson'

/** The address of the window's page. */
export const APP_PAGE = `${APP_ORIGIN}/index.html`

const MOST_ADDRESS = 1_000
const MOST_SEGMENTS = 8
const SEGMENT = /^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,120}$/u

// Windows opens a device for these names, whatever their ending.
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu

/**
 * The path below the renderer's folder that an `app:` address names, as its segments; undefined when it is not ours to
 * serve. Refused rather than decoded: escapes, backslashes, dot segments, empty segments, queries, control characters,
 * names that are devices on Windows. No file of ours needs any of them.
 */
export function appFile(address: string): readonly string[] | undefined {
  if (address.length > MOST_ADDRESS) return undefined
  if (address === APP_ORIGIN || address === `${APP_ORIGIN}/`) return ['index.html']
  if (!address.startsWith(`${APP_ORIGIN}/`)) return undefined
  const segments = address.slice(APP_ORIGIN.length + 1).split('/')
  if (segments.length > MOST_SEGMENTS) return undefined
  return segments.every(isPlainSegment) ? segments : undefined
}

function isPlainSegment(segment: string): boolean {
  return SEGMENT.test(segment) && !segment.includes('..') && !segment.endsWith('.') && !DEVICE.test(segment)
}

/** What an `exhibit:` address asks for. */
export type ExhibitAddress =
  | { readonly kind: 'page'; readonly token: string; readonly index: number; readonly width: number }
  | { readonly kind: 'media'; readonly token: string }

const PAGE = /^exhibit:\/\/page\/([\w-]{22})\/(0|[1-9]\d{0,6})\?width=([1-9]\d{0,4})$/u
const MEDIA = /^exhibit:\/\/media\/([\w-]{22})$/u

/** The widest picture of a page, in device pixels. */
export const MOST_WIDTH = 8_192

/** What an `exhibit:` address asks for; undefined for any that the window does not itself make. */
export function exhibitAddress(address: string): ExhibitAddress | undefined {
  const page = PAGE.exec(address)
  if (page !== null) {
    const [, token = '', index = '', width = ''] = page
    if (Number(width) > MOST_WIDTH) return undefined
    return { kind: 'page', token, index: Number(index), width: Number(width) }
  }
  const token = MEDIA.exec(address)?.[1]
  return token !== undefined ? { kind: 'media', token } : undefined
}

/** A part of a stream: from `start` up to and without `end`, in bytes. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/**
 * The part that a Range header asks for; `'whole'` when there is none or it is one that may be ignored, `'none'` when
 * no byte of it exists.
 *
 * Source: RFC 9110, section 14.2 (a range set of more than one may be ignored).
 */
export function askedRange(header: string | null, size: number): ByteRange | 'whole' | 'none' {
  const asked = /^bytes=(\d{0,15})-(\d{0,15})$/u.exec(header?.trim() ?? '')
  if (asked === null) return 'whole'
  const [, first = '', last = ''] = asked
  if (first !== '') return rangeFrom(Number(first), last === '' ? Infinity : Number(last), size)
  return last === '' ? 'whole' : lastBytes(Number(last), size)
}

function rangeFrom(first: number, last: number, size: number): ByteRange | 'whole' | 'none' {
  if (last < first) return 'whole'
  return first >= size ? 'none' : { start: first, end: Math.min(last + 1, size) }
}

function lastBytes(count: number, size: number): ByteRange | 'none' {
  const length = Math.min(count, size)
  return length === 0 ? 'none' : { start: size - length, end: size }
}

/** The scheme and host of an address, for reports: nothing of its path or query, which may hold names. */
export function kindOfAddress(address: string): { readonly scheme: string; readonly host: string } {
  try {
    const { protocol, hostname } = new URL(address)
    return { scheme: protocol.replace(/:$/u, '').slice(0, 40), host: hostname.slice(0, 253) }
  } catch {
    return { scheme: /^[a-z][a-z0-9+.-]{0,39}/iu.exec(address)?.[0] ?? '', host: '' }
  }
}
