import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type * as mupdfModule from 'mupdf'
import { assert } from '../../kernel/errors.ts'
import type { Picture } from '../drawing/picture.ts'

type Mupdf = typeof mupdfModule

/** What the makers of evidence need from outside. */
export interface EvidenceTools {
  /** A text of `resources/sample`, by its file name. */
  readonly text: (name: string) => Promise<string>
  /** Typesets Typst source to a PDF; the same source gives the same bytes. `created` is in seconds since 1970. */
  readonly typeset: (source: string, created: number) => Promise<Uint8Array>
  /** Draws a page (from 0) of a PDF at a number of dots per inch. */
  readonly page: (pdf: Uint8Array, index: number, dpi: number) => Promise<Picture>
  /** Writes a picture as JPEG; `quality` is 1 to 100. */
  readonly jpeg: (picture: Picture, quality: number) => Promise<Uint8Array>
  /** Writes a picture as PNG with its resolution. */
  readonly png: (picture: Picture, dpi: number) => Promise<Uint8Array>
}

/** Where the project's texts and fonts are: `texts` is `resources/sample`, `fonts` are folders of TrueType files. */
export interface EvidencePlaces {
  readonly texts: string
  readonly fonts: readonly string[]
}

async function compilerWith(fonts: readonly string[]): Promise<NodeCompiler> {
  const typst = await import('@myriaddreamin/typst-ts-node-compiler')
  return typst.NodeCompiler.create({ fontArgs: [{ fontPaths: [...fonts] }] })
}

function pixmapOf(mupdf: Mupdf, picture: Picture): InstanceType<Mupdf['Pixmap']> {
  const { width, height, rgb } = picture
  const pixmap = new mupdf.Pixmap(mupdf.ColorSpace.DeviceRGB, [0, 0, width, height], false)
  pixmap.getPixels().set(rgb)
  return pixmap
}

function drawPage(mupdf: Mupdf, pdf: Uint8Array, which: { index: number; dpi: number }): Picture {
  const document = mupdf.Document.openDocument(pdf, 'application/pdf')
  const page = document.loadPage(which.index)
  const zoom = which.dpi / 72
  const pixmap = page.toPixmap(mupdf.Matrix.scale(zoom, zoom), mupdf.ColorSpace.DeviceRGB, false, true)
  const [width, height] = [pixmap.getWidth(), pixmap.getHeight()]
  assert(pixmap.getStride() === width * 3, 'a page without alpha is drawn in rows without gaps')
  const rgb = Uint8Array.from(pixmap.getPixels())
  pixmap.destroy()
  page.destroy()
  document.destroy()
  return { width, height, rgb }
}

/** Opens the tools. The Typst compiler and MuPDF are loaded when first used, and kept. */
export function openEvidenceTools(places: EvidencePlaces): EvidenceTools {
  let compiler: Promise<NodeCompiler> | undefined
  let loaded: Promise<Mupdf> | undefined
  const mupdf = (): Promise<Mupdf> => (loaded ??= import('mupdf'))
  return {
    text: async (name) => (await readFile(join(places.texts, name), 'utf8')).normalize('NFC'),
    typeset: async (source, created) => {
      const typst = await (compiler ??= compilerWith(places.fonts))
      const compiled = typst.compile({ mainFileContent: source })
      const { result } = compiled
      if (!result) compiled.printErrors()
      assert(result, 'a document of the sample office is good Typst')
      return Uint8Array.from(typst.pdf(result, { creationTimestamp: created }))
    },
    page: async (pdf, index, dpi) => drawPage(await mupdf(), pdf, { index, dpi }),
    jpeg: async (picture, quality) => {
      const pixmap = pixmapOf(await mupdf(), picture)
      const bytes = Uint8Array.from(pixmap.asJPEG(quality, false))
      pixmap.destroy()
      return bytes
    },
    png: async (picture, dpi) => {
      const pixmap = pixmapOf(await mupdf(), picture)
      pixmap.setResolution(dpi, dpi)
      const bytes = Uint8Array.from(pixmap.asPNG())
      pixmap.destroy()
      return bytes
    },
  }
}
