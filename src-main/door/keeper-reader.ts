import { type ElectronPort, portOfElectron } from '../pages/reader-port.ts'
import type { ReaderPort } from '../pages/reader-protocol.ts'
import type { ReaderHost } from '../pages/reader-session.ts'

/** The shell keeps one reader running; this hands its line to whoever asks next. */
export interface KeeperReader {
  readonly host: ReaderHost
  /** A reader is there, with the keeper's end of the line to it. */
  arrived(number: number, port: ElectronPort): void
  /** That reader has ended. */
  ended(number: number): void
}

interface Asking {
  readonly attach: (port: ReaderPort) => void
  readonly exited: () => void
  number: number | undefined
}

/** `restart` asks the shell to end the present reader and to start another. */
export function createKeeperReader(restart: () => void): KeeperReader {
  let idle: { readonly number: number; readonly port: ElectronPort } | undefined
  const asking = new Set<Asking>()

  const join = (one: Asking): void => {
    if (!idle) return
    one.number = idle.number
    one.attach(portOfElectron(idle.port))
    idle.port.start?.()
    idle = undefined
  }

  return {
    host: {
      spawn() {
        const sent: unknown[] = []
        const listeners: ((message: unknown) => void)[] = []
        const exits: (() => void)[] = []
        let attached: ReaderPort | undefined
        const one: Asking = {
          number: undefined,
          attach(port) {
            attached = port
            port.listen((message) => {
              for (const listener of listeners) listener(message)
            })
            // What was asked before the reader was there goes to it now.
            for (const message of sent.splice(0)) port.send(message)
          },
          exited() {
            asking.delete(one)
            for (const exit of exits) exit()
          },
        }
        asking.add(one)
        join(one)
        return {
          port: {
            send: (message) => (attached ? attached.send(message) : void sent.push(message)),
            listen: (listener) => void listeners.push(listener),
          },
          kill() {
            asking.delete(one)
            restart()
          },
          onExit: (listener) => void exits.push(listener),
        }
      },
    },
    arrived(number, port) {
      idle = { number, port }
      for (const one of asking) if (one.number === undefined) join(one)
    },
    ended(number) {
      if (idle?.number === number) idle = undefined
      for (const one of asking) if (one.number === number) one.exited()
    },
  }
}
