import { hiddenDisplay, sandbox } from './display.mjs'
import { ensureElectron } from './electron.mjs'
import { ensureSystemLibraries } from './libraries.mjs'
import { runTool } from './node.mjs'
import { Stop } from './run.mjs'

/** Makes ready whatever Playwright needs to drive the app. @throws Stop with the command to type, if something is missing */
export async function ensureElectronForTests() {
  const electron = await ensureElectron()
  const problem = await ensureSystemLibraries(electron.path, { display: true })
  if (problem) throw new Stop(problem)
  return electron
}

/** Runs Playwright over a project of playwright.config.ts, in real Electron on a display that nobody sees. */
export async function runPlaywright(electron, project, args, options = {}) {
  const display = await hiddenDisplay()
  const { env } = await sandbox()
  try {
    return await runTool('playwright', ['test', `--project=${project}`, ...args], {
      ...options,
      group: true,
      env: {
        ...electron.env,
        ...env,
        ...display.env,
        CLARKSON_ELECTRON: electron.path,
        ELECTRON_RUN_AS_NODE: undefined,
      },
    })
  } finally {
    display.stop()
  }
}
