import { powerMonitor } from 'electron'
import { testSetting } from './environment.ts'

/** The vault is locked when nobody has touched the computer for this long. */
const IDLE_SECONDS = 300
const LOOK_EVERY_MS = 1_000

/** Locks when the person is no longer there: at sleep, at the system's own lock, at a change of user, when idle. */
export function watchPresence(lock: (how: 'with-grace' | 'at-once') => void): void {
  powerMonitor.on('suspend', () => lock('at-once'))
  powerMonitor.on('lock-screen', () => lock('with-grace'))
  if (process.platform === 'darwin') powerMonitor.on('user-did-resign-active', () => lock('with-grace'))

  const limit = Number(testSetting('CLARKSON_IDLE_SECONDS') ?? IDLE_SECONDS)
  let wasAway = isAway(limit)
  setInterval(() => {
    const away = isAway(limit)
    if (away && !wasAway) lock('with-grace')
    wasAway = away
  }, LOOK_EVERY_MS)
}

// Linux has no lock-screen event; there the state of the screen saver is what can be asked.
function isAway(limit: number): boolean {
  const state = powerMonitor.getSystemIdleState(limit)
  return state === 'idle' || state === 'locked'
}
