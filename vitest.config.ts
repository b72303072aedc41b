import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
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

export default defineConfig({ test: { projects, maxWorkers, passWithNoTests: true } })
