// npm start: sets up what is missing, builds, and opens the window. Without a display it makes the sample office instead.
// Arguments go to the app; `--demo-dir FOLDER` says where the sample office goes, if it comes to that.
import { parseArgs } from 'node:util'
import { ensureBuilt } from './lib/build.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { hasDisplay, sandbox } from './lib/display.mjs'
import { ensureElectron } from './lib/electron.mjs'
import { ensureSystemLibraries } from './lib/libraries.mjs'
import { ensureNode } from './lib/node.mjs'
import { Stop, main, run, say } from './lib/run.mjs'
import { showSampleOffice } from './lib/sample-office.mjs'

await main(async () => {
  const { values } = parseArgs({ options: { 'demo-dir': { type: 'string' } }, strict: false, allowPositionals: true })
  await ensureDependencies()
  ensureNode()
  const electron = await windowOrReason()
  if (typeof electron === 'string') {
    say(`${electron}\nThe window cannot open, so here is the sample office from the command line (clarkson demo).`)
    return showSampleOffice(values['demo-dir'])
  }
  await ensureBuilt()
  const { args, env } = await sandbox()
  const { code } = await run(electron.path, ['.', ...args, ...process.argv.slice(2)], {
    // Some editors' terminals set ELECTRON_RUN_AS_NODE, which would make a plain Node of it.
    env: { ...process.env, ...electron.env, ...env, ELECTRON_RUN_AS_NODE: undefined },
  })
  return code
})

/** The Electron to open the window with, or why there can be none. */
async function windowOrReason() {
  if (!hasDisplay()) return 'There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set).'
  try {
    const electron = await ensureElectron()
    return (await ensureSystemLibraries(electron.path, { display: false })) ?? electron
  } catch (error) {
    if (error instanceof Stop) return error.message
    throw error
  }
}
