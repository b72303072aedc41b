import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import type { AxeResults } from 'axe-core'
import { launchClarkson, type Launched } from '../support/electron.ts'
import { addClient, importFiles, makeVault, openNewCase, willChoose } from '../support/journey.ts'
import { wordyPdf } from '../support/source-pdfs.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** The rules of WCAG 2.2 A and AA that a program can check. Source: https://www.w3.org/TR/WCAG22/ */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

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

async function expectAccessible(window: Page, screen: string, without: readonly string[] = []): Promise<void> {
  await window.evaluate(axe)
  // What React Aria says to screen readers comes and goes in a place of its own; it is no part of the screen.
  const context = { exclude: ['[data-live-announcer]'] }
  const { violations } = await window.evaluate(
    ([where, runOnly, left]) => {
      const { axe: loaded } = globalThis as unknown as {
        axe: { run(context: unknown, options: unknown): Promise<AxeResults> }
      }
      return loaded.run(where, { runOnly, rules: Object.fromEntries(left.map((rule) => [rule, { enabled: false }])) })
    },
    [context, RULES, without] as const,
  )
  const told = violations.map(({ id, nodes }) => ({
    screen,
    id,
    where: nodes.slice(0, 5).map(({ html }) => html.slice(0, 160)),
  }))
  expect(told).toEqual([])
}

test('every screen keeps the rules of accessibility that a program can check', async () => {
  test.setTimeout(180_000)
  const { app, window } = clarkson
  writeFileSync(join(folder, 'report.pdf'), await wordyPdf('report', 2))
  await expectAccessible(window, 'begin')
  await makeVault(app, window, join(folder, 'vault'))
  await expectAccessible(window, 'case files, empty')
  await openNewCase(window, 'Brick kiln')
  await addClient(window, 'Sunita Devi')
  await expectAccessible(window, 'case file')
  await importFiles(app, window, [join(folder, 'report.pdf')])
  await window.getByRole('row', { name: /EX-0001/u }).click()
  await expect(window.getByRole('img', { name: 'Page 1 of 2' })).toBeVisible()
  await expectAccessible(window, 'evidence')
  await window.getByRole('tab', { name: 'Custody' }).click()
  await expectAccessible(window, 'custody')
  for (const name of ['Statements', 'Chronology', 'Bundles']) {
    await window.getByRole('tab', { name: new RegExp(`^${name}`, 'u') }).click()
    await expectAccessible(window, name)
  }
  await window.getByRole('button', { name: 'New bundle…' }).first().click()
  await expectAccessible(window, 'new bundle')
  await window
    .getByRole('dialog')
    .getByRole('textbox', { name: /^Title/u })
    .fill('Prosecution bundle')
  await window.getByRole('button', { name: 'Begin the bundle' }).click()
  await window.getByRole('treegrid', { name: 'Sections and documents' }).waitFor()
  await expectAccessible(window, 'bundle')
  await window.keyboard.press('Control+k')
  // The list is moved through from the field above it, which keeps the focus; an item's shortcut describes it and is no
  // part of its name.
  await expectAccessible(window, 'commands', ['scrollable-region-focusable', 'label-content-name-mismatch'])
  await window.keyboard.press('Escape')
  await window.keyboard.press('Control+8')
  await window.getByRole('grid', { name: 'Ledger' }).getByRole('row').nth(1).click()
  await expect(window.getByText(/^Signed by/u)).toBeVisible()
  await expectAccessible(window, 'ledger')
  await window.getByRole('button', { name: 'Export the ledger…' }).click()
  await expectAccessible(window, 'ledger, export')
  await window.keyboard.press('Escape')
  await window.getByRole('tab', { name: 'Backups' }).click()
  mkdirSync(join(folder, 'drive'))
  await willChoose(app, [join(folder, 'drive')])
  await window.getByRole('button', { name: 'Choose a folder…' }).click()
  await window.getByRole('button', { name: 'Back up now' }).click()
  await window.getByRole('grid', { name: 'Backups in this folder' }).waitFor()
  await expectAccessible(window, 'backups')
  await window.getByRole('button', { name: 'What to do with backup 1' }).click()
  await window.getByRole('menuitem', { name: /^Restore this backup/u }).click()
  await expectAccessible(window, 'restore')
  await window.keyboard.press('Escape')
  await window.getByRole('tab', { name: 'Health' }).click()
  await window.getByRole('button', { name: 'Check quickly' }).click()
  await window.getByText(/^This vault is whole/u).waitFor()
  await expectAccessible(window, 'health')
  await window.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(window, 'health, dark')
  await window.keyboard.press('Control+8')
  await expectAccessible(window, 'ledger, dark')
  await window.keyboard.press('Alt+ArrowLeft')
  await window.keyboard.press('Alt+ArrowLeft')
  await window.keyboard.press('Alt+ArrowLeft')
  await window.keyboard.press('Alt+ArrowLeft')
  await window.getByRole('treegrid', { name: 'Sections and documents' }).waitFor()
  await expectAccessible(window, 'bundle, dark')
})
