import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { assert, Bug } from '../kernel/errors.ts'
import { expandFonts } from './fonts.ts'

/** Where the templates and the typefaces are. */
export interface TypesetterOptions {
  /** The folder that holds `typst/` with the templates; real files, for Typst reads them itself. */
  readonly resources: string
  /** Font files, or folders of them. */
  readonly fonts: readonly string[]
}

/** The words that the templates themselves say, by their name. */
export type Words = Readonly<Record<string, string>>

/** How a document is set. */
interface CompileOptions {
  readonly tagged: boolean
  /** Pictures that the template shows, by their names; they are held in memory and lie in no folder. */
  readonly pictures?: ReadonlyMap<string, Uint8Array>
}

/** Turns a template and its data into a PDF. */
export interface Compiler {
  readonly words: (language: string) => Words
  readonly compile: (template: string, doc: Readonly<Record<string, unknown>>, options: CompileOptions) => Uint8Array
}

/**
 * Opens the Typst compiler. The templates name no package, and what is typeset is data to them, so nothing is ever
 * fetched. A compilation leaves nothing in memory but the fonts.
 *
 * @throws Bug when a template or typeface is not where it should be, or a template is wrong.
 */
export function openCompiler({ resources, fonts }: TypesetterOptions): Compiler {
  const workspace = join(resources, 'typst')
  assert(existsSync(join(workspace, 'lib.typ')), 'the templates are in resources/typst')
  for (const font of fonts) assert(existsSync(font), 'every typeface is there')
  const typst = NodeCompiler.create({ workspace, fontArgs: [{ fontPaths: [...expandFonts(fonts)] }] })
  const words = new Map<string, Words>()

  return {
    words(language) {
      const known = words.get(language) ?? readWords(workspace, language)
      words.set(language, known)
      return known
    },
    compile(template, doc, { tagged, pictures = new Map<string, Uint8Array>() }) {
      typst.resetShadow()
      for (const [name, bytes] of pictures) typst.mapShadow(join(workspace, name), Buffer.from(bytes))
      const result = typst.compile({
        mainFilePath: join(workspace, `${template}.typ`),
        inputs: { doc: JSON.stringify(doc) },
      })
      const document = result.result
      if (document === null) throw new Bug(`the template ${template} failed: ${reasons(result.takeDiagnostics())}`)
      const pdf = typst.pdf(document, { pdfTags: tagged })
      typst.evictCache(0)
      typst.resetShadow()
      return pdf
    },
  }
}

function readWords(workspace: string, language: string): Words {
  const read = (name: string): Words =>
    JSON.parse(readFileSync(join(workspace, 'words', `${name}.json`), 'utf8')) as Words
  const english = read('en')
  if (!/^[a-z]{2,3}$/u.test(language) || !existsSync(join(workspace, 'words', `${language}.json`))) return english
  return { ...english, ...read(language) }
}

/** What Typst complains of, without anything in quotation marks: that may be case data. */
function reasons(diagnostics: { readonly shortDiagnostics: readonly unknown[] } | null): string {
  return (diagnostics?.shortDiagnostics ?? [])
    .map((diagnostic) => String((diagnostic as { readonly message?: unknown }).message))
    .map((message) => message.replace(/"[^"]*"|`[^`]*`|\([^)]*\)/gu, '...'))
    .join('; ')
}
