import type { TextsResult } from '../../contract/texts.ts'
import { guessLanguages } from '../../domain/recognition-languages.ts'
import { stopIfCancelled } from '../../kernel/cancel.ts'
import { Refusal } from '../../kernel/errors.ts'
import * as texts from '../../store/texts.ts'
import type { Desk, Watch } from '../desk.ts'
import { getExhibit, getFile } from '../exhibits.ts'
import { mustBeAllowed, record } from '../record.ts'
import type { RecognitionLanguages } from './languages.ts'
import { readText } from './read-text.ts'

/** How texts are read: in which languages pictures can be recognised, and who watches. */
export interface TextReading {
  readonly languages: RecognitionLanguages
  readonly watch?: Watch
}

/** How many files wait to be read, of one case or of all. */
export function textsWaiting(desk: Desk, caseId?: string): number {
  return desk.connection.read((reader) => texts.waiting(reader, caseId)).length
}

/**
 * Reads what the files say that were not read yet, of one case or of all: after an import, and after whatever interrupted it. It is
 * no act of a person and changes no evidence, so it is in no ledger.
 *
 * @throws Refusal `cancelled`, `disk.full`; what was read is kept
 */
export async function readTexts(
  desk: Desk,
  caseId: string | undefined,
  { languages, watch = {} }: TextReading,
): Promise<TextsResult> {
  const ids = desk.connection.read((reader) => texts.waiting(reader, caseId))
  return inTurn(ids, watch, (exhibitId) =>
    readText(desk, exhibitId, { languages, watch: watch.cancel ? { cancel: watch.cancel } : {} }),
  )
}

async function inTurn(
  ids: readonly string[],
  { cancel, onProgress }: Watch,
  read: (exhibitId: string) => Promise<texts.ReadingState>,
): Promise<TextsResult> {
  const states: texts.ReadingState[] = []
  for (const exhibitId of ids) {
    stopIfCancelled(cancel)
    states.push(await read(exhibitId))
    onProgress?.({ done: states.length, total: ids.length })
  }
  const count = (wanted: texts.ReadingState): number => states.filter((state) => state === wanted).length
  return { read: count('done'), nothing: count('nothing'), failed: count('failed') }
}

/** Which exhibits are to be recognised, and in which languages; left out, those are guessed from what is known of each. */
export interface RecognitionAsked {
  readonly exhibitIds: readonly string[]
  readonly languages?: readonly string[] | undefined
}

/**
 * Recognises what is written in the pictures of exhibits: scanned pages, and photographs. A page that has a text of its own is left as
 * it is. That it was asked for is in the ledger; the wish stays with the exhibit, so that it is done after whatever interrupts it.
 *
 * @throws Refusal `not-permitted`, `exhibit.not-found`, `language.unknown`, `cancelled`, `disk.full`
 */
export async function recogniseTexts(
  desk: Desk,
  { exhibitIds, languages: asked }: RecognitionAsked,
  { languages, watch = {} }: TextReading,
): Promise<TextsResult> {
  mustBeAllowed(desk, 'text.recognise')
  const there = (await languages.list()).map(({ code }) => code)
  const missing = asked?.find((code) => !there.includes(code))
  if (missing !== undefined) throw new Refusal('language.unknown', { language: missing })
  for (const exhibitId of exhibitIds) {
    const chosen = asked ?? suggestedLanguages(desk, exhibitId, there)
    if (chosen.length === 0) throw new Refusal('language.unknown', { language: '' })
    wish(desk, exhibitId, chosen.join('+'))
  }
  const [only, second] = exhibitIds
  if (only !== undefined && second === undefined) {
    // One exhibit tells how far it is by its pages.
    return inTurn([only], watch.cancel ? { cancel: watch.cancel } : {}, (id) =>
      readText(desk, id, { languages, watch }),
    )
  }
  return inTurn(exhibitIds, watch, (id) =>
    readText(desk, id, { languages, watch: watch.cancel ? { cancel: watch.cancel } : {} }),
  )
}

function wish(desk: Desk, exhibitId: string, recognising: string): void {
  desk.connection.write((writer) => {
    getFile(writer, exhibitId)
    const known = texts.findReading(writer, exhibitId)
    if (known?.recognising !== recognising) texts.forgetRecognised(writer, exhibitId)
    texts.putReading(writer, {
      exhibitId,
      state: 'waiting',
      pages: known?.pages ?? 0,
      recognising,
      reason: '',
      readAt: desk.clock().at,
    })
    record(desk, writer, { act: 'text.recognise', object: exhibitId, facts: { languages: recognising } })
  })
}

/** In which languages an exhibit is best recognised, by what is known of it. @throws Refusal `exhibit.not-found` */
export function suggestedLanguages(desk: Desk, exhibitId: string, there: readonly string[]): readonly string[] {
  const { title, details, file } = desk.connection.read((reader) => getExhibit(reader, exhibitId))
  return guessLanguages(details.language ?? '', `${title} ${file?.name ?? ''} ${details.description ?? ''}`, there)
}
