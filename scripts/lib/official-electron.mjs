import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureNode, toolEnv } from './node.mjs'
import { at, cache } from './paths.mjs'
import { run, say } from './run.mjs'

const home = at('node_modules', 'electron')
/** A download that brings nothing for this long is given up; one that moves, however slowly, is left to go on. */
const stallSeconds = 20

const read = (path) => (existsSync(path) ? readFileSync(path, 'utf8').trim() : '')
const today = () => new Date().toISOString().slice(0, 10)

/** The version that package-lock.json asks for. */
export const officialVersion = () => JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')).version

/** The official Electron's executable, if it is here. */
export function officialElectron() {
  const name = read(join(home, 'path.txt'))
  const path = join(home, 'dist', name)
  return name !== '' && read(join(home, 'dist', 'version')).replace(/^v/, '') === officialVersion() && existsSync(path)
    ? path
    : undefined
}

const failureNote = () => join(cache, `electron-${officialVersion()}-not-reachable`)

/** True if the download failed earlier today. */
export const failedToday = () => read(failureNote()) === today()

/** Lets Electron's own installer try once. Resolves to the executable, or undefined if that did not work. */
export async function downloadOfficialElectron() {
  say(`Fetching Electron ${officialVersion()} ...`)
  const folder = join(cache, 'electron-download')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const { text } = await run(ensureNode(), [join(home, 'install.js')], {
    output: 'capture',
    group: true,
    // The installer downloads into the folder for temporary files: with one of its own, its progress can be seen.
    env: toolEnv({ TMPDIR: folder, TEMP: folder, TMP: folder }),
    watch: (kill) => killWhenStalled([folder, join(home, 'dist')], kill),
  })
  rmSync(folder, { recursive: true, force: true })
  const path = officialElectron()
  if (path === undefined) {
    const why = /^\w*Error: .{0,200}/m.exec(text)?.[0] ?? `nothing came for ${stallSeconds} s`
    say(`The official Electron could not be fetched: ${why}`)
    writeFileSync(failureNote(), today())
  }
  return path
}

function killWhenStalled(folders, kill) {
  let bytes = 0
  let moved = Date.now()
  let told = Date.now()
  const timer = setInterval(() => {
    const now = folders.reduce((sum, folder) => sum + sizeOf(folder), 0)
    if (now !== bytes) [bytes, moved] = [now, Date.now()]
    if (Date.now() - moved > stallSeconds * 1000) kill()
    if (Date.now() - told > 10_000) {
      told = Date.now()
      say(`  ${Math.round(bytes / 1e6)} MB so far`)
    }
  }, 500)
  return () => clearInterval(timer)
}

function sizeOf(folder) {
  if (!existsSync(folder)) return 0
  let bytes = 0
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    try {
      bytes += entry.isDirectory() ? sizeOf(path) : statSync(path).size
    } catch {
      // Gone between the listing and the look.
    }
  }
  return bytes
}
