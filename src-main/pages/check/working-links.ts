import { Buffer } from 'node:buffer'
import type { PDFDocument } from 'mupdf'

/** The scheme of the links that the typesetter writes; in assembly they become destinations, and none may be left. */
const WORKING_SCHEME = 'clarkson://'

/** True when the file mentions one of our working links anywhere outside its page contents, in whichever spelling of a PDF string. */
export function hasWorkingLink(pdf: PDFDocument, bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return mentions(file) || objectStreams(file).some((number) => mentions(streamOf(pdf, number)))
}

const latin = Buffer.from(WORKING_SCHEME, 'latin1')
const utf16 = Buffer.from(WORKING_SCHEME, 'utf16le').swap16()
const needles = [latin, utf16].flatMap((spelling) => {
  const hex = spelling.toString('hex')
  return [spelling, Buffer.from(hex, 'latin1'), Buffer.from(hex.toUpperCase(), 'latin1')]
})

function mentions(bytes: Buffer): boolean {
  return needles.some((needle) => bytes.includes(needle))
}

const LOOK_BACK_BYTES = 512

/** The object numbers of the compressed object streams, found by their type's name. Source: ISO 32000-1:2008, 7.5.7. */
function objectStreams(file: Buffer): readonly number[] {
  const numbers: number[] = []
  for (let at = file.indexOf('/ObjStm'); at >= 0; at = file.indexOf('/ObjStm', at + 1)) {
    const before = file.toString('latin1', Math.max(0, at - LOOK_BACK_BYTES), at)
    const header = [...before.matchAll(/(\d+)\s+\d+\s+obj\b/g)].at(-1)?.[1]
    if (header !== undefined) numbers.push(Number(header))
  }
  return numbers
}

function streamOf(pdf: PDFDocument, number: number): Buffer {
  if (number <= 0 || number >= pdf.countObjects()) return Buffer.alloc(0)
  const object = pdf.newIndirect(number)
  if (!object.isStream()) return Buffer.alloc(0)
  const stream = object.readStream()
  try {
    return Buffer.from(stream.asUint8Array())
  } finally {
    stream.destroy()
  }
}
