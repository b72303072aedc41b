import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { withLock } from './lock.mjs'
import { at } from './paths.mjs'
import { Stop, run, say } from './run.mjs'

const stamp = at('node_modules', '.clarkson-lock')

/** Installs what package-lock.json names, if it is not what node_modules holds. */
export async function ensureDependencies() {
  if (installed()) return
  await withLock('install', async () => {
    if (installed()) return
    if (!agrees()) await install()
    writeFileSync(stamp, lockHash())
  })
}

async function install() {
  say('Installing dependencies (npm ci) ...')
  const { code } = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { output: 'stderr' })
  if (code !== 0) throw new Stop('npm ci failed: the lines above say why. Nothing else was tried.')
}

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(at('package-lock.json')))
    .digest('hex')

function installed() {
  try {
    return readFileSync(stamp, 'utf8') === lockHash()
  } catch {
    return false
  }
}

/** A developer who ran npm by hand has no stamp of ours; npm's own record of what it installed tells as much. */
function agrees() {
  const record = at('node_modules', '.package-lock.json')
  if (!existsSync(record)) return false
  const have = JSON.parse(readFileSync(record, 'utf8')).packages
  const want = JSON.parse(readFileSync(at('package-lock.json'), 'utf8')).packages
  return Object.entries(want).every(
    ([path, entry]) => path === '' || entry.optional || entry.integrity === have[path]?.integrity,
  )
}
