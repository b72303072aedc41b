import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SAMPLE_PASSPHRASE } from '../contract/vault.ts'
import type { BinderPlaces } from '../acts/binder-protocol.ts'
import { buildBundle } from '../acts/build-bundle.ts'
import type { Watch } from '../acts/desk.ts'
import { createOffice, type OfficeTools, openOffice } from '../acts/office.ts'
import { stopIfCancelled } from '../kernel/cancel.ts'
import { type FiledCase, fileCase } from './file-case.ts'
import { openEvidenceTools } from './files/tools.ts'
import { sampleEvidence, sampleOffice } from './sample-office.ts'

/** What making the sample office takes. */
export interface SampleMakers {
  readonly tools: OfficeTools
  readonly places: BinderPlaces
}

/** The sample office as it was made. */
export interface MadeSample {
  readonly cases: readonly FiledCase[]
  /** The build of the first case's bundle. */
  readonly buildId: string
}

/** The file that says that a sample office is whole; it is written last. */
const MARKER = 'sample.json'

/** The passphrase as bytes that may be wiped. */
function passphrase(): Uint8Array {
  return Buffer.from(SAMPLE_PASSPHRASE, 'utf8')
}

/**
 * Makes the sample office in an absent or empty folder: a vault with every sample case, its evidence, statements and
 * chronology, and a built bundle. Every person and place in it is invented, so its passphrase is no secret.
 *
 * @throws Refusal `vault.folder-not-empty`, `disk.full`, `cancelled`
 */
export async function makeSampleOffice(
  folder: string,
  { tools, places }: SampleMakers,
  watch: Watch = {},
): Promise<MadeSample> {
  const { name, user, role, cases } = sampleOffice
  await createOffice(folder, { name, user, role, passphrase: passphrase(), isInvented: true }, tools)
  const office = await openOffice(folder, { passphrase: passphrase(), user }, tools)
  try {
    const evidenceTools = openEvidenceTools({
      texts: join(places.resources, 'sample'),
      fonts: ['noto-sans', 'noto-sans-devanagari', 'noto-sans-khmer', 'noto-serif'].map((font) =>
        join(places.modules, '@expo-google-fonts', font),
      ),
    })
    const total = sampleEvidence.length + 1
    let done = 0
    const step = (): void => {
      stopIfCancelled(watch.cancel)
      done += 1
      watch.onProgress?.({ done, total })
    }
    const filed: FiledCase[] = []
    for (const sample of cases) filed.push(await fileCase(office.desk, sample, evidenceTools, step))
    const bundleId = filed.find((one) => one.bundleId !== undefined)?.bundleId ?? ''
    const build = await buildBundle(
      office.desk,
      { bundleId, unusable: 'refuse' },
      watch.cancel ? { cancel: watch.cancel } : {},
    )
    step()
    await writeFile(join(folder, MARKER), '{"sample":1}\n', { mode: 0o600 })
    return { cases: filed, buildId: build.buildId }
  } finally {
    await office.close({ keepTools: true })
  }
}
