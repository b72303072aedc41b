import { inflateRawSync } from 'node:zlib'
import { hasBytes, hasText } from './signatures.ts'

function latin1(bytes: Uint8Array, start: number, end: number): string {
  // Not TextDecoder: its `latin1` is windows-1252, which is another thing from 0x80 to 0x9f.
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1', start, end)
}

const imageBrands: Readonly<Record<string, string>> = {
  heic: 'image/heic',
  heix: 'image/heic',
  heim: 'image/heic',
  heis: 'image/heic',
  hevc: 'image/heic-sequence',
  mif1: 'image/heif',
  msf1: 'image/heif-sequence',
  avif: 'image/avif',
  avis: 'image/avif',
}

function byBrand(brand: string, compatible: readonly string[]): string {
  const image = imageBrands[brand]
  // `mif1` only says "some image"; the other brands say which.
  if (image === 'image/heif') {
    const known = compatible
      .map((each) => imageBrands[each])
      .find((type) => type === 'image/avif' || type === 'image/heic')
    return known === 'image/avif' ? known : image
  }
  if (image !== undefined) return image
  if (brand.startsWith('M4A') || brand.startsWith('M4B') || brand.startsWith('M4P')) return 'audio/mp4'
  if (brand.startsWith('3g2')) return 'video/3gpp2'
  if (brand.startsWith('3g')) return 'video/3gpp'
  if (brand === 'qt  ') return 'video/quicktime'
  return 'video/mp4'
}

/** MP4 and its family, by their brand; QuickTime also by the boxes that older files begin with. Source: ISO/IEC 14496-12. */
export function isoMedia(head: Uint8Array): string | undefined {
  const box = latin1(head, 4, 8)
  if (box === 'ftyp') {
    const length = new DataView(head.buffer, head.byteOffset).getUint32(0)
    const compatible: string[] = []
    for (let at = 16; at + 4 <= Math.min(length, 256, head.length); at += 4) compatible.push(latin1(head, at, at + 4))
    return byBrand(latin1(head, 8, 12), compatible)
  }
  return ['moov', 'mdat', 'wide', 'free', 'skip', 'pnot'].includes(box) ? 'video/quicktime' : undefined
}

/** RIFF: WAV, AVI, WebP. */
export function riff(head: Uint8Array): string | undefined {
  if (!hasText(head, 'RIFF') && !hasText(head, 'RIFX') && !hasText(head, 'RF64')) return undefined
  const form = latin1(head, 8, 12)
  if (form === 'WAVE') return 'audio/wav'
  if (form === 'AVI ') return 'video/x-msvideo'
  return form === 'WEBP' ? 'image/webp' : 'application/x-riff'
}

/** Ogg, by its first stream. Source: RFC 3533, RFC 5334. */
export function ogg(head: Uint8Array): string | undefined {
  if (!hasText(head, 'OggS')) return undefined
  const start = latin1(head, 0, 4_096)
  return start.includes('\u0080theora') || start.includes('BBCD\u0000') ? 'video/ogg' : 'audio/ogg'
}

/** Matroska and WebM, by the document type that the header names. Source: RFC 8794. */
export function ebml(head: Uint8Array): string | undefined {
  if (!hasBytes(head, [0x1a, 0x45, 0xdf, 0xa3])) return undefined
  return latin1(head, 0, 4_096).includes('webm') ? 'video/webm' : 'video/x-matroska'
}

const frameBitrates = {
  v1: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  v2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const

/** Sample rates in Hz by the header's two bits of version and two of rate; 0 is reserved. */
const sampleRates = [
  [11_025, 12_000, 8_000, 0],
  [0, 0, 0, 0],
  [22_050, 24_000, 16_000, 0],
  [44_100, 48_000, 32_000, 0],
] as const

/** The length of the MPEG audio layer III frame that begins here, or 0. Source: ISO/IEC 11172-3, 2.4.1.3. */
function mp3Frame(head: Uint8Array, at: number): number {
  if (at + 3 > head.length) return 0
  const [a, b, c] = head.subarray(at, at + 3) as unknown as readonly [number, number, number]
  if (a !== 0xff || (b & 0xe6) !== 0xe2) return 0
  const version = (b >> 3) & 3
  const sampleRate = sampleRates[version]?.[(c >> 2) & 3] ?? 0
  const bitrate = frameBitrates[version === 3 ? 'v1' : 'v2'][c >> 4] ?? 0
  if (sampleRate === 0 || bitrate === 0) return 0
  return Math.floor(((version === 3 ? 144_000 : 72_000) * bitrate) / sampleRate) + ((c >> 1) & 1)
}

/** MP3, with a tag or by two frames in a row; AAC in ADTS frames. */
export function mpegAudio(head: Uint8Array): string | undefined {
  if (hasText(head, 'ID3')) return 'audio/mpeg'
  if (head[0] === 0xff && ((head[1] ?? 0) & 0xf6) === 0xf0) return 'audio/aac'
  // Some recorders leave a few bytes before the first frame.
  for (let at = 0; at < 2_048; at++) {
    const length = mp3Frame(head, at)
    if (length > 0 && mp3Frame(head, at + length) > 0) return 'audio/mpeg'
    if (at === 0 && (head[0] === 0x00 || head[0] === 0xff)) continue
    if (at === 0) return undefined
  }
  return undefined
}

const oleStreams = [
  ['EncryptedPackage', 'application/x-encrypted-office'],
  ['WordDocument', 'application/msword'],
  ['PowerPoint Document', 'application/vnd.ms-powerpoint'],
  ['Workbook', 'application/vnd.ms-excel'],
  ['Book', 'application/vnd.ms-excel'],
  ['__nameid_version1.0', 'application/vnd.ms-outlook'],
  ['__substg1.0_', 'application/vnd.ms-outlook'],
  ['VisioDocument', 'application/vnd.visio'],
  ['!_StringData', 'application/x-msi'],
] as const

/** Office's old container, by the names of the streams in it, where they lie within what was read. Source: MS-CFB. */
export function ole(head: Uint8Array, tail: Uint8Array): string | undefined {
  if (!hasBytes(head, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) return undefined
  const seen = [head, tail].map((bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
  for (const [name, type] of oleStreams) {
    const needle = Buffer.from(`${name}${name.endsWith('_') ? '' : '\u0000'}`, 'utf16le')
    if (seen.some((bytes) => bytes.includes(needle))) return type
  }
  return 'application/x-ole-storage'
}

const ooxml = [
  ['wordprocessingml.document.main', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['wordprocessingml.template.main', 'application/vnd.openxmlformats-officedocument.wordprocessingml.template'],
  ['ms-word.document.macroEnabled', 'application/vnd.ms-word.document.macroEnabled.12'],
  ['ms-word.template.macroEnabled', 'application/vnd.ms-word.template.macroEnabled.12'],
  ['spreadsheetml.sheet.main', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['spreadsheetml.template.main', 'application/vnd.openxmlformats-officedocument.spreadsheetml.template'],
  ['ms-excel.sheet.macroEnabled', 'application/vnd.ms-excel.sheet.macroEnabled.12'],
  ['ms-excel.template.macroEnabled', 'application/vnd.ms-excel.template.macroEnabled.12'],
  ['ms-excel.addin.macroEnabled', 'application/vnd.ms-excel.addin.macroEnabled.12'],
  ['ms-excel.sheet.binary.macroEnabled', 'application/vnd.ms-excel.sheet.binary.macroEnabled.12'],
  ['presentationml.presentation.main', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
  ['presentationml.slideshow.main', 'application/vnd.openxmlformats-officedocument.presentationml.slideshow'],
  ['presentationml.template.main', 'application/vnd.openxmlformats-officedocument.presentationml.template'],
  ['ms-powerpoint.presentation.macroEnabled', 'application/vnd.ms-powerpoint.presentation.macroEnabled.12'],
  ['ms-powerpoint.slideshow.macroEnabled', 'application/vnd.ms-powerpoint.slideshow.macroEnabled.12'],
  ['ms-powerpoint.template.macroEnabled', 'application/vnd.ms-powerpoint.template.macroEnabled.12'],
] as const

const folders = [
  ['word/', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['xl/', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['ppt/', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
] as const

const programs = [
  ['AndroidManifest.xml', 'application/vnd.android.package-archive'],
  ['META-INF/MANIFEST.MF', 'application/java-archive'],
] as const

interface ZipEntry {
  readonly name: string
  readonly method: number
  readonly data: Uint8Array
}

/** The entries whose local headers follow one another at the start of a ZIP, as far as they were read. */
function zipEntries(head: Uint8Array): readonly ZipEntry[] {
  const view = new DataView(head.buffer, head.byteOffset, head.length)
  const entries: ZipEntry[] = []
  for (let at = 0; at + 30 <= head.length && hasText(head, 'PK\u0003\u0004', at) && entries.length < 200;) {
    const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true)
    const packed = view.getUint32(at + 18, true)
    const name = latin1(head, at + 30, at + 30 + view.getUint16(at + 26, true))
    const streamed = (view.getUint16(at + 6, true) & 8) !== 0 && packed === 0
    entries.push({
      name,
      method: view.getUint16(at + 8, true),
      data: head.subarray(start, streamed ? undefined : start + packed),
    })
    if (streamed) {
      const next = latin1(head, start, head.length).indexOf('PK\u0003\u0004')
      if (next < 0) break
      at = start + next
    } else at = start + packed
  }
  return entries
}

function plain({ method, data }: ZipEntry): string {
  if (method === 0) return latin1(data, 0, data.length)
  try {
    return latin1(inflateRawSync(data, { maxOutputLength: 1_048_576, finishFlush: 2 }), 0, 1_048_576)
  } catch {
    return ''
  }
}

/** The type that OpenDocument, EPUB and some others write first, unpacked. Source: OpenDocument 1.3, part 2, 3.3. */
function statedType(first: ZipEntry | undefined): string | undefined {
  if (first?.name !== 'mimetype' || first.method !== 0) return undefined
  const type = plain(first).trim()
  return /^application\/[\w.+-]{1,100}$/u.test(type) ? type : undefined
}

function packageType(entries: readonly ZipEntry[], directory: string): string | undefined {
  const contentTypes = entries.find(({ name }) => name === '[Content_Types].xml')
  const text = contentTypes === undefined ? '' : plain(contentTypes)
  const stated = ooxml.find(([part]) => text.includes(part))?.[1]
  if (stated !== undefined || (contentTypes === undefined && !directory.includes('[Content_Types].xml'))) return stated
  const inFolder = ([folder]: readonly [string, string]): boolean =>
    entries.some(({ name }) => name.startsWith(folder)) || directory.includes(folder)
  return folders.find(inFolder)?.[1]
}

/** ZIP and what is made of it: OOXML by its content types, OpenDocument and EPUB by the type that they begin with. */
export function zip(head: Uint8Array, tail: Uint8Array): string | undefined {
  if (!hasText(head, 'PK\u0003\u0004')) return hasText(head, 'PK\u0005\u0006') ? 'application/zip' : undefined
  const entries = zipEntries(head)
  const found = statedType(entries[0]) ?? packageType(entries, latin1(tail, 0, tail.length))
  return found ?? programs.find(([part]) => entries.some(({ name }) => name === part))?.[1] ?? 'application/zip'
}
