import type { Conversation, DateOrder } from '../contract/contents.ts'

/** A date and time as an export has them, in figures; the order of the first three is not known yet. */
export interface WrittenTime {
  readonly written: string
  readonly parts: readonly [number, number, number]
  readonly hour: number
  readonly minute: number
  readonly second: number
}

/** The figures of all scripts that have their own, and the marks of direction and narrow spaces that telephones put between them. */
export function plainFigures(text: string): string {
  return text
    .replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]/gu, '')
    .replaceAll(/[\u00a0\u202f\u2009]/gu, ' ')
    .replaceAll(/(?!\p{ASCII})\p{Nd}/gu, figure)
}

function figure(letter: string): string {
  const code = letter.codePointAt(0) ?? 0
  // Each script's figures stand in a row of ten: the nought is where the row begins.
  for (let value = 0; value < 10; value++)
    if (!/\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) return String(value)
  return String((code - 0x30) % 10)
}

const afternoon = /^(?:p\.? ?m\.?|오후|下午|午後|م|مساء|ب\.?ظ|μμ|μ\.μ\.|अपराह्न|หลังเที่ยง|ch|चे|सायं)$/iu
const morning = /^(?:a\.? ?m\.?|오전|上午|午前|ص|صباحا|ق\.?ظ|πμ|π\.μ\.|पूर्वाह्न|ก่อนเที่ยง|sa)$/iu

const dateTime =
  /^(\d{1,4})(?:[./\-\u2010]|\. |년 ?|年)(\d{1,2})(?:[./\-\u2010]|\. |월 ?|月)(\d{1,4})(?:\.|일|日)?(?:,|،| at| um| à| a las|)?,? ?(?:kl\. ?)?(오전|오후|上午|下午|午前|午後)? ?(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?: ?([^\d\]\s-][^\d\]-]{0,11}?))?$/iu

function hourOf(hour: number, half: string): number {
  if (afternoon.test(half)) return (hour % 12) + 12
  return morning.test(half) ? hour % 12 : hour
}

/** Reads what stands where an export has date and time; undefined for anything else. */
export function readWrittenTime(text: string): WrittenTime | undefined {
  const written = text.trim()
  const found = dateTime.exec(plainFigures(written).trim())
  if (found === null) return undefined
  const [first, second, third, before, hour, minute, seconds, after] = Array.from(found, (part) => part ?? '').slice(1)
  const half = (before || after || '').trim()
  if (half !== '' && !afternoon.test(half) && !morning.test(half)) return undefined
  const time = { hour: hourOf(Number(hour), half), minute: Number(minute), second: Number(seconds) }
  if (time.hour > 23 || time.minute > 59 || time.second > 60) return undefined
  return { written, parts: [Number(first), Number(second), Number(third)], ...time }
}

function fullYear(year: number): number {
  if (year < 100) return 2000 + year
  // Thai telephones count from the Buddha's death.
  return year > 2400 && year < 2700 ? year - 543 : year
}

const two = (value: number): string => String(value).padStart(2, '0')

/** A written time in ISO 8601 on the clock of the telephone; null where the order makes no date of it. */
export function localTime({ parts, hour, minute, second }: WrittenTime, order: DateOrder): string | null {
  const [a, b, c] = parts
  const [year, month, day] = { ymd: [a, b, c], dmy: [c, b, a], mdy: [c, a, b] }[order] as [number, number, number]
  const full = fullYear(year)
  const date = new Date(Date.UTC(full, month - 1, day))
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || full < 1990) return null
  return `${String(full)}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(Math.min(59, second))}`
}

/** How often an order of dates goes back in time by more than a day: messages stand in the order in which they came. */
function stepsBack(times: readonly WrittenTime[], order: DateOrder): number {
  let steps = 0
  let last = ''
  for (const time of times) {
    const at = localTime(time, order)
    if (at === null) return Number.POSITIVE_INFINITY
    if (at.slice(0, 10) < last.slice(0, 10)) steps++
    last = at
  }
  return steps
}

/** In which order the dates of one export have day, month and year, and how sure that is. */
export function orderOf(times: readonly WrittenTime[]): Pick<Conversation, 'order' | 'orderIs'> {
  if (times.length === 0) return { order: null, orderIs: 'certain' }
  if (times.every(({ parts }) => parts[0] > 31)) return { order: 'ymd', orderIs: 'certain' }
  const possible = (['dmy', 'mdy'] as const)
    .map((order) => ({ order, steps: stepsBack(times, order) }))
    .filter(({ steps }) => steps < Number.POSITIVE_INFINITY)
  const [first, second] = possible
  if (first === undefined)
    return { order: 'ymd', orderIs: stepsBack(times, 'ymd') < Number.POSITIVE_INFINITY ? 'likely' : 'unclear' }
  if (second === undefined) return { order: first.order, orderIs: 'certain' }
  if (first.steps === second.steps) return { order: 'dmy', orderIs: times.every(sameEitherWay) ? 'certain' : 'unclear' }
  return { order: first.steps < second.steps ? first.order : second.order, orderIs: 'likely' }
}

function sameEitherWay({ parts }: WrittenTime): boolean {
  return parts[0] === parts[1]
}
