import { constants, inflateSync } from 'node:zlib'
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
} from '@cantoo/pdf-lib'
import { asBuffer } from './bytes.ts'
import { dictOf } from './object-parser.ts'
import { Unreadable } from './unreadable.ts'

/** The most that one stream may inflate to, in bytes: a bomb ends here. */
export const LARGEST_STREAM = 256 * 1024 * 1024
// The slower decoders of pdf-lib have no bound of their own; their gain is at most about a thousand.
const LARGEST_SLOW_STREAM = 1024 * 1024

/** Follows an indirect reference to its object; anything else is itself. */
export type Resolve = (object: PDFObject | undefined) => PDFObject | undefined

/**
 * Undoes a stream's filters. Only asked for what must be looked into (cross-reference and object streams, page content);
 * all other streams pass through untouched.
 *
 * @throws Unreadable for an unknown filter, damaged data or a stream that inflates beyond all bounds
 */
export function decodeStream(dict: PDFDict, data: Uint8Array, resolve: Resolve, largest = LARGEST_STREAM): Uint8Array {
  const filters = listOf(resolve(dict.get(PDFName.of('Filter'))), resolve)
  const parameters = listOf(resolve(dict.get(PDFName.of('DecodeParms'))), resolve)
  let decoded = data
  for (const [index, filter] of filters.entries()) {
    decoded = undoFilter(filter, parameters[index], { data: decoded, resolve, largest })
  }
  return decoded
}

/** Inflates zlib data, bounded; a stream cut short gives what there is, as every viewer does. @throws Unreadable */
export function inflate(data: Uint8Array, largest = LARGEST_STREAM): Uint8Array {
  try {
    return inflateSync(data, { maxOutputLength: largest, finishFlush: constants.Z_SYNC_FLUSH })
  } catch (error) {
    const bomb = error instanceof RangeError
    throw new Unreadable(`a stream does not inflate: ${String(error)}`, bomb ? 'too-large' : 'damaged')
  }
}

const SLOW = new Set(['ASCIIHexDecode', 'ASCII85Decode', 'LZWDecode', 'RunLengthDecode'])
/** Short names are for inline images only, but are written elsewhere too. */
const LONG_NAMES: ReadonlyMap<string, string> = new Map([
  ['Fl', 'FlateDecode'],
  ['AHx', 'ASCIIHexDecode'],
  ['A85', 'ASCII85Decode'],
  ['LZW', 'LZWDecode'],
  ['RL', 'RunLengthDecode'],
])

interface Encoded {
  readonly data: Uint8Array
  readonly resolve: Resolve
  readonly largest: number
}

function undoFilter(filter: PDFObject | undefined, parameters: PDFObject | undefined, encoded: Encoded): Uint8Array {
  const given = filter instanceof PDFName ? filter.decodeText() : ''
  const name = LONG_NAMES.get(given) ?? given
  if (name === 'Crypt') return encoded.data
  if (!SLOW.has(name) && name !== 'FlateDecode') throw new Unreadable('a filter that is not known')
  const isFlate = name === 'FlateDecode'
  const decoded = isFlate ? inflate(encoded.data, encoded.largest) : decodeSlowly(name, parameters, encoded)
  return isFlate || name === 'LZWDecode' ? undoPredictor(decoded, parameters, encoded.resolve) : decoded
}

function decodeSlowly(filter: string, parameters: PDFObject | undefined, { data }: Encoded): Uint8Array {
  if (data.length > LARGEST_SLOW_STREAM) throw new Unreadable('a stream is too large for its filter')
  const dict = dictOf([
    ['Filter', PDFName.of(filter)],
    ...(parameters instanceof PDFDict ? [['DecodeParms', parameters] as const] : []),
  ])
  try {
    return decodePDFRawStream(PDFRawStream.of(dict, data)).decode()
  } catch (error) {
    throw new Unreadable(`a stream does not decode: ${String(error)}`)
  }
}

function listOf(object: PDFObject | undefined, resolve: Resolve): readonly (PDFObject | undefined)[] {
  if (object === undefined) return []
  return object instanceof PDFArray ? object.asArray().map((item) => resolve(item)) : [object]
}

function undoPredictor(data: Uint8Array, parameters: PDFObject | undefined, resolve: Resolve): Uint8Array {
  if (!(parameters instanceof PDFDict)) return data
  const number = (key: string, otherwise: number): number => {
    const value = resolve(parameters.get(PDFName.of(key)))
    return value instanceof PDFNumber ? value.asNumber() : otherwise
  }
  const predictor = number('Predictor', 1)
  if (predictor < 2) return data
  const bits = number('BitsPerComponent', 8) * number('Colors', 1)
  const row = Math.ceil((number('Columns', 1) * bits) / 8)
  const step = Math.max(1, bits >> 3)
  if (!(row > 0 && row < 1 << 26)) throw new Unreadable('a predictor with impossible rows')
  return predictor === 2 ? undoTiff(data, row, step) : undoPng(data, row, step)
}

function undoTiff(data: Uint8Array, row: number, step: number): Uint8Array {
  const out = data.slice()
  for (let start = 0; start < out.length; start += row) {
    const end = Math.min(start + row, out.length)
    for (let i = start + step; i < end; i++) out[i] = (out[i] as number) + (out[i - step] as number)
  }
  return out
}

/** Undoes PNG's row filters. Source: ISO/IEC 15948, clause 9. */
export function undoPng(data: Uint8Array, row: number, step: number): Uint8Array {
  const rows = Math.ceil(data.length / (row + 1))
  const out = new Uint8Array(rows * row)
  let previous = new Uint8Array(row)
  for (let r = 0; r < rows; r++) {
    const from = r * (row + 1)
    const line = out.subarray(r * row, r * row + row)
    line.set(data.subarray(from + 1, Math.min(from + 1 + row, data.length)))
    unfilter(data[from] as number, line, { previous, step })
    previous = line
  }
  return out
}

function unfilter(type: number, line: Uint8Array, { previous, step }: { previous: Uint8Array; step: number }): void {
  if (type === 0) return
  for (let i = 0; i < line.length; i++) {
    const left = i >= step ? (line[i - step] as number) : 0
    const up = previous[i] as number
    let add = 0
    if (type === 1) add = left
    else if (type === 2) add = up
    else if (type === 3) add = (left + up) >> 1
    else if (type === 4) add = paeth(left, up, i >= step ? (previous[i - step] as number) : 0)
    line[i] = (line[i] as number) + add
  }
}

function paeth(left: number, up: number, upperLeft: number): number {
  const toLeft = Math.abs(up - upperLeft)
  const toUp = Math.abs(left - upperLeft)
  const toUpperLeft = Math.abs(left + up - 2 * upperLeft)
  if (toLeft <= toUp && toLeft <= toUpperLeft) return left
  return toUp <= toUpperLeft ? up : upperLeft
}

/** Latin-1 text of some bytes. */
export function latin1(bytes: Uint8Array): string {
  return asBuffer(bytes).toString('latin1')
}
