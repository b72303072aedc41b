import { setTimeout as wait } from 'node:timers/promises'
import { refusalCode } from '../kernel/errors.ts'

/** Slows the guessing of passphrases at this machine. It lasts as long as the keeper; Argon2id slows what is done elsewhere. */
export interface Throttle {
  /** Runs one try at a time: after some that failed, each waits before it begins. */
  run<T>(attempt: () => Promise<T>): Promise<T>
}

/** As many tries may fail before the next has to wait. */
const freeTries = 3
/** What a failed try is refused with. */
const wrong: ReadonlySet<string> = new Set([
  'vault.wrong-passphrase',
  'compartment.wrong-passphrase',
  'quick.wrong-pin',
])
const firstWaitMs = 1_000
const longestWaitMs = 30_000

/** How long the next try waits after so many failed ones: a second, then twice as long each time, half a minute at most. */
export function waitAfter(failed: number): number {
  if (failed < freeTries) return 0
  return Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(failed - freeTries, 20))
}

/** Counts the tries of one session. */
export function createThrottle(pause: (ms: number) => Promise<unknown> = (ms) => wait(ms)): Throttle {
  let failed = 0
  let turn: Promise<unknown> = Promise.resolve()
  const one = async <T>(attempt: () => Promise<T>): Promise<T> => {
    const ms = waitAfter(failed)
    if (ms > 0) await pause(ms)
    try {
      const done = await attempt()
      failed = 0
      return done
    } catch (error) {
      if (wrong.has(refusalCode(error) ?? '')) failed += 1
      throw error
    }
  }
  return {
    run(attempt) {
      const mine = turn.then(() => one(attempt))
      turn = mine.catch(() => undefined)
      return mine
    },
  }
}
