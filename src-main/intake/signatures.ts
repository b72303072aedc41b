/** A media type and the bytes that begin it. `at` is where, 0 when left out. */
interface Signature {
  readonly type: string
  readonly bytes: readonly number[]
  readonly at?: number
}

function ascii(text: string): readonly number[] {
  return Array.from(text, (letter) => letter.charCodeAt(0))
}

/**
 * What begins with fixed bytes and needs no second look, the longer before the shorter.
 *
 * Source: the formats' own specifications; compared with the databases of file(1) and ExifTool.
 */
const signatures: readonly Signature[] = [
  { type: 'image/png', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: 'application/pdf', bytes: ascii('%PDF-') },
  { type: 'image/jpeg', bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/gif', bytes: ascii('GIF87a') },
  { type: 'image/gif', bytes: ascii('GIF89a') },
  { type: 'image/tiff', bytes: [0x49, 0x49, 0x2a, 0x00] },
  { type: 'image/tiff', bytes: [0x4d, 0x4d, 0x00, 0x2a] },
  { type: 'image/tiff', bytes: [0x49, 0x49, 0x2b, 0x00] },
  { type: 'image/tiff', bytes: [0x4d, 0x4d, 0x00, 0x2b] },
  { type: 'image/jxl', bytes: [0xff, 0x0a] },
  { type: 'image/jxl', bytes: [0x00, 0x00, 0x00, 0x0c, 0x4a, 0x58, 0x4c, 0x20, 0x0d, 0x0a, 0x87, 0x0a] },
  { type: 'image/jp2', bytes: [0x00, 0x00, 0x00, 0x0c, 0x6a, 0x50, 0x20, 0x20, 0x0d, 0x0a, 0x87, 0x0a] },
  { type: 'image/jp2', bytes: [0xff, 0x4f, 0xff, 0x51] },
  { type: 'image/vnd.adobe.photoshop', bytes: ascii('8BPS') },
  { type: 'image/x-icon', bytes: [0x00, 0x00, 0x01, 0x00] },
  { type: 'audio/flac', bytes: ascii('fLaC') },
  { type: 'audio/amr-wb', bytes: ascii('#!AMR-WB\n') },
  { type: 'audio/amr', bytes: ascii('#!AMR\n') },
  { type: 'audio/midi', bytes: ascii('MThd') },
  { type: 'video/x-flv', bytes: ascii('FLV\u0001') },
  { type: 'video/mpeg', bytes: [0x00, 0x00, 0x01, 0xba] },
  { type: 'video/mpeg', bytes: [0x00, 0x00, 0x01, 0xb3] },
  { type: 'video/x-ms-asf', bytes: [0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11] },
  { type: 'application/gzip', bytes: [0x1f, 0x8b, 0x08] },
  { type: 'application/x-bzip2', bytes: ascii('BZh') },
  { type: 'application/x-xz', bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00] },
  { type: 'application/zstd', bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { type: 'application/x-lz4', bytes: [0x04, 0x22, 0x4d, 0x18] },
  { type: 'application/x-7z-compressed', bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { type: 'application/vnd.rar', bytes: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07] },
  { type: 'application/x-arj', bytes: [0x60, 0xea] },
  { type: 'application/vnd.ms-cab-compressed', bytes: [0x4d, 0x53, 0x43, 0x46, 0, 0, 0, 0] },
  { type: 'application/x-xar', bytes: ascii('xar!') },
  { type: 'application/x-cpio', bytes: ascii('07070') },
  { type: 'application/x-cpio', bytes: [0xc7, 0x71] },
  { type: 'application/x-archive', bytes: ascii('!<arch>\n') },
  { type: 'application/vnd.sqlite3', bytes: ascii('SQLite format 3\u0000') },
  { type: 'application/x-elf', bytes: [0x7f, 0x45, 0x4c, 0x46] },
  { type: 'application/x-mach-binary', bytes: [0xcf, 0xfa, 0xed, 0xfe] },
  { type: 'application/x-mach-binary', bytes: [0xce, 0xfa, 0xed, 0xfe] },
  { type: 'application/java-vm', bytes: [0xca, 0xfe, 0xba, 0xbe] },
  { type: 'application/wasm', bytes: [0x00, 0x61, 0x73, 0x6d] },
  { type: 'application/vnd.ms-htmlhelp', bytes: ascii('ITSF') },
  { type: 'application/x-shockwave-flash', bytes: ascii('FWS') },
  { type: 'application/x-shockwave-flash', bytes: ascii('CWS') },
  { type: 'application/x-bplist', bytes: ascii('bplist00') },
  { type: 'application/vnd.tcpdump.pcap', bytes: [0xd4, 0xc3, 0xb2, 0xa1] },
  { type: 'application/vnd.ms-outlook-pst', bytes: ascii('!BDN') },
  { type: 'application/age', bytes: ascii('age-encryption.org/') },
  { type: 'font/otf', bytes: ascii('OTTO') },
  { type: 'font/woff', bytes: ascii('wOFF') },
  { type: 'font/woff2', bytes: ascii('wOF2') },
  { type: 'font/ttf', bytes: [0x00, 0x01, 0x00, 0x00, 0x00] },
  { type: 'application/postscript', bytes: ascii('%!PS') },
  { type: 'application/rtf', bytes: ascii('{\\rtf') },
  { type: 'application/dicom', bytes: ascii('DICM'), at: 128 },
  { type: 'application/x-tar', bytes: ascii('ustar'), at: 257 },
  { type: 'application/vnd.iccprofile', bytes: ascii('acsp'), at: 36 },
  { type: 'application/x-iso9660-image', bytes: ascii('CD001'), at: 32_769 },
]

/** Whether a file has these bytes at a place. */
export function hasBytes(head: Uint8Array, bytes: readonly number[], at = 0): boolean {
  return bytes.every((byte, i) => head[at + i] === byte)
}

/** Whether a file has this ASCII text at a place. */
export function hasText(head: Uint8Array, text: string, at = 0): boolean {
  return hasBytes(head, ascii(text), at)
}

/** The media type by the fixed bytes of a format, or undefined. */
export function bySignature(head: Uint8Array): string | undefined {
  return signatures.find(({ bytes, at }) => hasBytes(head, bytes, at ?? 0))?.type
}
