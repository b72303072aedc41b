import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { launchClarkson, type Launched } from '../support/electron.ts'
import { willChoose } from '../support/journey.ts'
import { take } from '../support/picture.ts'

// Takes the pictures of docs/screenshots anew, on the sample office: every name and place in them is invented.

let clarkson: Launched
let drive: string

test.beforeAll(async () => {
  test.setTimeout(240_000)
  drive = mkdtempSync(join(tmpdir(), 'clarkson-drive-'))
  clarkson = await launchClarkson()
})
test.afterAll(async () => {
  await clarkson.close()
  rmSync(drive, { recursive: true, force: true })
})

test('every screen, and one of them in the dark', async () => {
  test.setTimeout(240_000)
  const { window } = clarkson
  await take(window, '01-begin')
  await window.getByRole('button', { name: 'Open the sample office' }).click()
  await expect(window.getByRole('row', { name: /BLR\/2026\/0007/u })).toBeVisible({ timeout: 200_000 })
  await window.getByRole('button', { name: 'Dismiss' }).first().click()
  await take(window, '02-case-files')
  await window.getByRole('row', { name: /BLR\/2026\/0007/u }).click()
  await take(window, '03-case-file')

  await window.getByRole('tab', { name: /^Evidence/u }).click()
  const register = window.getByRole('grid', { name: 'Evidence register' })
  await register.getByRole('row', { name: /EX-0002/u }).click()
  await take(window, '04-evidence')
  await register.getByRole('row', { name: /EX-0011/u }).click()
  await take(window, '05-evidence-document')
  await window.getByRole('tab', { name: 'Custody' }).click()
  await take(window, '06-custody')

  await window.getByRole('tab', { name: /^Statements/u }).click()
  await take(window, '07-statements')
  await window
    .getByRole('row', { name: /Client 1/u })
    .first()
    .click()
  await take(window, '08-statement')
  await window.getByRole('navigation', { name: 'Where you are' }).getByRole('link').nth(1).click()
  await window.getByRole('tab', { name: 'Chronology' }).click()
  await take(window, '09-chronology')

  await window.getByRole('tab', { name: 'Bundles' }).click()
  await window.getByRole('row', { name: /Prosecution bundle/u }).click()
  // The pages before the first section are lettered in this profile.
  await window.getByRole('img', { name: /^Page A of/u }).waitFor()
  await take(window, '10-bundle')
  await window.getByRole('tab', { name: /^Check/u }).click()
  await take(window, '11-bundle-check')
  await window.keyboard.press('Control+k')
  await take(window, '12-commands')
  await window.keyboard.press('Escape')

  await window.emulateMedia({ colorScheme: 'dark' })
  await window.getByRole('tab', { name: 'Pages' }).click()
  await take(window, '13-bundle-dark')
  await window.emulateMedia({ colorScheme: 'light' })

  await window.keyboard.press('Control+9')
  await window.getByRole('tab', { name: 'People and keys' }).click()
  await window.getByRole('heading', { name: 'People', level: 2 }).waitFor()
  await take(window, '18-people')
  await window.keyboard.press('Control+8')
  const ledger = window.getByRole('grid', { name: 'Ledger' })
  await ledger.getByRole('row').nth(4).click()
  await window.getByText(/^Signed by/u).waitFor()
  await take(window, '14-ledger')
  await window.getByRole('button', { name: 'Verify the ledger' }).click()
  await window.getByText(/^The ledger holds/u).waitFor()
  await take(window, '15-ledger-verified')

  await window.getByRole('tab', { name: 'Backups' }).click()
  await willChoose(clarkson.app, [drive])
  await window.getByRole('button', { name: 'Choose a folder…' }).click()
  await window.getByRole('button', { name: 'Back up now' }).click()
  await window.getByText(/^Backup 1 is whole/u).waitFor({ timeout: 60_000 })
  await take(window, '16-backups')
  await window.getByRole('tab', { name: 'Health' }).click()
  await window.getByRole('button', { name: 'Check deeply' }).click()
  await window.getByText(/^This vault is whole/u).waitFor({ timeout: 60_000 })
  await take(window, '17-health')
})
