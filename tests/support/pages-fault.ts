import { PDFArray, PDFDict, PDFName, PDFRawStream, type PDFContext, type PDFObject } from '@cantoo/pdf-lib'
import { deflateSync } from 'node:zlib'
import type { CheckExpectations, CheckRules } from '../../src-main/pages/check/rules.ts'
import type { BundlePlan, MadeBundle } from './pages-bundle.ts'

/** One way to spoil a sound bundle, and the one rule that must find it. */
export interface Fault {
  /** The one rule that is broken. */
  readonly rule: string
  readonly what: string
  /** The page on which it is found, if it is of one page. */
  readonly page?: number
  readonly spoil?: (plan: BundlePlan) => void
  readonly finish?: (made: MadeBundle) => void
  readonly rules?: CheckRules
  readonly expectations?: Partial<CheckExpectations>
}

type Literal = { [key: string]: Literal | PDFObject | string | number | (Literal | PDFObject | string | number)[] }

/** Puts an annotation on a page, counted from 0. */
export function addAnnotation(made: MadeBundle, page: number, annotation: Literal): void {
  const { context }: { context: PDFContext } = made.document
  const node = made.pages[page]
  const existing = node?.lookup(PDFName.of('Annots'))
  const annotations = existing instanceof PDFArray ? existing.asArray() : []
  node?.set(PDFName.of('Annots'), context.obj([...annotations, context.register(context.obj(annotation))]))
}

/** Puts a gray picture of so many pixels a side on a page, in a square of 400 points. */
export function addPicture(made: MadeBundle, page: number, pixels: number): void {
  const { context } = made.document
  const image = PDFRawStream.of(
    context.obj({
      Type: 'XObject',
      Subtype: 'Image',
      Width: pixels,
      Height: pixels,
      ColorSpace: 'DeviceGray',
      BitsPerComponent: 8,
      Filter: 'FlateDecode',
    }),
    deflateSync(Buffer.alloc(pixels * pixels, 128)),
  )
  const node = made.pages[page]
  const resources = node?.lookup(PDFName.of('Resources'))
  if (resources instanceof PDFDict) resources.set(PDFName.of('XObject'), context.obj({ Im1: context.register(image) }))
  const picture = context.register(context.flateStream('q 400 0 0 400 100 200 cm /Im1 Do Q'))
  const words = node?.get(PDFName.of('Contents'))
  if (words !== undefined) node?.set(PDFName.of('Contents'), context.obj([picture, words]))
}
