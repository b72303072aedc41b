import { readFile } from 'node:fs/promises'
import { DeriveRecipe } from '../contract/derive.ts'
import { deriveExhibit, lineageOf } from '../acts/derive/make-derived.ts'
import { exhibitIdOf } from '../acts/lists.ts'
import { Refusal } from '../kernel/errors.ts'
import { given } from '../kernel/given.ts'
import { type Call, type Command, required, requiredOption, shaped } from './command.ts'
import { printable } from './evidence-commands.ts'

/** Working copies: always a new exhibit, never the original. */
export const deriveCommands: readonly Command[] = [
  {
    usage: 'evidence derive REF MARK',
    about:
      'makes a working copy: --way picture (--crop L,T,R,B in thousandths, --turns, --brightness, --contrast), excerpt (--pages), transcript or translation (--text FILE), attachment of a mail (--number, from 1)',
    values: [
      'way',
      'title',
      'page',
      'crop',
      'turns',
      'brightness',
      'contrast',
      'to',
      'pages',
      'text',
      'language',
      'by',
      'from-language',
      'translator',
      'certificate',
      'certified-on',
      'number',
    ],
    run: async (call) => {
      const desk = await call.desk()
      const made = await deriveExhibit(desk, {
        exhibitId: exhibitIdOf(desk, required(call, 0, 'REF'), required(call, 1, 'MARK')),
        recipe: shaped(DeriveRecipe, await recipeIn(call)),
        ...given({ title: call.option('title') }),
      })
      return { json: { ...made }, lines: [made.mark] }
    },
  },
  {
    usage: 'evidence lineage REF MARK',
    about: 'shows what an exhibit was made from and what was made from it',
    run: async (call) => {
      const desk = await call.desk()
      const { parent, made } = lineageOf(desk, exhibitIdOf(desk, required(call, 0, 'REF'), required(call, 1, 'MARK')))
      return {
        json: { parent, made },
        lines: [
          ...(parent ? [`made from ${parent.mark} (${parent.way})`] : []),
          ...made.map(({ mark, way, title }) => `${mark}  ${way}  ${printable(title)}`),
        ],
      }
    },
  },
]

async function recipeIn(call: Call): Promise<Readonly<Record<string, unknown>>> {
  const numbers = ['page', 'turns', 'brightness', 'contrast'].flatMap((name) => {
    const value = call.option(name)
    return value === undefined ? [] : [[name, Number(value)] as const]
  })
  const crop = call.option('crop')?.split(',').map(Number)
  const path = call.option('text')
  const number = call.option('number')
  return {
    ...Object.fromEntries(numbers),
    ...given({
      way: requiredOption(call, 'way'),
      crop: crop && { left: crop[0], top: crop[1], right: crop[2], bottom: crop[3] },
      index: number === undefined ? undefined : Number(number) - 1,
      to: call.option('to'),
      pages: call.option('pages'),
      text: path === undefined ? undefined : await textAt(path),
      language: call.option('language'),
      by: call.option('by'),
      from: call.option('from-language'),
      translator: call.option('translator'),
      certificate: call.option('certificate'),
      certifiedOn: call.option('certified-on'),
    }),
  }
}

async function textAt(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw new Refusal('source.unreadable', {}, { cause: error })
  }
}
