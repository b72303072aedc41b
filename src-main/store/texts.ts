import { decodeBoxes, encodeBoxes, type WordBox } from '../domain/word-boxes.ts'
import type { Reader, Row, Writer } from './connection.ts'
import { bytesOf, numberOf, numberOrNull, textOf } from './rows.ts'

/** Where a page's text is from: the file itself, or recognised in its picture. */
export type TextSource = 'layer' | 'ocr'

/** The text of a page of an exhibit's file. */
export interface PageTextRow {
  readonly exhibitId: string
  /** From 1. What has no pages is cut into stretches of its text. */
  readonly page: number
  readonly source: TextSource
  /** Of what was recognised: the languages, as `hin+eng`; empty otherwise. */
  readonly language: string
  /** Of what was recognised: how sure that is, in hundredths. */
  readonly confidence: number | null
  /** Of the page, in points; 0 where there is none. */
  readonly width: number
  readonly height: number
  /** Lines with a line feed between each two, in the order in which they are read. */
  readonly text: string
  readonly boxes: readonly WordBox[]
}

/** How far the reading of an exhibit's file has come. */
export type ReadingState = 'waiting' | 'done' | 'nothing' | 'failed'

/** How far the reading of an exhibit's file has come, and what came of it. */
export interface ReadingRow {
  readonly exhibitId: string
  readonly state: ReadingState
  readonly pages: number
  /** The languages in which pictures of text are recognised, as `hin+eng`; empty where that was not asked for. */
  readonly recognising: string
  /** A failure's code; empty where none. */
  readonly reason: string
  readonly readAt: string
}

/** Keeps the text of a page, in place of an older one of the same source. */
export function putPage(writer: Writer, row: PageTextRow): void {
  writer.run(
    `INSERT INTO exhibit_pages_text (exhibit_id, page, source, language, confidence, width, height, text, boxes)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (exhibit_id, page, source) DO UPDATE SET language = excluded.language,
       confidence = excluded.confidence, width = excluded.width, height = excluded.height, text = excluded.text,
       boxes = excluded.boxes`,
    [
      row.exhibitId,
      row.page,
      row.source,
      row.language,
      row.confidence,
      row.width,
      row.height,
      row.text,
      encodeBoxes(row.boxes),
    ],
  )
}

/** The texts of a page: of the file first, then what was recognised; none where it was not read or the file has no such page. */
export function textsOfPage(reader: Reader, exhibitId: string, page: number): readonly PageTextRow[] {
  return reader
    .all('SELECT * FROM exhibit_pages_text WHERE exhibit_id = ? AND page = ? ORDER BY source', [exhibitId, page])
    .map(readPage)
}

/** The pages of an exhibit that were read, each with where its text is from and how long it is, in their order. */
export function pagesRead(
  reader: Reader,
  exhibitId: string,
): readonly (Pick<PageTextRow, 'page' | 'source' | 'language' | 'confidence'> & { readonly characters: number })[] {
  return reader
    .all(
      `SELECT page, source, language, confidence, length(text) AS characters FROM exhibit_pages_text
       WHERE exhibit_id = ? ORDER BY page, source`,
      [exhibitId],
    )
    .map((row) => ({
      page: numberOf(row, 'page'),
      source: textOf(row, 'source') as TextSource,
      language: textOf(row, 'language'),
      confidence: numberOrNull(row, 'confidence'),
      characters: numberOf(row, 'characters'),
    }))
}

/** Forgets what was recognised in an exhibit's pages. */
export function forgetRecognised(writer: Writer, exhibitId: string): void {
  writer.run("DELETE FROM exhibit_pages_text WHERE exhibit_id = ? AND source = 'ocr'", [exhibitId])
}

/** Notes how far the reading of a file has come. */
export function putReading(writer: Writer, row: ReadingRow): void {
  writer.run(
    `INSERT INTO exhibit_texts (exhibit_id, state, pages, recognising, reason, read_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (exhibit_id) DO UPDATE SET state = excluded.state, pages = excluded.pages,
       recognising = excluded.recognising, reason = excluded.reason, read_at = excluded.read_at`,
    [row.exhibitId, row.state, row.pages, row.recognising, row.reason, row.readAt],
  )
}

/** How far the reading of an exhibit's file has come; nothing while it was never looked at. */
export function findReading(reader: Reader, exhibitId: string): ReadingRow | undefined {
  const row = reader.get('SELECT * FROM exhibit_texts WHERE exhibit_id = ?', [exhibitId])
  return row && readReading(row)
}

/** The exhibits with a file that is still to be read, in the order in which they came; of one case, or of all. */
export function waiting(reader: Reader, caseId?: string): readonly string[] {
  return reader
    .all(
      `SELECT DISTINCT f.exhibit_id FROM exhibit_files f LEFT JOIN exhibit_texts t ON t.exhibit_id = f.exhibit_id
       WHERE coalesce(t.state, 'waiting') = 'waiting' AND f.case_id = coalesce(?, f.case_id) ORDER BY f.seq`,
      [caseId ?? null],
    )
    .map((row) => textOf(row, 'exhibit_id'))
}

function readPage(row: Row): PageTextRow {
  return {
    exhibitId: textOf(row, 'exhibit_id'),
    page: numberOf(row, 'page'),
    source: textOf(row, 'source') as TextSource,
    language: textOf(row, 'language'),
    confidence: numberOrNull(row, 'confidence'),
    width: numberOf(row, 'width'),
    height: numberOf(row, 'height'),
    text: textOf(row, 'text'),
    boxes: decodeBoxes(bytesOf(row, 'boxes')),
  }
}

function readReading(row: Row): ReadingRow {
  return {
    exhibitId: textOf(row, 'exhibit_id'),
    state: textOf(row, 'state') as ReadingState,
    pages: numberOf(row, 'pages'),
    recognising: textOf(row, 'recognising'),
    reason: textOf(row, 'reason'),
    readAt: textOf(row, 'read_at'),
  }
}
