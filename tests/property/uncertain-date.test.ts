import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayOf } from '../../src-main/acts/case-file.ts'
import { spanOf } from '../../src-main/domain/uncertain-date.ts'

const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

test('a whole day spans itself', () => {
  fc.assert(
    fc.property(day, (one) => {
      expect(spanOf(one)).toEqual({ from: one, to: one })
    }),
  )
})

test('a month and a year span every day of theirs, with "about" or without', () => {
  fc.assert(
    fc.property(day, fc.boolean(), (one, about) => {
      for (const part of [one.slice(0, 7), one.slice(0, 4)]) {
        const span = spanOf(`${part}${about ? '~' : ''}`)
        expect(span && span.from <= one && one <= span.to).toBe(true)
        expect(span?.from.startsWith(part) && span.to.startsWith(part)).toBe(true)
      }
    }),
  )
})

test('a range spans from the first day of its first part to the last day of its last, and never runs backwards', () => {
  fc.assert(
    fc.property(day, day, (a, b) => {
      const [from, to] = a <= b ? [a, b] : [b, a]
      expect(spanOf(`${from}/${to}`)).toEqual({ from, to })
      if (from !== to) expect(spanOf(`${to}/${from}`)).toBeUndefined()
    }),
  )
})

test.each([
  '2026-02-29',
  '2026-13',
  '2026-00-01',
  '2026-04-31',
  '26-01-01',
  '',
  '2026/',
  '2026-01-01/2026-02-01/2026-03-01',
  'June',
])('%s is no date', (text) => expect(spanOf(text)).toBeUndefined())

test('the local day is the day on the wall clock', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-30'), noInvalidDate: true }),
      fc.integer({ min: -840, max: 840 }),
      (date, offsetMinutes) => {
        const expected = new Date(date.getTime() + offsetMinutes * 60_000).toISOString().slice(0, 10)
        expect(dayOf({ at: date.toISOString(), offsetMinutes })).toBe(expected)
      },
    ),
  )
})
