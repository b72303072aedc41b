import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { callFrom, goneAfter, launchClarkson, nextWindow, pidsOf, type Launched } from '../support/electron.ts'
import { JOURNEY_PASSPHRASE, makeVault, openNewCase, willChoose } from '../support/journey.ts'
import { scanFiles } from '../support/memory.ts'
import { builtProgram } from '../support/command-line.ts'

// R9, R20: the step before a border; and one vault open in one place at a time.

let folder: string
let vault: string
let clarkson: Launched

test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'clarkson-journey-'))
  vault = join(folder, 'vault')
  clarkson = await launchClarkson()
  await makeVault(clarkson.app, clarkson.window, vault)
})
test.afterEach(async () => {
  await clarkson.close()
  rmSync(folder, { recursive: true, force: true })
})

test('R20: a journey is prepared in the window: a backup, a report, a lock, and nothing of the vault in the profile', async () => {
  const { app, userData } = clarkson
  let { window } = clarkson
  await openNewCase(window, 'Brick kiln')
  const { value } = (await callFrom(window, 'vault.status', {})) as { value: { vaultId: string } }
  const named = [vault, value.vaultId].map((text) => ({ name: text, bytes: Buffer.from(text, 'utf8') }))
  expect(scanFiles(userData, named).length).toBeGreaterThan(0)

  await window.getByRole('button', { name: 'Settings' }).click()
  await window.getByRole('button', { name: 'Prepare to travel…' }).click()
  const dialog = window.getByRole('dialog')
  await expect(dialog).toContainText('This vault was never backed up')
  await expect(dialog.getByRole('button', { name: 'Prepare and lock' })).toBeDisabled()
  mkdirSync(join(folder, 'drive'))
  await willChoose(app, [join(folder, 'drive')])
  await dialog.getByRole('button', { name: 'Back up to…' }).click()
  await dialog.getByText('Forget also what this computer saw of the ledger').click()
  await window.screenshot({ path: 'out/test/travel-prepare.png' })

  // R9: whoever sits there proves to be the user.
  await dialog.getByRole('textbox', { name: 'Your passphrase' }).fill('somebody else')
  await dialog.getByRole('button', { name: 'Prepare and lock' }).click()
  await expect(dialog).toContainText(/The passphrase did not open the vault|passphrase/u)
  expect(scanFiles(userData, named).length).toBeGreaterThan(0)
  await dialog.getByRole('textbox', { name: 'Your passphrase' }).fill(JOURNEY_PASSPHRASE)
  await dialog.getByRole('button', { name: 'Prepare and lock' }).click()
  await expect(window.getByText('Backup 1 was made, read back and compared.')).toBeVisible({ timeout: 30_000 })
  await window.screenshot({ path: 'out/test/travel-report.png' })

  window = await nextWindow(app, () => window.getByRole('button', { name: /^Lock now/u }).click())
  await expect(window.getByRole('button', { name: 'Open a vault…' })).toBeVisible()
  expect(scanFiles(userData, named)).toEqual([])
})

function commandLine(...args: readonly string[]): {
  readonly status: number | null
  readonly code: string | undefined
} {
  const { status, stdout } = spawnSync(process.execPath, [builtProgram, ...args, '--vault', vault, '--json'], {
    encoding: 'utf8',
    env: { ...process.env, XDG_STATE_HOME: join(folder, 'state'), CLARKSON_PASSPHRASE: JOURNEY_PASSPHRASE },
  })
  return { status, code: (JSON.parse(stdout) as { error?: { code: string } }).error?.code }
}

test('R33: a vault that is open in the window opens neither on the command line nor in another window', async () => {
  const inUse = { status: 6, code: 'vault.in-use' }
  expect(commandLine('case', 'list')).toEqual(inUse)
  const other = await launchClarkson()
  try {
    await willChoose(other.app, [vault])
    await other.window.getByRole('button', { name: 'Open a vault…' }).click()
    await other.window.getByRole('textbox', { name: 'Passphrase' }).fill(JOURNEY_PASSPHRASE)
    await other.window.getByRole('button', { name: 'Unlock' }).click()
    await expect(other.window.getByText(/open in another|already open|in use/iu)).toBeVisible()
  } finally {
    await other.close()
  }
  // The keeper is killed, and its lock with it, although the file of it stays.
  const { keeper } = await pidsOf(clarkson.app)
  await nextWindow(clarkson.app, () => Promise.resolve(process.kill(keeper, 'SIGKILL')))
  await goneAfter([keeper], 3_000)
  expect(readFileSync(join(vault, 'vault.lock'), 'utf8')).toContain(`"pid":${keeper}`)
  expect(commandLine('case', 'list')).toEqual({ status: 0, code: undefined })
})
