import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'

/** What a journey may set. */
export interface LaunchOptions {
  /** A folder for settings; by default a new one, removed at the end. */
  readonly userData?: string
  readonly env?: Readonly<Record<string, string>>
  /** What is run in the place of Electron: a script that runs it as somebody else. */
  readonly executable?: string
  readonly args?: readonly string[]
}

/** Clarkson, running in real Electron. */
export interface Launched {
  readonly app: ElectronApplication
  /** The window of the first sitting; after a lock ask {@link nextWindow}. */
  readonly window: Page
  readonly userData: string
  /** Quits, as a person would. */
  readonly close: () => Promise<void>
}

/** The Electron that the tests run on: `npm test` says which. */
export function electronPath(): string {
  const path = process.env['CLARKSON_ELECTRON']
  if (path === undefined) throw new Error('CLARKSON_ELECTRON names no Electron; run the journeys with npm test')
  return path
}

/** The arguments with which the built app is started here. */
export function launchArguments(): readonly string[] {
  const isRoot = process.getuid?.() === 0
  const noSandbox = process.env['CLARKSON_NO_SANDBOX'] === '1' || isRoot
  return ['.', '--disable-gpu', ...(noSandbox ? ['--no-sandbox'] : [])]
}

/** The environment of a started app: screenshots allowed, and no lock for want of a hand on the keyboard. */
export function launchEnvironment(userData: string): Record<string, string> {
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return {
    ...Object.fromEntries(inherited),
    CLARKSON_USER_DATA: userData,
    CLARKSON_ALLOW_CAPTURE: '1',
    CLARKSON_IDLE_SECONDS: '86400',
    CLARKSON_KEEP_SHELL: '1',
  }
}

/** Starts the built app of this folder and waits until its page can call the keeper. */
export async function launchClarkson(options: LaunchOptions = {}): Promise<Launched> {
  const userData = options.userData ?? mkdtempSync(join(tmpdir(), 'clarkson-journey-'))
  const app = await _electron.launch({
    executablePath: options.executable ?? electronPath(),
    args: [...(options.args ?? launchArguments())],
    env: { ...launchEnvironment(userData), ...options.env },
  })
  const window = await app.firstWindow()
  await ready(window)
  return {
    app,
    window,
    userData,
    async close() {
      await app.close()
      if (options.userData === undefined) rmSync(userData, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

async function ready(window: Page): Promise<void> {
  await window.waitForLoadState('load')
  await window.waitForFunction(() => 'clarkson' in globalThis)
}

/** Does something that ends the sitting, and gives the window of the next. */
export async function nextWindow(app: ElectronApplication, act: () => Promise<unknown>): Promise<Page> {
  const [window] = await Promise.all([app.waitForEvent('window'), act()])
  await ready(window)
  return window
}

/** Asks for one procedure as the page does, whatever its name and input. */
export function callFrom(window: Page, name: unknown, input: unknown): Promise<unknown> {
  return window.evaluate(
    ([asked, given]) => {
      const page = globalThis as unknown as { clarkson: { call(name: unknown, input: unknown): Promise<unknown> } }
      return page.clarkson.call(asked, given)
    },
    [name, input] as const,
  )
}

/** The processes of a running app, by what they are. */
export interface Pids {
  readonly shell: number
  readonly keeper: number
  readonly reader: number
  readonly page: number
}

/** The process ids of the app, once all of them are there. */
export async function pidsOf(app: ElectronApplication): Promise<Pids> {
  for (let tries = 0; tries < 100; tries++) {
    const pids = await app.evaluate(({ app: shell, BrowserWindow }) => {
      const named = (name: string): number => shell.getAppMetrics().find((metric) => metric.name === name)?.pid ?? 0
      const page = BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0
      return { shell: process.pid, keeper: named('Clarkson keeper'), reader: named('Clarkson reader'), page }
    })
    if (Object.values(pids).every((pid) => pid > 0)) return pids
    await pause(50)
  }
  throw new Error('a process of the app never came')
}

/** Whether a process is still there; one that has ended and was not yet reaped is not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Waits until processes have gone and tells how long that took, in milliseconds. */
export async function goneAfter(pids: readonly number[], mostMs: number): Promise<number> {
  const since = performance.now()
  while (pids.some(isAlive)) {
    if (performance.now() - since > mostMs)
      throw new Error(`still there after ${mostMs} ms: ${pids.filter(isAlive).join(', ')}`)
    await pause(10)
  }
  return performance.now() - since
}

/** Waits some milliseconds. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
}

/** One thing that the shell refused and told of. */
export interface Refused {
  readonly kind: string
  readonly scheme: string
  readonly host: string
  readonly what: string
}

/** Hears from now on what the shell refuses. */
export async function hearRefusals(app: ElectronApplication): Promise<() => Promise<readonly Refused[]>> {
  await app.evaluate(({ app: shell }) => {
    const heard: unknown[] = []
    Object.assign(globalThis, { clarksonRefused: heard })
    shell.on('clarkson-refused' as 'ready', (refusal: unknown) => void heard.push(refusal))
  })
  return () => app.evaluate(() => (globalThis as unknown as { clarksonRefused: Refused[] }).clarksonRefused)
}
