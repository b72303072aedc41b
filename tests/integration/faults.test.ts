import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { clear } from '../faults/fixture.ts'
import { planOf, prepareHarness, reportOf, type Run, tableOf } from '../faults/harness.ts'

const wanted = Number(process.env['FAULT_RUNS'] ?? '100')
const seed = Number(process.env['FAULT_SEED'] ?? '1')
/** Each of them waits for the drive more than it computes. */
const atOnce = 2

test(
  `R33, R40: killed, on a full or failing drive, or written to by halves ${String(wanted)} times, a vault loses nothing that was confirmed`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'clarkson-faults-'))
    const harness = await prepareHarness(folder, seed)
    if (!harness.hasShim)
      process.stdout.write('There is no gcc here: processes are killed, but no call is made to fail.\n')
    const queue = [...planOf(wanted, harness.hasShim)]
    const runs: Run[] = []
    const one = async (...pair: Parameters<typeof harness.run>): Promise<void> => {
      const run = await harness.run(...pair)
      runs.push(run)
      if (run.harm.length > 0)
        process.stdout.write(`run ${String(run.number)}, seed ${String(seed)}: ${reportOf(run)}\n`)
    }
    const work = async (): Promise<void> => {
      for (let next = queue.shift(); next; next = queue.shift()) await one(...next)
    }
    await Promise.all(Array.from({ length: atOnce }, work))
    process.stdout.write(`${tableOf(runs)}\n${String(runs.length)} runs, seed ${String(seed)}\n`)
    const harmed = runs.filter(({ harm }) => harm.length > 0)
    if (harmed.length === 0) clear(folder)
    expect(harmed.map((run) => `run ${String(run.number)}: ${reportOf(run)}`)).toEqual([])
    expect(runs).toHaveLength(wanted)
  },
  60_000 + wanted * 15_000,
)
