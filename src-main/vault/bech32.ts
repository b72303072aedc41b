const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3] as const

function polymod(values: readonly number[]): number {
  let checksum = 1
  for (const value of values) {
    const top = checksum >>> 25
    checksum = ((checksum & 0x1ffffff) << 5) ^ value
    for (const [bit, generator] of generators.entries()) if ((top >>> bit) & 1) checksum ^= generator
  }
  return checksum >>> 0
}

function expanded(prefix: string): readonly number[] {
  const codes = Array.from(prefix, (letter) => letter.charCodeAt(0))
  return [...codes.map((code) => code >>> 5), 0, ...codes.map((code) => code & 31)]
}

/** Regroups bits; undefined when what is left over at the end is not zero padding. */
function regroup(values: Iterable<number>, from: number, to: number): readonly number[] | undefined {
  const groups: number[] = []
  let held = 0
  let bits = 0
  for (const value of values) {
    held = ((held << from) | value) & 0xfff
    bits += from
    while (bits >= to) {
      bits -= to
      groups.push((held >>> bits) & ((1 << to) - 1))
    }
  }
  const rest = (held << (to - bits)) & ((1 << to) - 1)
  if (to < from) return bits === 0 ? groups : [...groups, rest]
  return bits < from && rest === 0 ? groups : undefined
}

/** Writes bytes as Bech32 without its length limit, in lower case. Source: BIP 173; C2SP age, section "X25519". */
export function bech32(prefix: string, bytes: Uint8Array): string {
  const data = regroup(bytes, 8, 5) ?? []
  const checksum = polymod([...expanded(prefix), ...data, 0, 0, 0, 0, 0, 0]) ^ 1
  const tail = [25, 20, 15, 10, 5, 0].map((shift) => (checksum >>> shift) & 31)
  return `${prefix}1${[...data, ...tail].map((value) => alphabet[value]).join('')}`
}

/** Reads Bech32 of the given lower-case prefix, all in one case; undefined when it is anything else. */
export function parseBech32(prefix: string, text: string): Uint8Array | undefined {
  const lower = text.toLowerCase()
  if (text !== lower && text !== text.toUpperCase()) return undefined
  if (!lower.startsWith(`${prefix}1`) || lower.length > 1_000) return undefined
  const values = Array.from(lower.slice(prefix.length + 1), (letter) => alphabet.indexOf(letter))
  if (values.length < 6 || values.includes(-1)) return undefined
  if (polymod([...expanded(prefix), ...values]) !== 1) return undefined
  const bytes = regroup(values.slice(0, -6), 5, 8)
  return bytes === undefined ? undefined : Uint8Array.from(bytes)
}
