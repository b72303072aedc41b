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

export default defineConfig({ test: { projects, passWithNoTests: true } })
