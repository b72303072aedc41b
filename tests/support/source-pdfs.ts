import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib'

/** A PDF whose pages say `<name> page <n>`. */
export async function wordyPdf(name: string, pages: number): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false })
  const font = await document.embedFont(StandardFonts.Helvetica)
  for (let page = 1; page <= pages; page += 1)
    document.addPage([595.28, 841.89]).drawText(`${name} page ${String(page)}`, { x: 80, y: 700, size: 18, font })
  return document.save({ useObjectStreams: false })
}

/** A PDF that opens with a password only. */
export async function lockedPdf(): Promise<Uint8Array> {
  const document = await PDFDocument.load(await wordyPdf('locked', 2))
  document.encrypt({ userPassword: 'nobody knows', ownerPassword: 'nor this' })
  return document.save({ useObjectStreams: false })
}

/** A PDF without a page. */
export function pagelessPdf(): Uint8Array {
  const parts = [
    '%PDF-1.7\n',
    '1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n',
    '2 0 obj\n<</Type/Pages/Count 0/Kids[]>>\nendobj\n',
  ]
  const offsets = [parts[0]?.length ?? 0, (parts[0]?.length ?? 0) + (parts[1]?.length ?? 0)]
  const body = parts.join('')
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  return Buffer.from(
    `${body}xref\n0 3\n0000000000 65535 f \n${entries}trailer\n<</Size 3/Root 1 0 R>>\nstartxref\n${String(body.length)}\n%%EOF\n`,
    'latin1',
  )
}
