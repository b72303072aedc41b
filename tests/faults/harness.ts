import { join } from 'node:path'
import { type Chance, chanceFrom } from './chance.ts'
import {
  buildShim,
  chooseFault,
  type Course,
  type Fault,
  type FaultKind,
  faultKinds,
  hasConfirmed,
  measure,
  type Outcome,
  runWithFault,
} from './faults.ts'
import { clear, type Fixture, makeFixture } from './fixture.ts'
import { operations } from './operations.ts'
import type { Harm, Operation } from './soundness.ts'

/** One run and what it came to. */
export interface Run {
  /** Which run of the harness it was, from 1. What did harm is kept in `run-<number>`. */
  readonly number: number
  readonly operation: string
  readonly fault: Fault
  readonly outcome: Outcome
  readonly harm: readonly Harm[]
}

/** A harness that is ready: what is copied for each run, and how each operation goes when nothing goes wrong. */
export interface Harness {
  /** False where there is no compiler: then processes are killed, and calls do not fail. */
  readonly hasShim: boolean
  readonly run: (operation: Operation, kind: FaultKind) => Promise<Run>
}

/** Makes everything that the runs share, in an empty folder. */
export async function prepareHarness(folder: string, seed: number): Promise<Harness> {
  const fixture = await makeFixture(folder)
  const shim = buildShim(folder)
  const chance = chanceFrom(seed)
  const courses = new Map<string, Course>()
  for (const operation of operations) {
    const own = join(folder, `course-${operation.name}`)
    courses.set(operation.name, await measure(operation.prepare(fixture, own).program, own, shim))
    clear(own)
  }
  let count = 0
  return {
    hasShim: shim !== undefined,
    run: (operation, kind) => {
      count += 1
      const course = courses.get(operation.name) ?? { changes: 1, reads: 1, milliseconds: 1 }
      const own = join(folder, `run-${String(count)}`)
      return oneRun(operation, { fixture, own, shim, number: count, fault: choose(kind, course, chance) })
    },
  }
}

function choose(kind: FaultKind, course: Course, chance: Chance): Fault {
  return chooseFault(kind, course, chance)
}

interface Setting {
  readonly fixture: Fixture
  readonly own: string
  readonly number: number
  readonly shim: string | undefined
  readonly fault: Fault
}

async function oneRun(operation: Operation, { fixture, own, number, shim, fault }: Setting): Promise<Run> {
  const { program, verify } = operation.prepare(fixture, own)
  const outcome = await runWithFault(program, fault, own, shim)
  const harm = [...misworded(outcome, fault), ...(await verify(outcome))]
  // What harmed is kept, to be looked at.
  if (harm.length === 0) clear(own)
  return { number, operation: operation.name, fault, outcome, harm }
}

/** A drive that fails is no mistake of the program's and no wrong passphrase; and a short write is no failure. */
function misworded({ status, json, stderr }: Outcome, { kind }: Fault): readonly Harm[] {
  const code = (json?.['error'] as { readonly code?: string } | undefined)?.code ?? ''
  // What cannot be read may well be called damaged; what cannot be written may not.
  const damage = kind === 'eio-read' ? [] : ['vault.database-damaged', 'vault.header-damaged']
  const isWrong = ['bug', 'vault.wrong-passphrase', ...damage].includes(code)
  const isCrash = status !== null && status !== 0 && json === undefined
  const refusedShort = kind === 'short' && status !== 0
  return isWrong || isCrash || refusedShort ? [{ kind: 'other', what: `${code}: ${stderr.slice(0, 300)}` }] : []
}

/**
 * The operation and fault of each of so many runs. Round by round every operation has its turn, each round under the next
 * fault: few runs are spread over all operations and all faults, and enough runs meet every pair of them.
 */
export function planOf(runs: number, hasShim: boolean): readonly (readonly [Operation, FaultKind])[] {
  const kinds = hasShim ? faultKinds : faultKinds.slice(0, 1)
  return Array.from({ length: runs }, (_, i) => {
    const [turn, round] = [i % operations.length, Math.floor(i / operations.length)]
    const [operation, kind] = [operations[turn], kinds[(turn + round) % kinds.length]]
    return operation && kind ? [[operation, kind] as const] : []
  }).flat()
}

/** What a run that did harm was, to be printed as soon as it is over. */
export function reportOf({ operation, fault, outcome, harm }: Run): string {
  const said = JSON.stringify(outcome.json) ?? outcome.stderr.trim().slice(0, 300)
  const ended = outcome.status === null ? 'killed' : `ended with ${String(outcome.status)}`
  const wrongs = harm.map(({ kind, what }) => `  ${kind}: ${what}`)
  return [`${operation} under ${fault.kind} at ${String(fault.at)}: ${ended}, said ${said}`, ...wrongs].join('\n')
}

/** The runs of each operation under each fault, as a table. */
export function tableOf(runs: readonly Run[]): string {
  const lines = [['operation', 'fault', 'runs', 'confirmed', 'lost', 'unreadable', 'other'].join('\t')]
  for (const operation of operations) {
    for (const kind of faultKinds) {
      const some = runs.filter((run) => run.operation === operation.name && run.fault.kind === kind)
      if (some.length === 0) continue
      const harmed = (what: Harm['kind']): number =>
        some.filter(({ harm }) => harm.some((one) => one.kind === what)).length
      const confirmed = some.filter(({ outcome }) => hasConfirmed(outcome)).length
      const counts = [some.length, confirmed, harmed('lost'), harmed('unreadable'), harmed('other')]
      lines.push([operation.name, kind, ...counts.map(String)].join('\t'))
    }
  }
  return lines
    .map((line) =>
      line
        .split('\t')
        .map((cell, i) => (i < 2 ? cell.padEnd(12) : cell.padStart(11)))
        .join(''),
    )
    .join('\n')
}
