/** A source of numbers in [0, 1) that gives the same ones every time for the same seed. */
export type Chance = () => number

/** The same stream of chance for the same seed, on every machine. Source: Mulberry32, a public-domain generator. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const side = 256
const lattice = Float32Array.from({ length: side * side }, chanceOf(1833))

/** A fixed number in [0, 1) for a pair of whole numbers. */
export function hash(x: number, y: number): number {
  return lattice[((y & 255) << 8) | (x & 255)] ?? 0
}

/** Smooth noise in [0, 1), one bump per unit. */
export function noise(x: number, y: number): number {
  const left = Math.floor(x)
  const top = Math.floor(y)
  const u = x - left
  const v = y - top
  const a = u * u * (3 - 2 * u)
  const b = v * v * (3 - 2 * v)
  const upper = hash(left, top) * (1 - a) + hash(left + 1, top) * a
  const lower = hash(left, top + 1) * (1 - a) + hash(left + 1, top + 1) * a
  return upper * (1 - b) + lower * b
}

/** Noise of three sizes laid over one another, in [0, 1). */
export function cloud(x: number, y: number): number {
  return noise(x, y) * 0.55 + noise(x * 2.13 + 17, y * 2.13 + 5) * 0.3 + noise(x * 4.7 + 3, y * 4.7 + 41) * 0.15
}
