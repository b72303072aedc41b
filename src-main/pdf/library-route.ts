import { inflateSync } from 'node:zlib'
import { ParseSpeeds, PDFDocument } from '@cantoo/pdf-lib'
import { asBuffer } from './bytes.ts'
import { LARGEST_STREAM } from './stream-data.ts'
import { Unreadable } from './unreadable.ts'

/**
 * Reads a source with pdf-lib, which passes over the whole file, does not need its index and opens what an empty
 * password opens, and writes it again plainly. Used only for what the index cannot read: it holds the whole file.
 *
 * @throws Unreadable
 */
export async function rewriteWithLibrary(bytes: Uint8Array): Promise<Uint8Array> {
  refuseBombs(asBuffer(bytes))
  try {
    const document = await PDFDocument.load(bytes, {
      password: '',
      updateMetadata: false,
      parseSpeed: ParseSpeeds.Fastest,
      preserveXFA: true,
    })
    return await document.save({ useObjectStreams: false, updateFieldAppearances: false, addDefaultPage: false })
  } catch (error) {
    const locked = /password|encrypt/i.test(String(error))
    throw new Unreadable(`pdf-lib cannot read it: ${String(error)}`, locked ? 'encrypted' : 'damaged')
  }
}

/** pdf-lib inflates object streams without a bound, so they are measured first. @throws Unreadable for a bomb */
function refuseBombs(bytes: Buffer): void {
  let room = 2 * LARGEST_STREAM
  for (let at = bytes.indexOf('/ObjStm'); at >= 0; at = bytes.indexOf('/ObjStm', at + 7)) {
    const keyword = bytes.indexOf('stream', at + 7)
    if (keyword < 0) return
    const start = bytes[keyword + 6] === 13 ? keyword + 8 : keyword + 7
    try {
      room -= inflateSync(bytes.subarray(start), { maxOutputLength: Math.max(room, 1) }).length
    } catch (error) {
      if (error instanceof RangeError) throw new Unreadable('object streams beyond all bounds', 'too-large')
    }
  }
}
