import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { launchClarkson, type Launched, nextWindow } from '../support/electron.ts'
import { addClient, JOURNEY_PASSPHRASE, makeVault, openNewCase, proveIfAsked } from '../support/journey.ts'

const ravis = 'orchard velvet tunnel walnut'
const own = 'lantern meadow copper thistle'

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

async function office(window: Page, tab: string): Promise<void> {
  await window.keyboard.press('Control+9')
  await window.getByRole('tab', { name: tab }).click()
}

async function letIn(window: Page, name: string, passphrase: string): Promise<void> {
  await office(window, 'People and keys')
  await window.getByRole('button', { name: 'Let a person in…' }).click()
  const adding = window.getByRole('dialog', { name: 'Let a person in' })
  await adding.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
  await adding.getByRole('textbox', { name: 'Their passphrase', exact: true }).fill(passphrase)
  await adding.getByRole('textbox', { name: 'Passphrase again' }).fill(passphrase)
  await adding.getByRole('button', { name: 'Let them in' }).click()
  await proveIfAsked(window)
  await window.getByRole('listitem', { name }).waitFor()
}

async function lock(window: Page): Promise<Page> {
  return nextWindow(clarkson.app, () => window.getByRole('button', { name: 'Lock the vault' }).click())
}

async function unlock(window: Page, user: string, passphrase: string): Promise<void> {
  await window.getByRole('button', { name: /User$/u }).click()
  await window.getByRole('option', { name: user }).click()
  await window.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase)
  await window.getByRole('button', { name: 'Unlock' }).click()
  await window.getByRole('heading', { name: 'Case files', level: 1 }).waitFor()
}

/** Keeps a picture of the window among the results of the journey. */
async function picture(window: Page, name: string): Promise<void> {
  await test.info().attach(name, { body: await window.screenshot(), contentType: 'image/png' })
}

test('a case is restricted to one, the other no longer sees it, and is let in and out again', async () => {
  test.setTimeout(240_000)
  let { window } = clarkson
  await makeVault(clarkson.app, window, join(folder, 'vault'))
  await letIn(window, 'Ravi', ravis)
  await window.keyboard.press('Control+0')
  await openNewCase(window, 'State v Kamau')
  const readers = window.getByRole('region', { name: 'Who can read it' })
  await expect(readers).toContainText('Everyone who may open the vault')
  await readers.getByRole('button', { name: 'Restrict this case…' }).click()
  const asking = window.getByRole('alertdialog', { name: /^Restrict/u })
  await expect(asking.getByRole('checkbox', { name: 'Amina (Director), you' })).toBeChecked()
  await expect(asking.getByRole('checkbox', { name: 'Ravi (Lawyer)' })).not.toBeChecked()
  await expect(asking).toContainText('Make a new backup')
  await picture(window, 'restrict')
  await asking.getByRole('button', { name: 'Restrict the case' }).click()
  await proveIfAsked(window)
  const done = window.getByRole('dialog', { name: 'Restricting a case' })
  await expect(done).toContainText('The case is restricted', { timeout: 60_000 })
  await done.getByRole('button', { name: 'Close', exact: true }).last().click()
  await expect(readers).toContainText('Only those named here')
  await expect(readers.getByRole('listitem', { name: 'Ravi' })).toBeHidden()
  await picture(window, 'restricted-overview')
  await window.keyboard.press('Control+0')
  await expect(window.getByRole('row', { name: /State v Kamau/u })).toContainText('Restricted')
  await picture(window, 'case-list')

  window = await lock(window)
  await unlock(window, 'Ravi', ravis)
  await expect(window.getByText('State v Kamau')).toBeHidden()
  await office(window, 'Compartments')
  await expect(window.getByText('There is 1 compartment more, which you cannot open.')).toBeVisible()

  window = await lock(window)
  await unlock(window, 'Amina', JOURNEY_PASSPHRASE)
  await window.getByRole('row', { name: /State v Kamau/u }).dblclick()
  await window.getByRole('button', { name: 'Let somebody read it…' }).click()
  const granting = window.getByRole('dialog', { name: /^Let somebody read/u })
  await granting.getByRole('radio', { name: /Ravi/u }).check({ force: true })
  await granting.getByRole('button', { name: 'Let them read it' }).click()
  await proveIfAsked(window)
  await expect(readersOf(window).getByRole('listitem', { name: 'Ravi' })).toBeVisible()

  window = await lock(window)
  await unlock(window, 'Ravi', ravis)
  await expect(window.getByRole('row', { name: /State v Kamau/u })).toBeVisible()

  window = await lock(window)
  await unlock(window, 'Amina', JOURNEY_PASSPHRASE)
  await window.getByRole('row', { name: /State v Kamau/u }).dblclick()
  await readersOf(window).getByRole('listitem', { name: 'Ravi' }).getByRole('button', { name: 'Withdraw…' }).click()
  const taking = window.getByRole('alertdialog', { name: 'Withdraw it from Ravi?' })
  await expect(taking).toContainText('it is given a new key')
  await taking.getByRole('button', { name: 'Withdraw it' }).click()
  await proveIfAsked(window)
  await expect(readersOf(window).getByRole('listitem', { name: 'Ravi' })).toBeHidden()

  window = await lock(window)
  await unlock(window, 'Ravi', ravis)
  await expect(window.getByText('State v Kamau')).toBeHidden()
})

function readersOf(window: Page): ReturnType<Page['getByRole']> {
  return window.getByRole('region', { name: 'Who can read it' })
}

test('a case is opened restricted, and aftercare is written, read, and kept under a passphrase of its own', async () => {
  test.setTimeout(240_000)
  let { window } = clarkson
  await makeVault(clarkson.app, window, join(folder, 'vault'))
  await letIn(window, 'Ravi', ravis)
  await office(window, 'Compartments')
  await expect(window.getByText('No compartments yet')).toBeVisible()
  await window.getByRole('button', { name: 'Make the aftercare compartment…' }).click()
  await window.getByRole('dialog').getByRole('button', { name: 'Make it' }).click()
  await proveIfAsked(window)
  const aftercare = window.getByRole('region', { name: 'Aftercare' })
  await expect(aftercare.getByRole('listitem', { name: 'Amina' })).toBeVisible()

  await window.keyboard.press('Control+0')
  await window.getByRole('button', { name: 'New case file…' }).first().click()
  const opening = window.getByRole('dialog', { name: 'New case file' })
  await opening.getByRole('textbox', { name: /^Title/u }).fill('State v Otieno')
  await opening.getByRole('button', { name: /Case type/u }).click()
  await window.getByRole('option', { name: 'Bonded labour' }).click()
  await opening.getByText('Only some may read it', { exact: true }).click()
  await picture(window, 'new-case')
  await opening.getByRole('button', { name: 'Open the case file' }).click()
  await proveIfAsked(window)
  await window.getByRole('heading', { name: 'State v Otieno', level: 1 }).waitFor()
  await expect(readersOf(window)).toContainText('Only those named here')

  await addClient(window, 'Wanjiru')
  await window.getByRole('button', { name: 'Aftercare…' }).click()
  await expect(window.getByRole('dialog')).toContainText('Nothing is written yet')
  await window.getByRole('button', { name: 'Add a note…' }).click()
  const writing = window.getByRole('dialog', { name: /^Note on the aftercare/u })
  await writing.getByRole('button', { name: /Kind/u }).click()
  await window.getByRole('option', { name: 'Review' }).click()
  await expect(writing.getByRole('button', { name: 'Add the note' })).toBeDisabled()
  await writing.getByRole('button', { name: /What it is about/u }).click()
  await window.getByRole('option', { name: 'Mental wellbeing' }).click()
  await writing.getByText('4', { exact: true }).click()
  await writing.getByRole('textbox', { name: 'Text' }).fill('Sleeps through the night since March.')
  await picture(window, 'add-note')
  await writing.getByRole('button', { name: 'Add the note' }).click()
  const notes = window.getByRole('list', { name: 'Aftercare notes' }).getByRole('listitem')
  await expect(notes).toContainText(['score 4 of 5'])
  await expect(notes).toContainText(['Sleeps through the night since March.'])
  await picture(window, 'notes')
  await window.keyboard.press('Escape')

  await office(window, 'Compartments')
  await aftercare.getByRole('button', { name: 'Give it a passphrase…' }).click()
  const giving = window.getByRole('dialog', { name: 'Passphrase of Aftercare' })
  await giving.getByRole('textbox', { name: 'New passphrase of the compartment', exact: true }).fill(own)
  await giving.getByRole('textbox', { name: 'Passphrase again' }).fill(own)
  await giving.getByRole('button', { name: 'Save' }).click()
  await proveIfAsked(window)
  await expect(aftercare).toContainText('has a passphrase of its own')
  await picture(window, 'compartments')

  window = await lock(window)
  await unlock(window, 'Amina', JOURNEY_PASSPHRASE)
  await window.getByRole('row', { name: /State v Otieno/u }).dblclick()
  await expect(window.getByRole('listitem', { name: 'Client 1' })).toBeVisible()
  await expect(window.getByRole('button', { name: 'Aftercare…' })).toBeHidden()
  await office(window, 'Compartments')
  await expect(window.getByText('Needs its own passphrase')).toBeVisible()
  await picture(window, 'shut')
  await window.getByRole('button', { name: 'Open…' }).click()
  const asking = window.getByRole('dialog', { name: 'Open the compartment' })
  await asking.getByRole('textbox', { name: 'Passphrase of the compartment' }).fill(own)
  await asking.getByRole('button', { name: 'Open it' }).click()
  await expect(window.getByRole('region', { name: 'Aftercare' })).toBeVisible({ timeout: 30_000 })
})
