import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayNumber, daysSince, type Generation, keptGenerations } from '../../src-main/domain/backup-retention.ts'

const DAY = 86_400_000
const instant = fc
  .integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 0, 1) })
  .map((ms) => new Date(ms).toISOString())

const generations = fc
  .array(fc.record({ madeAt: instant, complete: fc.boolean() }), { maxLength: 60 })
  .map((list): Generation[] => list.map((one, i) => ({ ...one, number: i + 1 })))
const retention = fc.record({ daily: fc.integer({ min: 0, max: 10 }), weekly: fc.integer({ min: 0, max: 8 }) })

test('the newest backup and the newest complete one are never removed, whatever the clocks said', () => {
  fc.assert(
    fc.property(generations, retention, (all, rule) => {
      const kept = keptGenerations(all, rule)
      if (all.length > 0) expect(kept).toContain(all.length)
      const complete = all.findLast((one) => one.complete)
      if (complete) expect(kept).toContain(complete.number)
      expect(all.map(({ number }) => number)).toEqual(expect.arrayContaining([...kept]))
      expect(kept.size).toBeLessThanOrEqual(rule.daily + rule.weekly + 2)
    }),
  )
})

test('thinning out twice removes nothing more', () => {
  fc.assert(
    fc.property(generations, retention, (all, rule) => {
      const kept = keptGenerations(all, rule)
      const left = all.filter(({ number }) => kept.has(number))
      expect(keptGenerations(left, rule)).toEqual(kept)
    }),
  )
})

test('of a backup every day for half a year, ten days and eight weeks are left', () => {
  const monday = Date.UTC(2026, 0, 5)
  const all = Array.from({ length: 182 }, (_, day) => ({
    number: day + 1,
    madeAt: new Date(monday + day * DAY).toISOString(),
    complete: true,
  }))
  const kept = [...keptGenerations(all)].toSorted((a, b) => a - b)
  // 182 days end on a Sunday: the last ten days, and the Sundays of eight weeks, of which two are among them.
  expect(kept).toEqual([133, 140, 147, 154, 161, 168, 173, 174, 175, 176, 177, 178, 179, 180, 181, 182])
})

test('an incomplete backup does not push the complete one of its day out', () => {
  const madeAt = '2026-03-02T08:00:00.000Z'
  const all = [
    { number: 1, madeAt, complete: true },
    { number: 2, madeAt, complete: false },
    { number: 3, madeAt: '2026-03-03T08:00:00.000Z', complete: true },
    { number: 4, madeAt: '2026-03-03T09:00:00.000Z', complete: true },
  ]
  expect(keptGenerations(all)).toEqual(new Set([1, 4]))
})

test('days are counted as the calendar has them', () => {
  fc.assert(
    fc.property(instant, (at) => {
      expect(dayNumber(at)).toBe(Math.floor(Date.parse(at) / DAY))
    }),
  )
  expect(dayNumber('0001-01-01T00:00:00.000Z')).toBe(-719_162)
  expect(daysSince('2026-02-28T23:59:00.000Z', '2026-03-01T00:01:00.000Z')).toBe(1)
  expect(daysSince('2026-03-05T00:00:00.000Z', '2026-03-01T00:00:00.000Z')).toBe(0)
})
