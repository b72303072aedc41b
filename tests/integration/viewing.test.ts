import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { addParty } from '../../src-main/acts/case-file.ts'
import { showCustody } from '../../src-main/acts/custody.ts'
import { deriveExhibit, lineageOf } from '../../src-main/acts/derive/make-derived.ts'
import { getExhibit, getFile } from '../../src-main/acts/exhibits.ts'
import { fileMadeEvidence } from '../../src-main/acts/import-evidence.ts'
import type { Office } from '../../src-main/acts/office.ts'
import { arrangeReading, nameParticipant, readingOf } from '../../src-main/acts/reading.ts'
import { viewExhibit } from '../../src-main/acts/view-exhibit.ts'
import { CaseId, PartyId } from '../../src-main/contract/ids.ts'
import { View } from '../../src-main/contract/viewing.ts'
import { createViews } from '../../src-main/door/views.ts'
import { encodePng } from '../../src-main/pages/png.ts'
import { encoded } from '../support/encoded-picture.ts'
import { ownFolder } from '../support/folders.ts'
import { newCase, openTestOffice } from '../support/office.ts'
import { outlookMessage } from '../support/outlook-file.ts'
import { docxOf, zipOf } from '../unit/intake-docx.ts'

const views = createViews()
let office: Office
let caseId: string

beforeAll(async () => {
  office = await openTestOffice(join(ownFolder('viewing'), 'office'))
  caseId = newCase(office.desk)
})

async function file(name: string, content: Uint8Array | string): Promise<string> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  return (await fileMadeEvidence(office.desk, { caseId, name, bytes, details: {}, before: [] })).exhibitId
}

/** What the window is shown, in the shape that crosses the door. */
async function shown<A extends View['as']>(exhibitId: string, as: A): Promise<Extract<View, { as: A }>> {
  const view = View.parse(views.show(await viewExhibit(office.desk, exhibitId), office.desk))
  expect(view.as).toBe(as)
  return view as Extract<View, { as: A }>
}

async function bytesOf(exhibitId: string): Promise<Uint8Array> {
  const found = office.desk.connection.read((reader) => getFile(reader, exhibitId))
  return office.desk.blobs.readAll(found, 10_000_000)
}

const ledger = Buffer.from([0x25, 0x50, 0x44, 0x46, 0x2d, 0x31, 0x2e, 0x34, 0x0a, 0x00, 0xff, 0x0d, 0x0a])
const mail = [
  'From: Ravi <ravi@kiln.example>',
  'To: office@kiln.example, Asha <asha@home.example>',
  'Subject: =?utf-8?B?4KS14KWH4KSk4KSo?=',
  'Date: Mon, 2 Mar 2026 09:00:00 +0530',
  'Message-ID: <1@kiln.example>',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<p>Pay <b>nobody</b>.</p><script>fetch("https://x.example")</script><img src="https://x.example/pixel.gif"><a href="https://evil.example">our bank</a>',
  '--b',
  'Content-Type: application/pdf; name="../../ledger.pdf"',
  'Content-Transfer-Encoding: base64',
  'Content-Disposition: attachment; filename="../../ledger.pdf"',
  '',
  ledger.toString('base64'),
  '--b--',
  '',
].join('\r\n')

describe('mail', () => {
  test('is shown as plain text, says what it would have fetched, and gives its attachment byte for byte', async () => {
    const exhibitId = await file('a.eml', mail)
    const { mail: read } = await shown(exhibitId, 'mail')
    expect(read).toMatchObject({
      subject: 'वेतन',
      from: ['Ravi <ravi@kiln.example>'],
      to: ['office@kiln.example', 'Asha <asha@home.example>'],
      text: 'Pay nobody.\n\nour bank [https://evil.example]',
      remote: 1,
      findings: ['html-as-text', 'remote-not-fetched'],
      attachments: [{ index: 0, name: '../../ledger.pdf', mediaType: 'application/pdf', size: ledger.length }],
    })
    const made = await deriveExhibit(office.desk, { exhibitId, recipe: { way: 'attachment', index: 0 } })
    expect(Buffer.from(await bytesOf(made.exhibitId)).equals(ledger)).toBe(true)
    const { sha256 } = office.desk.connection.read((reader) => getFile(reader, exhibitId))
    expect(showCustody(office.desk, made.exhibitId).events[0]).toMatchObject({
      kind: 'created',
      details: { parent: { exhibitId, sha256 }, settings: { way: 'attachment', number: 1, content: 'as in the mail' } },
    })
    expect(lineageOf(office.desk, exhibitId).made).toMatchObject([{ exhibitId: made.exhibitId, way: 'attachment' }])
    const none = deriveExhibit(office.desk, { exhibitId, recipe: { way: 'attachment', index: 1 } })
    await expect(none).rejects.toMatchObject({ code: 'source.unsupported' })
  })

  test('that Outlook saved is read alike; of a message within it a text is made, and the recipe says so', async () => {
    const exhibitId = await file('a.msg', outlookMessage({ name: 'ledger.pdf', bytes: ledger }))
    const { mail: read } = await shown(exhibitId, 'mail')
    expect(read).toMatchObject({
      subject: 'Wages of March',
      from: ['Ravi <ravi@kiln.example>'],
      to: ['Office <office@kiln.example>'],
      text: 'The list is with this.\nRavi',
      findings: ['nested-message', 'rendered-as-text'],
    })
    expect(read.attachments.map(({ name }) => name)).toEqual(['ledger.pdf', 'The one before.txt'])
    const made = await deriveExhibit(office.desk, { exhibitId, recipe: { way: 'attachment', index: 0 } })
    expect(Buffer.from(await bytesOf(made.exhibitId)).equals(ledger)).toBe(true)
    const text = await deriveExhibit(office.desk, { exhibitId, recipe: { way: 'attachment', index: 1 } })
    expect(Buffer.from(await bytesOf(text.exhibitId)).toString()).toBe('Subject: The one before\n\nSend me the list.\n')
    expect(lineageOf(office.desk, text.exhibitId).parent?.settings).toMatchObject({ content: 'text made of a message' })
  })
})

test('a mailbox of several is a list of which each message is taken out whole', async () => {
  const messages = ['one', 'two'].map((word) => `From: a@b.example\nTo: c@d.example\nSubject: ${word}\n\n${word}\n`)
  const box = messages.map((message) => `From a@b.example Mon Mar  2 09:00:00 2026\n${message}\n`).join('')
  const exhibitId = await file('box', box)
  const { mail: read } = await shown(exhibitId, 'mail')
  expect(read.text).toBe('1.   a@b.example  one\n2.   a@b.example  two')
  const made = await deriveExhibit(office.desk, { exhibitId, recipe: { way: 'attachment', index: 1 } })
  expect(Buffer.from(await bytesOf(made.exhibitId)).toString()).toBe(`${messages[1] ?? ''}\n`)
  expect((await shown(made.exhibitId, 'mail')).mail).toMatchObject({ subject: 'two' })
})

describe('a conversation', () => {
  const chat = ['3/4/24, 10:00 - Asha: hello', 'and more', '5/4/24, 11:00 - +91 99: IMG-1.jpg (file attached)'].join(
    '\n',
  )

  test('whose dates are unclear is shown as somebody says that it is to be read', async () => {
    const exhibitId = await file('chat.txt', chat)
    const before = await shown(exhibitId, 'conversation')
    expect(before).toMatchObject({ messages: 2, conversation: { app: 'whatsapp', orderIs: 'unclear' } })
    expect(views.messages(before.token, 0, 1)).toMatchObject([
      { at: '2024-04-03T10:00:00', from: 'Asha', text: 'hello\nand more', media: null },
    ])
    arrangeReading(office.desk, { exhibitId, order: 'mdy' })
    const after = await shown(exhibitId, 'conversation')
    expect(after.conversation).toMatchObject({ order: 'mdy', orderIs: 'chosen' })
    expect(views.messages(after.token, 1, 1)).toMatchObject([{ at: '2024-05-04T11:00:00', media: 'IMG-1.jpg' }])
  })

  test('has its participants named by parties of its case, and of no other', async () => {
    const exhibitId = await file('chat2.txt', `${chat}\nend`)
    const party = (of: string): PartyId =>
      PartyId.parse(
        addParty(office.desk, { caseId: CaseId.parse(of), name: 'Asha Devi', capacities: ['client'] }).partyId,
      )
    const asha = party(caseId)
    const named = { exhibitId, name: 'Asha' }
    nameParticipant(office.desk, { ...named, partyId: asha })
    const reading = (): unknown => office.desk.connection.read((reader) => readingOf(reader, exhibitId)).participants
    expect(reading()).toEqual([{ name: 'Asha', partyId: asha }])
    const other = party(newCase(office.desk))
    expect(() => nameParticipant(office.desk, { ...named, partyId: other })).toThrow('party.not-found')
    nameParticipant(office.desk, { ...named, partyId: null })
    expect(reading()).toEqual([])
  })
})

describe('a table', () => {
  test('of calls is known by its columns, and what is said of them is kept', async () => {
    const calls =
      'A Number;B Number;Call Date;Duration (sec);Cell ID\n770;771;2026-03-01 10:00;61;13084\n771;"7;70";2026-03-01 11:00;0;1'
    const exhibitId = await file('calls.csv', calls)
    const view = await shown(exhibitId, 'table')
    expect(view).toMatchObject({
      delimiter: ';',
      sheets: [{ rows: 3, columns: 5 }],
      calls: { caller: 0, called: 1, time: 2, duration: 3, cell: 4, heading: true },
    })
    expect(views.rows({ token: view.token, sheet: 0, offset: 2, limit: 5 })).toEqual([
      { cells: ['771', '7;70', '2026-03-01 11:00', '0', '1'], formulas: {} },
    ])
    arrangeReading(office.desk, { exhibitId, calls: { caller: 1, called: 0, heading: false } })
    expect(office.desk.connection.read((reader) => readingOf(reader, exhibitId)).calls).toEqual({
      caller: 1,
      called: 0,
      heading: false,
    })
  })

  test('that is a workbook shows dates, texts and formulas, and runs none', async () => {
    const sheet =
      '<c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>46082</v></c></row><row r="3"><c r="C3"><f>HYPERLINK("https://x.example")</f><v>7</v></c>'
    const parts = {
      '[Content_Types].xml':
        '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
      '_rels/.rels':
        '<Relationships><Relationship Id="r" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>',
      'xl/workbook.xml':
        '<workbook><sheets><sheet name="Wages" sheetId="1" state="hidden" r:id="a"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="a" Type="x/worksheet" Target="s.xml"/><Relationship Id="b" Type="x/sharedStrings" Target="t.xml"/><Relationship Id="c" Type="x/styles" Target="y.xml"/></Relationships>',
      'xl/s.xml': `<worksheet><sheetData><row r="1">${sheet}</row></sheetData></worksheet>`,
      'xl/t.xml': '<sst><si><r><t>Mu</t></r><r><t>rugan</t></r></si></sst>',
      'xl/y.xml': '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    }
    const book = zipOf(Object.entries(parts).map(([name, text]) => ({ name, text })))
    const view = await shown(await file('wages.xlsx', book), 'table')
    expect(view).toMatchObject({
      sheets: [{ name: 'Wages', hidden: true, rows: 3, columns: 3 }],
      findings: ['formulas-not-run', 'hidden-sheets'],
    })
    expect(views.rows({ token: view.token, sheet: 0, offset: 0, limit: 9 })).toEqual([
      { cells: ['Murugan', '2026-03-01'], formulas: {} },
      { cells: [], formulas: {} },
      { cells: ['', '', '7'], formulas: { 2: 'HYPERLINK("https://x.example")' } },
    ])
  })
})

test('a document is shown with its tables, and with what was deleted in it apart', async () => {
  const body =
    '<w:p><w:r><w:t>Before</w:t></w:r><w:del><w:r><w:delText>not this</w:delText></w:r></w:del></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>'
  const { prose } = await shown(await file('a.docx', docxOf(body)), 'prose')
  expect(prose.blocks).toEqual([
    { is: 'paragraph', kind: 'paragraph', text: 'Before' },
    { is: 'table', rows: [['a', '']] },
  ])
  expect(prose).toMatchObject({ deleted: ['not this'], warnings: ['deleted-text'] })
})

test('address cards of every version are read, their pictures left out and told', async () => {
  const cards =
    'BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E0=A4=B0;=E0=A4=BE=\r\n=E0=A4=AE\r\nTEL;CELL:+91 99\r\nPHOTO;ENCODING=BASE64:AAAA\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:4.0\r\nFN:Asha\\, Devi\r\nitem1.EMAIL;TYPE=home,pref:a@b.exam\r\n ple\r\nEND:VCARD\r\n'
  const { contacts } = await shown(await file('a.vcf', cards), 'contacts')
  expect(contacts).toEqual({
    contacts: [
      {
        name: 'र, ाम',
        lines: [
          { property: 'N', types: [], value: 'र, ाम' },
          { property: 'TEL', types: ['cell'], value: '+91 99' },
        ],
      },
      {
        name: 'Asha, Devi',
        lines: [
          { property: 'FN', types: [], value: 'Asha, Devi' },
          { property: 'EMAIL', types: ['home', 'pref'], value: 'a@b.example' },
        ],
      },
    ],
    findings: ['pictures-left-out'],
  })
})

test.each(['webp', 'avif'] as const)('a picture in %s is drawn in the reader like any other', async (kind) => {
  const view = await shown(await file(`a.${kind}`, await encoded(kind)), 'pages')
  const [page] = view.pages
  expect((page?.width ?? 0) / (page?.height ?? 1)).toBeCloseTo(2)
  const png = await views.page(view.token, 0, 64)
  const mupdf = await import('mupdf')
  const pixmap = new mupdf.Image(png).toPixmap()
  const at = (x: number): readonly number[] =>
    Array.from(pixmap.getPixels().slice(16 * pixmap.getStride() + x * 3, 16 * pixmap.getStride() + x * 3 + 3))
  for (const [x, colour] of [[8, [255, 0, 0]] as const, [56, [0, 0, 255]] as const])
    at(x).forEach((value, c) => expect(Math.abs(value - (colour[c] ?? 0))).toBeLessThan(20))
})

test('anything else is shown as bytes of which any stretch is reached, and as the text among them', async () => {
  const bytes = Buffer.alloc(1_200_000)
  bytes.write('\u007fELF\u0002\u0001', 0, 'latin1')
  bytes.write('हस्ताक्षर here', 700_000)
  bytes.write('wide words', 1_100_000, 'utf16le')
  const view = await shown(await file('tool', bytes), 'bytes')
  expect(view).toMatchObject({ size: bytes.length, reason: 'not-shown' })
  const some = await views.bytes(view.token, 700_000, 700_018)
  expect(Buffer.from(some).equals(bytes.subarray(700_000, 700_018))).toBe(true)
  const found: unknown[] = []
  for (let offset: number | null = 0; offset !== null;) {
    const answer = await views.strings(view.token, offset)
    found.push(...answer.found)
    offset = answer.next
  }
  expect(found).toEqual([
    { at: 700_000, text: 'हस्ताक्षर here', wide: false },
    { at: 1_100_000, text: 'wide words', wide: true },
  ])
})

test('what is damaged or a trap is said to be so, and its bytes are shown', async () => {
  const whole = docxOf('<w:p/>')
  const reasons = new Map<string, Uint8Array>([
    ['docx', whole.subarray(0, whole.length - 30)],
    ['msg', outlookMessage({ name: 'a', bytes: ledger }).subarray(0, 900)],
    ['webp', Buffer.from('RIFF\u0010\u0000\u0000\u0000WEBPVP8 \u0004\u0000\u0000\u0000abcd', 'latin1')],
    ['heic', Buffer.from('\u0000\u0000\u0000\u0018ftypheic\u0000\u0000\u0000\u0000heicmif1', 'latin1')],
  ])
  for (const [name, bytes] of reasons)
    expect(await shown(await file(`x.${name}`, bytes), 'bytes'), name).toMatchObject({ reason: 'damaged' })
  const cut = outlookMessage({ name: 'a', bytes: ledger })
  const { mail: half } = await shown(await file('half.msg', cut.subarray(0, cut.length - 1_500)), 'mail')
  expect(half.findings).toContain('damaged')
  const bomb = zipOf([
    { name: '[Content_Types].xml', text: '<Override ContentType="wordprocessingml.document.main+xml"/>' },
    { name: 'word/document.xml', text: Buffer.alloc(40 * 1024 * 1024, 0x20) },
  ])
  expect(await shown(await file('bomb.docx', bomb), 'bytes')).toMatchObject({ reason: 'damaged' })
})

test('a frame of a film is kept as a picture that the reader wrote anew, with its time', async () => {
  const film = await file(
    'a.mp4',
    Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypmp42....mp42isom'), Buffer.alloc(64)]),
  )
  const rgb = new Uint8Array(8 * 4 * 3).fill(200)
  const picture = Buffer.from(encodePng({ widthPixels: 8, heightPixels: 4, rgb }, 72)).toString('base64')
  const made = await deriveExhibit(office.desk, { exhibitId: film, recipe: { way: 'frame', atMs: 3_723_045, picture } })
  const exhibit = office.desk.connection.read((reader) => getExhibit(reader, made.exhibitId))
  expect(exhibit).toMatchObject({ kind: 'photograph', derivedFrom: film, file: { mediaType: 'image/png' } })
  expect(lineageOf(office.desk, made.exhibitId).parent).toMatchObject({
    way: 'frame',
    settings: { at: '01:02:03.045', milliseconds: 3_723_045, width: 8, height: 4 },
  })
  const trick = Buffer.from('<svg onload="alert(1)"/>').toString('base64')
  const refused = deriveExhibit(office.desk, { exhibitId: film, recipe: { way: 'frame', atMs: 0, picture: trick } })
  await expect(refused).rejects.toMatchObject({ code: 'source.unsupported' })
})
