/** How a sitting is ended: asking the keeper to close, or killing it unasked. */
export type LockHow = 'with-grace' | 'at-once'

/** What the watch asks of the world, once a second. No Electron: a test hands in a clock of its own. */
export interface IdleWorld {
  /** The clock on the wall, in milliseconds: one that goes on while the computer sleeps. */
  readonly now: () => number
  /** For how many seconds nobody has touched the computer. */
  readonly idleSeconds: () => number
  /** Whether the system says that its screen is locked. */
  readonly isScreenLocked: () => boolean
  /** After how many seconds without a hand on the keyboard the vault is locked. */
  readonly limitSeconds: () => number
  /** Tells the person that the vault is locked in so many seconds; null when it is not after all. */
  readonly warn: (seconds: number | null) => void
  readonly lock: (how: LockHow) => void
}

/** Locks when nobody is there. */
export interface IdleWatch {
  /** Looks, and does what is due. To be called once a second. */
  look(): void
  /** The person says that they are there. */
  stay(): void
}

/** How long before it locks the person is told, in seconds. */
export const WARNING_SECONDS = 30

/** Who was not looked at for this long was asleep, whatever the system told: no timer is ever that late. */
const SLEPT_MS = 30_000

/** Watches from now on. */
export function createIdleWatch(world: IdleWorld): IdleWatch {
  let lastLook = world.now()
  let lastStay = Number.NEGATIVE_INFINITY
  // Whoever started the program was there, whatever the system's clock of idleness says: it counts once it began anew.
  const startedAt = lastLook
  let isClockTrue = false
  let isAway = false
  let isWarned = false

  function warn(seconds: number | null): void {
    if (seconds === null && !isWarned) return
    isWarned = seconds !== null
    world.warn(seconds)
  }

  /** Locks once for each time that the person goes away. */
  function away(how: LockHow): void {
    const wasAway = isAway
    isAway = true
    isWarned = false
    if (!wasAway) world.lock(how)
  }

  return {
    look() {
      const now = world.now()
      const hasSlept = now - lastLook >= SLEPT_MS
      lastLook = now
      if (hasSlept) {
        isAway = false
        away('at-once')
        return
      }
      const limit = world.limitSeconds()
      const told = world.idleSeconds()
      isClockTrue ||= told < limit
      const since = isClockTrue ? lastStay : Math.max(lastStay, startedAt)
      const idle = Math.min(told, (now - since) / 1000)
      if (world.isScreenLocked() || idle >= limit) {
        away('with-grace')
        return
      }
      isAway = false
      const left = Math.ceil(limit - idle)
      warn(left <= WARNING_SECONDS ? left : null)
    },
    stay() {
      lastStay = world.now()
      warn(null)
    },
  }
}
