import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What one run of a program took. */
export interface Cost {
  /** From start to end, in seconds. */
  readonly wallSeconds: number
  /** Processor time of the program and of all it waited for, in seconds. */
  readonly cpuSeconds: number
  /** The most memory that any one of its processes held at a time, in MiB, as the kernel counted it. */
  readonly peakMiB: number
  /** The most that all of its processes held together, shared pages counted once, in MiB; seen every 100 ms. */
  readonly peakTogetherMiB: number
  readonly stdout: string
}

/** How a program is run: its folder, its environment, and what it reads from standard input. */
export interface RunOptions {
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
  readonly input?: string
}

const gnuTime = '/usr/bin/time'
const MIB = 1024

/**
 * Runs a program to its end and measures it, with GNU time (Debian package `time`).
 *
 * @throws Error if GNU time is missing, or if the program fails: a failed run measures nothing.
 */
export async function measure(command: readonly string[], options: RunOptions = {}): Promise<Cost> {
  if (!existsSync(gnuTime)) throw new Error(`${gnuTime} is missing: apt-get install time`)
  const folder = mkdtempSync(join(tmpdir(), 'clarkson-bench-'))
  const report = join(folder, 'time')
  try {
    const began = process.hrtime.bigint()
    const { stdout, togetherMiB } = await runTimed(['-o', report, '-f', '%U %S %M', ...command], options)
    const wallSeconds = Number(process.hrtime.bigint() - began) / 1e9
    const [user = 0, system = 0, kib = 0] = readFileSync(report, 'utf8').trim().split(' ').map(Number)
    return {
      wallSeconds,
      cpuSeconds: user + system,
      peakMiB: kib / MIB,
      peakTogetherMiB: Math.max(togetherMiB, kib / MIB),
      stdout,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function runTimed(args: readonly string[], options: RunOptions): Promise<{ stdout: string; togetherMiB: number }> {
  return new Promise((resolve, reject) => {
    const child = spawn(gnuTime, [...args], { cwd: options.cwd, env: options.env ?? process.env })
    let stdout = ''
    let stderr = ''
    let togetherMiB = 0
    const watch = setInterval(() => {
      togetherMiB = Math.max(togetherMiB, memoryOfTree(child.pid ?? 0) / MIB)
    }, 100)
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    child.stdin.end(options.input ?? '')
    child.once('error', reject)
    child.once('close', (code) => {
      clearInterval(watch)
      if (code === 0) resolve({ stdout, togetherMiB })
      else reject(new Error(`${args.slice(4).join(' ')} ended with status ${String(code)}: ${stderr.slice(-2000)}`))
    })
  })
}

/** Proportional set size of a process and all below it, in KiB; 0 where there is no /proc. */
function memoryOfTree(pid: number): number {
  try {
    const rollup = readFileSync(`/proc/${String(pid)}/smaps_rollup`, 'utf8')
    const own = Number(/^Pss:\s+(\d+)/mu.exec(rollup)?.[1] ?? 0)
    const children = readFileSync(`/proc/${String(pid)}/task/${String(pid)}/children`, 'utf8').trim()
    return children === '' ? own : children.split(' ').reduce((sum, child) => sum + memoryOfTree(Number(child)), own)
  } catch {
    // It ended while it was looked at.
    return 0
  }
}

/** The middle one of some numbers. */
function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2
}

/** The middle cost of several runs, figure by figure; memory is the most that any run took. */
function medianCost(costs: readonly Cost[]): Cost {
  return {
    wallSeconds: median(costs.map((cost) => cost.wallSeconds)),
    cpuSeconds: median(costs.map((cost) => cost.cpuSeconds)),
    peakMiB: Math.max(...costs.map((cost) => cost.peakMiB)),
    peakTogetherMiB: Math.max(...costs.map((cost) => cost.peakTogetherMiB)),
    stdout: costs.at(-1)?.stdout ?? '',
  }
}

/** One side of a comparison. `run` must do the whole job anew each time. */
export interface Contender {
  readonly name: string
  readonly run: () => Promise<Cost>
}

/**
 * Lets contenders take turns, `rounds` times after one unmeasured turn each, so that a machine that is busy for a while is
 * busy for all of them. Resolves to their median costs, in the same order.
 */
export async function takeTurns(contenders: readonly Contender[], rounds: number): Promise<readonly Cost[]> {
  const costs = contenders.map((): Cost[] => [])
  for (let round = 0; round <= rounds; round += 1) {
    for (const [i, contender] of contenders.entries()) {
      const cost = await contender.run()
      if (round > 0) costs[i]?.push(cost)
    }
  }
  return costs.map(medianCost)
}

/** Prints rows under headings; numbers to the right. */
export function printTable(headings: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  const all = [headings, ...rows]
  const widths = headings.map((_, column) => Math.max(...all.map((row) => text(row[column] ?? '').length)))
  for (const row of all) {
    const cells = row.map((cell, column) => {
      const width = widths[column] ?? 0
      return typeof rows[0]?.[column] === 'number' ? text(cell).padStart(width) : text(cell).padEnd(width)
    })
    process.stdout.write(`  ${cells.join('  ').trimEnd()}\n`)
  }
}

/** Prints what contenders cost, one line each. */
export function printCosts(names: readonly string[], costs: readonly Cost[]): void {
  printTable(
    ['', 'wall s', 'CPU s', 'peak MiB', 'together MiB'],
    costs.map((cost, i) => [names[i] ?? '', cost.wallSeconds, cost.cpuSeconds, cost.peakMiB, cost.peakTogetherMiB]),
  )
}

/** Prints a figure beside the most that it may be, and PASS or MISS. @returns whether it passed */
export function printTarget(name: string, value: number, most: number, unit = ''): boolean {
  const passed = value <= most
  process.stdout.write(
    `  ${passed ? 'PASS' : 'MISS'}  ${name}: ${figure(value)}${unit} (at most ${figure(most)}${unit})\n`,
  )
  return passed
}

/** As {@link printTarget}, for what must be at least so much. */
export function printLeast(name: string, value: number, least: number, unit = ''): boolean {
  const passed = value >= least
  process.stdout.write(
    `  ${passed ? 'PASS' : 'MISS'}  ${name}: ${figure(value)}${unit} (at least ${figure(least)}${unit})\n`,
  )
  return passed
}

const text = (cell: string | number): string => (typeof cell === 'number' ? figure(cell) : cell)

/** Three figures that mean something. */
function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
}
