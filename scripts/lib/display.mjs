import { spawn } from 'node:child_process'
import { run, say } from './run.mjs'

/** True where windows can be seen: Linux without a display server is the one system where they cannot. */
export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

/**
 * Starts a display that nobody sees, so that tests open no windows on anybody's screen.
 *
 * @returns the environment that sends programs there, and a way to end it.
 */
export async function hiddenDisplay() {
  if (process.platform !== 'linux') return { env: {}, stop: () => undefined }
  const xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  })
  const stop = () => xvfb.kill()
  process.once('exit', stop)
  const number = await new Promise((resolve, reject) => {
    let complaint = ''
    xvfb.stderr.on('data', (chunk) => (complaint += chunk))
    xvfb.stdio[3].once('data', (chunk) => resolve(String(chunk).trim()))
    xvfb.once('error', reject)
    xvfb.once('exit', () => reject(new Error(`Xvfb did not start: ${complaint}`)))
  })
  const env = {
    DISPLAY: `:${number}`,
    // Somebody's Wayland session would win over the display.
    WAYLAND_DISPLAY: undefined,
    XDG_SESSION_TYPE: 'x11',
  }
  return { env, stop }
}

/**
 * Whether Chromium's sandbox can work for this user, and if it cannot, why: root has none, and some containers and
 * distributions deny ordinary users the name spaces that it is made of.
 */
export async function sandbox() {
  if (process.platform !== 'linux') return { args: [], env: {} }
  const root = process.getuid() === 0
  if (!root && (await run('unshare', ['--user', '--map-root-user', 'true'], { output: 'capture' })).code === 0) {
    return { args: [], env: {} }
  }
  say(
    root
      ? "Running as root: Chromium's sandbox is off (--no-sandbox). Use an ordinary account for anything but a trial."
      : "This system denies ordinary users the name spaces of Chromium's sandbox: it is off (--no-sandbox). For a trial only.",
  )
  return { args: ['--no-sandbox'], env: { CLARKSON_NO_SANDBOX: '1' } }
}
