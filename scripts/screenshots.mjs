// npm run screenshots: takes the pictures in docs/screenshots anew, with the real app in real Electron.
import { ensureBuilt } from './lib/build.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { ensureElectronForTests, runPlaywright } from './lib/in-electron.mjs'
import { ensureNode } from './lib/node.mjs'
import { main } from './lib/run.mjs'

await main(async () => {
  await ensureDependencies()
  ensureNode()
  const electron = await ensureElectronForTests()
  await ensureBuilt()
  const { code } = await runPlaywright(electron, 'screenshots', process.argv.slice(2))
  return code
})
