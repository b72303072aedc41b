import { assert } from '../kernel/errors.ts'
import { textString } from './text-string.ts'

/** How the pages from one on are labelled, until the next range. */
export interface LabelRange {
  /** The first page of the range, counted from 0. */
  readonly from: number
  readonly style: 'decimal' | 'roman' | 'letters' | 'none'
  readonly prefix?: string
  /** The number of the first page of the range; 1 if left out. */
  readonly start?: number
}

const STYLES = { decimal: '/S/D', roman: '/S/r', letters: '/S/A', none: '' } as const

/** The catalog's `/PageLabels`; empty without ranges. Source: ISO 32000-2, 12.4.2. */
export function pageLabels(ranges: readonly LabelRange[]): string {
  if (ranges.length === 0) return ''
  assert(ranges[0]?.from === 0, 'the first page has a label')
  const entries = ranges.map((range, index) => {
    assert(index === 0 || range.from > (ranges[index - 1]?.from ?? 0), 'label ranges are in order')
    const prefix = range.prefix === undefined || range.prefix === '' ? '' : `/P${textString(range.prefix)}`
    return `${range.from}<<${STYLES[range.style]}${prefix}${range.start === undefined ? '' : `/St ${range.start}`}>>`
  })
  return `/PageLabels<</Nums[${entries.join('')}]>>`
}
