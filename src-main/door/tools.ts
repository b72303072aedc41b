import { randomUUID } from 'node:crypto'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Moment } from '../acts/desk.ts'
import type { BinderPlaces } from '../acts/binder-protocol.ts'

/** The wall clock, and how far east of UTC it stands. */
export function wallClock(): Moment {
  const now = new Date()
  return { at: now.toISOString(), offsetMinutes: -now.getTimezoneOffset() }
}

/** A random id, which tells nothing of when it was given. */
export function newId(): string {
  return randomUUID()
}

/**
 * The folder of the user's profile where Clarkson keeps what a machine must remember of a vault outside it. The window
 * and the command line share it. Source: XDG Base Directory Specification 0.8 (`XDG_STATE_HOME`, absolute or ignored).
 */
export function stateFolder(): string {
  const { XDG_STATE_HOME: state = '', LOCALAPPDATA: local = '' } = process.env
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Clarkson')
  if (process.platform === 'win32') return join(local === '' ? join(homedir(), 'AppData', 'Local') : local, 'Clarkson')
  return join(state.startsWith('/') ? state : join(homedir(), '.local', 'state'), 'clarkson')
}

/** The programs and files that the program brings. */
export interface ProgramPlaces extends BinderPlaces {
  readonly readerProgram: string
  readonly binderProgram: string
}

/**
 * Where things are, from the folder of the running program (`out/main`): templates and fonts beside it in a checkout.
 * In a package the archive's unpacked twin has the files that are not read through Electron.
 */
export function placesFrom(programFolder: string): ProgramPlaces {
  const root = resolve(programFolder, '../..')
  const unpacked = root.endsWith('.asar') ? `${root}.unpacked` : root
  return {
    resources: join(unpacked, 'resources'),
    modules: join(unpacked, 'node_modules'),
    readerProgram: join(programFolder, 'reader.cjs'),
    binderProgram: join(programFolder, 'binder.cjs'),
  }
}
