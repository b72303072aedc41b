import type { IntlShape } from 'react-intl'
import { formatOffset } from '../ui/format.ts'

/**
 * When evidence was collected, on the clock of the place where that was. A time that was given without an offset stays
 * the time that was on the clock; this computer's own zone has no say in it.
 */
export function formatCollected(intl: Pick<IntlShape, 'formatDate'>, collectedAt: string): string {
  const found = /^(.+?)(Z|[+-]\d\d:?\d\d)?$/u.exec(collectedAt)
  const clock = Date.parse(`${found?.[1] ?? collectedAt}Z`)
  if (Number.isNaN(clock)) return collectedAt
  const words = intl.formatDate(clock, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })
  const offset = offsetOf(found?.[2])
  return offset === undefined ? words : `${words} ${formatOffset(offset)}`
}

function offsetOf(words: string | undefined): number | undefined {
  if (words === undefined) return undefined
  if (words === 'Z') return 0
  const [hours, minutes] = [Number(words.slice(1, 3)), Number(words.slice(-2))]
  return (words.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}
