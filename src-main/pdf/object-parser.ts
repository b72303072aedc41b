import {
  PDFArray,
  PDFBool,
  PDFContext,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFNull,
  PDFNumber,
  type PDFObject,
  PDFRef,
  PDFString,
} from '@cantoo/pdf-lib'
import { isDigit } from './bytes.ts'
import { digitsAt, endOfHex, endOfReference, endOfString, endOfWord, type Lexer } from './lexer.ts'
import { Unreadable } from './unreadable.ts'

// pdf-lib's containers want a context; ours never looks anything up, so one empty context serves all.
const context = PDFContext.create()
const DEEPEST = 100

/**
 * Reads one object at the lexer's place into pdf-lib's model. Used for what is changed on its way into the bundle (page
 * dictionaries, annotations, resources); all else is copied as bytes. A stream's dictionary is read, its data is not.
 *
 * @throws Unreadable
 */
export function parseObject(lexer: Lexer, depth = 0): PDFObject {
  if (depth > DEEPEST) throw new Unreadable('objects are nested too deep')
  lexer.skipWhite()
  const { bytes, at } = lexer
  switch (bytes[at] ?? 0) {
    case 0x3c:
      return bytes[at + 1] === 0x3c ? parseDict(lexer, depth) : hexString(lexer)
    case 0x5b:
      return parseArray(lexer, depth)
    case 0x2f:
      return parseName(lexer)
    case 0x28: {
      lexer.at = endOfString(bytes, at)
      return PDFString.of(bytes.toString('latin1', at + 1, lexer.at - 1))
    }
    default:
      return isDigit(bytes[at]) ? referenceOrNumber(lexer) : word(lexer)
  }
}

/** A dictionary in pdf-lib's model. */
export function dictOf(entries: Iterable<readonly [string, PDFObject]>): PDFDict {
  const map = new Map<PDFName, PDFObject>()
  for (const [key, value] of entries) map.set(PDFName.of(key), value)
  return PDFDict.fromMapWithContext(map, context)
}

function parseDict(lexer: Lexer, depth: number): PDFDict {
  const { bytes } = lexer
  const map = new Map<PDFName, PDFObject>()
  lexer.at += 2
  for (;;) {
    lexer.skipWhite()
    if (bytes[lexer.at] === 0x3e && bytes[lexer.at + 1] === 0x3e) break
    if (bytes[lexer.at] !== 0x2f) throw new Unreadable('a dictionary key was expected')
    const key = parseName(lexer)
    const value = parseObject(lexer, depth + 1)
    map.set(key, value)
  }
  lexer.at += 2
  return PDFDict.fromMapWithContext(map, context)
}

function parseArray(lexer: Lexer, depth: number): PDFArray {
  const array = PDFArray.withContext(context)
  lexer.at++
  for (;;) {
    lexer.skipWhite()
    if (lexer.bytes[lexer.at] === 0x5d) break
    array.push(parseObject(lexer, depth + 1))
  }
  lexer.at++
  return array
}

function parseName(lexer: Lexer): PDFName {
  const start = lexer.at + 1
  lexer.at = endOfWord(lexer.bytes, start)
  return PDFName.of(decodeName(lexer.bytes.toString('latin1', start, lexer.at)))
}

/** A name's characters with their `#xx` escapes undone. Source: ISO 32000-2, 7.3.5. */
export function decodeName(name: string): string {
  if (!name.includes('#')) return name
  return name.replace(/#([\da-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

function hexString(lexer: Lexer): PDFHexString {
  const start = lexer.at
  lexer.at = endOfHex(lexer.bytes, start)
  return PDFHexString.of(lexer.bytes.toString('latin1', start + 1, lexer.at - 1))
}

function referenceOrNumber(lexer: Lexer): PDFObject {
  const end = endOfReference(lexer.bytes, lexer.at)
  if (end === 0) return word(lexer)
  const number = digitsAt(lexer.bytes, lexer.at)
  lexer.at = end
  return PDFRef.of(number, 0)
}

function word(lexer: Lexer): PDFObject {
  const start = lexer.at
  lexer.at = endOfWord(lexer.bytes, start)
  const text = lexer.bytes.toString('latin1', start, lexer.at)
  if (/^[+-]*[\d.]/.test(text)) return PDFNumber.of(looseNumber(text))
  if (text === 'true') return PDFBool.True
  if (text === 'false') return PDFBool.False
  if (text === 'null') return PDFNull
  throw new Unreadable('an object was expected')
}

/** A number as viewers read it: `--5` is -5, `1.2.3` is 1.2, `.` is 0. */
function looseNumber(text: string): number {
  const value = Number.parseFloat(text.replace(/^[+-]*(?=[+-])/, ''))
  return Number.isFinite(value) ? value : 0
}
