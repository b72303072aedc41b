import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { detectMediaType } from '../../src-main/intake/media-type.ts'
import { decodeText } from '../../src-main/intake/text.ts'
import { docxOf, p, zipOf } from './intake-docx.ts'

function typeOf(content: string | Uint8Array | readonly number[]): string {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : Buffer.from(content)
  return detectMediaType(bytes.subarray(0, 65_536), bytes.length, bytes.subarray(-65_536))
}

function box(name: string, content: string): string {
  const bytes = Buffer.alloc(8 + content.length)
  bytes.writeUInt32BE(bytes.length, 0)
  bytes.write(name + content, 4, 'latin1')
  return bytes.toString('latin1')
}

const tar = Buffer.alloc(1024)
tar.write('name', 0)
tar.write('ustar', 257)
const mp3 = Buffer.alloc(1000)
for (const at of [0, 417]) mp3.set([0xff, 0xfb, 0x90, 0x00], at)
const bitmap = Buffer.alloc(60)
bitmap.write('BM')
bitmap.writeUInt32LE(40, 14)
const program = Buffer.concat([Buffer.from('MZ\u0090\u0000\u0003\u0000', 'latin1'), Buffer.alloc(200)])

const kinds: readonly (readonly [string, string | Uint8Array | readonly number[]])[] = [
  ['application/x-empty', ''],
  ['application/pdf', '%PDF-1.7\n%\u00e2\u00e3'],
  ['application/pdf', `\n\n${'x'.repeat(500)}\u0000\u0001\u0002\u0003\u0004%PDF-1.4`],
  ['image/jpeg', [0xff, 0xd8, 0xff, 0xe1]],
  ['image/png', '\u0089PNG\r\n\u001a\n then %PDF-1.4'],
  ['image/gif', 'GIF89a...'],
  ['image/webp', 'RIFF\u0000\u0000\u0000\u0000WEBPVP8 '],
  ['audio/wav', 'RIFF\u0000\u0000\u0000\u0000WAVEfmt '],
  ['video/x-msvideo', 'RIFF\u0000\u0000\u0000\u0000AVI LIST'],
  ['image/tiff', 'II*\u0000\u0008\u0000\u0000\u0000'],
  ['image/bmp', bitmap],
  ['text/plain', 'BM is how he signs'],
  ['image/heic', box('ftyp', 'heic\u0000\u0000\u0000\u0000mif1')],
  ['image/avif', box('ftyp', 'avif\u0000\u0000\u0000\u0000mif1')],
  ['audio/mp4', box('ftyp', 'M4A \u0000\u0000\u0000\u0000')],
  ['video/mp4', box('ftyp', 'isom\u0000\u0000\u0000\u0000')],
  ['video/quicktime', box('ftyp', 'qt  \u0000\u0000\u0000\u0000')],
  ['video/3gpp', box('ftyp', '3gp4\u0000\u0000\u0000\u0000')],
  ['audio/mpeg', 'ID3\u0003\u0000\u0000\u0000\u0000\u0000\u0000'],
  ['audio/mpeg', mp3],
  ['audio/flac', 'fLaC\u0000\u0000\u0000'],
  ['audio/ogg', 'OggS\u0000\u0002........OpusHead'],
  ['video/ogg', 'OggS\u0000\u0002........\u0080theora'],
  ['video/webm', '\u001a\u0045\u00df\u00a3\u009f\u0042\u0082\u0084webm'],
  ['video/x-matroska', '\u001a\u0045\u00df\u00a3\u009f\u0042\u0082\u0088matroska'],
  ['audio/amr', '#!AMR\n'],
  ['application/zip', zipOf([{ name: 'a.txt', text: 'a' }])],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', docxOf(p('x'))],
  ['application/java-archive', zipOf([{ name: 'META-INF/MANIFEST.MF', text: 'x' }])],
  ['application/x-ole-storage', '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1'],
  ['application/rtf', '{\\rtf1\\ansi'],
  ['application/gzip', gzipSync('x')],
  ['application/x-7z-compressed', "7z\u00bc\u00af'\u001c"],
  ['application/vnd.rar', 'Rar!\u001a\u0007\u0001\u0000'],
  ['application/x-tar', tar],
  ['application/vnd.sqlite3', 'SQLite format 3\u0000'],
  ['application/x-elf', '\u007fELF\u0002\u0001\u0001'],
  ['application/vnd.microsoft.portable-executable', program],
  ['message/rfc822', 'Received: from a by b\r\nFrom: x@example.org\r\nSubject: wages\r\n\r\nText'],
  ['application/mbox', 'From x@example.org Sat Jan 3 01:05:34 1996\nFrom: x@example.org\nDate: today\n\n'],
  ['text/plain', 'Note: this is no mail\nAnother: line\n'],
  ['text/html', '<!DOCTYPE html><html>'],
  ['text/html', '  <!-- x --><script>alert(1)</script>'],
  ['image/svg+xml', '<?xml version="1.0"?><!-- x --><svg xmlns="http://www.w3.org/2000/svg"/>'],
  ['image/svg+xml', '<!DOCTYPE svg PUBLIC "a" "b" [<!ENTITY x "y">]><svg/>'],
  ['application/xml', '<?xml version="1.0"?><judgment/>'],
  ['application/json', '{"a": [1, 2]}'],
  ['text/csv', 'day,paid,owed\n1,2,3\n"4,5",6,7\n'],
  ['text/vcard', 'BEGIN:VCARD\r\nVERSION:3.0'],
  ['text/calendar', 'BEGIN:VCALENDAR\r\nVERSION:2.0'],
  ['text/x-script', '#!/bin/sh\nrm -rf'],
  ['text/plain', Buffer.from('\u0bb5\u0ba3\u0b95\u0bcd\u0b95\u0bae\u0bcd', 'utf8')],
  ['text/plain', Buffer.from('\ufeffwages', 'utf16le')],
  ['application/octet-stream', [0, 1, 2, 3, 0, 0, 0, 250, 251]],
]

describe('the media type of evidence comes from its content', () => {
  test.each(kinds)('%s', (type, content) => {
    expect(typeOf(content)).toBe(type)
  })

  test('an ODF and an office file whose directory stands at the end are told', () => {
    const odt = Buffer.from(zipOf([{ name: 'mimetype', text: 'application/vnd.oasis.opendocument.text' }]))
    odt.writeUInt16LE(0, 8)
    // Stored, not packed: as the format asks of this one part.
    const text = Buffer.from('application/vnd.oasis.opendocument.text')
    const stored = Buffer.concat([odt.subarray(0, 38), text])
    stored.writeUInt32LE(text.length, 18)
    expect(typeOf(stored)).toBe('application/vnd.oasis.opendocument.text')
    const late = zipOf([
      {
        name: 'media/large.bin',
        text: Buffer.from(Array.from({ length: 90_000 }, (_, i) => (i * 7919 + (i >> 3) * 31) & 255)),
      },
      { name: '[Content_Types].xml', text: 'x' },
      { name: 'xl/workbook.xml', text: 'x' },
    ])
    const head = late.subarray(0, 1000)
    expect(detectMediaType(head, late.length, late.subarray(-500))).toBe(
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    )
  })
})

describe('text of any usual encoding', () => {
  const russian = 'Меня заставили работать без оплаты, и паспорт забрали.'
  const cases: readonly (readonly [string, readonly number[] | Uint8Array, string])[] = [
    ['utf-8', Buffer.from('café नमस्ते'), 'café नमस्ते'],
    ['utf-8', Buffer.from('\ufeffplain'), 'plain'],
    ['utf-16le', Buffer.from('\ufeffwages', 'utf16le'), 'wages'],
    ['utf-16le', Buffer.from('wages unpaid', 'utf16le'), 'wages unpaid'],
    ['utf-16be', Buffer.from('wages unpaid', 'utf16le').swap16(), 'wages unpaid'],
    [
      'windows-1252',
      Buffer.from('Il était une fois à Orléans, où l\u2019été', 'latin1').map((b) => (b === 0x19 ? 0x92 : b)),
      'Il était une fois à Orléans, où l\u2019été',
    ],
    [
      'windows-1251',
      Uint8Array.from(russian, (letter) => {
        const code = letter.charCodeAt(0)
        return code < 0x80 ? code : code - 0x350
      }),
      russian,
    ],
    // 平成 and 賃金 in Shift_JIS with kana between; 임금 체불 in EUC-KR; 工资没有发 in GBK; 沒有工資 in Big5.
    [
      'shift_jis',
      [
        0x8e, 0x84, 0x82, 0xcd, 0x92, 0xc0, 0x8b, 0xe0, 0x82, 0xf0, 0x8e, 0xf3, 0x82, 0xaf, 0x8e, 0xe6, 0x82, 0xc1,
        0x82, 0xc4, 0x82, 0xa2, 0x82, 0xdc, 0x82, 0xb9, 0x82, 0xf1,
      ],
      '私は賃金を受け取っていません',
    ],
    [
      'euc-kr',
      [
        0xc0, 0xd3, 0xb1, 0xdd, 0xc0, 0xbb, 0x20, 0xb9, 0xde, 0xc1, 0xf6, 0x20, 0xb8, 0xf8, 0xc7, 0xdf, 0xbd, 0xc0,
        0xb4, 0xcf, 0xb4, 0xd9,
      ],
      '임금을 받지 못했습니다',
    ],
    ['gb18030', [0xce, 0xd2, 0xc3, 0xbb, 0xd3, 0xd0, 0xc1, 0xec, 0xb5, 0xbd, 0xb9, 0xa4, 0xd7, 0xca], '我没有领到工资'],
    ['big5', [0xa7, 0xda, 0xa8, 0x53, 0xa6, 0xb3, 0xbb, 0xe2, 0xa8, 0xec, 0xa4, 0x75, 0xb8, 0xea], '我沒有領到工資'],
  ]

  test.each(cases)('%s', (encoding, bytes, text) => {
    const decoded = decodeText(Uint8Array.from(bytes))
    expect(decoded.text).toBe(text)
    expect(decoded.encoding).toBe(encoding)
  })

  test('UTF-8 that is cut in the middle of a letter is still UTF-8', () => {
    expect(decodeText(Buffer.from('नमस्ते').subarray(0, 10)).encoding).toBe('utf-8')
  })
})
