/** Decodes bytes of one encoding. */
export type Decoder = InstanceType<typeof TextDecoder>

/** Code pages of Windows whose WHATWG name does not follow from their number. */
const names: Readonly<Record<number, string>> = {
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gb18030',
  949: 'euc-kr',
  950: 'big5',
  10_000: 'macintosh',
  20_127: 'windows-1252',
  20_866: 'koi8-r',
  28_591: 'windows-1252',
  50_220: 'iso-2022-jp',
  54_936: 'gb18030',
  65_001: 'utf-8',
}

/** The decoder of a code page of Windows, or undefined for one that is not known. */
export function decoderOf(page: number | undefined): Decoder | undefined {
  if (page === undefined) return undefined
  try {
    return new TextDecoder(names[page] ?? `windows-${String(page)}`)
  } catch {
    return undefined
  }
}
