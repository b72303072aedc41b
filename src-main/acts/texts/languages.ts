import { mkdir, readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { recognitionCode } from '../../domain/recognition-languages.ts'
import { Refusal } from '../../kernel/errors.ts'
import type { ReaderClient } from '../../pages/reader-client.ts'
import type { LanguageData } from '../../pages/tesseract.ts'
import { replaceFile } from '../../vault/durable-file.ts'

/** A language in which text can be recognised here. */
export interface RecognitionLanguage {
  /** As Tesseract names it. */
  readonly code: string
  /** Whether it came with the program, or somebody added it on this computer. */
  readonly from: 'program' | 'person'
}

/** The languages in which text can be recognised on this computer. Nothing is ever fetched. */
export interface RecognitionLanguages {
  list(): Promise<readonly RecognitionLanguage[]>
  /** @throws Refusal `language.unknown` */
  read(code: string): Promise<LanguageData>
  /**
   * Adds one from a `.traineddata` file, or puts it in the place of an older one; the file's name says which it is.
   *
   * @throws Refusal `language.damaged` (not such a file, or one that the engine cannot use), `source.unreadable`, `disk.full`,
   * `destination.unwritable`
   */
  add(path: string, reader: ReaderClient): Promise<string>
}

/** Where languages are kept: those of the program, and in the user's own profile those that were added. */
export interface LanguagePlaces {
  /** The program's `node_modules`. */
  readonly modules: string
  readonly stateFolder?: string
}

const ADDED = /^(?<code>[a-z_]+)\.traineddata$/u
/** The largest that there is, of all Latin scripts, has 90 MB. */
const MOST_BYTES = 128 * 1024 * 1024

/** The languages at these places. */
export function languagesAt({ modules, stateFolder }: LanguagePlaces): RecognitionLanguages {
  const brought = join(modules, '@tesseract.js-data')
  const added = stateFolder === undefined ? undefined : join(stateFolder, 'languages')

  async function list(): Promise<readonly RecognitionLanguage[]> {
    const own = added === undefined ? [] : await namesIn(added)
    const addedCodes = own.flatMap((name) => ADDED.exec(name)?.groups?.['code'] ?? [])
    const codes = (await namesIn(brought)).filter((code) => recognitionCode.test(code) && !addedCodes.includes(code))
    return [
      ...codes.map((code) => ({ code, from: 'program' as const })),
      ...addedCodes.map((code) => ({ code, from: 'person' as const })),
    ].toSorted((a, b) => (a.code < b.code ? -1 : 1))
  }

  return {
    list,
    async read(code) {
      const found = (await list()).find((one) => one.code === code)
      if (!found) throw new Refusal('language.unknown', { language: code })
      const path =
        found.from === 'person' && added !== undefined
          ? join(added, `${code}.traineddata`)
          : join(brought, code, '4.0.0_best_int', `${code}.traineddata.gz`)
      return { code, data: await fileAt(path) }
    },
    async add(path, reader) {
      const code = /^(?<code>[A-Za-z_]+)\.traineddata(?:\.gz)?$/u.exec(basename(path))?.groups?.['code']?.toLowerCase()
      if (added === undefined || code === undefined || !recognitionCode.test(code))
        throw new Refusal('language.damaged', {})
      const data = await fileAt(path)
      if (!isTrainedData(data)) throw new Refusal('language.damaged', {})
      await reader.tryLanguage({ code, data })
      await mkdir(added, { recursive: true, mode: 0o700 })
      await replaceFile(join(added, `${code}.traineddata`), data)
      return code
    },
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch {
    return []
  }
}

async function fileAt(path: string): Promise<Uint8Array> {
  try {
    if ((await stat(path)).size > MOST_BYTES) throw new Refusal('language.damaged', {})
    return await readFile(path)
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal('source.unreadable', {}, { cause: error })
  }
}

/** The place of the neural net among a file's parts. Source: tesseract, `tessdatamanager.h` (TESSDATA_LSTM). */
const NET = 17

/** Whether a file is built as the engine's are: how many parts, where each begins, the neural net among them. Packed ones are looked at by the engine. */
function isTrainedData(data: Uint8Array): boolean {
  if (data[0] === 0x1f && data[1] === 0x8b) return true
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  const parts = data.byteLength < 4 ? 0 : view.getInt32(0, true)
  const first = 4 + 8 * parts
  if (parts <= NET || parts > 64 || data.byteLength < first) return false
  const places = Array.from({ length: parts }, (_, i) => Number(view.getBigInt64(4 + 8 * i, true)))
  return places[NET] !== -1 && places.every((place) => place === -1 || (place >= first && place < data.byteLength))
}
