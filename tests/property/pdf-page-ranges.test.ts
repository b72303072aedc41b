import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bundleOf, type HandObject, handmadePdf, pageStamp, reopened, textsOf } from '../support/pdf-fixtures.ts'

type Tree = number | readonly Tree[]

const tree = fc.letrec<{ node: Tree; list: readonly Tree[] }>((tie) => ({
  node: fc.oneof({ depthSize: 'small' }, fc.constant(0), tie('list')),
  list: fc.array(tie('node'), { minLength: 1, maxLength: 4 }),
}))

/** A document whose page tree has the given shape; the pages are numbered as they come. */
function shaped(shape: readonly Tree[]): { readonly bytes: Uint8Array; readonly pages: number } {
  const objects: HandObject[] = ['<</Type/Catalog/Pages 3 0 R>>', '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>']
  let pages = 0
  const add = (node: Tree, parent: number): number => {
    objects.push('')
    const number = objects.length
    if (typeof node === 'number') {
      pages++
      objects.push({ dict: '', data: `BT /F1 18 Tf 40 100 Td (page${String(pages)}.) Tj ET` })
      objects[number - 1] = `<</Type/Page/Parent ${String(parent)} 0 R/Contents ${String(number + 1)} 0 R>>`
    } else {
      const kids = node.map((kid) => `${String(add(kid, number))} 0 R`)
      const inherited =
        parent === 0 ? '/MediaBox[0 0 200 200]/Resources<</Font<</F1 2 0 R>>>>' : `/Parent ${String(parent)} 0 R`
      objects[number - 1] = `<</Type/Pages/Count 0/Kids[${kids.join(' ')}]${inherited}>>`
    }
    return number
  }
  add(shape, 0)
  return { bytes: handmadePdf(objects), pages }
}

const runs = process.env['SLOW'] === '1' ? 300 : 40

describe('any choice of pages from any page tree', () => {
  it('comes out as chosen, in that order, and nothing else does', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(tree.node, { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat(), { minLength: 1, maxLength: 8 }),
        async (shape, picks) => {
          const source = shaped(shape)
          fc.pre(source.pages > 0)
          const pages = picks.map((pick) => 1 + (pick % source.pages))
          const { bytes } = await bundleOf(source.bytes, { pages, stamp: pageStamp })
          const document = await reopened(bytes)
          expect(textsOf(document)).toEqual(pages.map((page, i) => `page${String(page)}. CLK-${String(i + 1)}`))
          document.destroy()
        },
      ),
      { numRuns: runs },
    )
  })
})
