/** The most that one call may carry, counted as JSON would write it, in characters. */
export const MOST_INPUT = 1024 * 1024

const MOST_DEPTH = 32

/**
 * Whether a value is plain data of a bounded size: what JSON can say and no more. It stops counting as soon as there is
 * too much, so that a hostile input costs no more than a large one.
 */
export function isPlain(value: unknown, most: number = MOST_INPUT): boolean {
  return weigh(value, most, 0) >= 0
}

/** What is left of the budget after the value; below zero when it was too much or is not plain. */
function weigh(value: unknown, budget: number, depth: number): number {
  if (value === null || value === undefined || typeof value === 'boolean') return budget - 5
  if (typeof value === 'string') return budget - value.length - 2
  if (typeof value === 'number') return Number.isFinite(value) ? budget - 20 : -1
  if (typeof value !== 'object' || depth >= MOST_DEPTH) return -1
  if (Array.isArray(value)) return weighAll(value, budget - 2, depth)
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return -1
  return weighRecord(value as Readonly<Record<string, unknown>>, budget - 2, depth)
}

function weighAll(values: readonly unknown[], budget: number, depth: number): number {
  // A sparse array can claim any length; each place costs something, so the length is looked at first.
  if (values.length > budget) return -1
  let left = budget
  for (let i = 0; i < values.length && left >= 0; i++) left = weigh(values[i], left - 1, depth + 1)
  return left
}

function weighRecord(record: Readonly<Record<string, unknown>>, budget: number, depth: number): number {
  let left = budget
  for (const name of Object.keys(record)) {
    left = weigh(record[name], left - name.length - 4, depth + 1)
    if (left < 0) return left
  }
  return left
}
