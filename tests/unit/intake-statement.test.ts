import { describe, expect, test } from 'vitest'
import { Refusal } from '../../src-main/kernel/errors.ts'
import type { StatementText } from '../../src-main/intake/paragraphs.ts'
import { readStatementSource, type StatementKind } from '../../src-main/intake/statement-source.ts'
import { docxOf, p, zipOf } from './intake-docx.ts'

function read(source: string | Uint8Array, kind: StatementKind): StatementText {
  return readStatementSource(Buffer.from(source), kind)
}

function texts(statement: StatementText): readonly string[] {
  return statement.paragraphs.map(({ kind, text }) => (kind === 'paragraph' ? text : `${kind}: ${text}`))
}

function code(source: string | Uint8Array, kind: StatementKind): string {
  try {
    read(source, kind)
    return 'read'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

/** A ZIP with nothing but this main document. */
function documentOf(text: string): Uint8Array {
  return zipOf([{ name: 'word/document.xml', text }])
}

describe('a statement in Markdown', () => {
  test('headings, lists, quotations and paragraphs are told apart, and numbers are taken off', () => {
    const statement = read(
      [
        '---',
        'language: Hindi',
        '---',
        '# Statement of Client 3',
        '',
        '1. I came to the kiln',
        '   in March.',
        '2. My wages were *never* paid.',
        '',
        '   He said why:',
        '',
        '   > You owe me.',
        '',
        '- a ledger',
        '- a **lock**',
        '',
        '<script>alert(1)</script> is what it said.',
        '',
        'See [the order](https://example.org/order) and ![a photo](kiln.jpg).',
      ].join('\n'),
      'markdown',
    )
    expect(statement.language).toBe('Hindi')
    expect(texts(statement)).toEqual([
      'heading: Statement of Client 3',
      'I came to the kiln in March.',
      'My wages were never paid.',
      'He said why:',
      'quotation: You owe me.',
      'a ledger',
      'a lock',
      '<script>alert(1)</script> is what it said.',
      'See the order (https://example.org/order) and a photo.',
    ])
    expect(statement.warnings).toEqual(['pictures-left-out'])
  })

  test('a year at the start of a line is no number of a list', () => {
    expect(texts(read('1986. That was the year of the flood.\n', 'markdown'))).toEqual([
      '1986. That was the year of the flood.',
    ])
  })

  test('a table keeps every cell', () => {
    expect(texts(read('| day | paid |\n|---|---|\n| 1 May | 20 |\n', 'markdown'))).toEqual(['day\tpaid', '1 May\t20'])
  })
})

describe('a statement in plain text', () => {
  test('paragraphs are parted by empty lines, wrapped lines are joined, numbers are taken off', () => {
    const text = '1. I came to the\r\nkiln in March.\r\n2. My wages were not paid.\r\n\r\n3) I left in May.\r\n'
    expect(texts(read(text, 'text'))).toEqual([
      'I came to the kiln in March.',
      'My wages were not paid.',
      'I left in May.',
    ])
  })

  test('numbers in the digits of any script are numbers', () => {
    expect(texts(read('१. मैं भट्ठे पर आया।\n२. मुझे मज़दूरी नहीं मिली।\n', 'text'))).toEqual([
      'मैं भट्ठे पर आया।',
      'मुझे मज़दूरी नहीं मिली।',
    ])
  })

  test('what is no series from one is left as it was written, and said', () => {
    const statement = read('12. March was the day.\n\n14. April was the next.\n', 'text')
    expect(texts(statement)).toEqual(['12. March was the day.', '14. April was the next.'])
    expect(statement.warnings).toEqual(['numbers-kept'])
  })

  test('questions and answers are told apart where both are there, and an initial is no answer', () => {
    expect(texts(read('Q: Who locked the door?\nA: The accused.\n', 'text'))).toEqual([
      'question: Who locked the door?',
      'answer: The accused.',
    ])
    expect(texts(read('A. Kumar locked the door.\n\nI saw it.\n', 'text'))).toEqual([
      'A. Kumar locked the door.',
      'I saw it.',
    ])
  })

  test('an old encoding is guessed, and said; letters are composed', () => {
    const statement = read(Buffer.from('Je suis n\u00e9e \u00e0 Orl\u00e9ans.', 'latin1'), 'text')
    expect(texts(statement)).toEqual(['Je suis n\u00e9e \u00e0 Orl\u00e9ans.'])
    expect(statement.warnings).toEqual(['encoding-guessed'])
    expect(texts(read('ne\u0301e\u0007', 'text'))).toEqual(['n\u00e9e'])
  })

  test('nothing is refused as nothing, and binary data as unreadable', () => {
    for (const nothing of ['', ' \n\t\n', '...', '\ufeff'])
      expect(code(nothing, 'text'), JSON.stringify(nothing)).toBe('statement.empty')
    expect(code('---\n', 'markdown')).toBe('statement.empty')
    expect(code(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1, 2, 3]), 'text')).toBe('statement.unreadable-source')
  })
})

describe('a statement in a .docx', () => {
  const styles = `<w:styles XMLNS><w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="Mine"><w:name w:val="House style"/><w:basedOn w:val="H1"/></w:style><w:style w:styleId="Q"><w:name w:val="Intense Quote"/></w:style><w:style w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>`

  test('styles make headings and quotations; automatic numbers are not text; typed ones are taken off', () => {
    const statement = read(
      docxOf(
        p('Statement', '<w:pStyle w:val="Mine"/>') +
          p('I came &amp; stayed.', '<w:numPr><w:numId w:val="1"/></w:numPr>') +
          p('1. I was paid nothing.') +
          p('2. I left.') +
          p('You owe me.', '<w:pStyle w:val="Q"/>') +
          '<w:tbl><w:tr><w:tc>' +
          p('left cell') +
          '</w:tc><w:tc>' +
          p('right cell') +
          '</w:tc></w:tr></w:tbl>',
        { 'word/styles.xml': styles },
      ),
      'docx',
    )
    expect(texts(statement)).toEqual([
      'heading: Statement',
      'I came & stayed.',
      'I was paid nothing.',
      'I left.',
      'quotation: You owe me.',
      'left cell',
      'right cell',
    ])
    expect(statement.warnings).toEqual([])
  })

  test('what a tracked change deletes is left out and told; what one inserts is taken', () => {
    const body = `<w:p><w:r><w:t xml:space="preserve">He </w:t></w:r><w:del w:id="1" w:author="x"><w:r><w:delText>never</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>often</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> hit me.</w:t></w:r></w:p>`
    const statement = read(docxOf(body), 'docx')
    expect(texts(statement)).toEqual(['He often hit me.'])
    expect(statement.deleted).toEqual(['never'])
    expect(statement.warnings.toSorted()).toEqual(['deleted-text', 'inserted-text'])
  })

  test('hidden text is left out and told, by its run or by its style', () => {
    const body = `<w:p><w:r><w:t>Seen. </w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>Unseen.</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>Seen again.</w:t></w:r></w:p>${p('All of this.', '<w:pStyle w:val="Secret"/>')}`
    const statement = read(docxOf(body, { 'word/styles.xml': styles }), 'docx')
    expect(texts(statement)).toEqual(['Seen. Seen again.'])
    expect(statement.deleted).toEqual(['Unseen.', 'All of this.'])
    expect(statement.warnings).toEqual(['hidden-text'])
  })

  test('footnotes stand where they were referred to; pictures, comments and headers are said to be left out', () => {
    const notes = `<w:footnotes XMLNS><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2">${p('by his foreman')}</w:footnote></w:footnotes>`
    const header = `<w:hdr XMLNS>${p('Confidential')}</w:hdr>`
    const body = `<w:p><w:r><w:t>I was beaten</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:drawing/></w:r><w:r><w:commentReference w:id="1"/></w:r></w:p><w:altChunk r:id="rId9"/>`
    const statement = read(docxOf(body, { 'word/footnotes.xml': notes, 'word/header1.xml': header }), 'docx')
    expect(texts(statement)).toEqual(['I was beaten [by his foreman]'])
    expect(statement.warnings.toSorted()).toEqual([
      'comments-left-out',
      'footnotes-moved',
      'headers-left-out',
      'linked-content-left-out',
      'pictures-left-out',
    ])
  })

  test('a text box is read once, tabs and line breaks are kept, tab stops are none', () => {
    const box = '<w:txbxContent>' + p('In the box.') + '</w:txbxContent>'
    const body = `<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r><w:r><mc:AlternateContent><mc:Choice>${box}</mc:Choice><mc:Fallback>${box}</mc:Fallback></mc:AlternateContent></w:r></w:p>`
    expect(texts(read(docxOf(body), 'docx'))).toEqual(['In the box.', 'a\tb\nc'])
  })

  test('damaged, encrypted, lying and hostile files are refused, and never take long', () => {
    const sound = docxOf(p('Sound.'))
    expect(texts(read(sound, 'docx'))).toEqual(['Sound.'])
    const unreadable = 'statement.unreadable-source'
    for (let cut = 0; cut < sound.length; cut += 97) expect(code(sound.subarray(0, cut), 'docx')).toBe(unreadable)
    expect(code('not a zip at all', 'docx')).toBe(unreadable)
    expect(code(zipOf([{ name: 'a.txt', text: 'x' }]), 'docx')).toBe(unreadable)
    expect(code(documentOf('<html/>'), 'docx')).toBe(unreadable)
    const entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    expect(code(documentOf(`${entities}<w:document xmlns:w="x">&b;</w:document>`), 'docx')).toBe(unreadable)
    const outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    expect(code(documentOf(`${outside}<w:document>&a;</w:document>`), 'docx')).toBe(unreadable)
    const bomb = Buffer.alloc(80_000_000, 0x20)
    expect(code(zipOf([{ name: 'word/document.xml', text: bomb }]), 'docx')).toBe(unreadable)
    expect(code(zipOf([{ name: 'word/document.xml', text: bomb, stated: 1000 }]), 'docx')).toBe(unreadable)
    expect(
      code(
        zipOf([
          { name: 'a', text: '1' },
          { name: 'a', text: '2' },
        ]),
        'docx',
      ),
    ).toBe(unreadable)
    expect(code(zipOf([{ name: 'word/document.xml', text: '1', localName: 'word/documenT.xml' }]), 'docx')).toBe(
      unreadable,
    )
    const deep = docxOf(`${'<w:sdt>'.repeat(200_000)}${p('Deep.')}${'</w:sdt>'.repeat(200_000)}`)
    expect(texts(read(deep, 'docx'))).toEqual(['Deep.'])
    expect(code(docxOf('<w:p/>'), 'docx')).toBe('statement.empty')
  })
})
