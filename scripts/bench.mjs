// npm run bench: measures the app against plain tools doing the same work, in the same run. Words pick benches by name.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { ensureBuilt } from './lib/build.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { hiddenDisplay, sandbox } from './lib/display.mjs'
import { ensureElectronForTests } from './lib/in-electron.mjs'
import { installPackages, onPath } from './lib/libraries.mjs'
import { machine } from './lib/machine.mjs'
import { ensureNode, toolEnv } from './lib/node.mjs'
import { at } from './lib/paths.mjs'
import { main, run, say } from './lib/run.mjs'

/** What the benches measure against and with: a program, and the Debian package that has it. */
const tools = { age: 'age', qpdf: 'qpdf', time: 'time' }

await main(async () => {
  await ensureDependencies()
  const node = ensureNode()
  await ensureBuilt()
  await ensureTools()
  process.stdout.write(`${machine(execFileSync(node, ['--version'], { encoding: 'utf8' }).trim())}\n`)
  const window = await windowEnvironment()
  let worst = 0
  try {
    for (const file of chosen()) {
      process.stdout.write(`\n${file.replace('.bench.ts', '')}\n`)
      const { code } = await run(node, [at('bench', file)], { env: { ...toolEnv(), ...window.env }, group: true })
      if (code !== 0) say(`${file} ended with status ${code}.`)
      worst = Math.max(worst, code)
    }
  } finally {
    window.stop()
  }
  return worst
})

function chosen() {
  const words = process.argv.slice(2)
  const files = existsSync(at('bench')) ? readdirSync(at('bench')).filter((name) => name.endsWith('.bench.ts')) : []
  return files.toSorted().filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
}

/** A bench without its yardstick says so itself; here they are only brought in, where that is possible and not without a word. */
async function ensureTools() {
  const missing = Object.keys(tools).filter((name) => !onPath(name))
  if (missing.length === 0 || process.platform !== 'linux') return
  const problem = await installPackages(
    missing.map((name) => tools[name]),
    `The benches measure against tools that are missing: ${missing.join(', ')}.`,
  )
  if (problem) say(problem)
}

/** What the bench of the window needs: Electron, and a display that nobody sees. Without them it says so itself. */
async function windowEnvironment() {
  try {
    const electron = await ensureElectronForTests()
    const display = await hiddenDisplay()
    const { env } = await sandbox()
    return { env: { ...electron.env, ...env, ...display.env, CLARKSON_ELECTRON: electron.path }, stop: display.stop }
  } catch (error) {
    say(error.message)
    return { env: {}, stop: () => undefined }
  }
}
