import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'

// A process that crashes must not leave its memory on the disk. JavaScript cannot ask for that itself (prctl and
// setrlimit are out of its reach), but Linux lets the owner of a process set both from outside.
//
// Source: core(5), "Controlling which mappings are written to the core dump"; prlimit(1).

const PRLIMIT = ['/usr/bin/prlimit', '/bin/prlimit']

/**
 * Has the kernel write no memory of these processes to a core dump: by an empty filter, which also holds where dumps are
 * handed to a program, and, where util-linux is there, by a size of nought that cannot be raised. Their children inherit
 * both. Does nothing on other systems, which write no core dumps unless told to.
 */
export function refuseCoreDumps(pids: readonly number[] = [process.pid]): void {
  if (process.platform !== 'linux') return
  const prlimit = PRLIMIT.find((path) => existsSync(path))
  for (const pid of pids) {
    try {
      writeFileSync(`/proc/${pid}/coredump_filter`, '0')
    } catch {
      // It has gone, or has made itself one that cannot be dumped.
    }
    if (prlimit === undefined) continue
    try {
      execFileSync(prlimit, ['--pid', String(pid), '--core=0:0'], { stdio: 'ignore', timeout: 2_000 })
    } catch {
      // The filter holds.
    }
  }
}

/** This process and those that it has started already. */
export function ownProcesses(): readonly number[] {
  if (process.platform !== 'linux') return [process.pid]
  const ours = new Set([process.pid])
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .map((name) => [Number(name), parentOf(name)] as const)
  for (let known = 0; known !== ours.size;) {
    known = ours.size
    for (const [pid, parent] of parents) if (ours.has(parent)) ours.add(pid)
  }
  return [...ours]
}

function parentOf(pid: string): number {
  try {
    return Number(/^PPid:\t(\d+)$/mu.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}
