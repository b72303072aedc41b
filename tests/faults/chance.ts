/** Numbers that look random and are the same for the same seed, so that a run that went wrong can be had again. */
export interface Chance {
  /** From 0 to before 1. */
  next(): number
  /** From `least` to `most`, both possible. */
  whole(least: number, most: number): number
}

/** Source: mulberry32, of the public domain. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return { next, whole: (least, most) => least + Math.floor(next() * (most - least + 1)) }
}
