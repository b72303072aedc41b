import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from './lock.mjs'
import { runTool } from './node.mjs'
import { at } from './paths.mjs'
import { Stop, say } from './run.mjs'

const sources = [
  'src-main',
  'src-renderer',
  'resources',
  'electron.vite.config.ts',
  'tsconfig.base.json',
  'package.json',
  'package-lock.json',
]
const parts = ['main', 'preload', 'renderer']
const stampFile = at('out', '.stamp')

/** The command line as built. */
export const builtCommandLine = at('out', 'main', 'cli.cjs')

/** Builds the app into out/ unless what is there was built from just these sources. @returns the sources' fingerprint */
export async function ensureBuilt() {
  const fresh = freshStamp()
  if (fresh) return fresh
  return withLock('build', async () => freshStamp() ?? build())
}

async function build() {
  const began = Date.now()
  const stamp = stampOf(listFiles())
  const folder = at('out', `.new-${process.pid}`)
  try {
    // Builders speak on standard error, so that `clarkson --json` prints its one object and nothing else.
    const { code } = await runTool('electron-vite', ['build', '--logLevel', 'warn', '--outDir', folder], {
      output: 'stderr',
    })
    if (code !== 0) throw new Stop('The build failed; the lines above say where.')
    rmSync(stampFile, { force: true })
    for (const part of parts) replace(at('out', part), join(folder, part))
    writeFileSync(stampFile, JSON.stringify(stamp))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  say(`Built in ${((Date.now() - began) / 1000).toFixed(1)} s.`)
  return stamp.content
}

function replace(old, fresh) {
  rmSync(old, { recursive: true, force: true })
  mkdirSync(at('out'), { recursive: true })
  if (existsSync(fresh)) renameSync(fresh, old)
}

/**
 * Looks first at sizes and times, which is quick, and only if these differ at the contents: a fresh checkout or a touched
 * file is no reason to build again.
 */
function freshStamp() {
  if (!existsSync(stampFile)) return undefined
  const built = JSON.parse(readFileSync(stampFile, 'utf8'))
  const files = listFiles()
  if (quickOf(files) === built.quick) return built.content
  const now = stampOf(files)
  if (now.content !== built.content) return undefined
  writeFileSync(stampFile, JSON.stringify(now))
  return now.content
}

const stampOf = (files) => ({ quick: quickOf(files), content: contentOf(files) })
const sha256 = () => createHash('sha256')

const quickOf = (files) => sha256().update(JSON.stringify(files)).digest('hex')

function contentOf(files) {
  const hash = sha256()
  for (const [path, size] of files) hash.update(`${path}\0${size}\0`).update(readFileSync(at(path)))
  return hash.digest('hex')
}

function listFiles() {
  const files = []
  const walk = (path) => {
    const found = statSync(at(path), { throwIfNoEntry: false })
    if (found?.isDirectory())
      readdirSync(at(path))
        .toSorted()
        .forEach((name) => walk(`${path}/${name}`))
    else if (found) files.push([path, found.size, found.mtimeMs])
  }
  sources.forEach(walk)
  return files
}
