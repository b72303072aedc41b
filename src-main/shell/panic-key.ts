import { app, globalShortcut, type Input } from 'electron'

/** As Electron writes it; the window's list of commands has the same keys. */
const ACCELERATOR = 'CommandOrControl+Shift+L'

/** The panic key, where it is heard although another program has the keyboard. */
export interface PanicKey {
  hearEverywhere(isWanted: boolean): void
  /** Whether it is wanted everywhere and another program, or the system, has it for itself. */
  isTaken(): boolean
}

/** @param panic locks at once. */
export function createPanicKey(panic: () => void): PanicKey {
  let isTaken = false
  app.on('will-quit', () => globalShortcut.unregisterAll())
  return {
    hearEverywhere(isWanted) {
      globalShortcut.unregister(ACCELERATOR)
      isTaken = isWanted && !globalShortcut.register(ACCELERATOR, panic)
    },
    isTaken: () => isTaken,
  }
}

/**
 * Whether a key press is the panic key. It is looked for before the page hears of it, so that neither a form, a dialog nor
 * a page that hangs can keep it.
 */
export function isPanicKey({ type, key, code, control, meta, shift, alt }: Input): boolean {
  const command = process.platform === 'darwin' ? meta && !control : control && !meta
  // By its place too, for keyboards of other scripts.
  const isLetter = key.toLowerCase() === 'l' || (code === 'KeyL' && !/^[a-z]$/iu.test(key))
  return type === 'keyDown' && command && shift && !alt && isLetter
}
