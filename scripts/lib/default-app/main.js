// Stands in for Electron's own default app in the trial runtime: finds the app that the command line names and starts it.
const fs = require('node:fs')
const path = require('node:path')
const { app } = require('electron')

const target = process.argv.slice(1).find((arg) => !arg.startsWith('-'))
if (target === undefined) {
  process.stderr.write('Usage: electron FOLDER [ARGUMENTS]\n')
  app.exit(2)
} else {
  const folder = path.resolve(target)
  const { main, name, productName, version } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'))
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
  if (version) app.setVersion(version)
  app.setName(productName ?? name)
  app.setAppPath(folder)
  require(path.join(folder, main))
}
