import { PDFArray, PDFName, PDFNumber } from '@cantoo/pdf-lib'
import type { SourcePage } from './page-list.ts'
import { decimal } from './serialise.ts'
import type { SourceObjects } from './source-objects.ts'

/** A rectangle in default user space: left, bottom, right, top. */
type Box = readonly [number, number, number, number]

/** How a page is shown: the visible part of it, turned clockwise, in units of `unit` points. */
export interface PageView {
  readonly box: Box
  readonly rotate: 0 | 90 | 180 | 270
  readonly unit: number
}

const LETTER: Box = [0, 0, 612, 792]

/** The view of an upright page of a size in points. */
export function uprightView(width: number, height: number): PageView {
  return { box: [0, 0, width, height], rotate: 0, unit: 1 }
}

/** Reads how a page of a source is shown. Source: ISO 32000-2, 14.11.2 (boxes), table 31 (Rotate, UserUnit). */
export function viewOf(objects: SourceObjects, page: SourcePage): PageView {
  const media = boxOf(objects, page, 'MediaBox') ?? LETTER
  const crop = boxOf(objects, page, 'CropBox') ?? media
  const visible = intersection(media, crop) ?? media
  const unit = objects.resolve(page.dict.get(PDFName.of('UserUnit')))
  const given = unit instanceof PDFNumber ? unit.asNumber() : 1
  return { box: visible, rotate: rotationOf(objects, page), unit: given > 0 && given < 1e6 ? given : 1 }
}

/** The size of the page as it is shown, in points. */
export function shownSize({ box, rotate, unit }: PageView): { readonly width: number; readonly height: number } {
  const across = (box[2] - box[0]) * unit
  const up = (box[3] - box[1]) * unit
  return rotate % 180 === 0 ? { width: across, height: up } : { width: up, height: across }
}

/** The matrix that takes points from the lower left corner of the page as it is shown into its user space. */
export function shownToUser({ box, rotate, unit }: PageView): string {
  const [left, bottom, right, top] = box
  const s = 1 / unit
  let matrix = [s, 0, 0, s, left, bottom]
  if (rotate === 90) matrix = [0, s, -s, 0, right, bottom]
  else if (rotate === 180) matrix = [-s, 0, 0, -s, right, top]
  else if (rotate === 270) matrix = [0, -s, s, 0, left, top]
  return matrix.map(decimal).join(' ')
}

/** The upper left corner of the page as it is shown, in user space: where a link or a bookmark lands. */
export function shownCorner({ box, rotate }: PageView): readonly [number, number] {
  const [left, bottom, right, top] = box
  return [rotate === 180 || rotate === 270 ? right : left, rotate === 90 || rotate === 180 ? bottom : top]
}

function rotationOf(objects: SourceObjects, page: SourcePage): 0 | 90 | 180 | 270 {
  const value = objects.resolve(page.inherited.get(PDFName.of('Rotate')))
  const turns = value instanceof PDFNumber ? Math.round(value.asNumber() / 90) : 0
  const quarter = ((turns % 4) + 4) % 4
  return quarter === 1 ? 90 : quarter === 2 ? 180 : quarter === 3 ? 270 : 0
}

function boxOf(objects: SourceObjects, page: SourcePage, key: string): Box | undefined {
  const array = objects.resolve(page.inherited.get(PDFName.of(key)))
  if (!(array instanceof PDFArray) || array.size() < 4) return undefined
  const [a = 0, b = 0, c = 0, d = 0] = array.asArray().map((item) => {
    const value = objects.resolve(item)
    return value instanceof PDFNumber ? value.asNumber() : Number.NaN
  })
  const box: Box = [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)]
  return box.every(Number.isFinite) && box[2] - box[0] > 0 && box[3] - box[1] > 0 ? box : undefined
}

function intersection(one: Box, other: Box): Box | undefined {
  const box: Box = [
    Math.max(one[0], other[0]),
    Math.max(one[1], other[1]),
    Math.min(one[2], other[2]),
    Math.min(one[3], other[3]),
  ]
  return box[2] > box[0] && box[3] > box[1] ? box : undefined
}
