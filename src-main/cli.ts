import { runCli } from './cli/main.ts'

void runCli(process.argv.slice(2), import.meta.dirname).then((status) => {
  process.exitCode = status
})
