// npm run -s clarkson -- COMMAND ...: the command line, built first if its sources have changed.
// It runs in this very process: standard streams, signals and exit status are its own, and no second Node need start.
import Module from 'node:module'
import { builtCommandLine, ensureBuilt } from './lib/build.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { main } from './lib/run.mjs'

await main(async () => {
  await ensureDependencies()
  await ensureBuilt()
})
if (process.exitCode !== 0) process.exit()

process.argv.splice(1, 1, builtCommandLine)
process.exitCode = undefined
Module.runMain(builtCommandLine)
