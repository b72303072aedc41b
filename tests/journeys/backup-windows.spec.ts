import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { launchClarkson, type Launched, nextWindow } from '../support/electron.ts'
import { importFiles, JOURNEY_PASSPHRASE, makeVault, openNewCase, willChoose } from '../support/journey.ts'

let folder: string
let clarkson: Launched

test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'clarkson-journey-'))
  clarkson = await launchClarkson()
})
test.afterEach(async () => {
  await clarkson.close()
  rmSync(folder, { recursive: true, force: true })
})

async function unlock(window: Page): Promise<void> {
  await window.getByRole('textbox', { name: 'Passphrase' }).fill(JOURNEY_PASSPHRASE)
  await window.getByRole('button', { name: 'Unlock' }).click()
}

async function makeFiledVault(): Promise<void> {
  const { app, window } = clarkson
  writeFileSync(join(folder, 'note.txt'), 'Three families at the kiln.')
  await makeVault(app, window, join(folder, 'vault'))
  await openNewCase(window, 'Brick kiln')
  await importFiles(app, window, [join(folder, 'note.txt')])
}

/** The one filed file of a vault or a folder of backups. */
function blobIn(root: string): string {
  const names = readdirSync(join(root, 'blobs'), { recursive: true, encoding: 'utf8' })
  return join(root, 'blobs', names.find((name) => name.endsWith('.age')) ?? '')
}

test('a vault is backed up, the backup read again, and restored before any vault is open', async () => {
  test.setTimeout(180_000)
  const { app } = clarkson
  let { window } = clarkson
  await makeFiledVault()
  const drive = join(folder, 'drive')
  mkdirSync(drive)

  // Evidence without a backup is told of on every screen, until it is waved away or backed up.
  await window.getByRole('region', { name: 'Reminder to back up' }).getByRole('button', { name: 'Back up…' }).click()
  await willChoose(app, [drive])
  await window.getByRole('button', { name: 'Choose a folder…' }).click()
  await expect(window.getByText('No backup in this folder yet')).toBeVisible()
  await window.getByRole('button', { name: 'Back up now' }).click()
  await expect(window.getByText(/^Backup 1 is whole/u)).toBeVisible()
  const list = window.getByRole('grid', { name: 'Backups in this folder' })
  await expect(list.getByRole('row')).toHaveCount(2)
  await expect(list).toContainText('Read back when made')

  await list.getByRole('button', { name: 'What to do with backup 1' }).click()
  await window.getByRole('menuitem', { name: /^Verify this backup/u }).click()
  await expect(window.getByText(/signed by Amina/u)).toBeVisible()
  await expect(list).toContainText('Read again on')

  await window.getByRole('button', { name: 'Change…' }).click()
  await window.getByRole('dialog').getByRole('spinbutton', { name: 'Remind me after so many days' }).fill('3')
  await window.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(window.getByText('When the last backup is 3 days old')).toBeVisible()

  // A drive that forgot a file is found out.
  const blob = blobIn(drive)
  cpSync(blob, join(folder, 'kept'))
  rmSync(blob)
  await list.getByRole('button', { name: 'What to do with backup 1' }).click()
  await window.getByRole('menuitem', { name: /^Verify this backup/u }).click()
  await expect(window.getByText(/Backup 1 is not as it was written: 1 file is missing/u)).toBeVisible()
  await expect(list).toContainText('Not whole on')
  cpSync(join(folder, 'kept'), blob)

  window = await nextWindow(app, () => window.getByRole('button', { name: 'Lock the vault' }).click())
  await window.getByRole('button', { name: /^Another vault/u }).click()
  await willChoose(app, [drive])
  await window.getByRole('button', { name: /^Restore a backup…/u }).click()
  const restoring = window.getByRole('region', { name: 'Restore a backup…' })
  await expect(restoring).toContainText('Nairobi office')
  await restoring.getByRole('textbox', { name: 'Passphrase of that time' }).fill(JOURNEY_PASSPHRASE)
  const restored = join(folder, 'restored')
  mkdirSync(restored)
  await willChoose(app, [restored])
  await restoring.getByRole('button', { name: 'Choose an empty folder…' }).click()
  await restoring.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(restoring).toContainText('all of the restored vault was checked', { timeout: 30_000 })
  await restoring.getByRole('button', { name: 'Go and unlock it' }).click()

  await unlock(window)
  await window.getByRole('row', { name: /Brick kiln/u }).waitFor({ timeout: 30_000 })
  await window.getByRole('button', { name: 'Office' }).click()
  await expect(window.getByRole('grid', { name: 'Ledger' })).toContainText('Restored the vault from a backup')
  // What was arranged after the backup is not in it.
  await window.getByRole('tab', { name: 'Backups' }).click()
  await expect(window.getByText('When the last backup is 7 days old')).toBeVisible()
  await expect(window.getByText(/^Last backed up on .*, today/u)).toBeVisible()
})

test('an older copy of a vault is told of, and opened only when that is said to be meant', async () => {
  test.setTimeout(120_000)
  const { app } = clarkson
  let { window } = clarkson
  const vault = join(folder, 'vault')
  const lock = (): Promise<Page> =>
    nextWindow(app, () => window.getByRole('button', { name: 'Lock the vault' }).click())
  await makeVault(app, window, vault)
  await openNewCase(window, 'Brick kiln')
  window = await lock()
  cpSync(vault, join(folder, 'older'), { recursive: true })
  await unlock(window)
  await window.getByRole('row', { name: /Brick kiln/u }).waitFor({ timeout: 30_000 })
  await openNewCase(window, 'Stone quarry')
  window = await lock()
  rmSync(vault, { recursive: true })
  cpSync(join(folder, 'older'), vault, { recursive: true })

  await unlock(window)
  const title = window.getByText('This is not the newest state of the vault')
  await expect(title).toBeVisible({ timeout: 30_000 })
  await expect(window.getByText(/This computer remembers entry 3 of this vault’s ledger/u)).toBeVisible()
  await window.getByRole('button', { name: 'Open this older copy…' }).click()
  const open = window.getByRole('button', { name: 'Open this older copy', exact: true })
  await expect(open).toBeDisabled()
  await window.getByText('I put this copy back, and it is meant to be the vault').click()
  await open.click()
  await window.getByRole('row', { name: /Brick kiln/u }).waitFor({ timeout: 30_000 })
  await expect(window.getByRole('row', { name: /Stone quarry/u })).toHaveCount(0)
  await window.getByRole('button', { name: 'Office' }).click()
  await expect(window.getByRole('grid', { name: 'Ledger' }).getByRole('row').nth(1)).toContainText(
    'Took an older copy of the vault for the vault',
  )
})

test('a vault is checked while it is open, and what is damaged is named and the rest saved', async () => {
  test.setTimeout(120_000)
  const { app, window } = clarkson
  await makeFiledVault()
  await window.getByRole('button', { name: 'Later' }).click()
  await window.getByRole('button', { name: 'Office' }).click()
  await window.getByRole('tab', { name: 'Health' }).click()
  await window.getByRole('button', { name: 'Check deeply' }).click()
  await expect(window.getByText(/^This vault is whole: .* to its last byte/u)).toBeVisible()

  rmSync(blobIn(join(folder, 'vault')))
  await window.getByRole('button', { name: 'Check quickly' }).click()
  await expect(window.getByText('One damage was found.')).toBeVisible()
  const damages = window.getByRole('region', { name: 'What is damaged' })
  await expect(damages).toContainText(/The stored file of .* EX-0001 note.* is missing\./u)

  const saved = join(folder, 'saved')
  mkdirSync(saved)
  await willChoose(app, [saved])
  await window.getByRole('button', { name: 'Save what can be read…' }).click()
  await expect(window.getByText(/One file is lost\./u)).toBeVisible()
  expect(readdirSync(saved)).toContain('records.jsonl.age')
})
