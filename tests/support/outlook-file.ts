// Writes the container of Outlook's messages, as small as it can be: streams of less than 4,096 bytes, each storage's children in a row.

/** A storage: streams by their names, and storages within. */
export interface StorageOf {
  readonly streams: Readonly<Record<string, Uint8Array>>
  readonly storages?: Readonly<Record<string, StorageOf>>
}

interface Entry {
  readonly name: string
  readonly type: 1 | 2 | 5
  readonly data?: Uint8Array
  right: number
  child: number
}

const none = 0xffffffff
const end = 0xfffffffe
const sector = 512

function entriesOf(root: StorageOf): readonly Entry[] {
  const entries: Entry[] = [{ name: 'Root Entry', type: 5, right: none, child: none }]
  const add = (storage: StorageOf, owner: Entry): void => {
    let last: Entry | undefined
    const hang = (entry: Entry): void => {
      entries.push(entry)
      if (last === undefined) owner.child = entries.length - 1
      else last.right = entries.length - 1
      last = entry
    }
    for (const [name, data] of Object.entries(storage.streams)) hang({ name, type: 2, data, right: none, child: none })
    for (const [name, within] of Object.entries(storage.storages ?? {})) {
      const entry: Entry = { name, type: 1, right: none, child: none }
      hang(entry)
      add(within, entry)
    }
  }
  const [first] = entries
  if (first) add(root, first)
  return entries
}

function padded(bytes: Uint8Array, to: number): Buffer {
  const out = Buffer.alloc(Math.ceil(Math.max(1, bytes.length) / to) * to)
  out.set(bytes)
  return out
}

/** Writes a compound file. Source: MS-CFB. */
export function compoundFile(root: StorageOf): Uint8Array {
  const entries = entriesOf(root)
  const small: Buffer[] = []
  const smallTable: number[] = []
  const directory = Buffer.alloc(Math.ceil(entries.length / 4) * sector)
  entries.forEach((entry, i) => {
    const at = i * 128
    const name = Buffer.from(entry.name, 'utf16le')
    name.copy(directory, at)
    directory.writeUInt16LE(name.length + 2, at + 64)
    directory.writeUInt8(entry.type, at + 66)
    directory.writeUInt32LE(none, at + 68)
    directory.writeUInt32LE(entry.right, at + 72)
    directory.writeUInt32LE(entry.child, at + 76)
    if (entry.data === undefined) return
    directory.writeUInt32LE(smallTable.length, at + 116)
    directory.writeUInt32LE(entry.data.length, at + 120)
    const blocks = Math.max(1, Math.ceil(entry.data.length / 64))
    for (let b = 1; b <= blocks; b += 1) smallTable.push(b < blocks ? smallTable.length + 1 : end)
    small.push(padded(entry.data, 64))
  })
  const stream = padded(Buffer.concat(small), sector)
  const table = Buffer.alloc(Math.ceil((smallTable.length * 4) / sector) * sector, 0xff)
  smallTable.forEach((next, i) => table.writeUInt32LE(next, i * 4))
  const parts = [directory, table, stream]
  const fat = Buffer.alloc(sector, 0xff)
  fat.writeUInt32LE(0xfffffffd, 0)
  const starts: number[] = []
  let next = 1
  for (const part of parts) {
    starts.push(next)
    const count = part.length / sector
    for (let i = 0; i < count; i += 1) fat.writeUInt32LE(i + 1 < count ? next + i + 1 : end, (next + i) * 4)
    next += count
  }
  const [directoryAt = 0, tableAt = 0, streamAt = 0] = starts
  directory.writeUInt32LE(streamAt, 116)
  directory.writeUInt32LE(stream.length, 120)
  const header = Buffer.alloc(sector)
  header.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
  header.writeUInt16LE(0x3e, 24)
  header.writeUInt16LE(3, 26)
  header.writeUInt16LE(0xfffe, 28)
  header.writeUInt16LE(9, 30)
  header.writeUInt16LE(6, 32)
  header.writeUInt32LE(1, 44)
  header.writeUInt32LE(directoryAt, 48)
  header.writeUInt32LE(4096, 56)
  header.writeUInt32LE(tableAt, 60)
  header.writeUInt32LE(table.length / sector, 64)
  header.writeUInt32LE(end, 68)
  header.fill(0xff, 76)
  header.writeUInt32LE(0, 76)
  return Buffer.concat([header, fat, ...parts])
}

const text = (value: string): Uint8Array => Buffer.from(value, 'utf16le')

function fixed(header: number, numbers: readonly (readonly [number, number])[]): Uint8Array {
  const out = Buffer.alloc(header + numbers.length * 16)
  numbers.forEach(([tag, value], i) => {
    out.writeUInt32LE(tag, header + i * 16)
    out.writeUInt32LE(value, header + i * 16 + 8)
  })
  return out
}

/** A message with a file and another message in it. Source: MS-OXMSG. */
export function outlookMessage(attachment: { readonly name: string; readonly bytes: Uint8Array }): Uint8Array {
  return compoundFile({
    streams: {
      '__properties_version1.0': fixed(32, []),
      '__substg1.0_0037001F': text('Wages of March'),
      '__substg1.0_1000001F': text('The list is with this.\r\nRavi'),
      '__substg1.0_0C1A001F': text('Ravi'),
      '__substg1.0_0C1F001F': text('ravi@kiln.example'),
    },
    storages: {
      '__recip_version1.0_#00000000': {
        streams: {
          '__properties_version1.0': fixed(8, [[0x0c150003, 1]]),
          '__substg1.0_3001001F': text('Office'),
          '__substg1.0_39FE001F': text('office@kiln.example'),
        },
      },
      '__attach_version1.0_#00000000': {
        streams: {
          '__properties_version1.0': fixed(8, [[0x37050003, 1]]),
          '__substg1.0_3707001F': text(attachment.name),
          '__substg1.0_37010102': attachment.bytes,
        },
      },
      '__attach_version1.0_#00000001': {
        streams: { '__properties_version1.0': fixed(8, [[0x37050003, 5]]) },
        storages: {
          '__substg1.0_3701000D': {
            streams: {
              '__properties_version1.0': fixed(24, []),
              '__substg1.0_0037001F': text('The one before'),
              '__substg1.0_1000001F': text('Send me the list.'),
            },
          },
        },
      },
    },
  })
}
