// npm run check: what tools can see of the code's order. Every step runs, whatever the others say.
import { ensureDependencies } from './lib/dependencies.mjs'
import { ensureNode, runTool, toolEnv } from './lib/node.mjs'
import { at } from './lib/paths.mjs'
import { main, run } from './lib/run.mjs'

const ours = ['src-main', 'src-renderer', 'tests', 'bench']
const quiet = { output: 'capture' }

/** Type-checks one world: contract and domain know neither Node nor a page; each of the others knows its own. */
const types = (folder) => [`types: ${folder}`, () => runTool('tsc', ['-p', folder], { of: 'typescript', ...quiet })]
const script = (name) => run(ensureNode(), [at('scripts', name)], { env: toolEnv(), ...quiet })

const steps = [
  [
    'lint',
    () => runTool('oxlint', ['-c', '.oxlintrc.json', '--type-aware', '--deny-warnings', ...ours, 'scripts'], quiet),
  ],
  types('src-main'),
  types('src-main/contract'),
  types('src-main/domain'),
  types('src-renderer'),
  types('tests'),
  ['format', () => runTool('prettier', ['--check', '--log-level', 'warn', '.'], quiet)],
  [
    'rooms',
    () =>
      runTool('depcruise', ['--config', '.dependency-cruiser.cjs', ...ours], { of: 'dependency-cruiser', ...quiet }),
  ],
  ['unused', () => runTool('knip', ['--no-progress'], quiet)],
  ['licences', () => script('licences.mjs')],
  ['lock file', () => script('lockfile.mjs')],
]

await main(async () => {
  await ensureDependencies()
  ensureNode()
  const wanted = process.argv.slice(2)
  const queue = steps.filter(([name]) => wanted.length === 0 || wanted.some((word) => name.includes(word)))
  const failed = []
  // Two at a time: these tools are hungry, and the machines that check are small.
  await Promise.all([1, 2].map(() => work(queue, failed)))
  process.stdout.write(failed.length === 0 ? 'Every check passed.\n' : `Failed: ${failed.join(', ')}\n`)
  return failed.length === 0 ? 0 : 1
})

async function work(queue, failed) {
  for (let step = queue.shift(); step; step = queue.shift()) {
    const [name, check] = step
    const began = Date.now()
    const { code, text } = await check()
    const seconds = ((Date.now() - began) / 1000).toFixed(1)
    process.stdout.write(`${code === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(20)} ${seconds.padStart(5)} s\n`)
    if (code === 0) continue
    failed.push(name)
    process.stdout.write(`${text.trimEnd().replace(/^/gm, '       ')}\n`)
  }
}
