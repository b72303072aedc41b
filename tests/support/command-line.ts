import { spawnSync, type SpawnSyncReturns } from 'node:child_process'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** The command line as it is built; the tests of it drive that and nothing else. */
export const builtProgram = resolve(import.meta.dirname, '../../out/main/cli.cjs')

/** The passphrase of every vault that tests make. */
export const PASSPHRASE = 'four quiet rivers meet here'

/** Of the vaults of tests nothing is remembered in the profile of whoever runs them. */
export const STATE_HOME = join(tmpdir(), 'clarkson-test-state')

/** How one command ended. `json` is what it printed, when that is one JSON object. */
export interface Ended {
  readonly status: number | null
  readonly json: Record<string, unknown>
  readonly stdout: string
  readonly stderr: string
}

/** Runs `clarkson` with `--json`. */
export function clarkson(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Ended {
  if (!existsSync(builtProgram)) throw new Error('The command line is not built: run npm run build first')
  return ended(
    spawnSync(process.execPath, [builtProgram, ...args, '--json'], {
      encoding: 'utf8',
      env: { ...process.env, XDG_STATE_HOME: STATE_HOME, CLARKSON_PASSPHRASE: PASSPHRASE, ...environment },
      maxBuffer: 256 * 1024 * 1024,
    }),
  )
}

/** Runs shell lines, in which `clarkson` is the command line. */
export function shell(script: string, wrapper: readonly string[] = []): SpawnSyncReturns<string> {
  const lines = `clarkson() { "$NODE" "$PROGRAM" "$@"; }\n${script}`
  return spawnSync('env', [...wrapper, 'sh', '-c', lines], {
    encoding: 'utf8',
    env: {
      ...process.env,
      XDG_STATE_HOME: STATE_HOME,
      CLARKSON_PASSPHRASE: PASSPHRASE,
      NODE: process.execPath,
      PROGRAM: builtProgram,
    },
  })
}

function ended({ status, stdout, stderr }: SpawnSyncReturns<string>): Ended {
  let json: Record<string, unknown> = {}
  try {
    json = JSON.parse(stdout) as Record<string, unknown>
  } catch {
    // What is not JSON shows in `stdout`, which a failing test prints.
  }
  return { status, json, stdout, stderr }
}
