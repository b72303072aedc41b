import { runCli } from './cli/main.ts'

void main()

async function main(): Promise<void> {
  process.exitCode = await runCli(process.argv.slice(2), import.meta.dirname)
}
