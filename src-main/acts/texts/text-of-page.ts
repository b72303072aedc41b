import { ExhibitId } from '../../contract/ids.ts'
import type { PageTexts, TextState } from '../../contract/texts.ts'
import { boxesOfHits, findInText } from '../../domain/find-in-text.ts'
import * as texts from '../../store/texts.ts'
import type { Desk } from '../desk.ts'
import { getExhibit } from '../exhibits.ts'
import { mustBeAllowed, record } from '../record.ts'
import { hasPages } from './read-text.ts'

/** How far an exhibit's text was read, and what is there of it. @throws Refusal `not-permitted`, `exhibit.not-found` */
export function textState(desk: Desk, exhibitId: string): Omit<TextState, 'suggested'> {
  mustBeAllowed(desk, 'exhibit.view')
  return desk.connection.read((reader) => {
    const { file } = getExhibit(reader, exhibitId)
    const known = texts.findReading(reader, exhibitId)
    return {
      exhibitId: ExhibitId.parse(exhibitId),
      state: file ? (known?.state ?? 'waiting') : 'nothing',
      pages: known?.pages ?? 0,
      recognising: known?.recognising ?? '',
      reason: known?.reason ?? '',
      canRecognise: file !== null && hasPages(file.mediaType),
      read: texts.pagesRead(reader, exhibitId).map((page) => ({ ...page })),
    }
  })
}

/**
 * What a page says, and where a phrase stands on it.
 *
 * @param page from 1
 * @throws Refusal `not-permitted`, `exhibit.not-found`
 */
export function textOfPage(
  desk: Desk,
  {
    exhibitId,
    page,
    find = '',
  }: { readonly exhibitId: string; readonly page: number; readonly find?: string | undefined },
): PageTexts {
  mustBeAllowed(desk, 'exhibit.view')
  const rows = desk.connection.read((reader) => {
    getExhibit(reader, exhibitId)
    return texts.textsOfPage(reader, exhibitId, page)
  })
  return rows.map(({ source, language, confidence, width, height, text, boxes }) => {
    const hits = findInText(text, find)
    const lit = boxesOfHits(boxes, hits).map(({ x, y, width: wide, height: high }) => ({
      x,
      y,
      width: wide,
      height: high,
    }))
    return { source, language, confidence, width, height, text, hits: hits.map((hit) => ({ ...hit })), lit }
  })
}

/** A page's text without its places. */
export type PlainPage = Pick<texts.PageTextRow, 'page' | 'source' | 'language' | 'confidence' | 'text'>

/**
 * All that an exhibit says, page by page. Whoever reads it has looked at it: that is entered in the exhibit's chain.
 *
 * @throws Refusal `not-permitted`, `exhibit.not-found`
 */
export function textOfExhibit(
  desk: Desk,
  exhibitId: string,
): Pick<TextState, 'state' | 'reason'> & { readonly pages: readonly PlainPage[] } {
  const { state, reason, read } = textState(desk, exhibitId)
  return desk.connection.write((writer) => {
    record(desk, writer, { act: 'exhibit.view', object: exhibitId, custody: [{ exhibitId, kind: 'accessed' }] })
    const numbers = [...new Set(read.map(({ page }) => page))]
    const pages = numbers.flatMap((page) => texts.textsOfPage(writer, exhibitId, page))
    return {
      state,
      reason,
      pages: pages.map(({ page, source, language, confidence, text }) => ({
        page,
        source,
        language,
        confidence,
        text,
      })),
    }
  })
}
