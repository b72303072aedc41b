import { Refusal } from '../kernel/errors.ts'
import { withDocument, type OpenOptions } from './document.ts'
import { reading } from './mupdf.ts'

/**
 * Writes a PDF anew: damage mended as far as it can be, encryption taken off, what nothing refers to left out. For the
 * assembler, when it cannot read a source as it stands; the original stays as it is in the store.
 *
 * @throws Refusal `source.unsupported` (not a PDF), `pdf.encrypted`, `pdf.damaged`, `pdf.no-pages`, `source.too-large`
 */
export function repair(bytes: Uint8Array, options: OpenOptions = {}): Promise<Uint8Array> {
  return withDocument(
    bytes,
    (document) => {
      const { pdf, pageCount } = document
      if (pdf === undefined) throw new Refusal('source.unsupported', {})
      // A page that cannot even be loaded would only be found missing later, inside a bundle.
      for (let page = 0; page < pageCount; page++) document.onPage(page, () => undefined)
      return reading('pdf', () => {
        const buffer = pdf.saveToBuffer('garbage,decrypt')
        try {
          return buffer.asUint8Array().slice()
        } finally {
          buffer.destroy()
        }
      })
    },
    options,
  )
}
