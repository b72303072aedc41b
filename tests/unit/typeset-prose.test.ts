import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineOf, linkedRuns, narrowOf, printable, proseOf, type Prose } from '../../src-main/typeset/prose.ts'
import { isRightToLeft, languageOf, scriptsOf, uncoveredLetters } from '../../src-main/typeset/scripts.ts'

const whole = (prose: Prose): string => (typeof prose === 'string' ? prose : prose.p.join(''))

describe('text made ready to be set', () => {
  it('loses the characters that turn its letters round, and keeps those that words need', () => {
    expect(printable('evil\u202egpj.exe\u2066x\u2069')).toBe('evilgpj.exex')
    expect(printable('क्\u200dष')).toBe('क्\u200dष')
    expect(printable('a\u0000b\tc')).toBe('a b c')
    expect(printable('a\ud800b')).toBe('a\ufffdb')
  })

  it('keeps every letter in its order, wherever lines may break', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
        expect(whole(proseOf(text))).toBe(printable(text))
        const line = printable(text).replace(/\s+/gu, ' ').trim()
        expect(whole(lineOf(text))).toBe(line)
        expect(whole(narrowOf(text))).toBe(line)
      }),
    )
  })

  it('may break a long file name after its punctuation, and a word of no language anywhere', () => {
    expect(proseOf('IMG_20260312_kiln.jpg')).toEqual({ p: ['IMG_', '20260312_', 'kiln.', 'jpg'], rtl: false })
    expect(proseOf('x'.repeat(40))).toMatchObject({ p: ['x'.repeat(12), 'x'.repeat(12), 'x'.repeat(12), 'xxxx'] })
    expect(proseOf('misappropriation')).toBe('misappropriation')
  })

  it('never breaks a letter from its marks', () => {
    const pieces = proseOf('é'.normalize('NFD').repeat(5) + 'á̂'.repeat(40))
    for (const piece of typeof pieces === 'string' ? [pieces] : pieces.p) expect(piece).not.toMatch(/^\p{M}/u)
  })
})

describe('scripts', () => {
  it('are found in a text, Latin always', () => {
    expect(scriptsOf('Kiln 7')).toEqual(['Latin'])
    expect(scriptsOf('भट्ठा and ឡ')).toEqual(['Latin', 'Devanagari', 'Khmer'])
    expect(languageOf('ထွက်ဆိုချက်')).toBe('my')
  })
  it('decide the direction by the first letter', () => {
    expect(isRightToLeft('12 إفادة')).toBe(true)
    expect(isRightToLeft('Kiln إفادة')).toBe(false)
    expect(isRightToLeft('12 / 7')).toBe(false)
  })
  it('that no typeface covers are told', () => {
    expect(uncoveredLetters('Kiln Кирпич भट्ठा')).toEqual([])
    expect(uncoveredLetters('证据 ಕನ್ನಡ 证')).toEqual(['证', '据', 'ಕ', 'ನ', 'ಡ'])
  })
})

describe('exhibits named in a paragraph', () => {
  const exhibits = [
    { mark: 'EX-1', key: 'one' },
    { mark: 'EX-12', key: 'twelve' },
    { mark: 'Ex. P-1/A', key: 'part' },
  ]
  it('become links where their mark stands by itself', () => {
    const { runs } = linkedRuns('See EX-1, (EX-12) and Ex. P-1/A; not AEX-1, EX-13, EX-1/2 or EX-123.', exhibits)
    expect(runs.filter(({ to }) => to !== undefined)).toEqual([
      { t: ['EX-1'], to: 'one' },
      { t: ['EX-12'], to: 'twelve' },
      { t: ['Ex. P-1/A'], to: 'part' },
    ])
  })
  it('leave the words as they were', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('EX-1', 'EX-12', ' ', 'the kiln', '.', 'अ', '1')), (words) => {
        const text = words.join('')
        expect(
          linkedRuns(text, exhibits)
            .runs.flatMap(({ t }) => t)
            .join(''),
        ).toBe(text)
      }),
    )
  })
})
