import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { callFrom, goneAfter, launchClarkson, nextWindow, pidsOf, type Launched } from '../support/electron.ts'
import { makeVault, openNewCase } from '../support/journey.ts'

// R10, R11, R13, R14: when and how the window locks, with a vault open; what it leaves on the clipboard, in titles and in
// dumps.

let folder: string
let clarkson: Launched
let window: Page

test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'clarkson-journey-'))
  clarkson = await launchClarkson()
  window = clarkson.window
  await makeVault(clarkson.app, window, join(folder, 'vault'))
})
test.afterEach(async () => {
  await clarkson.close()
  rmSync(folder, { recursive: true, force: true })
})

/** How long the system says that nobody has touched the computer. */
async function idleFor(seconds: number): Promise<void> {
  await clarkson.app.evaluate(({ powerMonitor }, idle) => {
    powerMonitor.getSystemIdleState = () => 'active'
    powerMonitor.getSystemIdleTime = () => idle
  }, seconds)
}

const setLocking = (minutes: number, everywhere = false): Promise<unknown> =>
  callFrom(window, 'app.setLocking', { minutes, everywhere })

async function expectLocked(act: () => Promise<unknown>, mostMs: number): Promise<void> {
  const { keeper, reader, page } = await pidsOf(clarkson.app)
  const gone = goneAfter([keeper, reader, page], 5_000)
  window = await nextWindow(clarkson.app, act)
  expect(await gone).toBeLessThanOrEqual(mostMs)
  await expect(window.getByRole('button', { name: 'Unlock' })).toBeVisible()
}

test.describe('with the idle time of a person', () => {
  test.beforeEach(async () => {
    await clarkson.close()
    clarkson = await launchClarkson({ env: { CLARKSON_IDLE_SECONDS: '60' } })
    window = clarkson.window
    await makeVault(clarkson.app, window, join(folder, 'another'))
  })

  test('R10: the window says half a minute before that it locks, can be told to stay, and locks', async () => {
    test.setTimeout(120_000)
    await idleFor(35)
    await expect(window.getByText(/Locking in 2\d s/u)).toBeVisible()
    await window.screenshot({ path: 'out/test/lock-warning.png' })
    await window.getByRole('button', { name: 'Stay unlocked' }).click()
    await expect(window.getByText(/Locking in/u)).toBeHidden()
    await expect(window.getByRole('heading', { name: 'Case files' })).toBeVisible()
    await idleFor(1)
    await window.waitForTimeout(1_500)
    // The next time nobody is there: a second until it is seen, and a second to lock.
    await expectLocked(
      () =>
        clarkson.app.evaluate(({ powerMonitor }) => {
          powerMonitor.getSystemIdleState = () => 'locked'
        }),
      2_000,
    )
  })
})

test('R10: after how many minutes it locks is chosen in the settings, kept on this computer, and bounded', async () => {
  await window.getByRole('button', { name: 'Settings' }).click()
  await window.getByRole('button', { name: /Lock when nobody is there/u }).click()
  await window.getByRole('option', { name: '15 minutes', exact: true }).click()
  await expect(window.getByRole('button', { name: /Lock when nobody is there/u })).toContainText('15 minutes')
  await window.screenshot({ path: 'out/test/lock-settings.png' })
  const kept = JSON.parse(readFileSync(join(clarkson.userData, 'settings.json'), 'utf8')) as object
  expect(kept).toMatchObject({ locking: { minutes: 15, everywhere: false } })
  for (const minutes of [0, 61, 2.5])
    expect(await setLocking(minutes)).toMatchObject({ ok: false, failure: { code: 'input.invalid' } })
})

test('R7: where there is no keychain that protects anything, the settings say so, and quick unlock cannot be had', async () => {
  const passphrase = 'four quiet rivers meet here'
  const arranged = await callFrom(window, 'quick.arrange', { passphrase, pin: '74 rooks' })
  expect(arranged).toMatchObject({ ok: false, failure: { code: 'quick.unavailable' } })
  // What the keeper answers the shell is no procedure to the window.
  expect(await callFrom(window, 'quick.seal', { passphrase, pin: '74 rooks' })).toMatchObject({
    ok: false,
    failure: { code: 'bug' },
  })
  await window.getByRole('button', { name: 'Settings' }).click()
  await expect(window.getByText(/Quick unlock is not available/u)).toBeVisible()
  await expect(window.getByRole('button', { name: /quick unlock/iu })).toHaveCount(0)
  await window.screenshot({ path: 'out/test/quick-unlock-settings.png' })
})

test('R10: the panic key locks within a second and asks nothing, also from a form in a dialog', async () => {
  await openNewCase(window, 'Brick kiln')
  await window.getByRole('button', { name: 'Add a party…' }).click()
  await window.getByRole('textbox', { name: 'Name', exact: true }).fill('half a name')
  await expectLocked(() => window.keyboard.press('Control+Shift+l').catch(() => undefined), 1_000)
})

test('R10: the panic key is in the list of shortcuts and in the menu', async () => {
  await window.keyboard.press('Control+/')
  await expect(window.getByRole('dialog')).toContainText('Lock at once')
  await window.screenshot({ path: 'out/test/shortcuts.png' })
  const items = await clarkson.app.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.items ?? []).flatMap(({ submenu }) => submenu?.items.map(({ label }) => label) ?? []),
  )
  expect(items).toContain('Lock at once')
})

const isHeard = (): Promise<boolean> =>
  clarkson.app.evaluate(({ globalShortcut }) => globalShortcut.isRegistered('CommandOrControl+Shift+L'))

test('R10: the panic key is heard in every program when that is wanted, and only then', async () => {
  expect(await isHeard()).toBe(false)
  expect(await setLocking(5, true)).toEqual({ ok: true, value: { minutes: 5, everywhere: true, taken: false } })
  expect(await isHeard()).toBe(true)
  await setLocking(5, false)
  expect(await isHeard()).toBe(false)
})

test('R11: what is copied from a case goes by the shell, is text alone, and is gone after the lock', async () => {
  await openNewCase(window, 'Brick kiln at Rajpur')
  const { app } = clarkson
  const clipboard = (): Promise<readonly string[]> =>
    app.evaluate(async ({ clipboard: system }) => {
      const older = system as unknown as { readHTML?: () => string }
      return [await system.readText(), older.readHTML?.() ?? '']
    })
  await window.getByRole('heading', { level: 1 }).selectText()
  await window.keyboard.press('Control+c')
  await expect.poll(clipboard).toEqual(['Brick kiln at Rajpur', ''])
  await expectLocked(() => callFrom(window, 'app.panic', {}).catch(() => undefined), 1_000)
  expect(await clipboard()).toEqual(['', ''])
})

test('R11: a field is cut from and copied from as ever, a passphrase is not, and what others copied stays', async () => {
  const { app } = clarkson
  const text = (): Promise<string> => app.evaluate(async ({ clipboard }) => clipboard.readText())
  await window.getByRole('button', { name: 'New case file…' }).first().click()
  const title = window.getByRole('textbox', { name: /^Title/u })
  await title.fill('kiln and quarry')
  await title.selectText()
  await window.keyboard.press('Control+x')
  await expect.poll(text).toBe('kiln and quarry')
  await expect(title).toHaveValue('')
  await app.evaluate(async ({ clipboard }) => clipboard.writeText('a recipe'))
  await expectLocked(() => callFrom(window, 'app.panic', {}).catch(() => undefined), 1_000)
  const passphrase = window.getByRole('textbox', { name: 'Passphrase' })
  await passphrase.fill('four quiet rivers meet here')
  await passphrase.selectText()
  await window.keyboard.press('Control+c')
  await window.waitForTimeout(300)
  expect(await text()).toBe('a recipe')
})

test('R13: a crash of any process leaves no memory on the disk', async () => {
  test.skip(process.platform !== 'linux', 'reads /proc')
  const pids = await pidsOf(clarkson.app)
  for (const pid of [pids.shell, pids.keeper, pids.reader]) {
    expect(readFileSync(`/proc/${pid}/coredump_filter`, 'utf8').trim()).toBe('00000000')
    expect(readFileSync(`/proc/${pid}/limits`, 'utf8')).toMatch(/^Max core file size\s+0\s+0\s/mu)
  }
  const page = readFileSync(`/proc/${pids.page}/limits`, 'utf8')
  expect(page).toMatch(/^Max core file size\s+0\s+0\s/mu)
  expect(readFileSync(`/proc/${pids.page}/coredump_filter`, 'utf8').trim()).toBe('00000000')
  await expectLocked(() => Promise.resolve(process.kill(pids.keeper, 'SIGSEGV')), 2_000)
  const dumps = readdirSync(clarkson.userData, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.dmp'),
  )
  expect(dumps).toEqual([])
  expect(existsSync('core')).toBe(false)
})

test('R14, R20: no title, notification, list of recent documents or setting holds a word of the case', async () => {
  await openNewCase(window, 'Brick kiln at Rajpur')
  const titles = await clarkson.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((one) => one.getTitle()),
  )
  expect(titles).toEqual(['Clarkson'])
  expect(await window.evaluate(() => Notification.permission)).toBe('denied')
  const recent = join(process.env['HOME'] ?? '', '.local/share/recently-used.xbel')
  expect(existsSync(recent) ? readFileSync(recent, 'utf8') : '').not.toContain(folder)
  expect(readFileSync(join(clarkson.userData, 'settings.json'), 'utf8')).not.toContain('Rajpur')
})

test('R20: every window is kept out of pictures of the screen, also the one after a lock', async () => {
  await clarkson.close()
  clarkson = await launchClarkson({ env: { CLARKSON_ALLOW_CAPTURE: '0' } })
  window = clarkson.window
  await clarkson.app.evaluate(({ BrowserWindow }) => {
    const asked: boolean[] = []
    Object.assign(globalThis, { clarksonProtected: asked })
    BrowserWindow.prototype.setContentProtection = (isProtected) => void asked.push(isProtected)
  })
  window = await nextWindow(clarkson.app, () => callFrom(window, 'app.panic', {}).catch(() => undefined))
  const asked = await clarkson.app.evaluate(
    () => (globalThis as unknown as { clarksonProtected: boolean[] }).clarksonProtected,
  )
  expect(asked).toEqual([true])
})
