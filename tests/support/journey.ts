import { mkdirSync } from 'node:fs'
import type { ElectronApplication, Locator, Page } from '@playwright/test'

/** What the next system dialog that opens files or folders answers. */
export async function willChoose(app: ElectronApplication, paths: readonly string[]): Promise<void> {
  await app.evaluate(
    ({ dialog }, filePaths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths })
    },
    [...paths],
  )
}

/** What the next system dialog that saves answers. */
export async function willSaveAs(app: ElectronApplication, filePath: string): Promise<void> {
  await app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path })
  }, filePath)
}

export const JOURNEY_PASSPHRASE = 'four quiet rivers meet here'

/** Makes a vault in an empty folder as a person would, and comes to its empty list of case files. */
export async function makeVault(app: ElectronApplication, window: Page, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  await willChoose(app, [folder])
  await window.getByRole('button', { name: 'Create a vault…' }).click()
  await window.getByRole('textbox', { name: 'Name of the vault' }).fill('Nairobi office')
  await window.getByRole('textbox', { name: 'Your name' }).fill('Amina')
  await window.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(JOURNEY_PASSPHRASE)
  await window.getByRole('textbox', { name: 'Passphrase again' }).fill(JOURNEY_PASSPHRASE)
  await window.getByRole('button', { name: 'Create the vault' }).click()
  const groups = window.getByRole('list', { name: 'Recovery key' }).getByRole('listitem').locator('code')
  await groups.first().waitFor()
  const key = await groups.allTextContents()
  for (const field of await window.getByRole('textbox', { name: /group$/u }).all()) {
    const place = Number.parseInt((await field.getAttribute('aria-label')) ?? (await labelOf(field)), 10)
    await field.fill(key[place - 1] ?? '')
  }
  await window.getByRole('button', { name: /I have written it down/u }).click()
  await window.getByRole('heading', { name: 'Case files', level: 1 }).waitFor()
}

/** Types the passphrase again where it is asked for; does nothing where the last proof was a minute ago or less. */
export async function proveIfAsked(window: Page, passphrase = JOURNEY_PASSPHRASE): Promise<void> {
  const dialog = window.getByRole('dialog', { name: 'Is it still you?' })
  const isAsked = await dialog.waitFor({ timeout: 1_500 }).then(
    () => true,
    () => false,
  )
  if (!isAsked) return
  await dialog.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase)
  await dialog.getByRole('button', { name: 'Go on' }).click()
  await dialog.waitFor({ state: 'hidden' })
}

/** Opens a case file from the list of case files. */
export async function openNewCase(window: Page, title: string): Promise<void> {
  await window.getByRole('button', { name: 'New case file…' }).first().click()
  const dialog = window.getByRole('dialog')
  await dialog.getByRole('textbox', { name: /^Title/u }).fill(title)
  await dialog.getByRole('button', { name: /Case type/u }).click()
  await window.getByRole('option', { name: 'Bonded labour' }).click()
  await dialog.getByRole('button', { name: 'Open the case file' }).click()
  await window.getByRole('heading', { name: title, level: 1 }).waitFor()
}

/** Adds a client to the case that is open. */
export async function addClient(window: Page, name: string): Promise<void> {
  await window.getByRole('button', { name: 'Add a party…' }).click()
  const dialog = window.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
  await dialog.getByText('Client', { exact: true }).click()
  await dialog.getByRole('button', { name: 'Add the party' }).click()
  await dialog.waitFor({ state: 'hidden' })
}

/** Imports files into the case that is open, and comes back to its evidence register. */
export async function importFiles(app: ElectronApplication, window: Page, paths: readonly string[]): Promise<void> {
  await window.getByRole('tab', { name: /^Evidence/u }).click()
  await willChoose(app, paths)
  await window.getByRole('button', { name: 'Import files…' }).click()
  const dialog = window.getByRole('dialog')
  await dialog.getByRole('button', { name: /^Import(?: \d+ files)?$/u }).click()
  await window.getByRole('grid', { name: 'Evidence register' }).waitFor()
}

async function labelOf(field: Locator): Promise<string> {
  return field.evaluate((element) => (element as HTMLInputElement).labels?.[0]?.textContent ?? '')
}
