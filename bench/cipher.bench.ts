import { runnerImport } from 'vite'
import type { measureCipher } from './cipher-overhead.ts'

// What encryption costs on the program's own questions to its records: SQLCipher against the same library without a key,
// and against Node's own SQLite. In one process with the program's own code, which Vite loads: it gathers the migrations.

const { module } = await runnerImport<{ readonly measureCipher: typeof measureCipher }>(
  new URL('cipher-overhead.ts', import.meta.url).pathname,
  { configFile: false, logLevel: 'error' },
)
process.exitCode = (await module.measureCipher()) ? 0 : 1
