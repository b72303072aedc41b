import { crc32, deflateRawSync } from 'node:zlib'

/** A part of a ZIP as a test wants it: `stated` is the size that its directory claims. */
export interface ZipPart {
  readonly name: string
  readonly text: string | Uint8Array
  readonly stated?: number
  readonly localName?: string
}

/** Writes a ZIP with deflated parts. */
export function zipOf(parts: readonly ZipPart[]): Uint8Array {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, text, stated, localName } of parts) {
    const plain = Buffer.from(text)
    const packed = deflateRawSync(plain)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(8, 8)
    local.writeUInt32LE(crc32(plain), 14)
    local.writeUInt32LE(packed.length, 18)
    local.writeUInt32LE(stated ?? plain.length, 22)
    local.writeUInt16LE(Buffer.byteLength(localName ?? name), 26)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    local.copy(central, 8, 6, 28)
    central.writeUInt16LE(Buffer.byteLength(name), 28)
    central.writeUInt32LE(offset, 42)
    locals.push(local, Buffer.from(localName ?? name), packed)
    directory.push(central, Buffer.from(name))
    offset += 30 + Buffer.byteLength(localName ?? name) + packed.length
  }
  const entries = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(entries.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, entries, end])
}

const contentTypes = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
const relations = `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
const wordNamespace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'

/** Writes a .docx whose body is the given XML; further parts may be given by name. */
export function docxOf(body: string, more: Readonly<Record<string, string>> = {}): Uint8Array {
  const document = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="${wordNamespace}" xmlns:mc="mc"><w:body>${body}<w:sectPr/></w:body></w:document>`
  return zipOf([
    { name: '[Content_Types].xml', text: contentTypes },
    { name: '_rels/.rels', text: relations },
    { name: 'word/document.xml', text: document },
    ...Object.entries(more).map(([name, text]) => ({
      name,
      text: text.replace('XMLNS', `xmlns:w="${wordNamespace}"`),
    })),
  ])
}

/** A paragraph of one run. */
export function p(text: string, properties = ''): string {
  return `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`
}
