import { app, type Session, type WebContents } from 'electron'
import { APP_ORIGIN } from './addresses.ts'
import { notFound } from './exhibit-answers.ts'
import type { Refusals } from './refusals.ts'

const OURS = /^(?:app:\/\/clarkson\/|exhibit:\/\/(?:page|media)\/)/u

/**
 * Takes from a session everything that the window has no use for: the network, permissions, downloads, devices, the
 * spelling dictionary. Each refusal is reported.
 */
export async function wallSession(session: Session, refusals: Refusals): Promise<void> {
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const cancel = !OURS.test(url) && !isDevTools(url)
    if (cancel) refusals.report('request', url)
    answer({ cancel })
  })
  // Files of this computer do not pass by the request handler above.
  session.protocol.handle('file', ({ url }) => {
    refusals.report('request', url)
    return notFound()
  })
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    refusals.report('permission', '', permission)
    answer(false)
  })
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setCertificateVerifyProc(({ hostname }, answer) => {
    refusals.report('certificate', `https://${hostname}`)
    answer(-2)
  })
  session.on('will-download', (event, item) => {
    event.preventDefault()
    refusals.report('download', item.getURL())
  })
  session.setSpellCheckerEnabled(false)
  // A second wall: whatever came past the first would go to a proxy that is not there, names unresolved.
  await session.setProxy({ mode: 'fixed_servers', proxyRules: 'socks5://127.0.0.1:1', proxyBypassRules: '<-loopback>' })
}

function isDevTools(url: string): boolean {
  return !app.isPackaged && url.startsWith('devtools://')
}

/** Holds every page, whoever makes it, to the place where it is. */
export function wallContents(contents: WebContents, refusals: Refusals): void {
  contents.setWindowOpenHandler(({ url }) => {
    refusals.report('window', url)
    return { action: 'deny' }
  })
  contents.on('will-navigate', (event) => {
    event.preventDefault()
    refusals.report('navigation', event.url)
  })
  contents.on('will-frame-navigate', (event) => {
    // The main frame's was reported by will-navigate.
    if (event.isMainFrame) return
    event.preventDefault()
    refusals.report('navigation', event.url)
  })
  contents.on('will-redirect', (event) => {
    event.preventDefault()
    refusals.report('navigation', event.url)
  })
  contents.on('will-attach-webview', (event, _preferences, { src }) => {
    event.preventDefault()
    refusals.report('webview', src ?? '')
  })
  // A page may not hold its window open when it is to be locked or closed.
  contents.on('will-prevent-unload', (event) => event.preventDefault())
  contents.on('login', (event) => {
    event.preventDefault()
    refusals.report('sign-in', contents.getURL())
  })
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
}

/** Whether a message comes from our page itself: the main frame of this window, at our address. */
export function isOurPage(
  sender: WebContents,
  frame: Electron.WebFrameMain | null,
  ours: WebContents | undefined,
): boolean {
  if (ours === undefined || ours.isDestroyed() || sender !== ours || frame === null) return false
  const main = ours.mainFrame
  const isMain = frame.routingId === main.routingId && frame.processId === main.processId
  return isMain && frame.url.startsWith(`${APP_ORIGIN}/`)
}
