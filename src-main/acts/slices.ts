import { setImmediate as turn } from 'node:timers/promises'
import { stopIfCancelled, type Cancel } from '../kernel/cancel.ts'

/**
 * Goes through a long record part by part. After each part other questions are answered, and a cancellation is heard.
 *
 * @param next the part that follows an item; an empty one ends it
 * @throws Refusal `cancelled`
 */
export async function* slices<T>(
  next: (last: T | undefined) => readonly T[],
  cancel: Cancel | undefined,
): AsyncGenerator<readonly T[]> {
  let part = next(undefined)
  while (part.length > 0) {
    stopIfCancelled(cancel)
    yield part
    await turn()
    part = next(part.at(-1))
  }
}
