import { joined, long, short, utf8 } from './octets.ts'

const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value >>> 0
})

function checksum(bytes: Uint8Array): number {
  let value = 0xffffffff
  for (const byte of bytes) value = (value >>> 8) ^ (table[(value ^ byte) & 255] ?? 0)
  return (value ^ 0xffffffff) >>> 0
}

/**
 * A ZIP archive of text parts, stored without compression so that it has the same bytes on every machine. Every part
 * carries the date 2026-02-20.
 * Source: APPNOTE.TXT 6.3.10 (PKWARE), sections 4.3.7, 4.3.12 and 4.3.16.
 */
export function archive(parts: readonly (readonly [name: string, text: string])[]): Uint8Array {
  const stored: Uint8Array[] = []
  const listed: Uint8Array[] = []
  let at = 0
  for (const [name, text] of parts) {
    const [path, data] = [utf8(name), utf8(text)]
    const common = joined([
      short(0x0800),
      short(0),
      short(0x6000),
      short(((2026 - 1980) << 9) | (2 << 5) | 20),
      long(checksum(data)),
      long(data.length),
      long(data.length),
      short(path.length),
      short(0),
    ])
    const local = joined([long(0x04034b50), short(20), common, path, data])
    const central = [long(0x02014b50), short(20), short(20), common, short(0), short(0), short(0), long(0), long(at)]
    stored.push(local)
    listed.push(joined([...central, path]))
    at += local.length
  }
  const directory = joined(listed)
  const count = short(parts.length)
  const end = [long(0x06054b50), short(0), short(0), count, count, long(directory.length), long(at), short(0)]
  return joined([...stored, directory, ...end])
}
