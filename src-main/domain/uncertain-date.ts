/** The first and last day that the words of an uncertain date can mean. */
export interface Span {
  readonly from: string
  readonly to: string
}

const PART = /^(?<year>\d{4})(?:-(?<month>\d\d)(?:-(?<day>\d\d))?)?(?<about>~)?$/u

/**
 * Reads `2026-03-02`, `2026-03`, `2019~` or two of them joined by `/` as the days it can mean. "About" widens nothing:
 * it sorts where the witness put it and prints as entered.
 *
 * Returns undefined for what is no date of the calendar, or a range that runs backwards.
 * Source: EDTF (ISO 8601-2:2019), levels 0 and 1.
 */
export function spanOf(when: string): Span | undefined {
  const [first, second, ...rest] = when.split('/').map(partSpan)
  if (rest.length > 0 || first === undefined) return undefined
  if (!when.includes('/')) return first
  if (second === undefined || second.to < first.from) return undefined
  return { from: first.from, to: second.to }
}

function partSpan(part: string): Span | undefined {
  const found = PART.exec(part)?.groups
  const { year, month, day } = found ?? {}
  if (year === undefined) return undefined
  if (month === undefined) return { from: `${year}-01-01`, to: `${year}-12-31` }
  if (Number(month) < 1 || Number(month) > 12) return undefined
  const length = daysIn(Number(year), Number(month))
  if (day === undefined) return { from: `${year}-${month}-01`, to: `${year}-${month}-${String(length)}` }
  if (Number(day) < 1 || Number(day) > length) return undefined
  const whole = `${year}-${month}-${day}`
  return { from: whole, to: whole }
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}
