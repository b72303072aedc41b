import { readFileSync } from 'node:fs'

/** Marks the place of the fuses in Electron's executable; after it stand their format, their number and one byte each. */
const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX')

/** Electron's fuses, in the order of their bytes, and what each must be in a program that holds evidence. */
const wanted = [
  ['RunAsNode', false],
  ['CookieEncryption', true],
  ['NodeOptions', false],
  ['NodeCliInspect', false],
  ['EmbeddedAsarIntegrity', true],
  ['OnlyLoadAppFromAsar', true],
  ['LoadBrowserProcessSpecificV8Snapshot', true],
  ['GrantFileProtocolExtraPrivileges', false],
]

/** Reads the fuses out of an Electron executable. @returns those that are not as they must be, in words */
export function wrongFuses(executable) {
  const bytes = readFileSync(executable)
  const start = bytes.indexOf(sentinel)
  if (start < 0) return ['no fuses found']
  const [format, count] = bytes.subarray(start + sentinel.length)
  if (format !== 1) return [`fuses of an unknown format, ${format}`]
  const wire = bytes.subarray(start + sentinel.length + 2, start + sentinel.length + 2 + count)
  return wanted.flatMap(([name, value], i) => {
    const found = wire[i] === undefined ? 'absent' : String.fromCharCode(wire[i])
    return found === (value ? '1' : '0') ? [] : [`${name} is ${{ 0: 'off', 1: 'on', r: 'removed' }[found] ?? found}`]
  })
}
