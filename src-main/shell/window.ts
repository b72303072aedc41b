import { BrowserWindow, nativeTheme, type Rectangle, type Session } from 'electron'
import { APP_PAGE } from './addresses.ts'
import { testSetting } from './environment.ts'
import { isPanicKey } from './panic-key.ts'
import type { Looks } from './settings.ts'

/** What a new window needs. */
export interface WindowOptions {
  readonly session: Session
  readonly preload: string
  readonly looks: Looks
  readonly isPackaged: boolean
  readonly onPanicKey: () => void
  /** Where the window before it was. */
  readonly bounds?: Rectangle
}

/** Opens the window on the unlock screen. */
export function openWindow({ session, preload, looks, isPackaged, onPanicKey, bounds }: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 820,
    ...bounds,
    minWidth: 720,
    minHeight: 480,
    show: false,
    title: 'Clarkson',
    // What shows before the page does; the page's own colours follow.
    backgroundColor: isDark(looks) ? '#16181d' : '#ffffff',
    webPreferences: {
      session,
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      disableDialogs: true,
      spellcheck: false,
      devTools: !isPackaged,
      additionalArguments: [`--clarkson-looks=${JSON.stringify(looks)}`],
    },
  })
  window.on('page-title-updated', (event) => event.preventDefault())
  window.webContents.on('before-input-event', (event, input) => {
    if (!isPanicKey(input)) return
    event.preventDefault()
    onPanicKey()
  })
  if (testSetting('CLARKSON_ALLOW_CAPTURE') !== '1') window.setContentProtection(true)
  window.once('ready-to-show', () => window.show())
  void window.loadURL(APP_PAGE).catch(() => {
    // The window was closed before its page was there.
  })
  return window
}

function isDark({ theme }: Looks): boolean {
  return theme === 'dark' || (theme !== 'light' && nativeTheme.shouldUseDarkColors)
}
