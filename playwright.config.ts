import { defineConfig } from '@playwright/test'

// Run through scripts/test.mjs and scripts/screenshots.mjs, which see to Electron, to its display and to the build.
export default defineConfig({
  outputDir: 'out/test/journeys',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // One window at a time, and no second try: a test that fails now and then has failed.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  reporter: [['line'], ['json', { outputFile: 'out/test/playwright.json' }]],
  projects: [
    { name: 'journeys', testDir: 'tests/journeys', testMatch: '**/*.spec.ts' },
    { name: 'screenshots', testDir: 'tests/screenshots', testMatch: '**/*.spec.ts' },
  ],
})
