import { joined, utf8 } from './octets.ts'

/** One scanned page. */
export interface ScannedPage {
  readonly jpeg: Uint8Array
  readonly width: number
  readonly height: number
  readonly dpi: number
}

/** What the scanner writes about the document. `created` is a PDF date, as in `D:20260220113000+05'30'`. */
export interface ScanInfo {
  readonly title: string
  readonly producer: string
  readonly created: string
}

const points = (pixels: number, dpi: number): string => ((pixels * 72) / dpi).toFixed(2)

/**
 * A PDF as a scanner makes it: one picture a page and no text.
 * Source: ISO 32000-1, sections 7.5 (file structure) and 8.9.5 (image dictionaries).
 */
export function scannedPdf(pages: readonly ScannedPage[], info: ScanInfo): Uint8Array {
  const objects: Uint8Array[] = []
  const add = (body: string, stream?: Uint8Array): void => {
    const data = stream ? [utf8('\nstream\n'), stream, utf8('\nendstream')] : []
    objects.push(joined([utf8(`${String(objects.length + 1)} 0 obj\n${body}`), ...data, utf8('\nendobj\n')]))
  }
  const kids = pages.map((_, index) => `${String(4 + index * 3)} 0 R`).join(' ')
  add('<< /Type /Catalog /Pages 2 0 R >>')
  add(`<< /Type /Pages /Count ${String(pages.length)} /Kids [${kids}] >>`)
  add(`<< /Title (${info.title}) /Producer (${info.producer}) /CreationDate (${info.created}) >>`)
  for (const page of pages) {
    const [w, h] = [points(page.width, page.dpi), points(page.height, page.dpi)]
    const [picture, content] = [objects.length + 2, objects.length + 3]
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${w} ${h}] /Contents ${String(content)} 0 R` +
        ` /Resources << /XObject << /Scan ${String(picture)} 0 R >> >> >>`,
    )
    add(
      `<< /Type /XObject /Subtype /Image /Width ${String(page.width)} /Height ${String(page.height)}` +
        ` /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${String(page.jpeg.length)} >>`,
      page.jpeg,
    )
    const drawn = utf8(`q ${w} 0 0 ${h} 0 0 cm /Scan Do Q`)
    add(`<< /Length ${String(drawn.length)} >>`, drawn)
  }
  return assembled(objects)
}

function assembled(objects: readonly Uint8Array[]): Uint8Array {
  const head = joined([utf8('%PDF-1.4\n%'), Uint8Array.of(0xe2, 0xe3, 0xcf, 0xd3, 0x0a)])
  let at = head.length
  const rows = objects.map((object) => {
    const row = `${String(at).padStart(10, '0')} 00000 n \n`
    at += object.length
    return row
  })
  const count = String(objects.length + 1)
  const table = `xref\n0 ${count}\n0000000000 65535 f \n${rows.join('')}`
  const tail = `${table}trailer\n<< /Size ${count} /Root 1 0 R /Info 3 0 R >>\nstartxref\n${String(at)}\n%%EOF\n`
  return joined([head, ...objects, utf8(tail)])
}
