import type { IntlShape } from 'react-intl'

/** A size in bytes as people read it: `1.4 MB`, by thousands, as file managers and courts count. */
export function formatBytes(intl: Pick<IntlShape, 'formatNumber'>, bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const
  const power = bytes < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(bytes) / 3))
  const unit = units[power] ?? 'byte'
  const value = bytes / 1000 ** power
  return intl.formatNumber(value, {
    style: 'unit',
    unit,
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power > 0 && value < 100 ? 1 : 0,
  })
}

/** A calendar day. The day is not moved by any time zone. */
export function formatDay(intl: Pick<IntlShape, 'formatDate'>, day: string): string {
  return intl.formatDate(`${day}T00:00:00Z`, { dateStyle: 'medium', timeZone: 'UTC' })
}

/** An instant, on this computer's clock. */
export function formatInstant(intl: Pick<IntlShape, 'formatDate'>, instant: string): string {
  return intl.formatDate(instant, { dateStyle: 'medium', timeStyle: 'short' })
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

/** The offset of a clock from UTC, as `UTC+05:30`. */
export function formatOffset(minutes: number): string {
  const size = Math.abs(minutes)
  return `UTC${minutes < 0 ? '\u2212' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

/** An instant on the clock of the place where it was lived, to the second, with its offset from UTC. */
export function formatLived(intl: Pick<IntlShape, 'formatDate'>, instant: string, offsetMinutes: number): string {
  const there = new Date(Date.parse(instant) + offsetMinutes * 60_000)
  const words = intl.formatDate(there, { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' })
  return `${words} ${formatOffset(offsetMinutes)}`
}

/** A language by its name where it was given by its code (`hi`), and as it was given otherwise. */
export function formatLanguage(intl: Pick<IntlShape, 'formatDisplayName'>, language: string): string {
  if (!/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/u.test(language)) return language
  return intl.formatDisplayName(language, { type: 'language', fallback: 'code' }) ?? language
}

/** How long something still takes, in the largest unit that fits. */
export function formatSeconds(intl: Pick<IntlShape, 'formatNumber'>, seconds: number): string {
  const minutes = seconds / 60
  if (minutes < 1) return intl.formatNumber(Math.max(1, Math.ceil(seconds)), unitOf('second'))
  if (minutes < 60) return intl.formatNumber(Math.ceil(minutes), unitOf('minute'))
  return intl.formatNumber(Math.round(minutes / 6) / 10, unitOf('hour'))
}

function unitOf(unit: string): { readonly style: 'unit'; readonly unit: string; readonly unitDisplay: 'long' } {
  return { style: 'unit', unit, unitDisplay: 'long' }
}

/** How an uncertain date is worded: the pieces and whether each is "about". */
export interface UncertainPart {
  readonly date: string
  readonly about: boolean
}

/** The parts of an uncertain date: one, or the two ends of a range. Source: EDTF (ISO 8601-2:2019), level 1. */
export function partsOfUncertain(when: string): readonly UncertainPart[] {
  return when.split('/').map((part) => ({ date: part.replace(/~$/u, ''), about: part.endsWith('~') }))
}

/** A day, a month or a year, as it is known. */
export function formatKnown(intl: Pick<IntlShape, 'formatDate'>, date: string): string {
  const [year, month, day] = date.split('-')
  const at = `${year}-${month ?? '01'}-${day ?? '01'}T00:00:00Z`
  if (day !== undefined) return intl.formatDate(at, { dateStyle: 'medium', timeZone: 'UTC' })
  if (month !== undefined) return intl.formatDate(at, { year: 'numeric', month: 'long', timeZone: 'UTC' })
  return intl.formatDate(at, { year: 'numeric', timeZone: 'UTC' })
}
