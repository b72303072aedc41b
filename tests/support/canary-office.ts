import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type ElectronApplication, type Page } from '@playwright/test'
import { callFrom } from './electron.ts'
import { willChoose } from './journey.ts'
import { wordyPdf } from './source-pdfs.ts'

/** An office whose every word can be recognised: `<mark>-<number>`. */
export interface CanaryOffice {
  create(): Promise<void>
  unlock(): Promise<void>
  /** Records what is to be found again, through the window's own door; tells how many distinct strings that were. */
  plant(): Promise<number>
  /** Opens every screen, plays a sound, selects and copies. */
  lookAtEverything(): Promise<void>
  lock(): Promise<void>
}

/** Where a canary office is made and by which window. */
export interface CanaryPlaces {
  readonly app: ElectronApplication
  readonly window: Page
  readonly mark: string
  readonly passphrase: string
  readonly vault: string
  /** Where the files lie that are imported. */
  readonly sources: string
}

/** Makes an office in an empty folder and fills it with words that can be looked for. */
export function canaryOffice({ app, window, mark, passphrase, vault, sources }: CanaryPlaces): CanaryOffice {
  let planted = 0
  const canary = (): string => `${mark}-${String(++planted).padStart(3, '0')}`
  const canaries = (count: number): readonly string[] => Array.from({ length: count }, canary)

  async function ask<T>(name: string, input: unknown): Promise<T> {
    const reply = (await callFrom(window, name, input)) as { ok: boolean; value: T; failure?: unknown }
    if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.failure)}`)
    return reply.value
  }

  async function plantCase(): Promise<{ readonly caseId: string; readonly parties: readonly string[] }> {
    const { caseId } = await ask<{ caseId: string }>('case.create', {
      title: canary(),
      caseType: 'bonded-labour',
      profile: 'GENERIC',
      court: canary(),
      policeNumber: canary(),
      summary: canary(),
    })
    const parties: string[] = []
    for (let i = 0; i < 12; i++) {
      const capacities = i % 2 === 0 ? ['witness'] : ['client']
      const party = { caseId, name: canary(), aliases: canaries(2), capacities, notes: canary() }
      parties.push((await ask<{ partyId: string }>('party.add', party)).partyId)
    }
    for (let i = 0; i < 10; i++)
      await ask('event.add', { caseId, when: '2026-02', what: canary(), where: canary(), sources: [canary()] })
    await ask('hearing.add', { caseId, date: '2026-03-04', purpose: canary(), court: canary(), outcome: canary() })
    return { caseId, parties }
  }

  async function plantEvidence(caseId: string): Promise<void> {
    mkdirSync(sources, { recursive: true })
    const place = (name: string): string => join(sources, name)
    writeFileSync(place(`${canary()}.txt`), canaries(20).join('\nand then '))
    writeFileSync(place('report.pdf'), await wordyPdf(canary(), 3))
    writeFileSync(place('call.wav'), soundOf(canaries(10).join(' ')))
    await willChoose(app, [
      place(`${mark}-${String(planted - 31).padStart(3, '0')}.txt`),
      place('report.pdf'),
      place('call.wav'),
    ])
    const granted = await ask<readonly { grant: string }[]>('dialog.evidence', { what: 'files' })
    expect(granted.length).toBe(3)
    const details = { title: canary(), description: canary(), collectedBy: canary(), place: canary(), source: canary() }
    const grants = granted.map(({ grant }) => grant)
    await over(ask('exhibit.import', { caseId, grants, details }))
  }

  async function over(started: Promise<unknown>): Promise<void> {
    const { jobId } = (await started) as { jobId: string }
    await expect
      .poll(
        async () =>
          (await ask<readonly { jobId: string; state: string }[]>('job.list', {})).find((job) => job.jobId === jobId)
            ?.state,
        { timeout: 60_000 },
      )
      .toBe('done')
  }

  async function plantBundle(caseId: string): Promise<void> {
    const { rows } = await ask<{ rows: readonly { exhibitId: string; mediaType: string }[] }>('exhibit.page', {
      caseId,
    })
    const pdf = rows.find(({ mediaType }) => mediaType === 'application/pdf')
    const entries = [{ exhibit: pdf?.exhibitId, title: canary() }]
    const plan = { title: canary(), profile: 'GENERIC', sections: [{ title: canary(), entries }] }
    const { bundleId } = await ask<{ bundleId: string }>('bundle.create', { caseId, plan })
    await over(ask('bundle.build', { bundleId }))
  }

  const tab = (name: RegExp): Promise<void> => window.getByRole('tab', { name }).click()

  async function lookAtEvidence(): Promise<void> {
    await tab(/^Evidence/u)
    const rows = window.getByRole('grid', { name: 'Evidence register' }).getByRole('row')
    await expect(rows).toHaveCount(4)
    for (const position of [1, 2, 3]) {
      await rows.nth(position).click()
      await expect(window.locator('audio, pre, img[alt^="Page 1"], canvas').first()).toBeVisible()
      await window.waitForTimeout(400)
    }
    if ((await window.locator('audio').count()) > 0)
      await window.locator('audio').evaluate((audio) => (audio as HTMLAudioElement).play().catch(() => undefined))
  }

  return {
    async create() {
      mkdirSync(vault, { recursive: true })
      await willChoose(app, [vault])
      const { grant } = await ask<{ grant: string }>('dialog.vaultFolder', { purpose: 'create' })
      await ask('vault.create', { folder: grant, name: 'Office', user: 'Amina', passphrase })
      await window.reload()
    },
    async unlock() {
      await window.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase)
      await window.getByRole('button', { name: 'Unlock' }).click()
      await window.getByRole('heading', { name: 'Case files', level: 1 }).waitFor()
    },
    async plant() {
      const { caseId, parties } = await plantCase()
      const [witness] = parties
      await plantEvidence(caseId)
      await ask('statement.record', {
        caseId,
        witness,
        source: { from: 'text', text: canaries(199 - planted - 3).join('.\n\nI saw ') },
        details: { takenBy: canary() },
      })
      await plantBundle(caseId)
      return planted
    },
    async lookAtEverything() {
      await window
        .getByRole('grid', { name: /Case files/u })
        .getByRole('row')
        .nth(1)
        .click()
      await window.getByRole('heading', { level: 1 }).waitFor()
      await lookAtEvidence()
      await tab(/^Chronology/u)
      await window.waitForTimeout(300)
      await tab(/^Statements/u)
      await window.getByRole('row').nth(1).click()
      await window.getByRole('heading', { level: 1 }).waitFor()
      await window.keyboard.press('Control+a')
      await window.keyboard.press('Control+c')
      await window.getByRole('navigation', { name: 'Where you are' }).getByRole('link').nth(1).click()
      await tab(/^Bundles/u)
      await window.getByRole('row').nth(1).click()
      await window.getByRole('heading', { level: 1 }).waitFor()
      await window.waitForTimeout(1_000)
    },
    async lock() {
      // The process that would say that it was pressed may be gone by then.
      await window
        .getByRole('button', { name: 'Lock the vault' })
        .click()
        .catch(() => undefined)
    },
  }
}

/** A second of silence and a text among its samples, as a WAV file. */
function soundOf(text: string): Uint8Array {
  const samples = Buffer.alloc(16_000)
  samples.write(text, 4_000, 'latin1')
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + samples.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(8_000, 24)
  head.writeUInt32LE(16_000, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(samples.length, 40)
  return Buffer.concat([head, samples])
}
