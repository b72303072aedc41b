import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, dirname } from 'node:path'
import { at } from './paths.mjs'
import { Stop, run } from './run.mjs'

const wanted = [22, 12]

const newEnough = (version) => {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number)
  return major > wanted[0] || (major === wanted[0] && minor >= wanted[1])
}

let found

/** A Node for the tools, which need 22.12: the one that runs this, or else the one that came with the dependencies. */
export function ensureNode() {
  return (found ??= newEnough(process.versions.node) ? process.execPath : bundledNode())
}

function bundledNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const path = at(
    'node_modules',
    `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`,
    'bin',
    name,
  )
  try {
    if (existsSync(path) && newEnough(execFileSync(path, ['--version'], { encoding: 'utf8' }).trim())) return path
  } catch {
    // It does not run here (another C library, for instance).
  }
  throw new Stop(
    `The tools need Node ${wanted.join('.')} or newer; this is ${process.versions.node}, and the dependencies bring none for ` +
      `${process.platform}-${process.arch}. Install a newer Node and try again.`,
  )
}

/** The environment of tools: that Node and the project's own programs come first. */
export function toolEnv(more = {}) {
  const path = [dirname(ensureNode()), at('node_modules', '.bin'), process.env.PATH].join(delimiter)
  return { ...process.env, PATH: path, ...more }
}

/** Runs the program `name` of an installed package (`of`, where it is called otherwise) on that Node. */
export function runTool(name, args, { of = name, env = {}, ...options } = {}) {
  const { bin } = JSON.parse(readFileSync(at('node_modules', of, 'package.json'), 'utf8'))
  const script = at('node_modules', of, typeof bin === 'string' ? bin : bin[name])
  return run(ensureNode(), [script, ...args], { ...options, env: toolEnv(env) })
}
