import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { launchClarkson, type Launched } from '../support/electron.ts'
import { importFiles, makeVault, openNewCase, willSaveAs } from '../support/journey.ts'

const verifier = resolve(import.meta.dirname, '../../resources/verify/verify-ledger.mjs')

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

async function pick(window: Page, toolbar: string, name: string, option: string): Promise<void> {
  await window
    .getByRole('toolbar', { name: toolbar })
    .getByRole('button', { name: new RegExp(`${name}$`, 'u') })
    .click()
  await window.getByRole('option', { name: option }).click()
}

test('the ledger is looked through, verified, and exported for somebody who verifies it without Clarkson', async () => {
  test.setTimeout(120_000)
  const { app, window } = clarkson
  writeFileSync(join(folder, 'note.txt'), 'Three families at the kiln.')
  await makeVault(app, window, join(folder, 'vault'))
  await openNewCase(window, 'Brick kiln')
  await importFiles(app, window, [join(folder, 'note.txt')])
  await window.getByRole('row', { name: /EX-0001/u }).click()
  await expect(window.getByText('Three families at the kiln.')).toBeVisible()

  await window.keyboard.press('Control+8')
  const ledger = window.getByRole('grid', { name: 'Ledger' })
  // Newest first: who looked at what is there too.
  await expect(ledger.getByRole('row').nth(1)).toContainText('Looked at an exhibit')
  await expect(ledger.getByRole('row')).toHaveCount(5)

  // By keys alone: down the entries, and what is known of each beside them.
  await ledger.focus()
  await window.keyboard.press('End')
  const first = window.getByRole('region', { name: 'Entry 1' })
  await expect(first).toContainText('Made the vault')
  await expect(first).toContainText('Signed by Amina')
  await window.keyboard.press('ArrowUp')
  const second = window.getByRole('region', { name: 'Entry 2' })
  await expect(second).toContainText('As it was written')
  await expect(second).toContainText('Follows the entry before')
  await second.getByRole('button', { name: 'Only this case file' }).click()
  await expect(ledger.getByRole('row')).toHaveCount(4)
  await window.getByRole('button', { name: 'Show everything' }).click()

  await window.keyboard.press('Control+f')
  await window.keyboard.type('imported')
  await expect(ledger.getByRole('row')).toHaveCount(2)
  await window.getByRole('button', { name: 'Show everything' }).click()
  await pick(window, 'What the ledger is narrowed to', 'Act', 'Opened a case file')
  await expect(ledger.getByRole('row')).toHaveCount(2)
  await window.getByLabel('From', { exact: true }).fill('2031-01-01')
  await expect(window.getByRole('heading', { name: 'No such entry' })).toBeVisible()
  await window.getByRole('button', { name: 'Show everything' }).click()
  await expect(ledger.getByRole('row')).toHaveCount(5)

  await window.getByRole('button', { name: 'Verify the ledger' }).click()
  const state = window.getByRole('region', { name: 'The ledger as a whole' })
  await expect(state).toContainText('The ledger holds: 4 entries in unbroken order')
  await expect(state).toContainText('In the header of the vault')

  const file = join(folder, 'ledger.jsonl')
  await willSaveAs(app, file)
  await window.getByRole('button', { name: 'Export the ledger…' }).click()
  const dialog = window.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Choose where…' }).click()
  await expect(dialog).toContainText('5 entries were written to ledger.jsonl.')
  await expect(dialog).toContainText('node verify-ledger.mjs ledger.jsonl')
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await expect(ledger.getByRole('row').nth(1)).toContainText('Exported the ledger')
  expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(7)
  expect(execFileSync(process.execPath, [verifier, file], { encoding: 'utf8' })).toContain('5')
})
