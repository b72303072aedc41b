import { type PageView, shownSize, shownToUser } from './page-geometry.ts'
import { decimal } from './serialise.ts'
import type { StampFont } from './stamp-font.ts'

/** What is printed on a page of the bundle, last of all and upright as the page is shown. */
export interface Stamp {
  /** The page number as printed. Printable ASCII. */
  readonly text: string
  readonly position: 'bottom-right' | 'bottom-centre' | 'top-right'
  readonly sizePoints: number
  /** A white plate behind the text, so that a dark or opaque scan cannot hide it. */
  readonly plate: boolean
  /** An exhibit mark, at the top of the page. Printable ASCII. */
  readonly mark?: string
}

/** Distance of stamps from the edges of the page as it is shown, in points. */
const MARGIN = 24
const LOW = 14

/**
 * The content that prints a stamp. It expects the graphics state of a page's beginning, and leaves it so.
 * @param fontName the resource name of the stamp font, with its slash
 */
export function stampContent(stamp: Stamp, view: PageView, type: { font: StampFont; fontName: string }): string {
  const { width, height } = shownSize(view)
  const texts: string[] = []
  if (stamp.text !== '') {
    const size = fitting(type.font.width(stamp.text, stamp.sizePoints), stamp.sizePoints, width)
    const long = type.font.width(stamp.text, size)
    const left = stamp.position === 'bottom-centre' ? (width - long) / 2 : width - MARGIN - long
    const low = stamp.position === 'top-right' ? height - MARGIN - size : Math.min(LOW, height / 3)
    texts.push(line({ text: stamp.text, left: Math.max(2, left), low, size, plate: stamp.plate }, type))
  }
  if (stamp.mark !== undefined && stamp.mark !== '') {
    const wanted = stamp.sizePoints + 2
    const markSize = fitting(type.font.width(stamp.mark, wanted), wanted, width)
    const long = type.font.width(stamp.mark, markSize)
    // The number may stand at the top right itself; the mark then goes to the left.
    const left = stamp.position === 'top-right' ? MARGIN : Math.max(2, width - MARGIN - long)
    texts.push(line({ text: stamp.mark, left, low: height - MARGIN - markSize, size: markSize, plate: true }, type))
  }
  return texts.length === 0 ? '' : `q ${shownToUser(view)} cm ${texts.join(' ')} Q`
}

/** A stamp is printed smaller where the page is too narrow for it. */
function fitting(long: number, size: number, pageWidth: number): number {
  return long + 4 > pageWidth ? (size * Math.max(1, pageWidth - 4)) / long : size
}

interface Line {
  readonly text: string
  readonly left: number
  readonly low: number
  readonly size: number
  readonly plate: boolean
}

function line(
  { text, left, low, size, plate }: Line,
  { font, fontName }: { font: StampFont; fontName: string },
): string {
  const [x, y, wide, high] = [left - 2, low - size * 0.3, font.width(text, size) + 4, size * 1.3].map(decimal)
  const background = plate ? `1 g ${x} ${y} ${wide} ${high} re f ` : ''
  const place = `${decimal(left)} ${decimal(low)} Td`
  return `${background}0 g BT ${fontName} ${decimal(size)} Tf ${place} ${font.string(text)} Tj ET`
}
