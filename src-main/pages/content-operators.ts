/** An operator of a content stream and where it stands: from its first operand to after its keyword. */
export interface ContentOperator {
  readonly name: string
  readonly start: number
  readonly end: number
  /** Where each operand begins; dictionaries and arrays count as one. */
  readonly operands: readonly number[]
}

const OPEN_ROUND = 0x28
const CLOSE_ROUND = 0x29
const LESS = 0x3c
const MORE = 0x3e
const OPEN_SQUARE = 0x5b
const CLOSE_SQUARE = 0x5d
const BACKSLASH = 0x5c
const PERCENT = 0x25
const SLASH = 0x2f

const delimiters = new Set([OPEN_ROUND, CLOSE_ROUND, LESS, MORE, OPEN_SQUARE, CLOSE_SQUARE, 0x7b, 0x7d, SLASH, PERCENT])

function isWhite(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0x0c || byte === 0
}

function isRegular(byte: number | undefined): boolean {
  return byte !== undefined && !isWhite(byte) && !delimiters.has(byte)
}

/** Whether a token begins an operand that is a number; every other bare word is a keyword. */
function isNumber(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || byte === 0x2b || byte === 0x2d || byte === 0x2e
}

/** The end of a literal string that begins at `at`. Source: ISO 32000-1, 7.3.4.2. */
export function endOfString(bytes: Uint8Array, at: number): number {
  let depth = 0
  let position = at
  while (position < bytes.length) {
    const byte = bytes[position]
    if (byte === BACKSLASH) position++
    else if (byte === OPEN_ROUND) depth++
    else if (byte === CLOSE_ROUND) {
      depth--
      if (depth === 0) return position + 1
    }
    position++
  }
  return bytes.length
}

function endOfHex(bytes: Uint8Array, at: number): number {
  const end = bytes.indexOf(MORE, at)
  return end < 0 ? bytes.length : end + 1
}

/** Steps over white space and comments. */
function skipWhite(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length) {
    if (bytes[at] === PERCENT) while (at < bytes.length && bytes[at] !== 0x0a && bytes[at] !== 0x0d) at++
    else if (isWhite(bytes[at])) at++
    else break
  }
  return at
}

function endOfRegular(bytes: Uint8Array, from: number): number {
  let at = from
  while (isRegular(bytes[at])) at++
  return at
}

/**
 * Where the data of an inline image ends: after an `EI` that stands alone and is followed by what a content stream is made of,
 * not by more picture. Source: ISO 32000-1, 8.9.7.
 */
function endOfInlineImage(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at++) {
    const isEnd = bytes[at] === 0x45 && bytes[at + 1] === 0x49 && isWhite(bytes[at - 1]) && !isRegular(bytes[at + 2])
    if (isEnd && bytes.subarray(at + 2, at + 12).every((byte) => isWhite(byte) || (byte >= 0x20 && byte < 0x7f)))
      return at + 2
  }
  return bytes.length
}

/** What stands at a place in a content stream, and where it ends. */
type Token = { readonly kind: 'operand' | 'open' | 'close' | 'keyword'; readonly end: number }

function tokenAt(bytes: Uint8Array, at: number): Token {
  const byte = bytes[at] ?? 0
  const isDouble = bytes[at + 1] === byte
  switch (byte) {
    case OPEN_ROUND:
      return { kind: 'operand', end: endOfString(bytes, at) }
    case LESS:
      return isDouble ? { kind: 'open', end: at + 2 } : { kind: 'operand', end: endOfHex(bytes, at) }
    case MORE:
      return { kind: 'close', end: isDouble ? at + 2 : at + 1 }
    case OPEN_SQUARE:
      return { kind: 'open', end: at + 1 }
    case CLOSE_SQUARE:
      return { kind: 'close', end: at + 1 }
    case SLASH:
      return { kind: 'operand', end: endOfRegular(bytes, at + 1) }
    default:
      if (!isRegular(byte)) return { kind: 'operand', end: at + 1 }
      return { kind: isNumber(byte) ? 'operand' : 'keyword', end: endOfRegular(bytes, at) }
  }
}

/**
 * Goes through the operators of a content stream, in their order. Damaged streams give what can be told of them; inline
 * images are stepped over. Source: ISO 32000-1, 7.8.2.
 */
export function* operatorsIn(bytes: Uint8Array): Generator<ContentOperator> {
  let operands: number[] = []
  let depth = 0
  let at = skipWhite(bytes, 0)
  while (at < bytes.length) {
    const { kind, end } = tokenAt(bytes, at)
    if (depth === 0 && kind !== 'keyword' && kind !== 'close') operands.push(at)
    if (kind === 'open') depth++
    if (kind === 'close') depth = Math.max(0, depth - 1)
    let after = end
    if (kind === 'keyword' && depth === 0) {
      const name = String.fromCharCode(...bytes.subarray(at, Math.min(end, at + 16)))
      if (!['true', 'false', 'null'].includes(name)) {
        if (name === 'ID') after = endOfInlineImage(bytes, end + 1)
        yield { name, start: operands[0] ?? at, end: after, operands }
        operands = []
      } else operands.push(at)
    }
    at = skipWhite(bytes, after)
  }
}
