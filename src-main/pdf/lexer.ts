import { asBuffer, classAt, isDigit, REGULAR, WHITE } from './bytes.ts'
import { Unreadable } from './unreadable.ts'

/** A place in a source's bytes, and the few steps that every reader of PDF syntax takes from there. */
export class Lexer {
  readonly bytes: Buffer
  at: number

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = asBuffer(bytes)
    this.at = at
  }

  /** Steps over white space and comments. */
  skipWhite(): void {
    const { bytes } = this
    let at = this.at
    while (at < bytes.length) {
      if (classAt(bytes, at) === WHITE) at++
      else if (bytes[at] === 0x25) at = endOfLine(bytes, at)
      else break
    }
    this.at = at
  }

  /** Takes a keyword if it stands here. */
  take(keyword: string): boolean {
    for (let i = 0; i < keyword.length; i++) if (this.bytes[this.at + i] !== keyword.charCodeAt(i)) return false
    this.at += keyword.length
    return true
  }

  /** Takes an unsigned integer after white space. @throws Unreadable if there is none */
  integer(): number {
    this.skipWhite()
    const { bytes } = this
    const start = this.at
    let value = 0
    while (isDigit(bytes[this.at])) value = value * 10 + (bytes[this.at++] as number) - 48
    if (this.at === start || !Number.isSafeInteger(value)) throw new Unreadable('an integer was expected')
    return value
  }

  /** Takes the header `n g obj` of an object. @throws Unreadable if another object, or none, stands here */
  objectHeader(number: number): void {
    const found = this.integer()
    this.integer()
    this.skipWhite()
    if (found !== number || !this.take('obj')) throw new Unreadable('no such object where the index says')
  }
}

/** The end of the line that holds a position, line break excluded. */
export function endOfLine(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length && bytes[at] !== 10 && bytes[at] !== 13) at++
  return at
}

/** The end of a run of regular characters (a name without its slash, a number, a keyword). */
export function endOfWord(bytes: Uint8Array, from: number): number {
  let at = from
  while (classAt(bytes, at) === REGULAR) at++
  return at
}

/** The end of the literal string that begins at `from`, its closing parenthesis included. @throws Unreadable */
export function endOfString(bytes: Uint8Array, from: number): number {
  let depth = 0
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === 0x5c) at++
    else if (byte === 0x28) depth++
    else if (byte === 0x29 && --depth === 0) return at + 1
  }
  throw new Unreadable('a string has no end')
}

/** The end of the hexadecimal string that begins at `from`, its bracket included. @throws Unreadable */
export function endOfHex(bytes: Buffer, from: number): number {
  const end = bytes.indexOf(0x3e, from)
  if (end < 0) throw new Unreadable('a hexadecimal string has no end')
  return end + 1
}

/**
 * If an indirect reference `n g R` begins at a digit, the position after it; else 0.
 * Hand-made, because it is asked at every number of every source.
 */
export function endOfReference(bytes: Uint8Array, from: number): number {
  let at = skipDigits(bytes, from)
  const afterNumber = at
  while (classAt(bytes, at) === WHITE && at < bytes.length) at++
  if (at === afterNumber || !isDigit(bytes[at])) return 0
  const generation = at
  at = skipDigits(bytes, at)
  if (at - generation > 5) return 0
  const afterGeneration = at
  while (classAt(bytes, at) === WHITE && at < bytes.length) at++
  return at > afterGeneration && bytes[at] === 0x52 && classAt(bytes, at + 1) !== REGULAR ? at + 1 : 0
}

/** The digits at a position as a number. */
export function digitsAt(bytes: Uint8Array, from: number): number {
  let value = 0
  for (let at = from; isDigit(bytes[at]); at++) value = value * 10 + (bytes[at] as number) - 48
  return value
}

function skipDigits(bytes: Uint8Array, from: number): number {
  let at = from
  while (isDigit(bytes[at])) at++
  return at
}
