import type { Device, Font, Matrix, Page, Text } from 'mupdf'
import { actualTextIn, withActualText } from './actual-text.ts'
import type { OpenedDocument } from './document.ts'

/**
 * The least piece of a page's text: a glyph with what it stands for, or several that replacement text stands for. Its place is measured along
 * its own writing direction, so that turned text is read as easily as upright text.
 */
export interface Glyph {
  readonly text: string
  /** Degrees, clockwise on the page as displayed: 0 for text that is written to the right, 90 for text that runs down. */
  readonly angle: number
  /** Where it begins and ends along its direction, in points. */
  readonly from: number
  readonly to: number
  /** Its base line, in points across its direction, growing downwards. */
  readonly base: number
  /** The size of its type, in points. */
  readonly size: number
  /** True when the file says itself what the glyph stands for, in replacement text. */
  readonly isReplaced: boolean
}

/** More than this no page of a court file has. */
const MOST_GLYPHS = 400_000

/** Every glyph of a page in the order of its content, invisible (recognised) text, annotations and form fields included. */
export function glyphsOf(document: OpenedDocument, page: Page, number: number): readonly Glyph[] {
  const { pdf, mupdf } = document
  if (pdf === undefined) return []
  return withActualText(pdf, pdf.findPage(number), () => {
    const collector = new Collector(page.getBounds())
    const device = new mupdf.Device(collector.functions())
    try {
      page.run(device, mupdf.Matrix.identity)
    } finally {
      device.destroy()
    }
    return collector.glyphs
  })
}

interface Span {
  readonly text: string
  readonly glyphs: Glyph[]
}

type DeviceFunctions = Extract<ConstructorParameters<typeof Device>[0], object>

/** Takes glyphs from a page as it is run. */
class Collector {
  readonly glyphs: Glyph[] = []
  readonly #bounds: readonly [number, number, number, number]
  /** The layers that are open, innermost last; a replacement text is one. */
  readonly #layers: (Span | undefined)[] = []
  #matrix: Matrix = [1, 0, 0, 1, 0, 0]

  constructor(bounds: readonly [number, number, number, number]) {
    this.#bounds = bounds
  }

  functions(): DeviceFunctions {
    const take = (text: Text, matrix: Matrix): void => this.#take(text, matrix)
    return {
      fillText: take,
      ignoreText: take,
      strokeText: (text: Text, _: unknown, matrix: Matrix) => take(text, matrix),
      clipText: take,
      clipStrokeText: (text: Text, _: unknown, matrix: Matrix) => take(text, matrix),
      beginLayer: (title: string) => this.#begin(title),
      endLayer: () => this.#end(),
    } as unknown as DeviceFunctions
  }

  #begin(title: string): void {
    const text = actualTextIn(title)
    // Within a replaced span nothing is replaced again.
    this.#layers.push(text === undefined || this.#span() !== undefined ? undefined : { text, glyphs: [] })
  }

  #end(): void {
    const span = this.#layers.pop()
    if (span !== undefined) this.glyphs.push(...replaced(span))
  }

  #span(): Span | undefined {
    return this.#layers.find((layer) => layer !== undefined)
  }

  #take(text: Text, matrix: Matrix): void {
    this.#matrix = matrix
    try {
      text.walk({
        showGlyph: (font: Font, place: Matrix, ...[glyph, unicode, vertical]: [number, number, number, number]) =>
          this.#show(font, place, { glyph, unicode, vertical }),
      })
    } finally {
      text.destroy()
    }
  }

  #show(font: Font, place: Matrix, shown: { glyph: number; unicode: number; vertical: number }): void {
    const into = this.#span()?.glyphs ?? this.glyphs
    const text = shown.unicode > 0 ? String.fromCodePoint(shown.unicode) : ''
    const last = into.at(-1)
    if (shown.glyph < 0) {
      // One glyph that stands for several characters: all but the first come without a glyph.
      if (last !== undefined) into[into.length - 1] = { ...last, text: last.text + text }
      return
    }
    if (this.glyphs.length > MOST_GLYPHS) return
    const glyph = placed(
      multiplied(place, this.#matrix),
      font.advanceGlyph(shown.glyph, shown.vertical),
      shown.vertical,
    )
    if (glyph !== undefined && this.#isOnPage(glyph))
      into.push({ ...glyph, text: text === '' ? '\uFFFD' : text, isReplaced: false })
  }

  #isOnPage({ at }: { readonly at: readonly [number, number] }): boolean {
    const [left, top, right, bottom] = this.#bounds
    return at[0] > left - 1 && at[0] < right + 1 && at[1] > top - 1 && at[1] < bottom + 1
  }
}

function multiplied([a, b, c, d, e, f]: Matrix, [A, B, C, D, E, F]: Matrix): Matrix {
  return [a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F]
}

type Placed = Omit<Glyph, 'text' | 'isReplaced'> & { readonly at: readonly [number, number] }

/** The place of a glyph of one unit of type, by its matrix on the page as displayed and its advance in units of type. */
function placed([a, b, c, d, x, y]: Matrix, advance: number, vertical: number): Placed | undefined {
  const size = Math.hypot(c, d)
  // Text that is written down runs against the y axis of its type.
  const [dx, dy] = vertical === 1 ? [-c, -d] : [a, b]
  const length = Math.hypot(dx, dy)
  if (!(size > 0 && length > 0 && Number.isFinite(size + length + x + y))) return undefined
  const angle = Math.round((Math.atan2(dy, dx) * 180) / Math.PI + 360) % 360
  const { along, across } = turned(x, y, angle)
  const width = Number.isFinite(advance) ? Math.max(0, Math.abs(advance)) * length : 0
  return { angle, from: along, to: along + width, base: across, size, at: [x, y] }
}

/** A point of the page, measured along and across a direction. */
function turned(x: number, y: number, angle: number): { along: number; across: number } {
  if (angle === 0) return { along: x, across: y }
  const radians = (angle * Math.PI) / 180
  return { along: x * Math.cos(radians) + y * Math.sin(radians), across: y * Math.cos(radians) - x * Math.sin(radians) }
}

/** The glyphs of a span as one, or one for each line that they stand on, with the span's text instead of their own. */
function replaced({ text, glyphs }: Span): readonly Glyph[] {
  const lines: Glyph[][] = []
  for (const glyph of glyphs) {
    const line = lines.at(-1)
    const last = line?.at(-1)
    if (
      line !== undefined &&
      last !== undefined &&
      Math.abs(last.base - glyph.base) < last.size &&
      last.angle === glyph.angle
    )
      line.push(glyph)
    else lines.push([glyph])
  }
  const shares = shared(
    text,
    lines.map(({ length }) => length / glyphs.length),
  )
  return lines.flatMap((line, i) => {
    const [first] = line
    const share = shares[i] ?? ''
    if (first === undefined || share === '') return []
    return {
      ...first,
      text: share,
      from: Math.min(...line.map(({ from }) => from)),
      to: Math.max(...line.map(({ to }) => to)),
      base: line.toSorted((a, b) => b.to - b.from - (a.to - a.from))[0]?.base ?? first.base,
      isReplaced: true,
    }
  })
}

/** Divides a text that stands on several lines, at the spaces nearest to where it should be divided. */
function shared(text: string, shares: readonly number[]): readonly string[] {
  if (shares.length < 2) return [text]
  const parts: string[] = []
  let done = 0
  let sum = 0
  for (const share of shares.slice(0, -1)) {
    sum += share
    const wanted = Math.round(sum * text.length)
    const space = text.indexOf(' ', wanted)
    const at = Math.max(done, space < 0 ? wanted : space + 1)
    parts.push(text.slice(done, at))
    done = at
  }
  return [...parts, text.slice(done)]
}
