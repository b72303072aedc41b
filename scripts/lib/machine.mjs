import { existsSync } from 'node:fs'
import { arch, cpus, release, totalmem, type } from 'node:os'
import { join } from 'node:path'
import { officialElectron, officialVersion } from './official-electron.mjs'
import { cache } from './paths.mjs'
import { trialVersion } from './trial-electron.mjs'

/** What the figures of a bench were measured on, in a few lines. */
export function machine(nodeVersion) {
  const trial = existsSync(join(cache, `electron-${trialVersion}`)) ? `${trialVersion} (trial runtime)` : 'none here'
  return [
    `Machine   ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(1)} GiB`,
    `System    ${type()} ${release()} ${arch()}`,
    `Node      ${nodeVersion}`,
    `Electron  ${officialElectron() ? officialVersion() : trial}`,
  ].join('\n')
}
