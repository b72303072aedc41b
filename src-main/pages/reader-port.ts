import type { ReaderPort } from './reader-protocol.ts'

/** The part of Electron's `MessagePortMain`, `process.parentPort` and a utility process that is needed here. */
export interface ElectronPort {
  postMessage(message: unknown): void
  on(
    event: 'message',
    listener: (event: { readonly data: unknown; readonly ports?: readonly ElectronPort[] }) => void,
  ): unknown
  start?(): void
}

/** The part of a worker's MessagePort that is needed here. */
export interface WorkerPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (message: unknown) => void): unknown
}

/** The part of a forked process, seen from either end, that is needed here. */
export interface ForkChannel {
  send?(message: unknown): unknown
  on(event: 'message', listener: (message: unknown) => void): unknown
}

/** A port from one of Electron's: messages come wrapped in an event. */
export function portOfElectron(port: ElectronPort): ReaderPort {
  return {
    send: (message) => port.postMessage(message),
    listen: (listener) => void port.on('message', (event) => listener(event.data)),
  }
}

/** A port from a worker thread's. */
export function portOfWorker(port: WorkerPort): ReaderPort {
  return {
    send: (message) => port.postMessage(message),
    listen: (listener) => void port.on('message', listener),
  }
}

/** A port from the channel of `child_process.fork`; either end. */
export function portOfFork(channel: ForkChannel): ReaderPort {
  return {
    send: (message) => void channel.send?.(message),
    listen: (listener) => void channel.on('message', listener),
  }
}

/**
 * Gives each port by which this process is asked: in Electron every port that the shell hands over (the keeper's end), in a fork its
 * channel. None when it was started by hand.
 */
export function servePortsOfThisProcess(serve: (port: ReaderPort) => void): void {
  const { parentPort } = process as unknown as { parentPort?: ElectronPort }
  if (parentPort === undefined) {
    if (process.send !== undefined) serve(portOfFork(process))
    return
  }
  parentPort.on('message', ({ ports }) => {
    for (const port of ports ?? []) {
      serve(portOfElectron(port))
      port.start?.()
    }
  })
}
