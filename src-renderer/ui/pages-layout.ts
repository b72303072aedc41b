/** How a page is turned on the screen, in degrees; the paper itself is never changed. */
export type Turn = 0 | 90 | 180 | 270

/** A page's size in points (1/72 inch). */
export interface PageSize {
  readonly width: number
  readonly height: number
}

/** The next quarter turn to the right. */
export function turnRight(turn: Turn): Turn {
  return turn === 0 ? 90 : turn === 90 ? 180 : turn === 180 ? 270 : 0
}

/** A page's size as it lies after turning. */
export function turned({ width, height }: PageSize, turn: Turn): PageSize {
  return turn === 90 || turn === 270 ? { width: height, height: width } : { width, height }
}

/** The steps of the zoom: what people ask of paper. */
const zoomSteps = [0.25, 0.33, 0.5, 0.67, 0.75, 1, 1.25, 1.5, 2, 3, 4] as const

/** The next step up or down from any zoom. */
export function nextZoom(zoom: number, direction: 'in' | 'out'): number {
  const found =
    direction === 'in'
      ? zoomSteps.find((step) => step > zoom * 1.01)
      : zoomSteps.toReversed().find((step) => step < zoom * 0.99)
  return found ?? zoom
}

/** The zoom at which the widest page fills a width in CSS pixels. 100 % is 96 pixels to the inch. */
export function fitWidth(pages: readonly PageSize[], turn: Turn, width: number): number {
  let widest = 1
  for (const page of pages) widest = Math.max(widest, turned(page, turn).width)
  return Math.max(0.05, Math.min(6, width / ((widest * 96) / 72)))
}

/** The zoom at which a single page is seen whole, as a photograph is looked at. */
export function fitWhole(page: PageSize, turn: Turn, within: PageSize): number {
  const { height } = turned(page, turn)
  return Math.min(fitWidth([page], turn, within.width), Math.max(0.05, within.height / ((height * 96) / 72)))
}

/**
 * The width in device pixels at which a page's picture is asked for: in steps, so that a small change of zoom does not
 * ask for every page again, and never so wide that a picture takes the memory of many.
 */
export function pictureWidth(cssPixels: number, ratio: number): number {
  return Math.min(4000, Math.max(200, Math.ceil((cssPixels * ratio) / 200) * 200))
}

/** The page that a person means by what was typed: its printed label first, then its count. */
export function findPage(labels: readonly string[], typed: string): number | undefined {
  const sought = typed.trim().toLowerCase()
  if (sought === '') return undefined
  const byLabel = labels.findIndex((label) => label.toLowerCase() === sought)
  if (byLabel !== -1) return byLabel
  const count = Number(sought)
  return Number.isInteger(count) && count >= 1 && count <= labels.length ? count - 1 : undefined
}
