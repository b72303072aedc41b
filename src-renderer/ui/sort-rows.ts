/** Rows in the order of one of their columns. */
export function sortRows<T>(
  rows: readonly T[],
  by: ((row: T) => string | number) | undefined,
  descending: boolean,
): readonly T[] {
  if (by === undefined) return rows
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })
  const sorted = rows.toSorted((one, other) => {
    const [left, right] = [by(one), by(other)]
    return typeof left === 'number' && typeof right === 'number'
      ? left - right
      : collator.compare(String(left), String(right))
  })
  return descending ? sorted.toReversed() : sorted
}
