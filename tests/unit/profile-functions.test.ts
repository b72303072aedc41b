import { describe, expect, it } from 'vitest'
import {
  BLANK,
  captionLines,
  exhibitMark,
  fileName,
  fillPattern,
  formatDay,
  formatWhen,
  lateLabels,
  letters,
  pageLabel,
  pageLabels,
  partMark,
  sectionLetter,
} from '../../src-main/domain/profile.ts'
import { profileOf } from '../support/typeset-pages.ts'

const generic = profileOf('GENERIC')
const india = profileOf('IN_TRIAL')
const england = profileOf('EW_CRIM')
const shape = {
  coverPages: 1,
  indexPages: 2,
  sections: [
    { letter: 'A', pages: 2 },
    { letter: 'B', pages: 3 },
  ],
}
const paged = (change: object): typeof generic => ({ ...generic, pagination: { ...generic.pagination, ...change } })

describe('page labels', () => {
  it('run from 1 through cover and index where the court counts them', () => {
    expect(pageLabels(england, shape)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8'])
  })
  it('letter the cover and index and begin the body at 1 in India', () => {
    expect(pageLabels(india, shape)).toEqual(['A', 'B', 'C', '1', '2', '3', '4', '5'])
  })
  it('begin again with each section’s letter', () => {
    const sections = paged({ scheme: 'perSection', labelPattern: '{S}{n}', frontMatter: 'roman' })
    expect(pageLabels(sections, shape)).toEqual(['i', 'ii', 'iii', 'A1', 'A2', 'B1', 'B2', 'B3'])
  })
  it('say how many there are where the court asks', () => {
    expect(pageLabel(paged({ labelPattern: 'Page {n} of {N}' }), 3, 20)).toBe('Page 3 of 20')
  })
  it('of late pages follow the profile and never change the old ones', () => {
    expect(lateLabels(england, '143', 200, 3)).toEqual(['201', '202', '203'])
    expect(lateLabels(paged({ lateInsert: 'sub-dot' }), '143', 200, 2)).toEqual(['143.1', '143.2'])
    expect(lateLabels(paged({ lateInsert: 'sub-dash' }), '88', 200, 2)).toEqual(['88-1', '88-2'])
    expect(lateLabels(paged({ lateInsert: 'sub-letter' }), '12', 200, 2)).toEqual(['12A', '12B'])
  })
  it('are all different in every profile', () => {
    for (const profile of [generic, india, england]) {
      const labels = pageLabels(profile, { ...shape, indexPages: 40 })
      expect(new Set(labels).size).toBe(labels.length)
    }
  })
})

describe('a caption', () => {
  it('leaves blank what the case file does not say', () => {
    const lines = captionLines(india, { CASE_NO: '214', YEAR: '2026', STATE: ' ', ACCUSED: ['A', 'B'] })
    expect(lines).toContainEqual({ text: 'Case No. 214 of 2026', align: 'centre' })
    expect(lines).toContainEqual({ left: `State of ${BLANK}`, right: 'Prosecution' })
    expect(lines).toContainEqual({ left: 'A; B', right: 'Accused' })
    expect(lines[0]).toEqual({ text: `IN THE COURT OF ${BLANK}, ${BLANK}`, align: 'centre' })
  })
  it('takes a value’s own braces and dollars as they are', () => {
    expect(fillPattern('x {A} y', { A: '{B} $& $1' })).toBe('x {B} $& $1 y')
  })
})

describe('exhibit marks', () => {
  it('follow each series of the court', () => {
    expect(exhibitMark(india, 'prosecution', 12)).toBe('Ex. P-12')
    expect(exhibitMark(india, 'physical', 3)).toBe('MO-3')
    expect(exhibitMark(india, 'preMark', 2)).toBe('Mark-B (for identification)')
    expect(exhibitMark(england, 'prosecution', 2, 'AB')).toBe('AB/2')
    expect(exhibitMark(england, 'prosecution', 2)).toBe(`${BLANK}/2`)
    expect(exhibitMark(england, 'physical', 1, 'AB')).toBe('AB/1')
    expect(partMark(india, 'Ex. P-1', 1)).toBe('Ex. P-1/A')
  })
  it('run A to Z and then AA, in either way', () => {
    const series = Array.from({ length: 28 }, (_, i) => letters(i + 1, 'AA-BB'))
    expect(series.slice(0, 2)).toEqual(['A', 'B'])
    expect(series.slice(25)).toEqual(['Z', 'AA', 'BB'])
    expect([27, 28, 52, 53, 703].map((n) => letters(n, 'AA-AB'))).toEqual(['AA', 'AB', 'AZ', 'BA', 'AAA'])
    expect(letters(53, 'AA-BB')).toBe('AAA')
  })
  it('never repeat in a series', () => {
    for (const afterZ of ['AA-BB', 'AA-AB'] as const)
      expect(new Set(Array.from({ length: 800 }, (_, i) => letters(i + 1, afterZ))).size).toBe(800)
  })
  it('use the court’s own section letters where it has them', () => {
    expect(sectionLetter(england, 4)).toBe('J')
    expect(sectionLetter(england, 0)).toBe('A')
  })
})

describe('dates', () => {
  it('are written as the court writes them', () => {
    expect(formatDay('D MMMM YYYY', '2026-03-02')).toBe('2 March 2026')
    expect(formatDay('DD.MM.YYYY', '2026-03-02')).toBe('02.03.2026')
    expect(formatDay('MMMM D, YYYY', '2026-03-02')).toBe('March 2, 2026')
    expect(formatDay('D-M-YY', '2020-04-01')).toBe('1-4-20')
    expect(formatDay('D MMMM YYYY', '2026-03-02', 'es')).toBe('2 marzo 2026')
  })
  it('leave out what is not known', () => {
    expect(formatDay('D MMMM YYYY', '2026-03')).toBe('March 2026')
    expect(formatDay('MMMM D, YYYY', '2026-03')).toBe('March 2026')
    expect(formatDay('DD.MM.YYYY', '2019')).toBe('2019')
  })
  it('say about and to as a witness does', () => {
    expect(formatWhen('D MMMM YYYY', '2019~')).toBe('about 2019')
    expect(formatWhen('D MMMM YYYY', '2019-03/2020-01-05')).toBe('March 2019 to 5 January 2020')
    expect(formatWhen('D MMMM YYYY', 'last harvest')).toBe('last harvest')
  })
})

describe('a bundle’s file name', () => {
  it('is filled from the case file and the hearing', () => {
    const values = { SHORT_CASE: 'R v Smith', BUNDLE: 'Bundle B', HEARING: '2026-04-01' }
    expect(fileName(england, values)).toBe('R v Smith Bundle B 1-4-26.pdf')
  })
  it('leaves out what is not known and what a disk refuses', () => {
    expect(fileName(england, { SHORT_CASE: 'R v A/B: "C"?\n\u202e' })).toBe('R v A-B-C.pdf')
    expect(fileName(england, {})).toBe('Bundle.pdf')
    expect(fileName(india, { CASE_NO: '214', YEAR: '2026' })).toBe('214_2026.pdf')
  })
  it('stays short enough for a disk and keeps its ending', () => {
    const name = fileName(england, { SHORT_CASE: 'ភាសា'.repeat(100) })
    expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(200)
    expect(name.endsWith('.pdf')).toBe(true)
  })
})
