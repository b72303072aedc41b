import { chanceOf, cloud, hash } from './chance.ts'
import type { Picture } from './picture.ts'

/** How a sheet lay under the scanner. */
export interface Sheet {
  readonly seed: number
  /** How far it lay askew, in degrees clockwise. */
  readonly askew: number
  /** Paper white, as bytes. */
  readonly paper: readonly [number, number, number]
  /** The side on which it is bound, where the scan darkens. */
  readonly bound: 'left' | 'none'
}

interface Stain {
  readonly x: number
  readonly y: number
  readonly radius: number
  readonly dark: number
}

function stainsOf(sheet: Sheet, width: number, height: number): readonly Stain[] {
  const chance = chanceOf(sheet.seed * 7 + 1)
  return Array.from({ length: 5 }, (_, index) => ({
    x: chance() * width,
    y: chance() * height,
    radius: width * (index === 0 ? 0.11 : 0.012 + chance() * 0.03),
    dark: 0.06 + chance() * 0.09,
  }))
}

/** How dark age has made the paper at a point, 0 (clean) to 1: foxing, a cup's ring, the shadow of the binding. */
function wear(
  sheet: Sheet,
  stains: readonly Stain[],
  at: { x: number; y: number; width: number; height: number },
): number {
  const { x, y, width, height } = at
  let dark = 0.05 * cloud(x / 260 + sheet.seed, y / 260)
  for (const [index, stain] of stains.entries()) {
    const away = Math.hypot(x - stain.x, y - stain.y) / stain.radius
    if (away > 1.4) continue
    const ring = Math.exp(-(((away - 0.95) / 0.05) ** 2))
    dark += stain.dark * (index === 0 ? ring : Math.max(0, 1 - away * away) * 0.6 + ring * 0.5)
  }
  const edge = Math.min(x, width - x, y, height - y) / width
  dark += 0.1 * Math.exp(-edge * 40)
  return sheet.bound === 'left' ? dark + 0.5 * Math.exp(-(x / width) * 26) : dark
}

/** Wear at every eighth pixel: it changes slowly, and a page has millions of them. */
function wearMap(
  sheet: Sheet,
  width: number,
  height: number,
): { readonly across: number; readonly values: Float32Array } {
  const across = Math.ceil(width / 8) + 1
  const down = Math.ceil(height / 8) + 1
  const stains = stainsOf(sheet, width, height)
  const values = new Float32Array(across * down)
  for (let at = 0; at < values.length; at++) {
    values[at] = wear(sheet, stains, { x: (at % across) * 8, y: Math.floor(at / across) * 8, width, height })
  }
  return { across, values }
}

/** Where each pixel of a sheet that lay askew, and bows a little in the middle, comes from: its place in `rgb`, or -1. */
function laidAskew(page: Picture, askew: number): (x: number, y: number) => number {
  const { width, height } = page
  const [sin, cos] = [Math.sin((askew * Math.PI) / 180), Math.cos((askew * Math.PI) / 180)]
  const bow = Float32Array.from({ length: width }, (_, x) => 2.4 * Math.sin((x / width) * Math.PI))
  return (x, y) => {
    const across = x - width / 2
    const down = y - height / 2
    const fromX = Math.round(across * cos + down * sin + width / 2)
    const fromY = Math.round(down * cos - across * sin + height / 2 + (bow[x] ?? 0))
    return fromX >= 0 && fromY >= 0 && fromX < width && fromY < height ? (fromY * width + fromX) * 3 : -1
  }
}

/** Makes a clean page look as it would when written on an old sheet and scanned. The same page gives the same bytes. */
export function scanned(page: Picture, sheet: Sheet): Picture {
  const { width, height } = page
  const { across, values } = wearMap(sheet, width, height)
  const sourceOf = laidAskew(page, sheet.askew)
  const rgb = new Uint8ClampedArray(width * height * 3)
  let out = 0
  for (let y = 0; y < height; y++) {
    const wearRow = (y >> 3) * across
    for (let x = 0; x < width; x++, out += 3) {
      const source = sourceOf(x, y)
      const dark = values[wearRow + (x >> 3)] ?? 0
      const fibre = (hash(x * 3 + (y >> 4) * 17, y * 5 + (x >> 5)) - 0.5) * 9
      for (let channel = 0; channel < 3; channel++) {
        const tint = (sheet.paper[channel] ?? 255) * (1 - dark * (0.75 + 0.2 * channel)) + fibre
        const left = source < 0 ? 255 : (page.rgb[source + channel] ?? 255)
        const ink = left === 255 ? 0 : (255 - left) * (0.9 + 0.14 * hash((x >> 1) + 91, (y >> 1) + sheet.seed))
        rgb[out + channel] = tint - ink * (tint / 255 - 0.06)
      }
    }
  }
  return { width, height, rgb: new Uint8Array(rgb.buffer) }
}

/** Presses a thumb on a page: whorled ridges in violet pad ink, centred at (x, y), `size` pixels wide. */
export function pressThumb(page: Picture, at: { x: number; y: number; size: number }, seed: number): void {
  const half = at.size / 2
  for (let y = Math.floor(at.y - half * 1.4); y < at.y + half * 1.4; y++) {
    for (let x = Math.floor(at.x - half); x < at.x + half; x++) {
      if (x < 0 || y < 0 || x >= page.width || y >= page.height) continue
      const [u, v] = [(x - at.x) / half, (y - at.y) / (half * 1.4)]
      const inside = 1 - (u * u + v * v)
      if (inside <= 0) continue
      const swirl = Math.hypot(u * 1.3, v + 0.18 - 0.5 * u * u) * 12 + Math.atan2(v, u) * 0.5
      const ridge = Math.sin((swirl + cloud(u * 2 + seed, v * 2) * 2.2) * Math.PI * 1.6)
      const patch = cloud(u * 5 + seed, v * 5 + 3)
      const ink = ridge > -0.1 && patch > 0.32 ? Math.min(1, inside * 3) * (0.45 + 0.5 * patch) : 0
      const out = (y * page.width + x) * 3
      for (const [channel, keep] of [0.36, 0.24, 0.56].entries()) {
        page.rgb[out + channel] = (page.rgb[out + channel] ?? 255) * (1 - ink * (1 - keep))
      }
    }
  }
}

/** A quarter turn anticlockwise: what a camera stores when it was held upright. */
export function turnedLeft(picture: Picture): Picture {
  const { width, height, rgb } = picture
  const turned = new Uint8Array(rgb.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const to = ((width - 1 - x) * height + y) * 3
      const from = (y * width + x) * 3
      turned[to] = rgb[from] ?? 0
      turned[to + 1] = rgb[from + 1] ?? 0
      turned[to + 2] = rgb[from + 2] ?? 0
    }
  }
  return { width: height, height: width, rgb: turned }
}

/** A window of `width` by `height` on a larger picture, its left edge at `x`. */
export function windowOn(picture: Picture, x: number, width: number): Picture {
  const rgb = new Uint8Array(width * picture.height * 3)
  for (let y = 0; y < picture.height; y++) {
    const from = (y * picture.width + x) * 3
    rgb.set(picture.rgb.subarray(from, from + width * 3), y * width * 3)
  }
  return { width, height: picture.height, rgb }
}
