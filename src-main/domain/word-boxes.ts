/** Where a word of a page's text stands: points on the page as displayed, origin top left, y downwards. */
export interface WordBox {
  /** Where the word begins in the page's text, in UTF-16 units; it ends where the next begins, or with its line. */
  readonly at: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Positions are kept in sixteenths of a point: finer than any eye, and a page of words takes a few kilobytes. */
const FINENESS = 16
const VERSION = 1
/** No page is wider: ISO 32000-1, annex C; so that a hostile file cannot make numbers that do not fit. */
const FARTHEST = 1_000_000

/**
 * Writes boxes compactly: a version byte, then for each word five numbers, each as the difference from the word before it
 * (`at`, `x`, `y`) or as it is (`width`, `height`), in sixteenths of a point, zigzag, seven bits a byte, lowest first.
 */
export function encodeBoxes(boxes: readonly WordBox[]): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [VERSION]
  let [at, x, y] = [0, 0, 0]
  for (const box of boxes) {
    const [boxX, boxY] = [fine(box.x), fine(box.y)]
    for (const value of [box.at - at, boxX - x, boxY - y, fine(box.width), fine(box.height)]) put(bytes, value)
    ;[at, x, y] = [box.at, boxX, boxY]
  }
  return Uint8Array.from(bytes)
}

function fine(value: number): number {
  return Math.round(Math.max(-FARTHEST, Math.min(FARTHEST, Number.isNaN(value) ? 0 : value)) * FINENESS)
}

function put(bytes: number[], value: number): void {
  let rest = value < 0 ? -2 * value - 1 : 2 * value
  while (rest > 0x7f) {
    bytes.push((rest % 0x80) + 0x80)
    rest = Math.floor(rest / 0x80)
  }
  bytes.push(rest)
}

/** Reads what {@link encodeBoxes} wrote; nothing from bytes of another version. */
export function decodeBoxes(bytes: Uint8Array): readonly WordBox[] {
  if (bytes[0] !== VERSION) return []
  const numbers: number[] = []
  let value = 0
  let unit = 1
  for (const byte of bytes.subarray(1)) {
    value += (byte % 0x80) * unit
    unit *= 0x80
    if (byte > 0x7f) continue
    numbers.push(value % 2 === 0 ? value / 2 : -(value + 1) / 2)
    value = 0
    unit = 1
  }
  const boxes: WordBox[] = []
  let [at, x, y] = [0, 0, 0]
  for (let i = 0; i + 4 < numbers.length; i += 5) {
    at += numbers[i] ?? 0
    x += numbers[i + 1] ?? 0
    y += numbers[i + 2] ?? 0
    const [width, height] = [numbers[i + 3] ?? 0, numbers[i + 4] ?? 0]
    boxes.push({ at, x: x / FINENESS, y: y / FINENESS, width: width / FINENESS, height: height / FINENESS })
  }
  return boxes
}
