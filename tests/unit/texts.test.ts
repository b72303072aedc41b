import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inWritingOrder } from '../../src-main/domain/brahmic-order.ts'
import { boxesOfHits, findInText } from '../../src-main/domain/find-in-text.ts'
import { guessLanguages, recognitionCodeOf } from '../../src-main/domain/recognition-languages.ts'
import { textQuality } from '../../src-main/domain/text-quality.ts'
import { inReadingOrder } from '../../src-main/domain/visual-order.ts'
import { decodeBoxes, encodeBoxes } from '../../src-main/domain/word-boxes.ts'
import { textOfFile } from '../../src-main/intake/file-text.ts'

const sixteenths = fc.integer({ min: -16_000, max: 160_000 }).map((n) => n / 16)
const box = fc.record({ at: fc.nat(100_000), x: sixteenths, y: sixteenths, width: sixteenths, height: sixteenths })

/** What is seen, from left to right, as it is read. */
function read(seen: string, fromRight: boolean): string {
  return inReadingOrder(
    Array.from(seen, (text) => ({ text })),
    fromRight,
  )
    .map(({ text }) => text)
    .join('')
}

describe('the places of words', () => {
  test('come back as they were written, to a sixteenth of a point', () => {
    fc.assert(
      fc.property(fc.array(box), (boxes) => {
        expect(decodeBoxes(encodeBoxes(boxes))).toEqual(boxes)
      }),
    )
  })

  test('never make numbers of what a hostile page claims, and bytes that are none are no words', () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { minLength: 4, maxLength: 4 }), ([x = 0, y = 0, width = 0, height = 0]) => {
        const [one] = decodeBoxes(encodeBoxes([{ at: 0, x, y, width, height }]))
        expect(Object.values(one ?? {}).every((value) => Math.abs(value) <= 1_000_000)).toBe(true)
      }),
    )
    fc.assert(fc.property(fc.uint8Array(), (bytes) => Array.isArray(decodeBoxes(bytes))))
  })
})

describe('the order of reading', () => {
  test.each([
    ['a sentence in Arabic', 'اعيمج سانلا دلوي', 'يولد الناس جميعا'],
    ['a date within it', '1948/12/10 ةدام', 'مادة 1948/12/10'],
    ['a name in Latin letters within it', 'ةدحتملا UN House ممألا', 'الأمم UN House المتحدة'],
  ])('of %s is found from what is seen', (_, seen, written) => {
    expect(read(seen, true)).toBe(written)
  })

  test('of what has no letter from right to left is what is seen', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => read(text, false) === text))
  })

  test.each([
    ['Hindi', 'िहन्दी', 'हिन्दी'],
    ['Bengali, of two parts', '\u09c7\u0995\u09be', '\u0995\u09cb'],
    ['Tamil', 'ெகாடு', 'கொடு'],
    ['Khmer', 'េក', 'កេ'],
    ['Burmese', 'ေမာင်', 'မောင်'],
  ])('a vowel that is drawn first is written after its consonant: %s', (_, drawn, written) => {
    expect(inWritingOrder(drawn).normalize('NFC')).toBe(written.normalize('NFC'))
    expect(inWritingOrder(written).normalize('NFC')).toBe(written.normalize('NFC'))
  })
})

describe('finding a phrase on a page', () => {
  test('passes over case, accents and line breaks, and lights the words that it touches', () => {
    const text = 'The advance of José\nNúñez was never repaid.'
    const boxes = [0, 4, 12, 15, 20, 26].map((at) => ({ at, x: at, y: 0, width: 1, height: 1 }))
    const hits = findInText(text, 'jose  nunez')
    expect(hits.map(({ start, end }) => text.slice(start, end))).toEqual(['José\nNúñez'])
    expect(boxesOfHits(boxes, hits).map(({ at }) => at)).toEqual([15, 20])
  })

  test('keeps vowel signs apart where they are letters', () => {
    expect(findInText('किताब', 'कताब')).toEqual([])
    expect(findInText('किताब', 'किताब')).toHaveLength(1)
    expect(findInText('anything', '  ')).toEqual([])
  })
})

test('a layer that says nothing is told from one that is worth reading', () => {
  expect(textQuality(' 1948 - ')).toBe('poor')
  expect(textQuality('...')).toBe('none')
  expect(textQuality('\ufffd\ufffd\ue000'.repeat(30) + 'a name and some more words')).toBe('poor')
  expect(textQuality('An account of the debt, in his own hand.')).toBe('good')
})

test('the languages of a picture are those that it is said to be in, or those of the words about it', () => {
  const there = ['ara', 'ben', 'eng', 'hin', 'tam']
  expect(guessLanguages('Hindi and English', '', there)).toEqual(['hin', 'eng'])
  expect(guessLanguages('', 'ঋণের খাতা', there)).toEqual(['ben', 'eng'])
  expect(guessLanguages('Khmer', '', there)).toEqual(['eng'])
  expect(recognitionCodeOf('ta-IN')).toBe('tam')
  expect(recognitionCodeOf('Klingon')).toBeUndefined()
})

test('a file without pages is cut into stretches that lose no word', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1, maxLength: 900 }), { maxLength: 30 }), (lines) => {
      const text = `begin\n${lines.join('\n')}`.replaceAll('\0', '')
      const whole = textOfFile(Buffer.from(text.toWellFormed(), 'utf8'), 'text/plain').join('')
      expect(whole.replaceAll(/\s/gu, '')).toBe(text.toWellFormed().replaceAll(/\s/gu, ''))
    }),
    { numRuns: 30 },
  )
})
