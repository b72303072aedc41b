import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { encodePng } from '../../src-main/pages/png.ts'
import { importFiles, makeVault, openNewCase, willChoose, willSaveAs } from '../support/journey.ts'
import { launchClarkson, type Launched } from '../support/electron.ts'
import { drawSignature } from '../support/picture.ts'

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

/** A picture with two halves. */
function halves(): Uint8Array {
  const [width, height] = [600, 300]
  const rgb = new Uint8Array(width * height * 3)
  for (let i = 0; i < width * height; i += 1) rgb.set(i % width < width / 2 ? [170, 60, 40] : [40, 90, 160], i * 3)
  return encodePng({ widthPixels: width, heightPixels: height, rgb }, 72)
}

test('evidence is handed over, signed for, put on paper, copied and found damaged', async () => {
  test.setTimeout(150_000)
  const { app, window } = clarkson
  const faults: string[] = []
  window.on('pageerror', ({ message }) => faults.push(message))
  writeFileSync(join(folder, 'gate.png'), halves())
  await makeVault(app, window, join(folder, 'vault'))
  await openNewCase(window, 'Brick kiln')
  await importFiles(app, window, [join(folder, 'gate.png')])
  await window
    .getByRole('grid', { name: 'Evidence register' })
    .getByRole('row', { name: /EX-0001/u })
    .click()
  const exhibit = window.getByRole('region', { name: 'Exhibit EX-0001' })
  await exhibit.getByRole('tab', { name: 'Custody' }).click()

  // How it was taken, before it came here; whoever watched signs, and is named.
  await exhibit.getByRole('button', { name: 'Add to the chain' }).click()
  await window.getByRole('menuitem', { name: 'Seizure…' }).click()
  const seizure = window.getByRole('dialog', { name: 'Seizure' })
  await seizure.getByRole('textbox', { name: 'When', exact: true }).fill('2026-03-01T09:30')
  await seizure.getByRole('textbox', { name: 'Offset from UTC' }).fill('+05:30')
  await seizure.getByRole('textbox', { name: 'Who did it' }).fill('Inspector K. Rao')
  await seizure.getByRole('textbox', { name: 'Place' }).fill('Kiln 4, Katpadi')
  await seizure.getByRole('textbox', { name: /^From/u }).fill('R. Murugan')
  await seizure.getByRole('textbox', { name: 'Authority' }).fill('Search warrant 118/2026')
  await seizure.getByRole('textbox', { name: 'Seal put on' }).fill('BLR 00412')
  await seizure.getByRole('radiogroup', { name: 'Witness' }).getByText('Drawn here').click()
  await drawSignature(window, seizure.getByRole('img', { name: 'Witness' }))
  await seizure.getByRole('button', { name: 'Enter in the chain' }).click()
  await expect(seizure).toContainText('Fill this in.')
  await seizure.getByRole('textbox', { name: /^Witness/u }).fill('Village officer Selvi')
  await seizure.getByRole('button', { name: 'Enter in the chain' }).click()
  await expect(exhibit).toContainText('2026, 09:30:00 UTC+05:30')

  // Without the recipient's signature the hand-over is pending.
  await window.keyboard.press('Control+Shift+T')
  const form = window.getByRole('dialog', { name: 'Hand-over' })
  await form.getByRole('button', { name: 'Enter in the chain' }).click()
  await expect(form).toContainText('Fill this in.')
  await form.getByRole('textbox', { name: 'From', exact: true }).fill('Amina')
  await form.getByRole('textbox', { name: 'To', exact: true }).fill('S. Prakash')
  await form.getByRole('textbox', { name: 'Purpose' }).fill('Trial on 4 May')
  await form.getByRole('textbox', { name: /Seal found/u }).fill('BLR 00412')
  await form.getByRole('radiogroup', { name: 'Giver' }).getByText('With the key of Amina').click()
  await form.getByRole('button', { name: 'Enter in the chain' }).click()
  await expect(exhibit).toContainText('Awaits a signature')

  // It is found in the register, and signed for there.
  await window.keyboard.press('Control+Shift+R')
  const register = window.getByRole('dialog', { name: 'Custody register' })
  await expect(register).toContainText('1 hand-over waits')
  await register.getByRole('button', { name: 'Sign for it…' }).click()
  const receipt = window.getByRole('dialog', { name: 'Sign for it' })
  await receipt.getByRole('button', { name: 'Enter in the chain' }).click()
  await expect(receipt).toContainText('The recipient has not signed yet.')
  await drawSignature(window, receipt.getByRole('img', { name: 'Recipient' }))
  await receipt.getByRole('button', { name: 'Enter in the chain' }).click()
  await expect(exhibit.getByRole('img', { name: /^Recipient/u })).toBeVisible()
  await expect(exhibit).not.toContainText('Awaits a signature')

  // An event entered by mistake is taken back, and stays.
  await exhibit.getByRole('button', { name: 'Add to the chain' }).click()
  await window.getByRole('menuitem', { name: 'Sealing…' }).click()
  const sealing = window.getByRole('dialog', { name: 'Sealing' })
  await sealing.getByRole('textbox', { name: 'Seal put on' }).fill('X 1')
  await sealing.getByRole('button', { name: 'Enter in the chain' }).click()
  await window.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Undo' }).last().click()
  await expect(exhibit).toContainText('Taken back')

  const report = join(folder, 'report.pdf')
  await willSaveAs(app, report)
  await exhibit.getByRole('button', { name: 'Custody report…' }).click()
  await window.getByRole('dialog').getByRole('button', { name: 'Save as…' }).click()
  await expect(window.getByRole('region', { name: 'Notices' })).toContainText('report.pdf was saved')
  const mupdf = await import('mupdf')
  const pdf = mupdf.Document.openDocument(readFileSync(report), 'application/pdf')
  const words = Array.from({ length: pdf.countPages() }, (_, i) => pdf.loadPage(i).toStructuredText('').asText()).join(
    '\n',
  )
  for (const said of ['S. Prakash', 'Trial on 4 May', 'BLR 00412', 'How this was kept']) expect(words).toContain(said)

  // A working copy is a new exhibit, and each leads to the other.
  await exhibit.getByRole('button', { name: 'Working copy…' }).click()
  const making = window.getByRole('dialog', { name: 'Working copy of EX-0001' })
  await making
    .getByRole('spinbutton', { name: 'To right' })
    .or(making.getByRole('textbox', { name: 'To right' }))
    .fill('50')
  await making.getByRole('button', { name: 'Make it' }).click()
  await expect(window.getByRole('region', { name: 'Notices' })).toContainText('EX-0002 was made')
  await exhibit.getByRole('tab', { name: 'Details' }).click()
  await exhibit.getByRole('button', { name: /^EX-0002, crop/u }).click()
  const copy = window.getByRole('region', { name: 'Exhibit EX-0002' })
  await copy.getByRole('tab', { name: 'Details' }).click()
  await expect(copy).toContainText('Made from EX-0001 (crop)')

  // One changed byte is told, with the bytes, wherever the exhibit shows.
  for (const shelf of readdirSync(join(folder, 'vault', 'blobs')))
    for (const name of readdirSync(join(folder, 'vault', 'blobs', shelf))) {
      const path = join(folder, 'vault', 'blobs', shelf, name)
      const bytes = readFileSync(path)
      writeFileSync(path, bytes.with(bytes.length - 20, (bytes.at(-20) ?? 0) ^ 1))
    }
  await window.getByRole('contentinfo').getByRole('button', { name: 'Files sound' }).click()
  await window.getByRole('dialog').getByRole('button', { name: 'Check everything' }).click()
  const state = window.getByRole('contentinfo').getByRole('button', { name: '2 files damaged' })
  await expect(state).toBeVisible()
  await state.click()
  const integrity = window.getByRole('dialog', { name: 'Integrity of the files' })
  await expect(integrity).toContainText('Damaged: EX-0001')
  await expect(integrity).toContainText('None of its 3,737 bytes can be read')
  // What has no whole copy of the file changes nothing.
  await willChoose(app, [folder])
  await integrity.getByRole('button', { name: 'Put back from a backup…' }).first().click()
  await expect(window.getByRole('region', { name: 'Notices' })).toContainText('has no whole copy')
  expect(faults).toEqual([])
})
