import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import * as fc from 'fast-check'
import { failures } from '../../src-main/contract/failure.ts'
import { contract } from '../../src-main/contract/index.ts'
import {
  callFrom,
  electronPath,
  hearRefusals,
  launchArguments,
  launchClarkson,
  launchEnvironment,
  pidsOf,
  type Launched,
} from '../support/electron.ts'

// R21, R22, R26: how the window is locked down, looked at from inside and outside in real Electron.

let clarkson: Launched

test.beforeAll(async () => {
  clarkson = await launchClarkson({ env: { NODE_OPTIONS: '--no-deprecation', CLARKSON_PLANTED: 'planted' } })
})
test.afterAll(() => clarkson.close())

test('every window is sandboxed and isolated', async () => {
  const preferences = await clarkson.app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => {
      const all = contents as unknown as { getLastWebPreferences(): Readonly<Record<string, unknown>> }
      return all.getLastWebPreferences()
    }),
  )
  expect(preferences.length).toBe(1)
  for (const one of preferences) {
    expect(one).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
    })
    expect(one['experimentalFeatures'] ?? false).toBe(false)
    expect(one['enableBlinkFeatures'] ?? '').toBe('')
  }
})

test('the page has three functions and nothing of Node or Electron', async () => {
  const found = await clarkson.window.evaluate(() => ({
    types: ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'ipcRenderer', 'electron'].map(
      (name) => typeof (globalThis as unknown as Record<string, unknown>)[name],
    ),
    door: Object.keys((globalThis as unknown as { clarkson: object }).clarkson).toSorted(),
  }))
  expect(new Set(found.types)).toEqual(new Set(['undefined']))
  expect(found.door).toEqual(['call', 'grantDropped', 'subscribe'])
})

test('the window is called Clarkson, whatever its page says', async () => {
  await clarkson.window.evaluate(() => {
    document.title = 'R v Sharma'
  })
  const titles = await clarkson.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((one) => one.getTitle()),
  )
  expect(titles).toEqual(['Clarkson'])
})

test('every file of the window comes with the policy and is kept nowhere', async () => {
  const headers = await clarkson.app.evaluate(async ({ session }) => {
    const response = await session.fromPartition('clarkson').fetch('app://clarkson/index.html')
    return Object.fromEntries(response.headers)
  })
  const policy = headers['content-security-policy'] ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("connect-src 'none'")
  expect(policy).not.toMatch(/unsafe|http|\*|data:|blob:|eval/u)
  expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
})

test('the page starts without breaking its own policy, and without an error', async () => {
  const { app, window } = clarkson
  const refused = await hearRefusals(app)
  const errors: string[] = []
  window.on('pageerror', ({ message }) => errors.push(message))
  window.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  await window.reload()
  await window.waitForLoadState('networkidle')
  await window.waitForTimeout(500)
  expect({ refused: await refused(), errors }).toEqual({ refused: [], errors: [] })
})

test('a name that is no procedure is answered without a detail', async () => {
  const names = [
    'nope',
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    '',
    'vault',
    'vault.unlock ',
    'clarkson:call',
    7,
    null,
    {},
    [],
  ]
  for (const name of names) {
    expect(await callFrom(clarkson.window, name, {})).toEqual({
      ok: false,
      failure: { code: 'bug', facts: { incident: expect.stringMatching(/^I-[0-9a-f]{8}$/u) } },
    })
  }
})

test('an input of another shape, of no shape or of any size is refused, and no state changes', async () => {
  const { window } = clarkson
  const invalid = { ok: false, failure: { code: 'input.invalid' } }
  expect(await callFrom(window, 'app.about', { more: 1 })).toMatchObject(invalid)
  expect(await callFrom(window, 'dialog.save', { suggestedName: 7 })).toMatchObject(invalid)
  expect(await callFrom(window, 'app.about', { x: 'x'.repeat(2_000_000) })).toMatchObject(invalid)
  expect(await callFrom(window, 'case.create', new Date(0))).toMatchObject(invalid)
  expect(await callFrom(window, 'app.reveal', { grant: 'A'.repeat(22) })).toEqual({
    ok: false,
    failure: { code: 'grant.unknown', facts: {} },
  })
})

const anyOf = (value: unknown): unknown => value

test('whatever is sent, the answer is a value or a failure of the contract', async () => {
  const { app, window } = clarkson
  await app.evaluate(({ dialog }) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: true, filePaths: [] })
    dialog.showSaveDialog = () => Promise.resolve({ canceled: true, filePath: '' })
  })
  const names = Object.keys(contract).filter((name) => name !== 'app.lock')
  const asked = fc.record({ name: fc.constantFrom(...names), input: fc.jsonValue({ maxDepth: 4 }).map(anyOf) })
  const calls = fc.sample(asked, { numRuns: 1_000, seed: 2 })
  const replies = await Promise.all(calls.map(({ name, input }) => callFrom(window, name, input)))
  const odd = replies.filter((reply) => {
    const { ok, failure } = reply as { ok: boolean; failure?: { code: string } }
    return ok ? false : failure === undefined || !Object.hasOwn(failures, failure.code) || failure.code === 'bug'
  })
  expect(odd).toEqual([])
})

test('a page that is not the window is not answered', async () => {
  const { app } = clarkson
  const refused = await hearRefusals(app)
  const answers = await app.evaluate(async ({ app: shell, BrowserWindow, session }) => {
    const preload = `${shell.getAppPath()}/out/preload/preload.cjs`
    const other = new BrowserWindow({
      show: false,
      webPreferences: { preload, sandbox: true, session: session.fromPartition('clarkson') },
    })
    await other.loadURL('app://clarkson/index.html')
    const ask = (code: string): Promise<unknown> => other.webContents.executeJavaScript(code) as Promise<unknown>
    const found = [await ask(`clarkson.call('app.about', {})`), await ask(`clarkson.grantDropped([])`)]
    other.destroy()
    return found
  })
  expect(answers).toEqual([{ ok: false, failure: { code: 'bug', facts: expect.anything() } }, []])
  expect((await refused()).filter(({ kind }) => kind === 'call').length).toBeGreaterThanOrEqual(2)
})

test('a dropped file becomes a ticket without its path; a file that a script made becomes none', async () => {
  const { window } = clarkson
  const folder = mkdtempSync(join(tmpdir(), 'clarkson-drop-'))
  writeFileSync(join(folder, 'ledger.txt'), 'kiln')
  try {
    await window.evaluate(() => {
      const input = document.createElement('input')
      input.type = 'file'
      input.id = 'dropped'
      document.body.append(input)
    })
    await window.setInputFiles('#dropped', join(folder, 'ledger.txt'))
    const granted = await window.evaluate(() => {
      const page = globalThis as unknown as { clarkson: { grantDropped(files: readonly File[]): Promise<unknown> } }
      const files = document.querySelector<HTMLInputElement>('#dropped')?.files ?? []
      return page.clarkson.grantDropped([...files, new File(['x'], 'made.txt')])
    })
    expect(granted).toEqual([{ grant: expect.stringMatching(/^[\w-]{22}$/u), name: 'ledger.txt', size: 4 }])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('a dialog answers with a ticket, and the suggested name is a name', async () => {
  const { app, window } = clarkson
  await app.evaluate(({ dialog }) => {
    Object.assign(dialog, {
      showSaveDialog: (_window: unknown, { defaultPath }: { defaultPath: string }) =>
        Promise.resolve({ canceled: false, filePath: `/nowhere/${defaultPath}` }),
    })
  })
  expect(await callFrom(window, 'dialog.save', { suggestedName: '../../a\\b:c.pdf' })).toEqual({
    ok: true,
    value: { grant: expect.stringMatching(/^[\w-]{22}$/u), name: '_.._a_b_c.pdf', size: null },
  })
})

test('an exhibit that nobody opened is not shown', async () => {
  const shown = await clarkson.window.evaluate(async (token) => {
    const image = new Image()
    image.src = `exhibit://page/${token}/0?width=100`
    return image.decode().then(
      () => true,
      () => false,
    )
  }, 'a'.repeat(22))
  expect(shown).toBe(false)
})

function namesOf(pid: number): readonly string[] {
  const entries = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
  return entries.map((entry) => entry.split('=')[0] ?? '')
}

test('the keeper and the reader are given nothing of our environment that they have no use for', async () => {
  test.skip(process.platform !== 'linux', 'reads /proc')
  const { keeper, reader } = await pidsOf(clarkson.app)
  expect(namesOf(keeper)).not.toContain('NODE_OPTIONS')
  expect(namesOf(reader)).not.toContain('CLARKSON_PLANTED')
  expect(namesOf(reader)).not.toContain('HOME')
})

test('a second Clarkson on the same settings gives way to the first', async () => {
  const second = spawn(electronPath(), launchArguments(), {
    env: launchEnvironment(clarkson.userData),
    stdio: 'ignore',
  })
  const code = await new Promise((resolve) => {
    second.once('exit', resolve)
  })
  expect(code).toBe(0)
  expect(clarkson.app.windows().length).toBe(1)
  expect(await callFrom(clarkson.window, 'app.about', {})).toMatchObject({ ok: true })
})
