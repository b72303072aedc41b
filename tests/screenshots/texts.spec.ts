import { expect, test } from '@playwright/test'
import { launchClarkson, type Launched } from '../support/electron.ts'
import { take } from '../support/picture.ts'

// Takes the pictures of what exhibits say anew, on the sample office.

let clarkson: Launched

test.beforeAll(async () => {
  test.setTimeout(240_000)
  clarkson = await launchClarkson()
})
test.afterAll(() => clarkson.close())

test('what exhibits say, and what is recognised in their pictures', async () => {
  test.setTimeout(240_000)
  const { window } = clarkson
  await window.getByRole('button', { name: 'Open the sample office' }).click()
  await window.getByRole('row', { name: /BLR\/2026\/0007/u }).click({ timeout: 200_000 })
  await window.getByRole('tab', { name: /^Evidence/u }).click()
  const register = window.getByRole('grid', { name: 'Evidence register' })
  await register.getByRole('row', { name: /EX-0011/u }).click()
  const report = window.getByRole('region', { name: 'Exhibit EX-0011' })
  await report.getByRole('tab', { name: 'Text' }).click()
  await expect(report.getByText('The text of this file was read.')).toBeVisible({ timeout: 60_000 })
  await report.getByRole('searchbox', { name: 'Find on this page' }).fill('kiln')
  await expect(report.locator('mark').first()).toBeVisible()
  await take(window, '60-text')

  await register.getByRole('row', { name: /EX-0009/u }).click()
  const receipt = window.getByRole('region', { name: 'Exhibit EX-0009' })
  await receipt.getByRole('tab', { name: 'Text' }).click()
  await receipt.getByRole('button', { name: 'Recognise text' }).scrollIntoViewIfNeeded()
  await take(window, '61-recognise')
  await receipt.getByRole('button', { name: 'Recognise text' }).click()
  await expect(receipt.getByText(/Recognised as/u)).toBeVisible({ timeout: 60_000 })
  await receipt.getByText(/Recognised as/u).scrollIntoViewIfNeeded()
  await take(window, '62-recognised')
})
