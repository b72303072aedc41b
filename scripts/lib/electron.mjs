import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { withLock } from './lock.mjs'
import { downloadOfficialElectron, failedToday, officialElectron, officialVersion } from './official-electron.mjs'
import { Stop, say } from './run.mjs'
import { ensureTrialElectron, trialExists, trialVersion } from './trial-electron.mjs'

/**
 * The Electron to run, and what it is. In order: the one that ELECTRON_EXEC_PATH names; the official one, if it is here or
 * can be fetched; on 64-bit Linux the trial runtime. `env` is what the app is to know of it.
 */
export async function ensureElectron() {
  const electron = await resolveElectron()
  say(`Electron: ${electron.about}`)
  return electron
}

async function resolveElectron() {
  const given = process.env.ELECTRON_EXEC_PATH
  if (given) {
    if (!existsSync(given)) throw new Stop(`ELECTRON_EXEC_PATH names ${given}, which is not there.`)
    return { path: given, version: versionBeside(given), about: `${given} (from ELECTRON_EXEC_PATH)`, env: {} }
  }
  const official = officialElectron() ?? (await withLock('electron', fetchOfficial))
  if (official) {
    const version = officialVersion()
    return { path: official, version, about: `${version}, the official one`, env: {} }
  }
  if (!trialExists) {
    throw new Stop(
      'There is no Electron to run. Connect to the internet and try again, or set ELECTRON_EXEC_PATH to an Electron ' +
        `${officialVersion()} executable.`,
    )
  }
  const path = await ensureTrialElectron()
  const about = `${trialVersion}, the TRIAL RUNTIME (old and unpatched: for tests and sample cases, never for real ones)`
  return { path, version: trialVersion, about, env: { CLARKSON_TRIAL_RUNTIME: '1' } }
}

/** Once a day is enough where there is something else to run. */
async function fetchOfficial() {
  return officialElectron() ?? (trialExists && failedToday() ? undefined : downloadOfficialElectron())
}

function versionBeside(executable) {
  const file = join(dirname(executable), 'version')
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : 'unknown'
}
