import type { CourtProfile } from '../contract/profile.ts'
import { assert } from '../kernel/errors.ts'
import { spanOf } from './uncertain-date.ts'

/** What stands where a value is not known: a line to write on. It is never filled with a guess. */
export const BLANK = '____________'

/** What the slots of a profile's patterns are filled with. Several parties are a list; an empty text counts as unknown. */
export type SlotValues = Readonly<Record<string, string | readonly string[] | undefined>>

const SLOT = /\{(?<key>[A-Za-z_]+)(?:\|(?<otherwise>[^{}]*)|:(?<day>[^{}]*))?\}/gu

/** Fills a pattern's slots: `{KEY}`, `{KEY|otherwise}`, `{KEY:D-M-YY}`. What is not known becomes `blank`. */
export function fillPattern(pattern: string, values: SlotValues, blank: string = BLANK): string {
  return pattern.replace(SLOT, (...found: readonly unknown[]) => {
    const slot = found.at(-1) as Readonly<Record<'key' | 'otherwise' | 'day', string | undefined>>
    const given = values[slot.key ?? '']
    const value = (typeof given === 'string' ? given : (given ?? []).join('; ')).trim()
    if (value === '') return slot.otherwise ?? blank
    return slot.day === undefined ? value : formatDay(slot.day, value)
  })
}

/** A filled line of the caption: a line by itself, or a party and its role. */
export type CaptionLine =
  | { readonly text: string; readonly align: 'centre' | 'left' | 'right' }
  | { readonly left: string; readonly right: string }

/** The heading of every document of a bundle, in the court's order, with blanks where the case file is silent. */
export function captionLines(profile: CourtProfile, values: SlotValues): readonly CaptionLine[] {
  return profile.caption.map((line) =>
    'text' in line
      ? { text: fillPattern(line.text, values), align: line.align ?? 'centre' }
      : { left: fillPattern(line.left, values), right: fillPattern(line.right, values) },
  )
}

/** How many physical pages a bundle's parts have. */
export interface BundleShape {
  readonly coverPages: number
  readonly indexPages: number
  readonly sections: readonly { readonly letter: string; readonly pages: number }[]
}

/** The printed number of page `n` of `of`, counted within its run, in the section of that letter. */
export function pageLabel(profile: CourtProfile, n: number, of: number, letter = ''): string {
  return profile.pagination.labelPattern
    .replaceAll('{n}', String(n))
    .replaceAll('{N}', String(of))
    .replaceAll('{S}', letter)
}

/**
 * The label of each physical page of a bundle, in order: what is printed on it, what a viewer shows and what the index
 * says. Cover and index belong to the run or come before it as letters or Roman numerals, as the profile says.
 *
 * Source: ISO 32000-1, 12.4.2 (letters go A to Z, AA to ZZ).
 */
export function pageLabels(profile: CourtProfile, shape: BundleShape): readonly string[] {
  const { scheme, includesCover, includesIndex } = profile.pagination
  const body = shape.sections.reduce((sum, { pages }) => sum + pages, 0)
  const coverInRun = scheme === 'continuous' && includesCover
  const indexInRun = scheme === 'continuous' && includesIndex
  const before = (coverInRun ? 0 : shape.coverPages) + (indexInRun ? 0 : shape.indexPages)
  const total = shape.coverPages + shape.indexPages - before + body
  const front = run(before, (n) => frontLabel(profile, n))
  // A cover outside the run goes before, an index inside it after, and the other way round keeps the pages' order.
  const inRunFirst = coverInRun && !indexInRun ? run(shape.coverPages, (n) => pageLabel(profile, n, total)) : []
  const rest =
    scheme === 'perSection'
      ? shape.sections.flatMap(({ letter, pages }) => run(pages, (n) => pageLabel(profile, n, pages, letter)))
      : run(total - inRunFirst.length, (n) => pageLabel(profile, n + inRunFirst.length, total))
  return [...inRunFirst, ...front, ...rest]
}

function run(length: number, label: (n: number) => string): readonly string[] {
  return Array.from({ length }, (_, i) => label(i + 1))
}

function frontLabel(profile: CourtProfile, n: number): string {
  const style = profile.pagination.frontMatter
  return style === 'roman' ? roman(n) : style === 'letters' ? letters(n, 'AA-BB') : String(n)
}

/** The labels of `count` pages inserted after the page labelled `after`, once a bundle with `last` pages was issued. */
export function lateLabels(profile: CourtProfile, after: string, last: number, count: number): readonly string[] {
  const style = profile.pagination.lateInsert
  if (style === 'append') return run(count, (k) => pageLabel(profile, last + k, last + count))
  if (style === 'sub-letter') return run(count, (k) => `${after}${letters(k, 'AA-BB')}`)
  return run(count, (k) => `${after}${style === 'sub-dot' ? '.' : '-'}${String(k)}`)
}

/** The letter of a section: the court's own, or else the next free one by position from 0. */
export function sectionLetter(profile: CourtProfile, position: number): string {
  return profile.sections[position]?.letter ?? letters(position + 1, 'AA-BB')
}

/** A, B ... Z and on: AA, BB, CC as page labels and the Philippines have it, or AA, AB, AC as columns of a sheet. */
export function letters(n: number, afterZ: 'AA-BB' | 'AA-AB'): string {
  assert(Number.isInteger(n) && n >= 1, 'a series of letters begins at 1')
  if (afterZ === 'AA-BB') return String.fromCodePoint(65 + ((n - 1) % 26)).repeat(Math.floor((n - 1) / 26) + 1)
  let rest = n
  let text = ''
  while (rest > 0) {
    text = String.fromCodePoint(65 + ((rest - 1) % 26)) + text
    rest = Math.floor((rest - 1) / 26)
  }
  return text
}

function roman(n: number): string {
  const steps = [1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1]
  const signs = ['m', 'cm', 'd', 'cd', 'c', 'xc', 'l', 'xl', 'x', 'ix', 'v', 'iv', 'i']
  let rest = n
  let text = ''
  steps.forEach((step, i) => {
    while (rest >= step) {
      text += signs[i] ?? ''
      rest -= step
    }
  })
  return text
}

/** Whose exhibit it is, which decides its series of marks. */
export type ExhibitSeries = 'prosecution' | 'defence' | 'court' | 'physical' | 'preMark'

/**
 * The court's mark of the nth exhibit of a series: `Ex. P-1`, `AB/2`, `MO-3`. A series the profile does not have falls
 * back on the prosecution's. `initials` are the producing witness's, where the marks run by witness.
 */
export function exhibitMark(profile: CourtProfile, series: ExhibitSeries, n: number, initials = BLANK): string {
  const { exhibits } = profile
  return markFrom(exhibits[series] ?? exhibits.prosecution, n, exhibits.afterZ).replaceAll('{INITIALS}', initials)
}

/** The mark of the nth part of an exhibit, as `Ex. P-1/A`; `{mark}/{n}` where the profile has no rule. */
export function partMark(profile: CourtProfile, mark: string, n: number): string {
  const { subMark = '{mark}/{n}', afterZ } = profile.exhibits
  return markFrom(subMark, n, afterZ).replaceAll('{mark}', mark)
}

function markFrom(pattern: string, n: number, afterZ: 'AA-BB' | 'AA-AB'): string {
  const letter = letters(n, afterZ)
  return pattern.replaceAll('{n}', String(n)).replaceAll('{L}', letter).replaceAll('{a}', letter.toLowerCase())
}

interface Calendar {
  readonly months: readonly string[]
  readonly about: string
  readonly to: string
}

const calendars: Readonly<Record<string, Calendar>> = {
  en: {
    months: 'January February March April May June July August September October November December'.split(' '),
    about: 'about',
    to: 'to',
  },
  es: {
    months: 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' '),
    about: 'hacia',
    to: 'a',
  },
  fr: {
    months: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' '),
    about: 'vers',
    to: 'au',
  },
}

function calendarOf(language: string): Calendar {
  const calendar = calendars[language] ?? calendars['en']
  assert(calendar, 'there is an English calendar')
  return calendar
}

/**
 * Writes a day (`2026-03-02`), a month or a year in a court's pattern of `D DD M MM MMM MMMM YY YYYY`. What is not
 * known is left out together with its separator. A text that is no date comes back as it is.
 */
export function formatDay(pattern: string, day: string, language = 'en'): string {
  const { year, month, date } = /^(?<year>\d{4})(?:-(?<month>\d\d)(?:-(?<date>\d\d))?)?$/u.exec(day)?.groups ?? {}
  if (year === undefined) return day
  const unknown = [date === undefined ? 'D' : '', month === undefined ? 'M' : ''].filter((unit) => unit !== '')
  const rest = unknown.reduce((left, unit) => left.replace(new RegExp(`${unit}+[^DMY]*`, 'gu'), ''), pattern)
  const name = calendarOf(language).months[Number(month) - 1] ?? ''
  return rest.replace(/D+|M+|Y+/gu, (unit) => {
    switch (unit) {
      case 'D':
        return String(Number(date))
      case 'DD':
        return date ?? ''
      case 'M':
        return String(Number(month))
      case 'MM':
        return month ?? ''
      case 'MMM':
        return Array.from(name).slice(0, 3).join('')
      case 'MMMM':
        return name
      case 'YY':
        return year.slice(2)
      default:
        return year
    }
  })
}

/** Writes an uncertain date (EDTF, as in `2019-03~/2020`) as a court's reader says it: `about March 2019 to 2020`. */
export function formatWhen(pattern: string, when: string, language = 'en'): string {
  if (spanOf(when) === undefined) return when
  const { about, to } = calendarOf(language)
  return when
    .split('/')
    .map((part) => {
      const day = formatDay(pattern, part.replace('~', ''), language)
      return part.endsWith('~') ? `${about} ${day}` : day
    })
    .join(` ${to} `)
}

/** The longest file name that every file system of our users takes, in UTF-8 bytes. */
const LONGEST_NAME = 200

/**
 * The file name of a bundle, with what is not known left out, and without what Windows, macOS or a mail gateway
 * refuses. A name too long for a disk loses the end of its stem, never its ending.
 */
export function fileName(profile: CourtProfile, values: SlotValues, pattern?: string): string {
  const filled = fillPattern(pattern ?? profile.files.namePattern, values, '')
  const ending = /\.[a-z]{2,4}$/iu.exec(filled)?.[0] ?? '.pdf'
  const stem = (filled.endsWith(ending) ? filled.slice(0, -ending.length) : filled)
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"/\\|?*]+/gu, '-')
    .replace(/\s+/gu, ' ')
    .replace(/([_ -])[_ -]+/gu, '$1')
    .replace(/^[\s._-]+|[\s._-]+$/gu, '')
  const most = LONGEST_NAME - ending.length
  let kept = ''
  let size = 0
  for (const character of stem) {
    size += utf8Length(character)
    if (size > most) break
    kept += character
  }
  return `${kept.trimEnd() === '' ? 'Bundle' : kept.trimEnd()}${ending}`
}

function utf8Length(character: string): number {
  const point = character.codePointAt(0) ?? 0
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
}
