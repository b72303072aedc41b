/** An instant, and how far east of UTC the clock stood that it was read from. */
export interface ReadMoment {
  readonly at: string
  readonly offsetMinutes: number
}

const WRITTEN = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d)?$/u

/**
 * A time as a person writes it (`2026-03-01T09:30+05:30`) as an instant in UTC with its offset; one without an offset is
 * taken at `offsetMinutes`. Undefined for what is no time. Source: ISO 8601-1:2019, 5.4.
 */
export function momentOf(written: string, offsetMinutes: number): ReadMoment | undefined {
  const match = WRITTEN.exec(written)
  if (!match) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match.slice(1, 6).map(Number)
  const offset = match[8] === undefined ? offsetMinutes : minutesOf(match[8])
  const minutes = daysOf(year, month, day) * 1440 + hour * 60 + minute - offset
  const days = Math.floor(minutes / 1440)
  const within = minutes - days * 1440
  const fraction = (match[7] ?? '').slice(0, 3).padEnd(3, '0')
  const time = `${two(Math.floor(within / 60))}:${two(within % 60)}:${match[6] ?? '00'}.${fraction}Z`
  return { at: `${dayOf(days)}T${time}`, offsetMinutes: offset }
}

/** The same instant as the clock on that wall showed it, as in `2026-03-01 09:30:00 +05:30`. */
export function shownThere({ at, offsetMinutes }: ReadMoment): string {
  const local = momentOf(at.replace('Z', writtenOffset(-offsetMinutes)), 0)
  return `${(local?.at ?? at).slice(0, 19).replace('T', ' ')} ${writtenOffset(offsetMinutes)}`
}

function writtenOffset(minutes: number): string {
  const size = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

function minutesOf(offset: string): number {
  if (offset === 'Z') return 0
  const size = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6))
  return offset.startsWith('-') ? -size : size
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

/** Days since 1 January 1970. Source: H. Hinnant, chrono-compatible low-level date algorithms (days_from_civil). */
function daysOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const ofEra = y - era * 400
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468
}

/** The other way round. */
function dayOf(days: number): string {
  const z = days + 719_468
  const era = Math.floor(z / 146_097)
  const ofEra = z - era * 146_097
  const year = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  )
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100))
  const shifted = Math.floor((5 * ofYear + 2) / 153)
  const day = ofYear - Math.floor((153 * shifted + 2) / 5) + 1
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  return `${String(year + era * 400 + (month <= 2 ? 1 : 0)).padStart(4, '0')}-${two(month)}-${two(day)}`
}

/** The day so many days before another. */
export function daysBefore(day: string, days: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return dayOf(daysOf(year, month, date) - days)
}
