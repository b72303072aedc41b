import type { IntlShape } from 'react-intl'
import type { CaseEvent, Hearing } from '../../src-main/contract/cases.ts'
import type { Say } from '../app/words.tsx'
import { formatKnown, partsOfUncertain } from '../ui/format.ts'

/** One point of the line of time. */
export type TimePoint = { readonly event: CaseEvent } | { readonly hearing: Hearing }

function whenOf(point: TimePoint): string {
  return 'event' in point ? point.event.when.replaceAll('~', '') : point.hearing.date
}

/** Events and hearings by date; a month stands before its days and a year before its months. */
export function mergeChronology(events: readonly CaseEvent[], hearings: readonly Hearing[]): readonly TimePoint[] {
  const points: readonly TimePoint[] = [
    ...events.map((event) => ({ event })),
    ...hearings.map((hearing) => ({ hearing })),
  ]
  return points.toSorted((one, other) => {
    const [left, right] = [whenOf(one), whenOf(other)]
    return left < right ? -1 : left > right ? 1 : 0
  })
}

/** When something happened, in words: `about March 2019`, `2 May 2020 to June 2020`. */
export function wordWhen(say: Say, intl: Pick<IntlShape, 'formatDate'>, when: string): string {
  const parts = partsOfUncertain(when).map(({ date, about }) => {
    const known = formatKnown(intl, date)
    return about ? say('when.about', { date: known }) : known
  })
  const [from, to] = parts
  return to === undefined ? (from ?? when) : say('when.range', { from: from ?? '', to })
}
