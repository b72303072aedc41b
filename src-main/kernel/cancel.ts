import { Refusal } from './errors.ts'

/** The part of an AbortSignal that the rules need; they know neither Node nor the window. */
export interface Cancel {
  readonly aborted: boolean
}

/** Stops a piece of work that the person cancelled. @throws Refusal `cancelled` */
export function stopIfCancelled(cancel: Cancel | undefined): void {
  if (cancel?.aborted) throw new Refusal('cancelled', {})
}

/** How far a piece of work is: both in the same unit (bytes, pages or items). `total` 0 means not yet known. */
export interface Progress {
  readonly done: number
  readonly total: number
}
