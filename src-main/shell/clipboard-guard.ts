import { createHash, randomBytes } from 'node:crypto'

/** How long what was copied from a case stays on the clipboard, in milliseconds. */
export const CLIPBOARD_MS = 30_000

/** The system's clipboard, and a clock. No Electron: a test hands in its own. */
export interface ClipboardWorld {
  readonly read: () => Promise<string>
  readonly write: (text: string) => Promise<void>
  readonly clear: () => Promise<void>
  /** Does something later; returns how to call that off. */
  readonly later: (work: () => void, milliseconds: number) => () => void
}

/** The one way from the window to the clipboard. */
export interface ClipboardGuard {
  /** Puts text on the clipboard for half a minute. */
  copy(text: string): Promise<void>
  /** Takes it off again, unless somebody has put something else there since. */
  clear(): Promise<void>
}

/** Remembers of what was copied a digest alone, under a salt that ends with this process. */
export function createClipboardGuard({ read, write, clear, later }: ClipboardWorld): ClipboardGuard {
  const salt = randomBytes(32)
  const digestOf = (text: string): string => createHash('sha256').update(salt).update(text, 'utf8').digest('hex')
  let ours: string | undefined
  let callOff: (() => void) | undefined
  let turn: Promise<void> = Promise.resolve()

  /** One thing after the other: a clipboard may take its time. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    turn = turn.then(work).catch(() => undefined)
    return turn
  }

  async function clearOurs(): Promise<void> {
    callOff?.()
    if (ours !== undefined && digestOf(await read()) === ours) await clear()
    ours = undefined
  }

  return {
    copy: (text) =>
      inTurn(async () => {
        callOff?.()
        await write(text)
        // As the system gives it back: some write line ends of their own.
        ours = digestOf(await read())
        callOff = later(() => void inTurn(clearOurs), CLIPBOARD_MS)
      }),
    clear: () => inTurn(clearOurs),
  }
}
