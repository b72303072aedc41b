import { expect, test } from '@playwright/test'
import { launchClarkson, type Launched } from '../support/electron.ts'
import { drawSignature, take } from '../support/picture.ts'

// Takes the pictures of custody, integrity and working copies anew, on the sample office.

let clarkson: Launched

test.beforeAll(async () => {
  test.setTimeout(240_000)
  clarkson = await launchClarkson()
})
test.afterAll(() => clarkson.close())

test('custody, integrity and working copies', async () => {
  test.setTimeout(240_000)
  const { window } = clarkson
  await window.getByRole('button', { name: 'Open the sample office' }).click()
  await window.getByRole('row', { name: /BLR\/2026\/0007/u }).click({ timeout: 200_000 })
  await window.getByRole('tab', { name: /^Evidence/u }).click()
  const register = window.getByRole('grid', { name: 'Evidence register' })
  await register.getByRole('row', { name: /EX-0002/u }).click()
  const exhibit = window.getByRole('region', { name: 'Exhibit EX-0002' })
  await exhibit.getByRole('tab', { name: 'Custody' }).click()

  await window.keyboard.press('Control+Shift+T')
  const form = window.getByRole('dialog', { name: 'Hand-over' })
  await form.getByRole('textbox', { name: 'From', exact: true }).fill('Anuradha Shirolkar')
  await form.getByRole('textbox', { name: 'To', exact: true }).fill('S. Prakash')
  await form.getByRole('textbox', { name: /^Role/u }).nth(1).fill('Special public prosecutor')
  await form.getByRole('textbox', { name: 'Purpose' }).fill('Production at the hearing of 4 May 2026')
  await form.getByRole('textbox', { name: /Seal found/u }).fill('TKP 0088/3')
  await take(window, '21-hand-over')
  await form.getByRole('radiogroup', { name: 'Recipient' }).getByText('Drawn here').click()
  await drawSignature(window, form.getByRole('img', { name: 'Recipient' }))
  await take(window, '22-signature')
  await form.getByRole('button', { name: 'Enter in the chain' }).click()
  const ink = exhibit.getByRole('img', { name: /^Recipient/u })
  await ink.waitFor()
  await window.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Dismiss' }).click()
  await ink.scrollIntoViewIfNeeded()
  await take(window, '23-custody-signed')

  await window.keyboard.press('Control+Shift+R')
  await window.getByRole('dialog', { name: 'Custody register' }).getByText('TKP 0088/1').waitFor()
  await take(window, '24-custody-register')
  await window.keyboard.press('Escape')

  await exhibit.getByRole('button', { name: 'Working copy…' }).click()
  const making = window.getByRole('dialog', { name: 'Working copy of EX-0002' })
  await making.getByLabel('From left').fill('20')
  await making.getByLabel('To right').fill('70')
  await making.getByLabel('Brightness').fill('20')
  await take(window, '25-working-copy')
  await window.keyboard.press('Escape')

  await register.getByRole('row', { name: /EX-0015/u }).click()
  const recording = window.getByRole('region', { name: 'Exhibit EX-0015' })
  await recording.getByRole('button', { name: 'Working copy…' }).click()
  const words = window.getByRole('dialog', { name: 'Working copy of EX-0015' })
  await words.getByText('A translation').click()
  await words.getByRole('textbox', { name: 'Words' }).fill('[00:00:01] You owe eleven thousand.\n[00:00:04] I paid it.')
  await words.getByRole('textbox', { name: 'Language', exact: true }).fill('en')
  await words.getByRole('textbox', { name: 'Translator', exact: true }).fill('A. Nair')
  await words.getByRole('button', { name: 'Make it' }).click()
  await recording.getByRole('tab', { name: 'Side by side' }).click()
  await expect(recording.getByRole('button', { name: 'Go to 00:00:04' })).toBeVisible()
  await window.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Dismiss' }).click()
  await take(window, '26-side-by-side')

  await window.getByRole('contentinfo').getByRole('button', { name: 'Files sound' }).click()
  await window.getByRole('dialog', { name: 'Integrity of the files' }).getByText('Read every file again').waitFor()
  await take(window, '27-integrity')
})
