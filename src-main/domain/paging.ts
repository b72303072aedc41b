import type { CourtProfile } from '../contract/profile.ts'

/** A run of page labels, as ISO 32000-2 12.4.2 has them. `from` counts physical pages from 0. */
export interface LabelRun {
  readonly from: number
  readonly style: 'decimal' | 'roman' | 'letters'
  readonly prefix: string
  readonly start: number
}

/** How many pages stand before the first section. */
export interface FrontMatter {
  readonly cover: number
  readonly index: number
}

/** Numbers the pages of one bundle as they are placed. */
export interface Paging {
  /** The label of a page of the front matter, by its physical number from 0. */
  frontLabel(page: number): string
  /** Says that a section begins with the next page. */
  beginSection(letter: string | undefined): void
  /** The label of the next page of the body. Pages are asked for in order, each once. */
  nextLabel(): string
  /** The runs of labels of the whole bundle, for the reader's own page field. */
  runs(): readonly LabelRun[]
}

/**
 * Numbers a bundle by its court's rule: one run from the first page, front matter apart (roman or letters), or each
 * section by itself (A1, B1). What is printed, the page label and the index all come from here, so they cannot differ.
 *
 * Source: BUNDLES R2 (one run), R21 (per section), R29 (lettered front matter).
 */
export function createPaging(profile: CourtProfile, front: FrontMatter): Paging {
  const { pagination } = profile
  const numbered = {
    cover: pagination.includesCover && pagination.scheme === 'continuous' && pagination.frontMatter === 'continuous',
    index: pagination.includesIndex && pagination.scheme === 'continuous' && pagination.frontMatter === 'continuous',
  }
  // Front pages that the run does not count are lettered or in roman figures, so that no two pages share a label.
  const apart = (numbered.cover ? 0 : front.cover) + (numbered.index ? 0 : front.index)
  const style = pagination.frontMatter === 'letters' ? 'letters' : 'roman'
  const runs: LabelRun[] = []
  if (apart > 0) runs.push({ from: 0, style, prefix: '', start: 1 })

  let physical = front.cover + front.index
  let number = front.cover + front.index - apart
  let prefix = prefixOf(pagination.labelPattern, '')
  if (number > 0 || pagination.scheme === 'continuous') runs.push({ from: apart, style: 'decimal', prefix, start: 1 })
  let sections = 0

  return {
    frontLabel: (page) =>
      page < apart
        ? style === 'letters'
          ? lettered(page + 1)
          : roman(page + 1)
        : `${prefix}${String(page - apart + 1)}`,
    beginSection(letter) {
      sections += 1
      if (pagination.scheme === 'continuous') return
      prefix = prefixOf(pagination.labelPattern, letter ?? lettered(sections))
      number = 0
      runs.push({ from: physical, style: 'decimal', prefix, start: 1 })
    },
    nextLabel() {
      physical += 1
      number += 1
      return `${prefix}${String(number)}`
    },
    runs: () => runs,
  }
}

/** What stands before the number. What stands after it is printed by no reader, so patterns have none. */
function prefixOf(pattern: string, section: string): string {
  return (pattern.split('{n}')[0] ?? '').replaceAll('{S}', section)
}

/** The nth letter label: A to Z, then AA, BB … Source: ISO 32000-2, table 161. */
export function lettered(number: number): string {
  const letter = String.fromCodePoint(65 + ((number - 1) % 26))
  return letter.repeat(Math.floor((number - 1) / 26) + 1)
}

/** Lower-case roman figures, as page labels have them. */
export function roman(number: number): string {
  const figures = [
    1000,
    'm',
    900,
    'cm',
    500,
    'd',
    400,
    'cd',
    100,
    'c',
    90,
    'xc',
    50,
    'l',
    40,
    'xl',
    10,
    'x',
    9,
    'ix',
    5,
    'v',
    4,
    'iv',
    1,
    'i',
  ]
  let rest = number
  let text = ''
  for (let i = 0; i < figures.length; i += 2) {
    const value = Number(figures[i])
    while (rest >= value) {
      text += String(figures[i + 1])
      rest -= value
    }
  }
  return text
}
