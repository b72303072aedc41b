import { runCli } from './cli/main.ts'

void runCli(process.argv.slice(2)).then((status) => {
  process.exitCode = status
})
