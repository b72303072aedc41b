import { xmlEvents } from './xml-events.ts'

/** How a workbook shows the numbers of a cell. */
export type Shown = 'plain' | 'date' | 'time' | 'date-time' | 'percent'

/** Built-in formats of dates and percentages. Source: ECMA-376-1:2016, part 1, 18.8.30. */
const builtIn: Readonly<Record<number, Shown>> = {
  9: 'percent',
  10: 'percent',
  14: 'date',
  15: 'date',
  16: 'date',
  17: 'date',
  18: 'time',
  19: 'time',
  20: 'time',
  21: 'time',
  22: 'date-time',
  45: 'time',
  46: 'time',
  47: 'time',
}

function shownBy(code: string): Shown {
  const bare =
    code
      .replaceAll(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./gu, '')
      .split(';')[0]
      ?.toLowerCase() ?? ''
  const hasDay = /[yd]/u.test(bare)
  const hasTime = /[hs]/u.test(bare)
  if (hasDay || (bare.includes('m') && !hasTime)) return hasTime ? 'date-time' : /[ydm]/u.test(bare) ? 'date' : 'plain'
  if (hasTime) return 'time'
  return bare.includes('%') ? 'percent' : 'plain'
}

/** How each style of cells shows its numbers, by the style's number. */
export function numberFormats(styles: string | undefined): readonly Shown[] {
  const codes = new Map<number, string>()
  const shown: Shown[] = []
  let inCells = false
  for (const event of styles === undefined ? [] : xmlEvents(styles)) {
    if (event.is === 'text') continue
    const name = event.name.replace(/^.*:/u, '')
    if (name === 'cellXfs') inCells = event.is === 'open'
    else if (event.is === 'open' && name === 'numFmt')
      codes.set(idOf(event.attributes), event.attributes.get('formatCode') ?? '')
    else if (event.is === 'open' && name === 'xf' && inCells) shown.push(shownAs(idOf(event.attributes), codes))
  }
  return shown
}

function idOf(attributes: ReadonlyMap<string, string>): number {
  return Number(attributes.get('numFmtId') ?? '0')
}

function shownAs(id: number, codes: ReadonlyMap<number, string>): Shown {
  const code = codes.get(id)
  return code === undefined ? (builtIn[id] ?? 'plain') : shownBy(code)
}

const dayMs = 86_400_000

/** The day nought of a workbook: 1900 is counted as if it had been a leap year. Source: ECMA-376-1:2016, part 1, 18.17.4.1. */
function instantOf(serial: number, is1904: boolean): Date {
  const start = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30)
  return new Date(start + Math.round((serial * dayMs) / 1_000) * 1_000)
}

/** A number as its cell shows it; dates in ISO 8601, whatever the format's own order, so that no day is taken for a month. */
export function shownNumber(value: string, shown: Shown, is1904: boolean): string {
  const number = Number(value)
  if (shown === 'plain' || value === '' || !Number.isFinite(number)) return value
  if (shown === 'percent') return `${String(Number((number * 100).toPrecision(12)))}%`
  if (number < 0 || number > 2_958_466) return value
  const iso = instantOf(number, is1904).toISOString()
  if (shown === 'date') return Number.isInteger(number) ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`
  if (shown === 'time') return number >= 1 ? `${iso.slice(0, 10)} ${iso.slice(11, 19)}` : iso.slice(11, 19)
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}`
}
