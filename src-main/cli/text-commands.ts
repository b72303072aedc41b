import type { Desk } from '../acts/desk.ts'
import { exhibitIdOf } from '../acts/lists.ts'
import { getCase } from '../acts/case-file.ts'
import { languagesAt, type RecognitionLanguages } from '../acts/texts/languages.ts'
import { readText } from '../acts/texts/read-text.ts'
import { readTexts, recogniseTexts } from '../acts/texts/read-texts.ts'
import { textOfExhibit, textState } from '../acts/texts/text-of-page.ts'
import { placesFrom } from '../door/tools.ts'
import { given } from '../kernel/given.ts'
import { type Call, type Command, type Printed, required } from './command.ts'

/** What files say, and what is recognised in pictures. */
export const textCommands: readonly Command[] = [
  {
    usage: 'evidence text REF [MARK]',
    about: 'reads what files of a case say that were not read yet; with MARK prints the text of that exhibit',
    run: async (call) => {
      const desk = await call.desk()
      const ref = required(call, 0, 'REF')
      const [, mark] = call.rest
      return mark === undefined ? readCase(call, desk, ref) : printText(call, desk, exhibitIdOf(desk, ref, mark))
    },
  },
  {
    usage: 'evidence ocr REF MARK...',
    about: 'recognises what is written in scanned pages and photographs; --language hin,eng, guessed when left out',
    values: ['language'],
    run: async (call) => {
      const desk = await call.desk()
      const [, ...marks] = call.rest
      required(call, 1, 'MARK')
      const exhibitIds = marks.map((mark) => exhibitIdOf(desk, required(call, 0, 'REF'), mark))
      const languages = call.option('language')?.split(/[,+]/u)
      const watch = { onProgress: call.progress(exhibitIds.length === 1 ? 'pages' : 'items'), cancel: call.cancel }
      const result = await recogniseTexts(
        desk,
        { exhibitIds, ...given({ languages }) },
        { languages: languagesOf(call), watch },
      )
      const states = exhibitIds.map((exhibitId) => textState(desk, exhibitId))
      return {
        json: { ...result, exhibits: states },
        lines: states.map(({ state, recognising, reason }, i) => [marks[i], state, recognising, reason].join('  ')),
        status: result.failed > 0 ? 1 : 0,
      }
    },
  },
  {
    usage: 'ocr languages',
    about: 'lists the languages in which text can be recognised on this computer',
    run: async (call) => {
      const languages = await languagesOf(call).list()
      return { json: { languages }, lines: languages.map(({ code, from }) => `${code}  ${from}`) }
    },
  },
  {
    usage: 'ocr add-language FILE',
    about: 'adds a language from a .traineddata file of Tesseract; the file is named after it, as khm.traineddata',
    run: async (call) => {
      const code = await languagesOf(call).add(required(call, 0, 'FILE'), call.tools().reader)
      return { json: { code }, lines: [code] }
    },
  },
]

/** The languages of the program and of whoever is at the keyboard. */
export function languagesOf(call: Call): RecognitionLanguages {
  const { stateFolder } = call.tools()
  return languagesAt({ modules: placesFrom(call.programFolder).modules, ...given({ stateFolder }) })
}

async function readCase(call: Call, desk: Desk, ref: string): Promise<Printed> {
  const { caseId } = desk.connection.read((reader) => getCase(desk, reader, ref))
  const watch = { onProgress: call.progress('items'), cancel: call.cancel }
  const { read, nothing, failed } = await readTexts(desk, caseId, { languages: languagesOf(call), watch })
  return {
    json: { read, nothing, failed },
    lines: [`${String(read)} read, ${String(nothing)} without text, ${String(failed)} could not be read`],
    status: failed > 0 ? 1 : 0,
  }
}

async function printText(call: Call, desk: Desk, exhibitId: string): Promise<Printed> {
  if (textState(desk, exhibitId).state === 'waiting')
    await readText(desk, exhibitId, { languages: languagesOf(call), watch: { cancel: call.cancel } })
  const { state, reason, pages } = textOfExhibit(desk, exhibitId)
  return {
    json: { exhibitId, state, reason, pages },
    lines: pages.length === 0 ? [reason === '' ? state : `${state}: ${reason}`] : pages.map(({ text }) => text),
    status: state === 'failed' ? 1 : 0,
  }
}
