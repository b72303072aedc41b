import type { FailureCode } from '../../contract/failure.ts'
import { textQuality } from '../../domain/text-quality.ts'
import type { WordBox } from '../../domain/word-boxes.ts'
import { z } from 'zod'
import { hasTextExtractor } from '../../intake/file-text.ts'
import { stopIfCancelled } from '../../kernel/cancel.ts'
import { refusalCode } from '../../kernel/errors.ts'
import type { ReaderSource } from '../../pages/reader-client.ts'
import type { LanguageData } from '../../pages/tesseract.ts'
import { wordBoxesOf } from '../../pages/text.ts'
import type { FileRow } from '../../store/exhibits.ts'
import * as texts from '../../store/texts.ts'
import type { Desk, Watch } from '../desk.ts'
import { getFile } from '../exhibits.ts'
import type { RecognitionLanguages } from './languages.ts'

/** A file is read whole. */
const MOST_BYTES = 512 * 1024 * 1024
/** So many pages of a file may fail before it is given up: each may have taken as long as a reading may take. */
const MOST_FAILED_PAGES = 3
/** Pages of text that are written to the drive together. */
const TOGETHER = 25
const TEXT_TIMEOUT_MS = 60_000

/** What is the file's own fault, and stays said of it. Whatever else stops a reading is to be tried again. */
const ofTheFile = new Set<FailureCode>([
  'pdf.encrypted',
  'pdf.damaged',
  'pdf.no-pages',
  'image.damaged',
  'source.too-large',
  'source.unsupported',
  'source.damaged',
  'reader.failed',
  'reader.timed-out',
  'blob.damaged',
  'blob.missing',
])

/** A file whose text is being read. */
interface Reading {
  readonly desk: Desk
  readonly exhibitId: string
  readonly file: FileRow
  readonly recognising: string
  readonly languages: RecognitionLanguages
  readonly watch: Watch
}

/** What came of it. */
interface Outcome {
  readonly pages: number
  readonly reason: string
}

/** Whether files of this type have pages that can be looked at. */
export function hasPages(mediaType: string): boolean {
  return mediaType === 'application/pdf' || mediaType.startsWith('image/')
}

/**
 * Reads what an exhibit's file says, page by page, and recognises what is written in its pictures where that was asked for. What
 * was read before is not read again: after a lock or a crash it goes on where it was. A file that cannot be read stays what it
 * is, and why is noted.
 *
 * @throws Refusal `exhibit.not-found`, `cancelled`, `language.unknown`, `language.damaged`, `disk.full`
 */
export async function readText(
  desk: Desk,
  exhibitId: string,
  { languages, watch = {} }: { readonly languages: RecognitionLanguages; readonly watch?: Watch },
): Promise<texts.ReadingState> {
  const { file, known } = desk.connection.read((reader) => ({
    file: getFile(reader, exhibitId),
    known: texts.findReading(reader, exhibitId),
  }))
  const recognising = known?.recognising ?? ''
  const { pages, reason } = await outcomeOf({ desk, exhibitId, file, recognising, languages, watch })
  return desk.connection.write((writer) => {
    const hasText = texts.pagesRead(writer, exhibitId).some(({ characters }) => characters > 0)
    const state = hasText ? 'done' : reason === '' ? 'nothing' : 'failed'
    texts.putReading(writer, { exhibitId, state, pages, recognising, reason, readAt: desk.clock().at })
    return state
  })
}

async function outcomeOf(reading: Reading): Promise<Outcome> {
  const { file } = reading
  if (!hasPages(file.mediaType) && !hasTextExtractor(file.mediaType)) return { pages: 0, reason: '' }
  if (file.size > MOST_BYTES) return { pages: 0, reason: 'source.too-large' }
  try {
    return hasPages(file.mediaType) ? await readPages(reading) : await readStretches(reading)
  } catch (error) {
    return { pages: 0, reason: reasonOf(error) }
  }
}

/** @throws what is not the file's own fault */
function reasonOf(error: unknown): string {
  const code = refusalCode(error)
  if (code === undefined || !ofTheFile.has(code)) throw error
  return code
}

/** A file without pages, whose text is cut into stretches. */
async function readStretches({ desk, exhibitId, file }: Reading): Promise<Outcome> {
  const bytes = await desk.blobs.readAll(file, MOST_BYTES)
  const stretches = await desk.reader.parse('text', bytes, {
    options: { mediaType: file.mediaType },
    schema: z.array(z.string()),
    timeoutMs: TEXT_TIMEOUT_MS,
  })
  desk.connection.write((writer) => {
    stretches.forEach((text, i) => texts.putPage(writer, layer({ exhibitId, page: i + 1, text })))
  })
  return { pages: 0, reason: '' }
}

function layer(
  row: Pick<texts.PageTextRow, 'exhibitId' | 'page' | 'text'> & Partial<texts.PageTextRow>,
): texts.PageTextRow {
  return { source: 'layer', language: '', confidence: null, width: 0, height: 0, boxes: [], ...row }
}

/** The pages of a file, each with its size in points. */
interface Pages {
  readonly source: ReaderSource
  readonly sizes: readonly { readonly widthPt: number; readonly heightPt: number }[]
}

async function readPages(reading: Reading): Promise<Outcome> {
  const { desk, file } = reading
  const source = { key: file.blobId, bytes: () => desk.blobs.readAll(file, MOST_BYTES) }
  const pages = { source, sizes: (await desk.reader.describe(source)).pages }
  const reasons = [
    await readLayers(reading, pages),
    ...(reading.recognising === '' ? [] : [await recognisePages(reading, pages)]),
  ]
  return { pages: pages.sizes.length, reason: reasons.find((reason) => reason !== '') ?? '' }
}

/** Does something with each page and goes on where one fails; the first failure is what comes back. */
async function eachPage(
  { watch }: Reading,
  numbers: readonly number[],
  work: (page: number) => Promise<void>,
): Promise<string> {
  const failed: string[] = []
  for (const [done, page] of numbers.entries()) {
    stopIfCancelled(watch.cancel)
    try {
      await work(page)
    } catch (error) {
      failed.push(reasonOf(error))
      if (failed.length >= MOST_FAILED_PAGES) break
    }
    watch.onProgress?.({ done: done + 1, total: numbers.length })
  }
  return failed[0] ?? ''
}

async function readLayers(reading: Reading, { source, sizes }: Pages): Promise<string> {
  const { desk, exhibitId, file } = reading
  // A picture has no layer, and nothing is kept to say so.
  if (file.mediaType !== 'application/pdf') return ''
  const had = pagesHad(reading, 'layer')
  const held: texts.PageTextRow[] = []
  const keep = (): void => {
    if (held.length > 0)
      desk.connection.write((writer) => {
        for (const row of held.splice(0)) texts.putPage(writer, row)
      })
  }
  const left = sizes.map((_, i) => i + 1).filter((page) => !had.has(page))
  try {
    return await eachPage(reading, left, async (page) => {
      const text = await desk.reader.text(source, page - 1)
      held.push(layer({ exhibitId, page, text: text.plain, ...sizeOf(sizes[page - 1]), boxes: wordBoxesOf(text) }))
      if (held.length >= TOGETHER) keep()
    })
  } finally {
    keep()
  }
}

function pagesHad({ desk, exhibitId, recognising }: Reading, source: texts.TextSource): ReadonlySet<number> {
  const pages = desk.connection.read((reader) => texts.pagesRead(reader, exhibitId))
  const same = pages.filter((one) => one.source === source && (source === 'layer' || one.language === recognising))
  return new Set(same.map(({ page }) => page))
}

function sizeOf(size: Pages['sizes'][number] | undefined): { readonly width: number; readonly height: number } {
  return { width: size?.widthPt ?? 0, height: size?.heightPt ?? 0 }
}

async function recognisePages(reading: Reading, { source, sizes }: Pages): Promise<string> {
  const { desk, exhibitId, recognising, languages } = reading
  const data: LanguageData[] = []
  for (const code of recognising.split('+')) data.push(await languages.read(code))
  const had = pagesHad(reading, 'ocr')
  const left = sizes.map((_, i) => i + 1).filter((page) => !had.has(page) && needsRecognising(reading, page))
  return eachPage(reading, left, async (page) => {
    const { plain, confidence, ...found } = await desk.reader.recognise(source, page - 1, data)
    const boxes: readonly WordBox[] = wordBoxesOf({ plain, ...found })
    const row = { exhibitId, page, source: 'ocr', language: recognising, confidence: Math.round(confidence) } as const
    desk.connection.write((writer) => texts.putPage(writer, { ...row, ...sizeOf(sizes[page - 1]), text: plain, boxes }))
  })
}

/** Recognition never stands in for a text that is there and can be read. */
function needsRecognising({ desk, exhibitId }: Reading, page: number): boolean {
  const found = desk.connection.read((reader) => texts.textsOfPage(reader, exhibitId, page))
  return found.every(({ source, text }) => source !== 'layer' || textQuality(text) !== 'good')
}
