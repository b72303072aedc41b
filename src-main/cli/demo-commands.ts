import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { exportBuild } from '../acts/build-bundle.ts'
import { openOffice } from '../acts/office.ts'
import { SAMPLE_PASSPHRASE } from '../contract/vault.ts'
import { makeSampleOffice } from '../demo/make-sample-office.ts'
import { placesFrom } from '../door/tools.ts'
import { type Command, required } from './command.ts'

/** The sample office. */
export const demoCommands: readonly Command[] = [
  {
    usage: 'demo DIR',
    about: 'makes a complete sample office of invented cases, and a built bundle beside it',
    run: async (call) => {
      const folder = resolve(required(call, 0, 'DIR'))
      await mkdir(folder, { recursive: true })
      const vault = join(folder, 'vault')
      const bundle = join(folder, 'prosecution-bundle.pdf')
      const tools = call.tools()
      const made = await makeSampleOffice(
        vault,
        { tools, places: placesFrom(call.programFolder) },
        { onProgress: call.progress('items'), cancel: call.cancel },
      )
      const office = await openOffice(vault, { passphrase: Buffer.from(SAMPLE_PASSPHRASE, 'utf8') }, tools)
      try {
        await exportBuild(office.desk, { buildId: made.buildId, path: bundle, givenTo: '', overwrite: true })
      } finally {
        await office.close()
      }
      return {
        json: { vault, passphrase: SAMPLE_PASSPHRASE, bundle, cases: made.cases },
        lines: [`vault: ${vault}`, `passphrase: ${SAMPLE_PASSPHRASE}`, `bundle: ${bundle}`],
      }
    },
  },
]
