import type { Output } from '../../src-main/contract/index.ts'
import type { LitPage } from '../ui/PagesViewer.tsx'

/** What is to be lit on a page, counted from 1, by what its texts say of a phrase. */
export function litOn(page: number, texts: Output<'texts.page'> | undefined): LitPage | undefined {
  const lit = texts?.find((one) => one.lit.length > 0)
  return lit && { page: page - 1, width: lit.width, height: lit.height, boxes: lit.lit }
}
