import { app, dialog, session as sessions } from 'electron'
import { join } from 'node:path'
import { ownProcesses, refuseCoreDumps } from './door/core-dumps.ts'
import { createIncidents } from './door/incidents.ts'
import { stateFolder } from './door/tools.ts'
import { createClipboardGuard } from './shell/clipboard-guard.ts'
import { systemKeychain } from './shell/system-keychain.ts'
import { systemClipboard } from './shell/system-clipboard.ts'
import { testSetting } from './shell/environment.ts'
import { openGate } from './shell/gate.ts'
import type { LockHow } from './shell/idle-watch.ts'
import { setMenu } from './shell/menu.ts'
import { createPanicKey } from './shell/panic-key.ts'
import { watchPresence } from './shell/presence.ts'
import { shellHandlers } from './shell/procedures.ts'
import { declareSchemes, serveSchemes } from './shell/protocols.ts'
import { createRefusals, type Refusals } from './shell/refusals.ts'
import { createQuickUnlock } from './shell/quick-unlock.ts'
import { boundsBefore, createRenewal, handedOn } from './shell/renewal.ts'
import { openSettings } from './shell/settings.ts'
import { createSittings, type Sittings } from './shell/sittings.ts'
import { setSwitches } from './shell/switches.ts'
import { wallContents, wallSession } from './shell/walls.ts'
import { say } from './shell/words.ts'

// Electron starts here. The shell holds no secret and no rule: it opens the window, walls it in, and carries what the
// page asks to the keeper. No crash reporter is ever started, and nothing is written to a log.

const handed = handedOn()
const userData = testSetting('CLARKSON_USER_DATA') ?? join(app.getPath('appData'), 'Clarkson')
app.setPath('userData', userData)

if (app.requestSingleInstanceLock()) start()
else app.exit(0)

function start(): void {
  // Root has no sandbox and must say so to run at all; a packaged Clarkson does not take that for an answer.
  if (app.isPackaged || !app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  setSwitches()
  declareSchemes()

  // Every page that is ever made, by whatever means, is walled before it can load anything.
  const refusals = createRefusals((refusal) => app.emit('clarkson-refused', refusal))
  app.on('web-contents-created', (_event, contents) => wallContents(contents, refusals))
  // Those that were there before this script: the page's process will be a child of one of them.
  refuseCoreDumps(ownProcesses())
  app.on('select-client-certificate', (event) => event.preventDefault())
  // Nobody waits for this: it does not fail, and what it starts lasts as long as the program.
  void app.whenReady().then(() => open(refusals))
}

async function open(refusals: Refusals): Promise<void> {
  // No `persist:`: the session is in memory only.
  const session = sessions.fromPartition('clarkson', { cache: false })
  await Promise.all([wallSession(session, refusals), wallSession(sessions.defaultSession, refusals)])

  const settings = openSettings(join(app.getPath('userData'), 'settings.json'))
  const renewal = createRenewal()
  const quick = createQuickUnlock({ keychain: systemKeychain, platform: process.platform, now: Date.now, handed })
  const clipboard = createClipboardGuard(systemClipboard)
  const sittings = createSittings({
    session,
    settings,
    renewal,
    quick,
    bounds: boundsBefore(process.argv),
    isPackaged: app.isPackaged,
    preload: join(__dirname, '../preload/preload.cjs'),
    keeperScript: join(__dirname, 'keeper.cjs'),
    // A test has a profile of its own.
    stateFolder: testSetting('CLARKSON_USER_DATA') ?? stateFolder(),
    readerScript: join(__dirname, 'reader.cjs'),
    onForgotten: () => clipboard.clear(),
    onHopeless: () => void giveUp(),
    // On a Mac a program outlives its windows: the vault is closed all the same.
    onClose: () => (process.platform === 'darwin' ? void sittings.end() : app.quit()),
  })
  const lock = (how: LockHow): void => void sittings.lock(how)
  const panic = (): void => lock('at-once')
  const panicKey = createPanicKey(panic)
  panicKey.hearEverywhere(settings.locking().everywhere)
  const watch = watchPresence({
    minutes: () => settings.locking().minutes,
    warn: (seconds) => sittings.tell({ event: 'locking', seconds }),
    lock,
  })

  serveSchemes(session, join(__dirname, '../renderer'), () => sittings.present()?.keeper)
  openGate({
    present: () => sittings.present(),
    handlers: shellHandlers({
      settings,
      lock: () => lock('with-grace'),
      panic,
      stay: () => watch.stay(),
      panicKey,
      quick,
    }),
    incidents: createIncidents(),
    refusals,
    settings,
    renewal,
    clipboard,
    quick,
  })
  setMenu({ lock: () => lock('with-grace'), panic, isPackaged: app.isPackaged })
  followTheProgram(sittings)
  sittings.begin()
}

/** One window, however often the program is started; and no end of it before the vault is closed. */
function followTheProgram(sittings: Sittings): void {
  let isClosed = false
  async function close(): Promise<void> {
    await sittings.end()
    isClosed = true
    app.quit()
  }
  app.on('second-instance', () => {
    const window = sittings.present()?.window
    if (window?.isMinimized() === true) window.restore()
    window?.focus()
  })
  app.on('activate', () => sittings.begin())
  // Between two sittings there is no window, and the program goes on.
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin' && !sittings.isChanging()) app.quit()
  })
  app.on('before-quit', (event) => {
    if (isClosed) return
    event.preventDefault()
    void close()
  })
}

async function giveUp(): Promise<void> {
  await dialog.showMessageBox({ type: 'error', title: 'Clarkson', message: say('shell.keeper-failed') })
  app.exit(1)
}
