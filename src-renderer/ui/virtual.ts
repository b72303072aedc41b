import * as virtual from '@tanstack/react-virtual'

type Virtual = ReturnType<typeof virtual.useVirtualizer<HTMLElement, HTMLElement>>

interface Many {
  readonly count: number
  readonly scroller: () => HTMLElement | null
  /** The height of one, in CSS pixels. */
  readonly heightOf: (position: number) => number
  readonly overscan: number
  /** Free space before the first, in CSS pixels. */
  readonly before?: number
  /** The height of what stands above them and stays there while they scroll under it, in CSS pixels. */
  readonly above?: number
}

/** Of a long column of things, those in sight. */
export function useInSight({ count, scroller, heightOf, overscan, before = 0, above = 0 }: Many): Virtual {
  return virtual.useVirtualizer<HTMLElement, HTMLElement>({
    count,
    getScrollElement: scroller,
    estimateSize: heightOf,
    overscan,
    paddingStart: before,
    scrollPaddingStart: before + above,
    scrollMargin: above,
  })
}
