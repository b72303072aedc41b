import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { callFrom, launchClarkson, type Launched } from '../support/electron.ts'
import { makeVault } from '../support/journey.ts'

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

test('the program remembers in the profile, outside the vault, what it saw of its ledger', async () => {
  const { app, window, userData } = clarkson
  await makeVault(app, window, join(folder, 'vault'))
  const { value } = (await callFrom(window, 'vault.status', {})) as { value: { vaultId: string } }
  const page = (await callFrom(window, 'audit.page', {})) as { value: { rows: readonly { act: string }[] } }
  expect(page.value.rows.map(({ act }) => act)).toEqual(['vault.create'])
  const heads = JSON.parse(readFileSync(join(userData, 'heads.json'), 'utf8')) as { vaults: Record<string, object> }
  expect(heads.vaults[value.vaultId]).toMatchObject({ sequence: 1 })
})
