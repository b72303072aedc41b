import * as fc from 'fast-check'
import { test } from 'vitest'
import { Refusal } from '../../src-main/kernel/errors.ts'
import { detectMediaType } from '../../src-main/intake/media-type.ts'
import { readStatementSource } from '../../src-main/intake/statement-source.ts'
import { decodeText } from '../../src-main/intake/text.ts'
import { docxOf, p } from '../unit/intake-docx.ts'

const bytes = fc.uint8Array({ maxLength: 3_000 })
const starts = fc.constantFrom(
  '',
  '%PDF-',
  'RIFF',
  'PK\u0003\u0004',
  'OggS',
  '<?xml',
  '<svg',
  'ID3',
  '\u0000\u0000\u0000\u0018ftypheic',
  'From: ',
  '{',
  '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1',
  '\u00ff\u00fb\u0090',
)

test('any bytes have a media type and a text, and neither reader throws', () => {
  fc.assert(
    fc.property(starts, bytes, (start, rest) => {
      const content = Buffer.concat([Buffer.from(start, 'latin1'), rest])
      return (
        /^[\w.+-]+\/[\w.+-]+$/u.test(detectMediaType(content, content.length, content)) &&
        typeof decodeText(content).text === 'string'
      )
    }),
    { numRuns: 3_000 },
  )
})

test('every text in UTF-8 comes back as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      fc.pre(!text.includes('\u0000') && !text.startsWith('\ufeff'))
      return decodeText(Buffer.from(text)).text === text
    }),
  )
})

function readsOrRefuses(content: Uint8Array, kind: 'docx' | 'markdown' | 'text'): boolean {
  try {
    return readStatementSource(content, kind).paragraphs.every(
      ({ text }) => text !== '' && text === text.normalize('NFC') && text.isWellFormed(),
    )
  } catch (error) {
    if (error instanceof Refusal) return true
    throw error
  }
}

test('any source of a statement is read into clean paragraphs or refused', () => {
  fc.assert(
    fc.property(bytes, fc.constantFrom('docx', 'markdown', 'text'), (content, kind) => readsOrRefuses(content, kind)),
    { numRuns: 2_000 },
  )
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 500 }), fc.constantFrom('markdown', 'text'), (text, kind) =>
      readsOrRefuses(Buffer.from(text), kind),
    ),
    { numRuns: 2_000 },
  )
})

test('a .docx with any bytes changed is read or refused', () => {
  const sound = docxOf(p('One.') + p('Two &amp; three.', '<w:pStyle w:val="Heading1"/>'))
  const change = fc.tuple(fc.nat(sound.length - 1), fc.nat(255))
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
      const altered = Uint8Array.from(sound)
      for (const [at, value] of changes) altered[at] = value
      return readsOrRefuses(altered, 'docx')
    }),
    { numRuns: 3_000 },
  )
})
