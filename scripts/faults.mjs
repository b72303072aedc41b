// npm run faults: kills the command line, fills its disk and fails its drive, 2,000 times unless told otherwise (npm run
// faults -- 500), and prints a table of what came of it. The seed it prints, in FAULT_SEED, gives the same run again.
import { randomInt } from 'node:crypto'
import { ensureBuilt } from './lib/build.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { ensureNode, runTool } from './lib/node.mjs'
import { main, Stop } from './lib/run.mjs'

await main(async () => {
  const [runs = '2000'] = process.argv.slice(2)
  if (!/^[1-9]\d*$/.test(runs)) throw new Stop('npm run faults -- RUNS')
  await ensureDependencies()
  ensureNode()
  await ensureBuilt()
  const seed = process.env.FAULT_SEED ?? String(randomInt(2 ** 31))
  const env = { FAULT_RUNS: runs, FAULT_SEED: seed }
  const args = ['run', '--project', 'integration', 'tests/integration/faults.test.ts', '--disable-console-intercept']
  const { code } = await runTool('vitest', args, { group: true, env })
  return code
})
