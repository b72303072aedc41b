/** As EXIF numbers the ways to turn a picture upright. */
type Turn = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

interface Box {
  readonly type: string
  readonly data: Uint8Array
}

const MOST_BOXES = 4_096

/** The boxes that lie side by side in some bytes, as far as they are whole. Source: ISO/IEC 14496-12, 4.2. */
function boxesIn(bytes: Uint8Array): readonly Box[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const boxes: Box[] = []
  for (let at = 0; at + 8 <= bytes.byteLength && boxes.length < MOST_BOXES;) {
    const short = view.getUint32(at)
    const isLong = short === 1 && at + 16 <= bytes.byteLength
    const size = isLong ? Number(view.getBigUint64(at + 8)) : short === 0 ? bytes.byteLength - at : short
    const header = isLong ? 16 : 8
    if (size < header) break
    boxes.push({
      type: String.fromCharCode(...bytes.subarray(at + 4, at + 8)),
      data: bytes.subarray(at + header, at + size),
    })
    at += size
  }
  return boxes
}

function inside(bytes: Uint8Array, [type = '', ...deeper]: readonly string[]): readonly Box[] {
  const found = boxesIn(bytes).find((box) => box.type === type)?.data
  if (found === undefined) return []
  // The meta box has a version and flags before its boxes.
  const content = type === 'meta' ? found.subarray(4) : found
  return deeper.length === 0 ? boxesIn(content) : inside(content, deeper)
}

function properties(bytes: Uint8Array): readonly Box[] {
  return inside(bytes, ['meta', 'iprp', 'ipco'])
}

/** By the quarter turns to the left: alone, then mirrored top to bottom, then left to right. */
const turns: readonly (readonly [Turn, Turn, Turn])[] = [
  [1, 4, 2],
  [8, 5, 7],
  [3, 2, 4],
  [6, 7, 5],
]

/**
 * The turn that an AVIF's properties ask for; its EXIF does not count.
 *
 * Source: ISO/IEC 23000-22 (MIAF), 7.3.6.7: rotation, then mirroring; axis 0 exchanges top and bottom.
 */
export function heifOrientation(bytes: Uint8Array): Turn {
  const all = properties(bytes)
  const turn = (all.find(({ type }) => type === 'irot')?.data[0] ?? 0) & 3
  const mirror = all.find(({ type }) => type === 'imir')?.data[0]
  const row = turns[turn] ?? [1, 4, 2]
  if (mirror === undefined) return row[0]
  return (mirror & 1) === 0 ? row[1] : row[2]
}

/** The most pixels that a picture in such a file says that it has. */
export function pixelsOfHeif(bytes: Uint8Array): number {
  return Math.max(
    0,
    ...properties(bytes)
      .filter(({ type, data }) => type === 'ispe' && data.byteLength >= 12)
      .map(({ data }) => {
        const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
        return view.getUint32(4) * view.getUint32(8)
      }),
  )
}
