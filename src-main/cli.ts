import { refuseCoreDumps } from './door/core-dumps.ts'
import { runCli } from './cli/main.ts'

void main()

async function main(): Promise<void> {
  refuseCoreDumps()
  process.exitCode = await runCli(process.argv.slice(2), import.meta.dirname)
}
