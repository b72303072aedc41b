import { copyFileSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * With its fuse set, Electron's main process starts from a snapshot file of its own and will not start without one: it
 * gets a copy of the pages'.
 */
export function afterPack({ appOutDir, packager }) {
  const framework = `${packager.appInfo.productFilename}.app/Contents/Frameworks/Electron Framework.framework/Versions/A/Resources`
  const folder = existsSync(join(appOutDir, framework)) ? join(appOutDir, framework) : appOutDir
  for (const name of readdirSync(folder)) {
    if (/^v8_context_snapshot.*\.bin$/.test(name)) copyFileSync(join(folder, name), join(folder, `browser_${name}`))
  }
}
