import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import type { TestProjectConfiguration } from 'vitest/config'

/** The longest that one test may take, in milliseconds; integration tests work on real vaults, PDFs and processes. */
const limits = { unit: 30_000, property: 60_000, integration: 120_000 }

const projects = Object.entries(limits).map(([name, limit]): TestProjectConfiguration => ({
  test: {
    name,
    include: [`tests/${name}/**/*.test.ts`],
    environment: 'node',
    // Native addons do not like being loaded by several threads of one process.
    pool: 'forks',
    testTimeout: limit,
    hookTimeout: limit,
  },
}))

// As many files at a time as there are cores, and at least two: much of the time goes into waiting for the drive, which is
// made to write through. The runner's own choice on a machine of two cores is one.
const maxWorkers = Math.max(2, availableParallelism())

/** The files that take longest, the longest first: begun last, one of them would go on alone when all else is done. */
const longest = ['faults', 'compartments-words', 'users-rotation', 'pages-hostile', 'cli-case', 'compartments-cli']

function place({ moduleId }: TestSpecification): number {
  const found = longest.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`))
  return found < 0 ? longest.length : found
}

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => place(a) - place(b))
  }
}

export default defineConfig({
  test: { projects, maxWorkers, sequence: { sequencer: LongestFirst }, passWithNoTests: true },
})
