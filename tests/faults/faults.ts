import { spawn, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { builtProgram, PASSPHRASE } from '../support/command-line.ts'
import type { Chance } from './chance.ts'

/** What can go wrong under a command; the words are those of `shim.c`, and `kill-late` needs no shim. */
export const faultKinds = ['kill-late', 'kill', 'torn', 'short', 'full', 'eio', 'eio-read'] as const
export type FaultKind = (typeof faultKinds)[number]

/** A program and what it is given. */
export interface Program {
  readonly args: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
}

/** `clarkson` with `--json`, on a computer of its own, whose state is in `folder`: every run's vault is a copy of one vault. */
export function clarksonProgram(folder: string, ...args: readonly string[]): Program {
  return { args: [builtProgram, ...args, '--json'], environment: { XDG_STATE_HOME: join(folder, 'state') } }
}

/** How a program ended. */
export interface Outcome {
  /** Null when it was killed. */
  readonly status: number | null
  readonly json: Readonly<Record<string, unknown>> | undefined
  readonly stderr: string
  readonly milliseconds: number
}

/** Whether a command told whoever waited for it that it had done what it was asked. */
export function hasConfirmed({ status, json }: Outcome): boolean {
  return json !== undefined && !('error' in json) && (status === 0 || status === null)
}

/** One fault, chosen. */
export interface Fault {
  readonly kind: FaultKind
  /** The call that is hit, or the milliseconds after which the program is killed. */
  readonly at: number
}

/** Compiles the shim; undefined where there is no compiler or no such way to load it. */
export function buildShim(folder: string): string | undefined {
  if (process.platform !== 'linux') return undefined
  const shim = join(folder, 'shim.so')
  const source = resolve(import.meta.dirname, 'shim.c')
  return spawnSync('gcc', ['-shared', '-fPIC', '-O1', '-o', shim, source, '-ldl']).status === 0 ? shim : undefined
}

function run(
  { args, environment }: Program,
  more: Readonly<Record<string, string>>,
  killAfter?: number,
): Promise<Outcome> {
  const began = performance.now()
  const env = { ...process.env, CLARKSON_PASSPHRASE: PASSPHRASE, ...environment, ...more }
  const child = spawn(process.execPath, [...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter)
  return new Promise((settle) => {
    child.once('close', (status) => {
      clearTimeout(timer)
      settle({ status, json: parsed(stdout), stderr, milliseconds: performance.now() - began })
    })
  })
}

function parsed(stdout: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return stdout.endsWith('\n') ? (JSON.parse(stdout) as Readonly<Record<string, unknown>>) : undefined
  } catch {
    return undefined
  }
}

/** Runs a program with nothing going wrong. */
export function runPlain(program: Program): Promise<Outcome> {
  return run(program, {})
}

/** How many calls of each sort a program makes on the files under a folder, and how long it takes. */
export interface Course {
  readonly changes: number
  readonly reads: number
  readonly milliseconds: number
}

/** Runs a program to its end and counts. */
export async function measure(program: Program, under: string, shim: string | undefined): Promise<Course> {
  if (shim === undefined) return { changes: 0, reads: 0, milliseconds: (await runPlain(program)).milliseconds }
  const file = `${under}.counts`
  writeFileSync(file, Buffer.alloc(16))
  const counting = { LD_PRELOAD: shim, FAULT_KIND: 'count', FAULT_UNDER: under, FAULT_COUNTS: file }
  const { milliseconds, stderr } = await run(program, counting)
  const counts = readFileSync(file)
  const [changes, reads] = [Number(counts.readBigUInt64LE(0)), Number(counts.readBigUInt64LE(8))]
  if (changes === 0) throw new Error(`nothing was counted: ${stderr}`)
  return { changes, reads, milliseconds }
}

/** Chooses where in a program's course a fault hits. */
export function chooseFault(kind: FaultKind, { changes, reads, milliseconds }: Course, chance: Chance): Fault {
  if (kind === 'kill-late') return { kind, at: Math.round(chance.next() * milliseconds * 1.1) }
  return { kind, at: chance.whole(1, Math.max(1, kind === 'eio-read' ? reads : changes)) }
}

/** Runs a program under a fault. */
export function runWithFault(program: Program, { kind, at }: Fault, under: string, shim = ''): Promise<Outcome> {
  if (kind === 'kill-late') return run(program, {}, at)
  return run(program, { LD_PRELOAD: shim, FAULT_KIND: kind, FAULT_AT: String(at), FAULT_UNDER: under })
}
