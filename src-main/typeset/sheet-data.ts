import type { CourtProfile } from '../contract/profile.ts'
import { familiesFor, textFace } from './fonts.ts'
import type { Fact, HashRow, Sheet } from './inputs.ts'
import { lineOf, proseOf, type Prose } from './prose.ts'
import { isRightToLeft, languageOf, scriptsOf } from './scripts.ts'

/** A template's data: JSON, with each text as {@link Prose}. */
export type Data = Readonly<Record<string, unknown>>

/** The page as the templates need it, in points. */
function pageData({ page, pagination }: CourtProfile): Data {
  const { font, marginPt } = page
  return {
    w: page.pt[0],
    h: page.pt[1],
    ...marginPt,
    position: pagination.position,
    bodyPt: font.bodyPt,
    quotePt: font.quotePt ?? font.bodyPt,
    spacing: font.lineSpacing,
    para: font.paraSpacing ?? 1,
  }
}

/** What every template of a bundle is given; `text` is all that will be printed, to choose faces and direction by. */
export function sheetData(sheet: Sheet, title: string, text: string): Data {
  const face = textFace(sheet.profile.page.font)
  const language = sheet.language ?? languageOf(text)
  return {
    ...common(face, title, text, language),
    page: pageData(sheet.profile),
    caption: sheet.caption.map((line) =>
      'text' in line
        ? { text: proseOf(line.text), align: line.align }
        : { left: lineOf(line.left), right: lineOf(line.right) },
    ),
  }
}

const PLAIN_PAGE: Data = {
  w: 595.28,
  h: 841.89,
  t: 71,
  r: 71,
  b: 71,
  l: 71,
  position: 'bottom-right',
  bodyPt: 11,
  quotePt: 11,
  spacing: 1.25,
  para: 1,
}

/** What a sheet that belongs to no court is given: A4, 2.5 cm, 11 point. */
export function plainSheetData(title: string, text: string, language = 'en'): Data {
  return {
    ...common('Noto Sans', title, text, language),
    page: PLAIN_PAGE,
    caption: [],
  }
}

function common(face: string, title: string, text: string, language: string): Data {
  return {
    title: oneLine(title),
    families: familiesFor(face, scriptsOf(text)),
    lang: /^[a-z]{2,3}$/u.test(language) ? language : 'en',
  }
}

/** A title for a viewer's window: one line, no control characters. */
function oneLine(title: string): string {
  const line = lineOf(title)
  return typeof line === 'string' ? line : line.p.join('')
}

/** Whether a whole document runs from right to left: most of its paragraphs do. */
export function runsRightToLeft(texts: readonly string[]): boolean {
  return texts.filter(isRightToLeft).length * 2 > texts.length
}

export function factsData(facts: readonly Fact[]): readonly Data[] {
  return facts.map(({ label, value }) => ({ label: lineOf(label), value: proseOf(value) }))
}

/** Files with their digests; the size is grouped by thousands, as `1,234,567`. */
export function hashRows(rows: readonly HashRow[]): readonly Data[] {
  return rows.map(({ mark, file, bytes, sha256, sha1, md5 }) => ({
    mark: lineOf(mark),
    file: lineOf(file),
    bytes: String(bytes).replace(/\B(?=(\d{3})+$)/gu, ','),
    digests: [
      { algorithm: 'SHA-256', value: halves(sha256) },
      ...(sha1 === undefined ? [] : [{ algorithm: 'SHA-1', value: halves(sha1) }]),
      ...(md5 === undefined ? [] : [{ algorithm: 'MD5', value: halves(md5) }]),
    ],
  }))
}

/** A digest that may break in the middle and nowhere else. */
export function halves(digest: string): readonly string[] {
  const middle = Math.ceil(digest.length / 2)
  return [digest.slice(0, middle), digest.slice(middle)]
}

/** Texts that may be left out: what is not there prints as nothing. */
export function optional(text: string | undefined): Prose {
  return text === undefined ? '' : proseOf(text)
}

/** Every text within some data, run together: what there is to print. */
export function allText(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return ''
  return Object.values(value).map(allText).join('\n')
}
