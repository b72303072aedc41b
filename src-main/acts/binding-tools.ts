import { join } from 'node:path'
import type { ReaderClient } from '../pages/reader-client.ts'
import { fontFiles } from '../typeset/fonts.ts'
import { createTypesetter, type Typesetter } from '../typeset/typesetter.ts'
import { bindBundle, type BindingTools } from './bind-bundle.ts'
import type { Binder } from './binder.ts'
import type { BinderPlaces } from './binder-protocol.ts'

/** What the tools need of whoever runs the binder. */
export interface ToolHands {
  readonly repair: BindingTools['repair']
  readonly convert: BindingTools['convert']
  readonly readFont: (path: string) => Uint8Array
}

/** A typesetter on the templates and fonts that come with the program. */
export function createTypesetterAt({ resources, modules }: BinderPlaces): Typesetter {
  return createTypesetter({ resources, fonts: fontFiles(modules) })
}

/** What binding needs, from the places where the program keeps it. */
export function createTools(places: BinderPlaces, hands: ToolHands): BindingTools {
  return {
    typesetter: createTypesetterAt(places),
    font: hands.readFont(join(places.modules, '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf')),
    repair: hands.repair,
    convert: hands.convert,
  }
}

/** Every page of an image as a PNG. Multi-page TIFF has several. */
export async function convertImage(reader: ReaderClient, bytes: Uint8Array): Promise<readonly Uint8Array[]> {
  const key = `convert/${String(bytes.length)}`
  const { pageCount } = await reader.describe({ key, bytes: () => Promise.resolve(bytes) })
  await reader.forget(key)
  const pages: Uint8Array[] = []
  for (let page = 0; page < pageCount; page += 1) pages.push((await reader.convertImage(bytes, 'png', page)).bytes)
  return pages
}

/** Binds bundles in this very process: for the command line, which has nothing else to do meanwhile. */
export function createInlineBinder(
  places: BinderPlaces,
  reader: ReaderClient,
  readFont: ToolHands['readFont'],
): Binder {
  let tools: BindingTools | undefined
  return {
    bind(binding, io) {
      tools ??= createTools(places, {
        repair: (bytes) => reader.repair(bytes),
        convert: (bytes) => convertImage(reader, bytes),
        readFont,
      })
      return bindBundle(binding, io, tools)
    },
    close: () => Promise.resolve(),
  }
}
