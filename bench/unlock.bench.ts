import { runnerImport } from 'vite'
import type { measureUnlock } from './unlock-large-office.ts'

// How long a vault of 100,000 exhibits takes to open, apart from the stretching of the passphrase. In one process with the
// program's own code, which Vite loads: it gathers the migrations.

const { module } = await runnerImport<{ readonly measureUnlock: typeof measureUnlock }>(
  new URL('unlock-large-office.ts', import.meta.url).pathname,
  { configFile: false, logLevel: 'error' },
)
process.exitCode = (await module.measureUnlock()) ? 0 : 1
