import { Refusal } from '../kernel/errors.ts'
import type { DocumentFacts } from './document.ts'
import { ReaderAnswer, refusalIn, type ReaderCall, type ReaderPort } from './reader-protocol.ts'

/** One reader process, as its host started it. */
export interface ReaderProcess {
  readonly port: ReaderPort
  /** Ends it at once, whatever it is doing. */
  kill(): void
  /** Tells, once, that it has ended or could not be started. */
  onExit(listener: () => void): void
}

/**
 * How a reader process is started. `pages/reader-fork.ts` does it with `child_process.fork`. In Electron only the main process can, so the
 * keeper's host asks the shell for it over its own port:
 *
 * 1. `spawn()` posts `{ reader: 'spawn', id }` to the shell and returns at once. What is sent on its port meanwhile is kept until the
 *    port has come.
 * 2. The shell runs `utilityProcess.fork(readerPath, [], { serviceName: 'Clarkson reader', stdio: 'ignore', env: {}, execArgv:
 *    ['--max-old-space-size=512'] })` with the built `reader.cjs`, makes a `MessageChannelMain`, gives one end to the reader
 *    (`child.postMessage(null, [port1])`; `servePortsOfThisProcess` takes it) and the other to the keeper
 *    (`keeper.postMessage({ reader: 'port', id }, [port2])`). The keeper wraps it with `portOfElectron` and calls `start()`.
 * 3. `child.once('exit')` in the shell becomes `{ reader: 'exit', id }` to the keeper: that is `onExit`.
 * 4. `kill()` posts `{ reader: 'kill', id }`; the shell runs `child.kill()`. The shell also kills every reader when the keeper exits.
 */
export interface ReaderHost {
  spawn(): ReaderProcess
}

/** A document that is open in a session's process. */
interface SessionDocument {
  readonly documentId: number
  readonly facts: DocumentFacts
  readonly sizeBytes: number
}

/** One reader process from its start to its end, and what is open in it. */
export interface Session {
  /** Open documents by their key, the least recently used first. */
  readonly documents: Map<string, SessionDocument>
  /** Asks one question. Only one may be under way. @throws Refusal of the reading, `reader.failed`, `reader.timed-out` */
  ask(call: ReaderCall, withinMs: number): Promise<unknown>
  end(): void
  isOver(): boolean
}

interface Waiting {
  readonly id: number
  readonly resolve: (value: unknown) => void
  readonly reject: (refusal: Refusal) => void
}

/** Starts a reader process. */
export function startSession(host: ReaderHost): Session {
  const child = host.spawn()
  let isOver = false
  let lastId = 0
  let waiting: Waiting | undefined

  function end(): void {
    if (isOver) return
    isOver = true
    child.kill()
    waiting?.reject(new Refusal('reader.failed', {}))
  }

  child.onExit(() => {
    isOver = true
    waiting?.reject(new Refusal('reader.failed', {}))
  })

  child.port.listen((message) => {
    const answer = ReaderAnswer.safeParse(message)
    if (!answer.success) {
      end()
      return
    }
    if (waiting?.id !== answer.data.id) return
    const { resolve, reject } = waiting
    waiting = undefined
    if (answer.data.ok) resolve(answer.data.value)
    else reject(refusalIn(answer.data.failure))
    if (answer.data.isSpent) end()
  })

  return {
    documents: new Map(),
    end,
    isOver: () => isOver,
    ask(call, withinMs) {
      return new Promise((resolve, reject) => {
        lastId++
        const timer = setTimeout(() => {
          settle()
          reject(new Refusal('reader.timed-out', {}))
          end()
        }, withinMs)
        function settle(): void {
          clearTimeout(timer)
          waiting = undefined
        }
        waiting = {
          id: lastId,
          resolve(value) {
            settle()
            resolve(value)
          },
          reject(refusal) {
            settle()
            reject(refusal)
          },
        }
        child.port.send({ id: lastId, call })
      })
    },
  }
}
