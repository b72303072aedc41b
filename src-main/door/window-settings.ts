import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** The window's settings file, for the command line: where Electron would put it for this user. */
export function windowSettings(): string {
  const { XDG_CONFIG_HOME: config = '', APPDATA: roaming = '' } = process.env
  if (process.platform === 'darwin')
    return join(homedir(), 'Library', 'Application Support', 'Clarkson', 'settings.json')
  if (process.platform === 'win32')
    return join(roaming === '' ? join(homedir(), 'AppData', 'Roaming') : roaming, 'Clarkson', 'settings.json')
  return join(config.startsWith('/') ? config : join(homedir(), '.config'), 'Clarkson', 'settings.json')
}

/** Takes out of the window's settings where the last vault was; a file that cannot be understood is removed. */
export async function forgetLastVault(path: string): Promise<void> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return
  let kept: unknown
  try {
    kept = JSON.parse(text)
  } catch {
    kept = undefined
  }
  if (typeof kept !== 'object' || kept === null) {
    await rm(path, { force: true })
    return
  }
  const rest = Object.fromEntries(Object.entries(kept).filter(([name]) => name !== 'lastVault'))
  const draft = `${path}.${String(process.pid)}`
  await writeFile(draft, `${JSON.stringify(rest, null, 2)}\n`, { mode: 0o600, flush: true })
  await rename(draft, path)
}
