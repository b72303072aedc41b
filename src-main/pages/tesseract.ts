import { gunzipSync } from 'node:zlib'
import { Refusal } from '../kernel/errors.ts'

/** The part of the engine's interface that is used here. */
interface TesseractApi {
  Init(folder: string, languages: string, engine: number): number
  SetPageSegMode(mode: number): void
  SetVariable(name: string, value: string): boolean
  SetImageFile(orientation: number, angle: number): number
  Recognize(monitor: null): number
  GetTSVText(page: number): string
  Clear(): void
  End(): void
}

/** One WebAssembly machine of the engine, with a file system that is only in its memory. */
interface TesseractMachine {
  readonly FS: { writeFile(path: string, data: Uint8Array): void; unlink(path: string): void }
  readonly TessBaseAPI: new () => TesseractApi
}

/** Makes a machine. What it would print is handed to these. */
type Start = (
  options: Readonly<Record<'print' | 'printErr' | 'TesseractProgress', () => void>>,
) => Promise<TesseractMachine>

/** What a hostile picture makes it say is not for a terminal. */
function silence(): void {}

/** What the engine knows of a language: a `.traineddata` file, as it is or packed with gzip. */
export interface LanguageData {
  /** As Tesseract names it: `hin`, `ara`. */
  readonly code: string
  readonly data: Uint8Array
}

/** Neural nets alone: the older engine is not in the machine. */
const LSTM_ONLY = 1

/** How the engine finds the lines of a page. Source: tesseract(1), `--psm`. */
const AUTOMATIC = 3
const ONE_COLUMN = 4

/** The most that a language's data may unpack to, in bytes. */
const MOST_LANGUAGE_BYTES = 64 * 1024 * 1024

let machine: Promise<TesseractMachine> | undefined
let ready: { readonly key: string; readonly api: TesseractApi } | undefined

/** Starts the engine, once in a process. It writes nothing anywhere and reaches nothing outside itself. */
function load(): Promise<TesseractMachine> {
  machine ??= import('tesseract.js-core/tesseract-core-simd-lstm.wasm.js').then(({ default: start }) => {
    return (start as Start)({ print: silence, printErr: silence, TesseractProgress: silence })
  })
  return machine
}

async function apiFor(languages: readonly LanguageData[]): Promise<TesseractApi> {
  const key = languages.map(({ code, data }) => `${code}:${String(data.byteLength)}`).join('+')
  if (ready?.key === key) return ready.api
  const { FS, TessBaseAPI } = await load()
  ready?.api.End()
  ready = undefined
  const api = new TessBaseAPI()
  for (const { code, data } of languages) FS.writeFile(`${code}.traineddata`, unpacked(data))
  try {
    const codes = languages.map(({ code }) => code)
    if (api.Init('.', codes.join('+'), LSTM_ONLY) !== 0) throw new Refusal('language.damaged', {})
    // Burmese lines are found nowhere but in one column, and mostly there.
    api.SetPageSegMode(codes.includes('mya') ? ONE_COLUMN : AUTOMATIC)
  } finally {
    for (const { code } of languages) FS.unlink(`${code}.traineddata`)
  }
  ready = { key, api }
  return api
}

function unpacked(data: Uint8Array): Uint8Array {
  if (data[0] !== 0x1f || data[1] !== 0x8b) return data
  try {
    return gunzipSync(data, { maxOutputLength: MOST_LANGUAGE_BYTES })
  } catch (error) {
    throw new Refusal('language.damaged', {}, { cause: error })
  }
}

/**
 * Looks whether data is what the engine can work with.
 *
 * @throws Refusal `language.damaged`
 */
export async function tryLanguage(language: LanguageData): Promise<void> {
  try {
    await apiFor([language])
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal('language.damaged', {}, { cause: error })
  }
}

/** A word that was recognised, in pixels of the picture, and how sure that is, in hundredths. */
export interface RecognisedWord {
  readonly text: string
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly confidence: number
}

/**
 * Recognises the text of a grey picture: its lines in reading order, each with its words in reading order.
 *
 * @param pixels one byte each, row by row without gaps
 * @throws Refusal `language.damaged`
 */
export async function recognise(
  { width, height, pixels }: { readonly width: number; readonly height: number; readonly pixels: Uint8Array },
  languages: readonly LanguageData[],
): Promise<readonly (readonly RecognisedWord[])[]> {
  const api = await apiFor(languages)
  const { FS } = await load()
  const head = Buffer.from(`P5\n${String(width)} ${String(height)}\n255\n`, 'latin1')
  FS.writeFile('/input', Buffer.concat([head, pixels]))
  try {
    api.SetImageFile(1, 0)
    api.Recognize(null)
    return linesIn(api.GetTSVText(0))
  } finally {
    FS.unlink('/input')
    api.Clear()
  }
}

/** The level of a word in the engine's table. Source: tesseract(1), `tsv`. */
const WORD = '5'

function linesIn(table: string): readonly (readonly RecognisedWord[])[] {
  const lines = new Map<string, RecognisedWord[]>()
  for (const row of table.split('\n')) {
    const [level, page, block, paragraph, line, , left, top, width, height, confidence, text = ''] = row.split('\t')
    if (level !== WORD || text.trim() === '') continue
    const key = [page, block, paragraph, line].join('.')
    const words = lines.get(key) ?? []
    lines.set(key, words)
    words.push({
      text: text.trim(),
      left: Number(left),
      top: Number(top),
      width: Number(width),
      height: Number(height),
      confidence: Math.max(0, Math.min(100, Number(confidence))),
    })
  }
  return [...lines.values()]
}
