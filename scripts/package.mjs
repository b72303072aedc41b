// npm run package: makes the packaged program in dist/ with electron-builder, and reads its fuses back.
// `--rehearsal` packages whatever Electron runs here, the trial runtime as well, to see that packaging works: for nobody's use.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ensureBuilt } from './lib/build.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { ensureElectron } from './lib/electron.mjs'
import { wrongFuses } from './lib/fuses.mjs'
import { ensureNode, runTool } from './lib/node.mjs'
import { officialVersion } from './lib/official-electron.mjs'
import { at } from './lib/paths.mjs'
import { Stop, main, say } from './lib/run.mjs'

const rehearsal = process.argv.includes('--rehearsal')
const rest = process.argv.slice(2).filter((arg) => arg !== '--rehearsal')

await main(async () => {
  await ensureDependencies()
  ensureNode()
  if (!existsSync(at('node_modules', 'electron-builder'))) {
    throw new Stop(
      'Packaging needs electron-builder, which is not among the dependencies: npm install --save-dev electron-builder@26.17.0',
    )
  }
  const electron = await ensureElectron()
  if (electron.version !== officialVersion() && !rehearsal) {
    throw new Stop(`A package is made of the official Electron ${officialVersion()} and of nothing else.`)
  }
  await ensureBuilt()
  const folder = rehearsal ? 'dist/rehearsal' : 'dist'
  const args = [
    `-c.directories.output=${folder}`,
    `-c.electronVersion=${electron.version}`,
    '--publish',
    'never',
    ...rest,
  ]
  // A stock Electron is unpacked as it lies; on a Mac it is the folder above the .app.
  const dist = electron.path.replace(/[/\\]Electron\.app[/\\].*$/, '')
  args.push(`-c.electronDist=${dist === electron.path ? dirname(dist) : dist}`)
  const config = rehearsal ? rehearsalConfig(electron) : 'electron-builder.yml'
  const { code } = await runTool('electron-builder', ['--config', config, ...args])
  if (rehearsal) rmSync(config, { force: true })
  if (code !== 0) return code
  return report(at(folder))
})

/** Electron 25 has seven fuses; asked for the eighth, electron-builder refuses it. */
function rehearsalConfig(electron) {
  const text = readFileSync(at('electron-builder.yml'), 'utf8')
  const file = at('.cache', 'electron-builder-rehearsal.yml')
  const isOld = Number.parseInt(electron.version, 10) < 29
  writeFileSync(file, isOld ? text.replace(/^ *grantFileProtocolExtraPrivileges:.*\n/m, '') : text)
  return file
}

function report(folder) {
  const places = ['linux-unpacked/clarkson', 'win-unpacked/Clarkson.exe']
  // On a Mac the fuses are in the framework, not in the small executable beside it.
  const framework = 'Clarkson.app/Contents/Frameworks/Electron Framework.framework/Electron Framework'
  const executables = [...places, `mac/${framework}`, `mac-arm64/${framework}`].map((place) => join(folder, place))
  const found = executables.filter((executable) => existsSync(executable))
  for (const executable of found) {
    const wrong = wrongFuses(executable)
    say(`${executable}: ${wrong.length === 0 ? 'all eight fuses are as they must be' : wrong.join('; ')}`)
    if (wrong.length > 0 && !rehearsal) return 1
  }
  return found.length > 0 ? 0 : 1
}
