import { spawn } from 'node:child_process'
import { root } from './paths.mjs'

const windows = process.platform === 'win32'

/** News about set-up goes to standard error: standard output belongs to the command that was asked for. */
export const say = (text) => process.stderr.write(`${text}\n`)

/** A failure that its message explains in full; nobody needs the stack. */
export class Stop extends Error {}

/** Runs an entry script's work and turns what it throws into an exit status. */
export async function main(work) {
  try {
    process.exitCode = (await work()) ?? 0
  } catch (error) {
    say(error instanceof Stop ? error.message : error.stack)
    process.exitCode = 1
  }
}

/**
 * Runs a program to its end and never throws for its exit status.
 *
 * `output`: 'inherit' shows it; 'stderr' shows all of it on standard error; 'capture' collects it.
 * `group`: the program leads a process group of its own, which is killed as a whole: needed wherever it may start others.
 * `seconds`: the most it may take.
 * `watch`: called with a function that kills it; for limits other than time. What it returns is called at the end.
 */
export function run(command, args, options = {}) {
  const { output = 'inherit', group = false, seconds, watch, env = process.env, cwd = root } = options
  const stdio = {
    // A group of its own may not read from the terminal: the system would stop it.
    inherit: [group ? 'ignore' : 'inherit', 'inherit', 'inherit'],
    stderr: ['ignore', 2, 2],
    capture: ['ignore', 'pipe', 'pipe'],
  }[output]
  return new Promise((resolve) => {
    // npm and npx are command files on Windows; Node starts those through a shell only.
    const shell = windows && /^(npm|npx)$/.test(command)
    const child = spawn(command, args, { stdio, env, cwd, shell, detached: group && !windows })
    let text = ''
    let timedOut = false
    child.stdout?.on('data', (chunk) => (text += chunk))
    child.stderr?.on('data', (chunk) => (text += chunk))
    const kill = (signal = 'SIGKILL') => killTree(child, group, signal)
    const timer = seconds && setTimeout(() => ((timedOut = true), kill()), seconds * 1000)
    const unwatch = watch?.(kill)
    const release = passSignals(child, group)
    const done = (code, error) => {
      clearTimeout(timer)
      unwatch?.()
      // Asked to stop: whatever was to come next is not wanted.
      if (release()) process.exit(130)
      resolve({ code, text, timedOut, error })
    }
    child.once('error', (error) => done(127, error))
    child.once('close', (code, signal) => done(code ?? (signal ? 1 : 0)))
  })
}

function killTree(child, group, signal) {
  if (child.pid === undefined) return
  try {
    if (windows) spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' })
    else process.kill(group ? -child.pid : child.pid, signal)
  } catch {
    // It has gone already.
  }
}

/** Ctrl-C reaches a program of our own group by itself; one with its own group, and a plain `kill` of ours, must be told. */
function passSignals(child, group) {
  let stopping = false
  const listeners = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => {
    const listener = () => {
      stopping = true
      if (group || signal !== 'SIGINT') killTree(child, group, signal)
    }
    process.on(signal, listener)
    return () => process.off(signal, listener)
  })
  return () => {
    listeners.forEach((off) => off())
    return stopping
  }
}
