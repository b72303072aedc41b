import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { addClient, importFiles, JOURNEY_PASSPHRASE, makeVault, openNewCase, willSaveAs } from '../support/journey.ts'
import { launchClarkson, type Launched, nextWindow } from '../support/electron.ts'
import { wordyPdf } from '../support/source-pdfs.ts'

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

test('evidence in, prosecution bundle out', async () => {
  test.setTimeout(120_000)
  const { app } = clarkson
  let { window } = clarkson
  const faults: string[] = []
  window.on('pageerror', ({ message }) => faults.push(message))
  window.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  writeFileSync(join(folder, 'report.pdf'), await wordyPdf('report', 3))
  writeFileSync(join(folder, 'note.txt'), 'Three families at the kiln.')

  await makeVault(app, window, join(folder, 'vault'))
  await openNewCase(window, 'Brick kiln')
  await addClient(window, 'Sunita Devi')
  // A protected name shows on a deliberate press only.
  const client = window.getByRole('listitem', { name: 'Client 1' })
  await expect(client).not.toContainText('Sunita')
  await client.getByRole('button', { name: 'Show name' }).click()
  await expect(client).toContainText('Sunita Devi')

  await importFiles(app, window, [join(folder, 'report.pdf'), join(folder, 'note.txt')])
  const register = window.getByRole('grid', { name: 'Evidence register' })
  await register.getByRole('row', { name: /EX-0001/u }).click()
  const exhibit = window.getByRole('region', { name: 'Exhibit EX-0001' })
  await expect(exhibit.getByRole('img', { name: 'Page 1 of 3' })).toBeVisible()
  await expect
    .poll(() =>
      exhibit.getByRole('img', { name: 'Page 1 of 3' }).evaluate((image) => (image as HTMLImageElement).naturalWidth),
    )
    .toBeGreaterThan(100)
  await exhibit.getByRole('tab', { name: 'Custody' }).click()
  await expect(exhibit).toContainText('Chain whole: 2 events')
  await register.getByRole('row', { name: /EX-0002/u }).click()
  await expect(window.getByRole('region', { name: 'Exhibit EX-0002' })).toContainText('Three families at the kiln.')

  await window.getByRole('tab', { name: /^Statements/u }).click()
  await window.getByRole('button', { name: 'Record a statement…' }).first().click()
  const recording = window.getByRole('dialog')
  await recording.getByRole('button', { name: /Witness/u }).click()
  await window.getByRole('option', { name: /Client 1/u }).click()
  await recording
    .getByRole('textbox', { name: 'Text of the statement' })
    .fill('I came in November.\n\nI produce the report, EX-0001.')
  await recording.getByRole('button', { name: 'Record as a draft' }).click()
  await window.getByRole('button', { name: 'Mark as signed…' }).click()
  const signing = window.getByRole('dialog')
  await signing.getByText('The witness has signed exactly these words', { exact: true }).click()
  await signing.getByRole('button', { name: /^Mark as signed/u }).click()
  await expect(window.getByRole('button', { name: 'Record a new version…' })).toBeVisible()

  await window.getByRole('navigation', { name: 'Where you are' }).getByRole('link').nth(1).click()
  await window.getByRole('tab', { name: 'Bundles' }).click()
  await window.getByRole('button', { name: 'New bundle…' }).first().click()
  const beginning = window.getByRole('dialog')
  await beginning.getByRole('textbox', { name: /^Title/u }).fill('Prosecution bundle')
  await beginning.getByRole('button', { name: 'Begin the bundle' }).click()
  await window.getByRole('button', { name: 'Add documents…' }).first().click()
  const adding = window.getByRole('dialog')
  for (const name of ['Statement of Client 1', 'report', 'Chronology'])
    await adding.getByRole('row', { name: new RegExp(`^${name}`, 'u') }).click()
  await adding.getByRole('button', { name: /^Add/u }).last().click()
  await window.getByRole('button', { name: 'Build', exact: true }).click()
  await expect(window.getByRole('tab', { name: /^Check/u })).toBeVisible({ timeout: 30_000 })
  await expect(window.getByRole('img', { name: /^Page 1 of \d+$/u })).toBeVisible()
  await window.getByRole('tab', { name: /^Check/u }).click()
  await expect(window.getByRole('tabpanel', { name: /^Check/u })).toContainText(/\d+ rules hold/u)
  await expect(window.getByRole('tabpanel', { name: /^Check/u })).not.toContainText('Does not hold')

  const saved = join(folder, 'bundle.pdf')
  await willSaveAs(app, saved)
  await window.getByRole('button', { name: 'Save the PDF…' }).click()
  await window.getByRole('dialog').getByRole('button', { name: 'Choose where…' }).click()
  await expect(window.getByRole('region', { name: 'Notices' })).toContainText('Saved as bundle.pdf')
  const mupdf = await import('mupdf')
  const bundle = mupdf.Document.openDocument(readFileSync(saved), 'application/pdf')
  const texts = Array.from({ length: bundle.countPages() }, (_, i) => bundle.loadPage(i).toStructuredText('').asText())
  expect(texts.join('\n')).toContain('report page 3')
  expect(texts.join('\n')).not.toContain('Sunita')
  expect(readdirSync(folder).toSorted()).toEqual(['bundle.pdf', 'note.txt', 'report.pdf', 'vault'])
  expect(faults).toEqual([])

  window = await nextWindow(app, () => window.getByRole('button', { name: 'Lock the vault' }).click())
  await window.getByRole('textbox', { name: 'Passphrase' }).fill('not the passphrase')
  await window.getByRole('button', { name: 'Unlock' }).click()
  await expect(window.getByText(/The passphrase did not open the vault/u)).toBeVisible()
  await window.getByRole('textbox', { name: 'Passphrase' }).fill(JOURNEY_PASSPHRASE)
  await window.getByRole('button', { name: 'Unlock' }).click()
  await expect(window.getByRole('row', { name: /Brick kiln/u })).toBeVisible()
  expect(await window.title()).toBe('Clarkson')
})

test('the first run offers a sample office, and it opens', async () => {
  test.setTimeout(180_000)
  const { window } = clarkson
  await window.getByRole('button', { name: 'Open the sample office' }).click()
  await expect(window.getByRole('row', { name: /BLR\/2026\/0007/u })).toBeVisible({ timeout: 150_000 })
  await window.getByRole('row', { name: /BLR\/2026\/0007/u }).click()
  await window.getByRole('tab', { name: /^Evidence/u }).click()
  const register = window.getByRole('grid', { name: 'Evidence register' })
  await window.getByRole('searchbox', { name: 'Filter the evidence' }).fill('.wav')
  await expect(register.getByRole('row')).toHaveCount(2)
  await register.getByRole('row').nth(1).click()
  const player = window.locator('audio')
  await expect(player).toBeVisible()
  await expect.poll(() => player.evaluate((audio) => (audio as HTMLAudioElement).duration)).toBeGreaterThan(5)
})
