import type { BrowserWindow, Rectangle, Session } from 'electron'
import type { KeeperEvent } from '../contract/vault.ts'
import { after } from './ended.ts'
import { createGrants, type Grants } from './grants.ts'
import type { LockHow } from './idle-watch.ts'
import { startKeeper, type Keeper } from './keeper-process.ts'
import { readLooks } from './looks.ts'
import type { QuickUnlock } from './quick-unlock.ts'
import type { Renewal } from './renewal.ts'
import type { Settings } from './settings.ts'
import { openWindow } from './window.ts'

/** One window, one keeper and the tickets between them. A lock ends all three; the next sitting knows nothing of it. */
export interface Sitting {
  readonly window: BrowserWindow
  readonly keeper: Keeper
  readonly grants: Grants
}

/** Where the parts of the program are and what outlives a sitting. */
export interface SittingsWorld {
  readonly session: Session
  readonly settings: Settings
  readonly renewal: Renewal
  readonly quick: QuickUnlock
  /** Where the first window is put. */
  readonly bounds?: Rectangle | undefined
  readonly isPackaged: boolean
  readonly preload: string
  readonly keeperScript: string
  readonly stateFolder: string
  readonly readerScript: string
  /** The keeper ended at once, again and again: there is nothing to be done. */
  readonly onHopeless: () => void
  /** A sitting has ended, and no process of it is left. */
  readonly onForgotten: () => Promise<void>
  /** The person closed the window. */
  readonly onClose: () => void
}

/** One sitting after another. */
export interface Sittings {
  present(): Sitting | undefined
  /** Whether a sitting is just ending: no window is open, and that is as it should be. */
  isChanging(): boolean
  begin(): void
  /**
   * Ends the sitting and begins another at the unlock screen. `at-once` is for a computer that is about to sleep: it
   * kills without asking, so that no key is in memory when it does.
   */
  lock(how: LockHow): Promise<void>
  /** Tells the page something without being asked. */
  tell(event: KeeperEvent): void
  /** Ends the sitting and begins none. */
  end(): Promise<void>
}

/** How long a report before a journey may stand before the vault is locked. */
const JOURNEY_MS = 40_000

/** How long a lock waits for the system's clipboard. */
const CLIPBOARD_PATIENCE_MS = 250

/** A keeper that ends sooner than this after its start did not fail of what it was asked. */
const SHORT_LIFE_MS = 3_000
const MOST_SHORT_LIVES = 3

/** Keeps the sittings of this program: none at first. */
export function createSittings(world: SittingsWorld): Sittings {
  let present: Sitting | undefined
  let isChanging = false
  let changing: Promise<void> = Promise.resolve()
  let shortLives = 0

  function begin(bounds?: Rectangle): void {
    const since = performance.now()
    const { session, settings, preload, isPackaged, keeperScript, stateFolder, readerScript } = world
    const keeper = startKeeper({
      keeperScript,
      stateFolder,
      readerScript,
      onEvent: (event) => {
        if (isReadyToTravel(event)) leaveForJourney(window)
        tell(window, event)
      },
      onLost: () => lost(since),
    })
    const options = { session, preload, isPackaged, onPanicKey, looks: settings.looks() }
    const window = openWindow(bounds === undefined ? options : { ...options, bounds })
    window.on('close', (event) => {
      if (present?.window !== window) return
      event.preventDefault()
      world.onClose()
    })
    // A page that crashed may have been made to: the vault does not stay open behind it.
    window.webContents.on('render-process-gone', () => {
      if (present?.window === window) void lock('with-grace')
    })
    present = { window, keeper, grants: createGrants((grant) => keeper.grant(grant)) }
  }

  /** Where the vault was is not remembered beyond a journey. The page locks when its report was read; if not, we do. */
  function leaveForJourney(window: BrowserWindow): void {
    world.settings.forgetVault()
    world.quick.drop()
    setTimeout(() => {
      if (present?.window === window) void lock('with-grace')
    }, JOURNEY_MS)
  }

  function onPanicKey(): void {
    void lock('at-once')
  }

  function lost(since: number): void {
    shortLives = performance.now() - since < SHORT_LIFE_MS ? shortLives + 1 : 0
    if (shortLives < MOST_SHORT_LIVES) void lock('with-grace')
    else void end().then(world.onHopeless)
  }

  async function change(how: LockHow, isLast: boolean): Promise<void> {
    // Set before anything else: the last window may be gone before this function first waits.
    isChanging = true
    // Not after the panic key, before sleep, nor when the vault is closed for good.
    if (how === 'at-once' || isLast) world.quick.drop()
    const bounds = present?.window.getNormalBounds()
    await close(how)
    await Promise.race([world.onForgotten(), after(CLIPBOARD_PATIENCE_MS)])
    // What this process had in its hands goes with it; another one shows the unlock screen.
    if (!isLast && world.renewal.isDue()) {
      world.renewal.renew(bounds, world.quick.handedOn())
      return
    }
    await forget(world.session)
    isChanging = false
    if (!isLast) begin(bounds)
  }

  async function close(how: LockHow): Promise<void> {
    const sitting = present
    present = undefined
    if (sitting === undefined) return
    const { window, keeper } = sitting
    if (how === 'at-once') {
      const killed = keeper.kill()
      window.destroy()
      await killed
      return
    }
    tell(window, { event: 'locked' })
    const closed = keeper.close()
    world.settings.rememberLooks({ ...world.settings.looks(), ...(await readLooks(window.webContents)) })
    window.destroy()
    await closed
  }

  function lock(how: LockHow): Promise<void> {
    if (present !== undefined && !isChanging) changing = change(how, false)
    return changing
  }

  async function end(): Promise<void> {
    await changing
    if (present !== undefined && !isChanging) changing = change('with-grace', true)
    await changing
  }

  return {
    present: () => present,
    isChanging: () => isChanging,
    begin: () => {
      if (present === undefined && !isChanging) begin(world.bounds)
    },
    lock,
    tell: (event) => {
      if (present !== undefined) tell(present.window, event)
    },
    end,
  }
}

function isReadyToTravel(event: KeeperEvent): boolean {
  return event.event === 'job' && event.job.kind === 'travel' && event.job.state === 'done'
}

function tell(window: BrowserWindow, event: KeeperEvent): void {
  if (!window.isDestroyed()) window.webContents.send('clarkson:event', event)
}

/** Takes from the session whatever a page may have left in it. It was in memory only. */
async function forget(session: Session): Promise<void> {
  await Promise.allSettled([
    session.clearStorageData(),
    session.clearCache(),
    session.clearAuthCache(),
    session.clearHostResolverCache(),
    session.clearCodeCaches({}),
  ])
}
