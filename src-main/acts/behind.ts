import type { Cancel } from '../kernel/cancel.ts'
import { refusalCode } from '../kernel/errors.ts'

/** Work that goes on while the vault is in use. */
export interface Behind {
  /** Ends when all is done, or when it was stopped. A full or failing drive or a damaged page only ends it: the next opening goes on. */
  readonly done: Promise<void>
  /** Stops it where it stands. After this it touches neither the database nor the folder. */
  stop(): Promise<void>
}

/** Begins work that nobody waits for. It looks at the signal between one step and the next. */
export function workBehind(work: (ending: Cancel) => Promise<unknown>): Behind {
  const ending = new AbortController()
  const done = work(ending.signal).then(
    () => undefined,
    (error: unknown) => {
      // What is not done today harms nothing.
      if (refusalCode(error) === undefined) throw error
    },
  )
  done.catch(() => undefined)
  return {
    done,
    stop: async () => {
      ending.abort()
      await done
    },
  }
}
