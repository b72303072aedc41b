import { execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import {
  callFrom,
  electronPath,
  goneAfter,
  isAlive,
  launchClarkson,
  launchEnvironment,
  nextWindow,
  pause,
  pidsOf,
  type Launched,
} from '../support/electron.ts'

// R10, R13: a lock ends processes. R20: and leaves nothing behind.

let clarkson: Launched
let window: Page

test.beforeAll(async () => {
  clarkson = await launchClarkson()
  window = clarkson.window
})
test.afterAll(() => clarkson.close())

/** Does what must lock, and expects the sitting's processes gone and others in their places. */
async function expectLocked(act: () => Promise<unknown>, mostMs = 1_000): Promise<void> {
  const before = await pidsOf(clarkson.app)
  const gone = goneAfter([before.keeper, before.reader, before.page], 5_000)
  window = await nextWindow(clarkson.app, act)
  expect(await gone).toBeLessThanOrEqual(mostMs)
  const after = await pidsOf(clarkson.app)
  expect(after.shell).toBe(before.shell)
  expect(new Set([before.keeper, before.reader, before.page, after.keeper, after.reader, after.page]).size).toBe(6)
  expect(await callFrom(window, 'vault.status', {})).toEqual({
    ok: false,
    failure: { code: 'vault.locked', facts: {} },
  })
}

const askForLock = (page: Page): Promise<unknown> => callFrom(page, 'app.lock', {}).catch(() => undefined)

test('the lock ends keeper, reader and page, and opens the unlock screen with others', async () => {
  await expectLocked(() => askForLock(window))
})

test('the menu locks', async () => {
  await expectLocked(() =>
    clarkson.app.evaluate(({ Menu }) => {
      const items = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []) ?? []
      items.find(({ accelerator }) => String(accelerator) === 'CmdOrCtrl+L')?.click()
    }),
  )
})

test('sleep locks', async () => {
  await expectLocked(() => clarkson.app.evaluate(({ powerMonitor }) => void powerMonitor.emit('suspend')))
})

test('the lock of the system locks', async () => {
  await expectLocked(() => clarkson.app.evaluate(({ powerMonitor }) => void powerMonitor.emit('lock-screen')))
})

test('want of a hand on the keyboard locks, once', async () => {
  const { app } = clarkson
  // The first look after this is a second away at most.
  await expectLocked(
    () =>
      app.evaluate(({ powerMonitor }) => {
        powerMonitor.getSystemIdleState = () => 'idle'
      }),
    2_000,
  )
  const { keeper } = await pidsOf(app)
  await window.waitForTimeout(2_200)
  expect((await pidsOf(app)).keeper).toBe(keeper)
  await app.evaluate(({ powerMonitor }) => {
    powerMonitor.getSystemIdleState = () => 'active'
  })
})

test('a keeper that hears nothing is killed', async () => {
  test.skip(process.platform === 'win32', 'needs SIGSTOP')
  const { keeper } = await pidsOf(clarkson.app)
  await expectLocked(() => {
    process.kill(keeper, 'SIGSTOP')
    return askForLock(window)
  })
})

test('a keeper that dies is replaced by one with no vault open', async () => {
  const { keeper } = await pidsOf(clarkson.app)
  await expectLocked(() => Promise.resolve(process.kill(keeper, 'SIGKILL')))
})

test('a page that dies takes the open vault with it', async () => {
  const { page } = await pidsOf(clarkson.app)
  await expectLocked(() => Promise.resolve(process.kill(page, 'SIGKILL')))
})

test('a reader that dies is replaced, and nothing else', async () => {
  const before = await pidsOf(clarkson.app)
  process.kill(before.reader, 'SIGKILL')
  await goneAfter([before.reader], 1_000)
  await expect.poll(async () => (await pidsOf(clarkson.app)).reader, { timeout: 5_000 }).not.toBe(before.reader)
  const { keeper, page } = await pidsOf(clarkson.app)
  expect([keeper, page]).toEqual([before.keeper, before.page])
})

test('tickets end with the sitting', async () => {
  const { app } = clarkson
  await app.evaluate(({ dialog, shell }) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: '/nowhere/copy.pdf' })
    shell.showItemInFolder = () => undefined
  })
  const reply = (await callFrom(window, 'dialog.save', { suggestedName: 'copy.pdf' })) as { value: { grant: string } }
  const { grant } = reply.value
  expect(await callFrom(window, 'app.reveal', { grant })).toEqual({ ok: true, value: {} })
  await expectLocked(() => askForLock(window))
  expect(await callFrom(window, 'app.reveal', { grant })).toEqual({
    ok: false,
    failure: { code: 'grant.unknown', facts: {} },
  })
})

test('of what the page kept, the looks survive a lock and nothing else does', async () => {
  await window.evaluate(async () => {
    localStorage.setItem('theme', 'dark')
    localStorage.setItem('density', 'compact')
    localStorage.setItem('language', '../../x')
    localStorage.setItem('planted', 'witness-planted-7f3a')
    sessionStorage.setItem('planted', 'witness-planted-7f3a')
    document.cookie = 'planted=witness-planted-7f3a'
    await caches.open('witness-planted-7f3a').catch(() => undefined)
    await new Promise((done) => {
      const request = indexedDB.open('witness-planted-7f3a')
      request.addEventListener('success', done)
      request.addEventListener('error', done)
    })
  })
  await expectLocked(() => askForLock(window))
  const kept = await window.evaluate(async () => ({
    storage: Object.entries(localStorage).filter(([name]) => name !== 'language'),
    session: Object.entries(sessionStorage),
    cookie: document.cookie,
    databases: await indexedDB.databases(),
  }))
  expect(kept).toEqual({ storage: expect.any(Array), session: [], cookie: '', databases: [] })
  expect(Object.fromEntries(kept.storage)).not.toHaveProperty('planted')
})

test('a program that is closed leaves no process and no word of a case', async () => {
  const { app, userData } = clarkson
  await window.evaluate(() => {
    localStorage.clear()
    localStorage.setItem('theme', 'dark')
    localStorage.setItem('planted', 'witness-planted-7f3a')
    sessionStorage.setItem('planted', 'witness-planted-7f3a')
  })
  const { shell, keeper, reader, page } = await pidsOf(app)
  const gone = goneAfter([keeper, reader, page, shell], 3_000)
  const exited = app.waitForEvent('close')
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await Promise.all([gone, exited])
  expect([keeper, reader, page, shell].filter(isAlive)).toEqual([])
  expect(filesWith(userData, 'witness-planted-7f3a')).toEqual([])
  expect(JSON.parse(readFileSync(join(userData, 'settings.json'), 'utf8'))).toEqual({ looks: { theme: 'dark' } })

  clarkson = await launchClarkson({ userData })
  window = clarkson.window
  expect(await window.evaluate(() => localStorage.getItem('theme'))).toBe('dark')
})

function filesWith(folder: string, marker: string): readonly string[] {
  const encodings = [Buffer.from(marker), Buffer.from(marker, 'utf16le')]
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => existsSync(path) && statSync(path).isFile())
    .filter((path) => {
      const bytes = readFileSync(path)
      return encodings.some((encoded) => bytes.includes(encoded))
    })
}

test('for an ordinary user the page runs in the sandbox of the operating system', async () => {
  test.skip(process.platform !== 'linux', 'reads /proc')
  const ordinary = process.getuid?.() === 0 ? asNobody() : asOurselves()
  test.skip(ordinary === undefined, 'running as root, and nobody can neither read this folder nor have a display')
  if (ordinary === undefined) return
  const { executable, folder } = ordinary
  const userData = join(folder, 'data')
  // Not through Playwright, which turns the sandbox off.
  const env = { ...launchEnvironment(userData), HOME: folder }
  const started = spawn(executable, ['.', '--disable-gpu'], { env, stdio: 'ignore' })
  const ended = new Promise((resolve) => {
    started.once('exit', resolve)
  })
  try {
    const page = await processOf(userData, '--type=renderer')
    expect(commandOf(page)).not.toContain('--no-sandbox')
    // It enters the sandbox in its first moments, before it is given anything to show.
    const status = (): string => readFileSync(`/proc/${page}/status`, 'utf8')
    await expect.poll(status).toMatch(/^Seccomp:\t2$/mu)
    expect(status()).toMatch(/^NoNewPrivs:\t1$/mu)
    expect(status()).toMatch(/^CapEff:\t0+$/mu)
  } finally {
    const shell = Number(
      /^PPid:\t(\d+)$/mu.exec(readFileSync(`/proc/${await processOf(userData, 'node.mojom')}/status`, 'utf8'))?.[1],
    )
    process.kill(shell, 'SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
})

/** The process of the app with these settings whose command line has this in it, once it is there. */
async function processOf(userData: string, mark: string): Promise<number> {
  for (let tries = 0; tries < 200; tries++) {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/u.test(name))
    const found = pids.find((pid) => {
      const command = commandOf(Number(pid))
      return command.includes(mark) && command.includes(userData)
    })
    if (found !== undefined) return Number(found)
    await pause(50)
  }
  throw new Error(`no process with ${mark}`)
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}

interface Ordinary {
  readonly executable: string
  readonly folder: string
}

function asOurselves(): Ordinary {
  return { executable: electronPath(), folder: mkdtempSync(join(tmpdir(), 'clarkson-ordinary-')) }
}

/** A script that runs Electron as the user `nobody`, on a display of its own; undefined where that cannot be. */
function asNobody(): Ordinary | undefined {
  const nobody = 65_534
  const as = ['--reuid=65534', '--regid=65534', '--clear-groups']
  try {
    const asked = `test -r out/main/index.cjs && test -x '${electronPath()}' && command -v xvfb-run`
    execFileSync('setpriv', [...as, 'sh', '-c', asked], { stdio: 'ignore' })
  } catch {
    return undefined
  }
  const folder = mkdtempSync(join(tmpdir(), 'clarkson-nobody-'))
  chownSync(folder, nobody, nobody)
  const executable = join(folder, 'electron')
  writeFileSync(executable, `#!/bin/sh\nexec setpriv ${as.join(' ')} xvfb-run -a '${electronPath()}' "$@"\n`)
  chmodSync(executable, 0o755)
  return { executable, folder }
}
