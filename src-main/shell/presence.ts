import { app, powerMonitor } from 'electron'
import { testSetting } from './environment.ts'
import { createIdleWatch, type IdleWatch, type LockHow } from './idle-watch.ts'
import { hearSessionSignals } from './session-signals.ts'

const LOOK_EVERY_MS = 1_000

/** What watching needs of the program. */
export interface PresenceWorld {
  /** After how many minutes without a hand on the keyboard the vault is locked. */
  readonly minutes: () => number
  readonly warn: (seconds: number | null) => void
  readonly lock: (how: LockHow) => void
}

/**
 * Locks when the person is no longer there: at sleep, at the system's own lock, at a change of user, when idle. Returns
 * the watch, to which the person can say that they are.
 */
export function watchPresence({ minutes, warn, lock }: PresenceWorld): IdleWatch {
  powerMonitor.on('suspend', () => lock('at-once'))
  powerMonitor.on('lock-screen', () => lock('with-grace'))
  if (process.platform === 'darwin') powerMonitor.on('user-did-resign-active', () => lock('with-grace'))
  if (process.platform === 'linux') hearSessionSignals(() => lock('with-grace'))

  const given = testSetting('CLARKSON_IDLE_SECONDS')
  const limitSeconds = (): number => (given === undefined ? minutes() * 60 : Number(given))
  const windowIdle = watchWindows()
  let hasClock = false
  const watch = createIdleWatch({
    now: Date.now,
    limitSeconds,
    isScreenLocked: () => powerMonitor.getSystemIdleState(1) === 'locked',
    idleSeconds() {
      if (powerMonitor.getSystemIdleState(Math.max(1, Math.floor(limitSeconds()))) === 'idle') return Infinity
      const idle = powerMonitor.getSystemIdleTime()
      hasClock ||= idle > 0
      // Some displays have no clock of idleness and always say nought: then what is done in the window counts.
      return hasClock ? idle : windowIdle()
    },
    warn,
    lock,
  })
  setInterval(() => watch.look(), LOOK_EVERY_MS)
  return watch
}

/** For how many seconds none of our windows has had a key or the pointer. */
function watchWindows(): () => number {
  let last = Date.now()
  const touched = (): void => {
    last = Date.now()
  }
  app.on('browser-window-focus', touched)
  app.on('browser-window-created', (_event, { webContents }) => {
    touched()
    webContents.on('before-input-event', touched)
    webContents.on('input-event', touched)
    webContents.on('cursor-changed', touched)
  })
  return () => (Date.now() - last) / 1000
}
