import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { builtCommandLine, ensureBuilt } from './build.mjs'
import { ensureNode, toolEnv } from './node.mjs'
import { cache } from './paths.mjs'
import { Stop, run, say } from './run.mjs'

/**
 * Makes the sample office with `clarkson demo`, unless this build has made it there before, and prints where things are.
 */
export async function showSampleOffice(folder = join(cache, 'sample-office')) {
  const build = await ensureBuilt()
  const note = join(cache, 'sample-office.json')
  const known = existsSync(note) ? JSON.parse(readFileSync(note, 'utf8')) : {}
  const fresh = known.build === build && known.folder === folder && existsSync(known.office.bundle)
  const office = fresh ? known.office : await makeOffice(folder)
  mkdirSync(cache, { recursive: true })
  writeFileSync(note, JSON.stringify({ build, folder, office }))
  for (const [name, value] of Object.entries(office)) {
    if (typeof value === 'string') process.stdout.write(`  ${name.padEnd(12)} ${value}\n`)
  }
  process.stdout.write(`The prosecution bundle is at ${office.bundle}\n`)
}

async function makeOffice(folder) {
  say(`Making the sample office in ${folder} ...`)
  // Only ever a folder that an earlier run of ours has made; anything else is the command's to refuse.
  if (folder.startsWith(cache)) rmSync(folder, { recursive: true, force: true })
  const { code, text } = await run(ensureNode(), [builtCommandLine, 'demo', folder, '--json'], {
    output: 'capture',
    env: toolEnv(),
  })
  const line = text.split('\n').find((each) => each.startsWith('{"') && each.includes('"bundle"'))
  if (code !== 0 || line === undefined) throw new Stop(`clarkson demo failed with status ${code}:\n${text}`)
  return JSON.parse(line)
}
