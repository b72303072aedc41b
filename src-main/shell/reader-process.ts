import { MessageChannelMain, utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron'
import type { ToReader } from '../door/keeper-messages.ts'
import { endAtOnce } from './ended.ts'

/** A reader that ended sooner than this after its start is not replaced at once: it would be a busy circle. */
const SHORT_LIFE_MS = 2_000
const PAUSE_MS = 1_000

/** The readers of one sitting, one at a time. */
export interface Reader {
  /** Ends the present one; the next is started as soon as it is gone. */
  restart(): void
  /** Ends the present one for good. */
  stop(): void
}

/** What whoever keeps a reader is told. */
export interface ReaderWatch {
  /** A reader is there; the port is the keeper's end of the line to it. */
  readonly onPort: (reader: number, port: MessagePortMain) => void
  readonly onEnd: (reader: number) => void
}

/**
 * Keeps a process that opens hostile files and holds no key. It may die of a file at any time, and is then replaced. It
 * is given nothing of our environment, and what a hostile file makes a parser print goes nowhere.
 */
export function startReader(script: string, { onPort, onEnd }: ReaderWatch): Reader {
  let present: UtilityProcess | undefined
  let timer: NodeJS.Timeout | undefined
  let count = 0
  let isStopped = false

  function start(): void {
    if (isStopped) return
    const reader = ++count
    const since = performance.now()
    const child = utilityProcess.fork(script, [], {
      serviceName: 'Clarkson reader',
      stdio: 'ignore',
      env: bareEnvironment(),
      execArgv: ['--max-old-space-size=512'],
    })
    present = child
    const { port1, port2 } = new MessageChannelMain()
    child.postMessage({ keeperPort: true } satisfies ToReader, [port2])
    onPort(reader, port1)
    child.once('exit', () => {
      present = undefined
      if (isStopped) return
      onEnd(reader)
      timer = setTimeout(start, performance.now() - since < SHORT_LIFE_MS ? PAUSE_MS : 0)
    })
  }

  start()
  return {
    restart() {
      if (present !== undefined) endAtOnce(present)
    },
    stop() {
      isStopped = true
      clearTimeout(timer)
      if (present !== undefined) endAtOnce(present)
    },
  }
}

// Something must be in it: Electron takes an empty environment for none given, and hands on the whole of ours.
function bareEnvironment(): Record<string, string> {
  const root = process.env['SystemRoot']
  return { LANG: 'C.UTF-8', ...(root === undefined ? {} : { SystemRoot: root }) }
}
