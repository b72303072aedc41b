import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run, say } from './run.mjs'

/** What Electron and a display without a screen need of Debian; its newer editions call some of them `...t64`. */
const packages = (
  'xvfb xauth libgtk-3-0 libnss3 libasound2 libgbm1 libatk-bridge2.0-0 libdrm2 libxkbcommon0 libxdamage1 libxcomposite1 ' +
  'libxrandr2 libcups2 libnotify4 libsecret-1-0'
).split(' ')

/**
 * Sees to it that Electron finds its libraries, and tests their Xvfb. Where it may, on Debian and its children, it
 * installs what is missing.
 *
 * @returns undefined if all is there; otherwise the reason and the command to type, in words.
 */
export async function ensureSystemLibraries(electron, { display }) {
  if (process.platform !== 'linux') return undefined
  const missing = async () => [...(await missingLibraries(electron)), ...(display && !onPath('Xvfb') ? ['Xvfb'] : [])]
  const before = await missing()
  if (before.length === 0) return undefined
  const words = `Electron misses ${before.length} of its system libraries or tools (${before.slice(0, 4).join(', ')} ...).`
  const problem = await installPackages(packages, words)
  if (problem) return problem
  const after = await missing()
  return after.length === 0 ? undefined : `${words}\nAfter installing these are still missing: ${after.join(', ')}`
}

async function missingLibraries(electron) {
  const { text } = await run('ldd', [electron], { output: 'capture' })
  return [...text.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1])
}

/**
 * Installs Debian packages, having said so: as root, or through a sudo that asks nothing.
 *
 * @returns undefined when done; otherwise what somebody must type.
 */
export async function installPackages(names, reason) {
  if (!onPath('apt-get')) return `${reason}\nInstall what corresponds to Debian's: ${names.join(' ')}`
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  const byHand = `${reason}\nInstall them with:\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}`
  if (sudo.length > 0 && !(onPath('sudo') && (await run('sudo', ['-n', 'true'], { output: 'capture' })).code === 0))
    return byHand
  say(`${reason}\nInstalling with apt-get: ${names.join(' ')}`)
  const env = [
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    '-qq',
    '-o',
    'DPkg::Lock::Timeout=120',
    '-o',
    'Dpkg::Use-Pty=0',
  ]
  const apt = (...args) => {
    const [command, ...rest] = [...sudo, ...env, ...args]
    return run(command, rest, { output: 'capture' })
  }
  await apt('update')
  const { code, text } = await apt('install', '-y', '--no-install-recommends', ...(await todaysNames(names)))
  return code === 0 ? undefined : `${byHand}\napt-get said:\n${text.trim().split('\n').slice(-8).join('\n')}`
}

async function todaysNames(names) {
  const renamed = names.map((name) => `${name}t64`)
  const { text } = await run('apt-cache', ['pkgnames'], { output: 'capture' })
  const known = new Set(text.split('\n'))
  return names.map((name, i) => (known.has(renamed[i]) ? renamed[i] : name))
}

/** True if a program of that name would be found. */
export function onPath(name) {
  return process.env.PATH.split(delimiter).some((folder) => existsSync(join(folder, name)))
}
