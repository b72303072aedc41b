/** One generation of a backup, as far as keeping it or not depends on it. */
export interface Generation {
  /** Rises by at least one with every generation; order is by number, since clocks are set back. */
  readonly number: number
  /** ISO 8601 in UTC. */
  readonly madeAt: string
  /** Whether it held every blob that its database names. */
  readonly complete: boolean
}

/** How many days and weeks are kept: the newest generation of each. */
export interface Retention {
  readonly daily: number
  readonly weekly: number
}

/** Source: SECURITY 6.6. */
export const usualRetention: Retention = { daily: 10, weekly: 8 }

/**
 * The numbers of the generations to keep: of each of the last days and weeks that have one, the newest; the newest of
 * all; and the newest complete one, whatever came after it.
 */
export function keptGenerations(
  generations: readonly Generation[],
  { daily, weekly }: Retention = usualRetention,
): ReadonlySet<number> {
  const newestFirst = generations.toSorted((a, b) => b.number - a.number)
  const newest = newestFirst.slice(0, 1)
  const complete = newestFirst.filter((one) => one.complete).slice(0, 1)
  const days = newestOfEach(newestFirst, ({ madeAt }) => dayNumber(madeAt), daily)
  const weeks = newestOfEach(newestFirst, ({ madeAt }) => weekNumber(dayNumber(madeAt)), weekly)
  return new Set([...newest, ...complete, ...days, ...weeks].map(({ number }) => number))
}

/** Complete ones go before others of the same span: what is kept for a day should be usable. */
function newestOfEach(
  newestFirst: readonly Generation[],
  spanOf: (one: Generation) => number,
  most: number,
): readonly Generation[] {
  const ofSpan = new Map<number, Generation>()
  for (const one of newestFirst) {
    const span = spanOf(one)
    const found = ofSpan.get(span)
    if (!found || (!found.complete && one.complete)) ofSpan.set(span, one)
  }
  const spans = [...ofSpan.keys()].toSorted((a, b) => b - a).slice(0, most)
  return spans.flatMap((span) => ofSpan.get(span) ?? [])
}

/** Days after which a person is reminded that the last backup is old. */
export const reminderDays = 7

/** Whole days from one instant's day to another's, never below 0: a clock that was set back is no reason to be calm or alarmed. */
export function daysSince(then: string, now: string): number {
  return Math.max(0, dayNumber(now) - dayNumber(then))
}

/** Days since 1970-01-01 of an instant's day in UTC. Source: the proleptic Gregorian calendar, counted in 400-year eras. */
export function dayNumber(instant: string): number {
  const [year = 0, month = 1, day = 1] = instant.slice(0, 10).split('-').map(Number)
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** Weeks since that of 1970-01-01, which was a Thursday; they begin on Mondays. */
function weekNumber(day: number): number {
  return Math.floor((day + 3) / 7)
}
