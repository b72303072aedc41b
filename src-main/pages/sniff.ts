/** Picture formats that MuPDF cannot decode and that are decoded before it. */
export type ModernFormat = 'image/webp' | 'image/avif' | 'image/heic'

/** A file format that the pages room can open, by its media type. */
export type PageFormat =
  | 'application/pdf'
  | 'image/jpeg'
  | 'image/png'
  | 'image/gif'
  | 'image/bmp'
  | 'image/tiff'
  | 'image/jp2'
  | 'image/vnd.adobe.photoshop'
  | 'image/x-portable-anymap'
  | 'image/jxr'
  | ModernFormat

/** How far into a file a PDF's header may stand. Source: ISO 32000-1:2008, annex H, note 13 (first 1,024 bytes). */
const PDF_HEADER_WINDOW = 1024

const signatures: readonly (readonly [PageFormat, readonly number[]])[] = [
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/gif', [0x47, 0x49, 0x46, 0x38]],
  ['image/bmp', [0x42, 0x4d]],
  ['image/tiff', [0x49, 0x49, 0x2a, 0x00]],
  ['image/tiff', [0x4d, 0x4d, 0x00, 0x2a]],
  ['image/jxr', [0x49, 0x49, 0xbc]],
  ['image/jp2', [0x00, 0x00, 0x00, 0x0c, 0x6a, 0x50, 0x20, 0x20]],
  ['image/jp2', [0xff, 0x4f, 0xff, 0x51]],
  ['image/vnd.adobe.photoshop', [0x38, 0x42, 0x50, 0x53]],
]

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, position) => bytes[position] === byte)
}

/**
 * Tells a file's format from its first bytes, never from its name. `undefined` for all that the pages room does not
 * open: among them JPEG XL, which nothing here decodes, and HTML, SVG, EPUB and office files, which MuPDF could open but which
 * have no fixed pages and reach for other files.
 */
export function pageFormatOf(bytes: Uint8Array): PageFormat | undefined {
  const found = signatures.find(([, signature]) => startsWith(bytes, signature))
  if (found !== undefined) return found[0]
  const modern = modernFormatOf(bytes)
  if (modern !== undefined) return modern
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, PDF_HEADER_WINDOW))
  // A PDF whose header was lost is still known by its first object.
  if (/%PDF|%!PS-Adobe-\d\.\d PDF|\b\d+ \d+ obj\b/.test(head)) return 'application/pdf'
  if (/^P[1-7fF][\s]/.test(head)) return 'image/x-portable-anymap'
  return undefined
}

const heifBrands: Readonly<Record<string, ModernFormat>> = {
  avif: 'image/avif',
  avis: 'image/avif',
  heic: 'image/heic',
  heix: 'image/heic',
  heim: 'image/heic',
  heis: 'image/heic',
  hevc: 'image/heic',
  hevx: 'image/heic',
}

const latin1 = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to))

/** WebP by its form; AVIF and HEIC by their brands. Source: RFC 9649, 2.3; ISO/IEC 23008-12, 10.2. */
function modernFormatOf(bytes: Uint8Array): ModernFormat | undefined {
  if (latin1(bytes, 0, 4) === 'RIFF' && latin1(bytes, 8, 12) === 'WEBP') return 'image/webp'
  if (latin1(bytes, 4, 8) !== 'ftyp') return undefined
  const end = Math.min(256, bytes.byteLength, new DataView(bytes.buffer, bytes.byteOffset).getUint32(0))
  const brands: string[] = [latin1(bytes, 8, 12)]
  for (let at = 16; at + 4 <= end; at += 4) brands.push(latin1(bytes, at, at + 4))
  const known = brands.map((brand) => heifBrands[brand]).find((format) => format !== undefined)
  // `mif1` alone only says that it is some picture.
  return known ?? (brands[0] === 'mif1' || brands[0] === 'msf1' ? 'image/heic' : undefined)
}
