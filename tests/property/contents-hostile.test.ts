import * as fc from 'fast-check'
import { test } from 'vitest'
import { Contents, ContentsKind } from '../../src-main/intake/contents-kind.ts'
import { readContents } from '../../src-main/intake/read-contents.ts'
import { Refusal } from '../../src-main/kernel/errors.ts'
import { outlookMessage } from '../support/outlook-file.ts'
import { docxOf, p } from '../unit/intake-docx.ts'

/** One sound file of each kind, to be broken. */
const sound: Readonly<Record<ContentsKind, Uint8Array>> = {
  mail: Buffer.from(
    'From: a@b.c\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/html\n\n<p>a<b c="d">e&amp;f\n--x--\n',
  ),
  mailbox: Buffer.from('From a\nFrom: a@b.c\nSubject: =?utf-8?Q?=E0?=\n\nx\n\nFrom b\nTo: c\n\ny\n'),
  outlook: outlookMessage({ name: 'a.pdf', bytes: Buffer.from('%PDF-') }),
  conversation: Buffer.from('[3/4/24, 10:00:01 PM] A: b\n[4/4/24, 10:00:01 PM] C: <attached: d.jpg>\n'),
  separated: Buffer.from('a;b;c\n"1;2";3;"4""5"\n'),
  workbook: docxOf(p('a')),
  prose: docxOf(p('a')),
  contacts: Buffer.from('BEGIN:VCARD\nN;ENCODING=QUOTED-PRINTABLE:=E0=\n=A4;b\nTEL;TYPE="a,b":1\nEND:VCARD\n'),
}

/** A file with some of its bytes changed and its end, perhaps, cut off. */
function broken(kind: ContentsKind): fc.Arbitrary<Uint8Array> {
  const whole = sound[kind]
  const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255))
  return fc.tuple(fc.array(change, { maxLength: 12 }), fc.nat(whole.length)).map(([changes, length]) => {
    const bytes = Uint8Array.from(whole)
    for (const [at, value] of changes) bytes[at] = value
    return bytes.subarray(0, length % 3 === 0 ? length : bytes.length)
  })
}

test.each(ContentsKind.options)(
  'a broken file is read into values of the agreed shape or refused: %s',
  async (kind) => {
    await fc.assert(
      fc.asyncProperty(broken(kind), async (bytes) => {
        try {
          return Contents.safeParse(await readContents(bytes, { kind })).success
        } catch (error) {
          return error instanceof Refusal && error.code === 'source.damaged'
        }
      }),
      { numRuns: 250 },
    )
  },
)
