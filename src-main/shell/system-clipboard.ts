import { clipboard } from 'electron'
import type { ClipboardWorld } from './clipboard-guard.ts'

// Newer Electrons answer these with promises, the trial runtime does not: all are awaited.

/** The system's clipboard and the program's clock. */
export const systemClipboard: ClipboardWorld = {
  read: async () => clipboard.readText(),
  write: async (text) => {
    await Promise.resolve(clipboard.writeText(text))
  },
  clear: async () => {
    await Promise.resolve(clipboard.clear())
  },
  later(work, milliseconds) {
    const timer = setTimeout(work, milliseconds)
    return () => clearTimeout(timer)
  },
}
