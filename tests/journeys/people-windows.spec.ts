import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { launchClarkson, type Launched, nextWindow } from '../support/electron.ts'
import { JOURNEY_PASSPHRASE, makeVault, proveIfAsked, willChoose, willSaveAs } from '../support/journey.ts'

const newer = 'harbour lantern thistle copper'
const ravis = 'orchard velvet tunnel walnut'

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

async function people(window: Page): Promise<void> {
  await window.getByRole('heading', { name: 'Case files', level: 1 }).waitFor()
  await window.keyboard.press('Control+9')
  await window.getByRole('tab', { name: 'People and keys' }).click()
  await window.getByRole('heading', { name: 'People', level: 2 }).waitFor()
}

async function choosePassphrase(window: Page, label: string, passphrase: string): Promise<void> {
  const dialog = window.getByRole('dialog')
  await dialog.getByRole('textbox', { name: label, exact: true }).fill(passphrase)
  await dialog.getByRole('textbox', { name: 'Passphrase again' }).fill(passphrase)
}

/** Copies two groups of the key that is shown, as from paper, and says so; gives the key. */
async function writeDown(window: Page): Promise<string> {
  const groups = window.getByRole('list', { name: 'Recovery key' }).getByRole('listitem').locator('code')
  await groups.first().waitFor({ timeout: 30_000 })
  const key = await groups.allTextContents()
  await window.getByRole('textbox', { name: '2nd group' }).fill(key[1] ?? '')
  await window.getByRole('textbox', { name: '5th group' }).fill(key[4] ?? '')
  await window.getByRole('button', { name: /^I have written it down/u }).click()
  return key.join('-')
}

async function unlock(window: Page, user: string, passphrase: string): Promise<void> {
  await window.getByRole('button', { name: /User$/u }).click()
  await window.getByRole('option', { name: user }).click()
  await window.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase)
  await window.getByRole('button', { name: 'Unlock' }).click()
}

async function lock(window: Page): Promise<Page> {
  return nextWindow(clarkson.app, () => window.getByRole('button', { name: 'Lock the vault' }).click())
}

test('a person is let in, works under their role, is given another, and is removed', async () => {
  test.setTimeout(180_000)
  const { app } = clarkson
  let { window } = clarkson
  await makeVault(app, window, join(folder, 'vault'))
  await people(window)
  await window.getByRole('button', { name: 'Let a person in…' }).click()
  const adding = window.getByRole('dialog', { name: 'Let a person in' })
  await adding.getByRole('textbox', { name: 'Name', exact: true }).fill('Ravi')
  // What is easily guessed is not taken, and why is said.
  await choosePassphrase(window, 'Their passphrase', 'Password2024')
  await expect(adding).toContainText('it is among those that are tried first')
  await expect(adding.getByRole('button', { name: 'Let them in' })).toBeDisabled()
  await adding.getByRole('button', { name: 'Suggest one' }).click()
  await expect(adding).toContainText('Six words chosen by chance')
  await choosePassphrase(window, 'Their passphrase', ravis)
  await expect(adding).toContainText(/Strong: about \d+ bits/u)
  await adding.getByRole('button', { name: 'Let them in' }).click()
  await proveIfAsked(window)
  const ravi = window.getByRole('listitem', { name: 'Ravi' })
  await expect(ravi).toContainText('Lawyer')

  window = await lock(window)
  await unlock(window, 'Ravi', ravis)
  await people(window)
  await expect(window.getByText('Only a director lets people in and out')).toBeVisible()
  await expect(window.getByRole('button', { name: 'Let a person in…' })).toBeHidden()

  window = await lock(window)
  await unlock(window, 'Amina', JOURNEY_PASSPHRASE)
  await people(window)
  const again = window.getByRole('listitem', { name: 'Ravi' })
  await again.getByRole('button', { name: 'Role…' }).click()
  await window.getByRole('dialog').getByText('Looks, and changes nothing.').click()
  await window.getByRole('button', { name: 'Save' }).click()
  await proveIfAsked(window)
  await expect(again).toContainText('Viewer')
  await again.getByRole('button', { name: 'Remove…' }).click()
  await window.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await proveIfAsked(window)
  await expect(again).toContainText('removed on')

  window = await lock(window)
  await expect(window.getByRole('textbox', { name: 'Passphrase' })).toBeVisible()
  await expect(window.getByText('Ravi')).toBeHidden()
})

test('R5, R6: a key file is made and opens, the master key is changed, and the recovery key opens for one who lost everything', async () => {
  test.setTimeout(240_000)
  const { app } = clarkson
  let { window } = clarkson
  await makeVault(app, window, join(folder, 'vault'))
  await people(window)
  await window.getByRole('button', { name: 'Add a key file…' }).click()
  const keyFile = join(folder, 'amina.keyfile')
  await willSaveAs(app, keyFile)
  await window.getByRole('button', { name: 'Make a new key file…' }).click()
  await expect(window.getByRole('dialog')).toContainText('amina.keyfile')
  expect(readFileSync(keyFile, 'latin1')).toMatch(/^clarkson-key-file-1\n/u)
  await choosePassphrase(window, 'Passphrase to use with it', newer)
  await window.getByRole('button', { name: 'Add it' }).click()
  await proveIfAsked(window)
  await expect(window.getByText('passphrase and key file', { exact: true })).toBeVisible()

  window = await lock(window)
  await window.getByRole('textbox', { name: 'Passphrase' }).fill(newer)
  await window.getByRole('button', { name: 'Unlock' }).click()
  await expect(window.getByText(/The passphrase did not open the vault/u)).toBeVisible()
  await willChoose(app, [keyFile])
  await window.getByRole('button', { name: 'Use a key file…' }).click()
  await window.getByRole('button', { name: 'Unlock' }).click()
  await people(window)

  await window.getByRole('button', { name: 'Change the master key…' }).click()
  const rotating = window.getByRole('alertdialog', { name: 'Change the master key' })
  await rotating.getByRole('textbox', { name: 'Your passphrase now' }).fill(newer)
  await willChoose(app, [keyFile])
  await rotating.getByRole('button', { name: 'Use a key file…' }).click()
  await rotating.getByText('Keep my passphrase', { exact: true }).click()
  await rotating.getByRole('button', { name: 'Change the master key…' }).click()
  let recoveryKey = ''
  window = await nextWindow(app, async () => {
    recoveryKey = await writeDown(window)
  })

  await window.getByRole('button', { name: 'I cannot open it any more…' }).click()
  await window.getByRole('textbox', { name: 'Recovery key' }).fill(recoveryKey)
  await window.getByRole('textbox', { name: 'New passphrase', exact: true }).fill(ravis)
  await window.getByRole('textbox', { name: 'Passphrase again' }).fill(ravis)
  await window.getByRole('button', { name: 'Take the new passphrase and open' }).click()
  await window.getByRole('heading', { name: 'Case files', level: 1 }).waitFor({ timeout: 60_000 })
  await window.keyboard.press('Control+8')
  const ledger = window.getByRole('grid', { name: 'Ledger' })
  await expect(ledger).toContainText('Let a user in again with the recovery key')
  await expect(ledger).toContainText('Gave the vault a new master key')
  expect(existsSync(join(folder, 'vault', 'vault.db'))).toBe(true)
})

test('R9: before anything leaves the vault the passphrase is asked for again, and giving up does nothing', async () => {
  test.setTimeout(180_000)
  const { app, window } = clarkson
  await makeVault(app, window, join(folder, 'vault'))
  await window.waitForTimeout(61_000)
  await people(window)
  await window.getByRole('button', { name: 'Make a new recovery key…' }).click()
  await window.getByRole('alertdialog').getByRole('button', { name: 'Make a new recovery key…' }).click()
  const proof = window.getByRole('dialog', { name: 'Is it still you?' })
  await proof.getByRole('textbox', { name: 'Passphrase' }).fill('not the passphrase at all')
  await proof.getByRole('button', { name: 'Go on' }).click()
  await expect(proof).toContainText('The passphrase did not open the vault')
  await proof.getByRole('button', { name: 'Cancel' }).click()
  await expect(window.getByRole('list', { name: 'Recovery key' })).toBeHidden()
  await window.getByRole('alertdialog').getByRole('button', { name: 'Make a new recovery key…' }).click()
  await proveIfAsked(window)
  await writeDown(window)
  await expect(window.getByText('The new recovery key counts now.')).toBeVisible()
})
