import type { UtilityProcess } from 'electron'

/** Resolves when a process has ended. */
export function endOf(child: UtilityProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
  })
}

/** Ends a process at once, whatever it is doing: one that is busy in native code or has gone astray hears no request. */
export function endAtOnce(child: UtilityProcess): void {
  const { pid } = child
  if (pid !== undefined) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It had ended already.
    }
  }
  child.kill()
}

/** Resolves after some time. */
export function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
}
