import { fork } from 'node:child_process'
import { portOfFork } from './reader-port.ts'
import type { ReaderHost, ReaderProcess } from './reader-session.ts'

/** How much memory a reader's JavaScript may have, in MiB; MuPDF's own is limited in `reader.ts`. */
const HEAP_MIB = 512

/**
 * Starts readers with `child_process.fork`, for the command line and the tests.
 *
 * @param readerPath the built `reader.cjs`, or `reader.ts` under a Node that strips types.
 */
export function forkReader(readerPath: string): ReaderHost {
  return { spawn: () => spawn(readerPath) }
}

function spawn(readerPath: string): ReaderProcess {
  const child = fork(readerPath, [], {
    serialization: 'advanced',
    // What a hostile document makes a parser print is not for a terminal.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: bareEnvironment(),
    execArgv: [`--max-old-space-size=${HEAP_MIB}`, ...confinement()],
  })
  // An idle reader keeps nobody alive; while a question is under way, its timer does.
  child.unref()
  child.channel?.unref()
  const kill = (): void => void child.kill('SIGKILL')
  process.once('exit', kill)

  let hasEnded = false
  const listeners: (() => void)[] = []
  function ended(): void {
    if (hasEnded) return
    hasEnded = true
    process.removeListener('exit', kill)
    for (const listener of listeners) listener()
  }
  child.once('exit', ended)
  child.on('error', ended)

  return {
    port: portOfFork(child),
    kill,
    onExit(listener) {
      if (hasEnded) listener()
      else listeners.push(listener)
    },
  }
}

/** Nothing of the parent's environment is for the reader; Windows alone cannot start a process without its root. */
function bareEnvironment(): NodeJS.ProcessEnv {
  const root = process.env['SystemRoot']
  return root === undefined ? {} : { SystemRoot: root }
}

/** Where Node can, the reader may write no file and start no process. */
function confinement(): readonly string[] {
  return process.allowedNodeEnvironmentFlags.has('--permission') ? ['--permission', '--allow-fs-read=*'] : []
}
