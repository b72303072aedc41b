import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type Page } from '@playwright/test'
import { measure, printTable } from './support.ts'

// How long a person waits: from the start of the program to the unlock screen, and from the passphrase to the list of
// case files of a vault with 1,000 exhibits. Reported, without a target; Argon2id's own share is told apart.

const program = new URL('../out/main/cli.cjs', import.meta.url).pathname
const PASSPHRASE = 'four quiet rivers meet here'
const EXHIBITS = 1000
const ROUNDS = 5

const folder = mkdtempSync(join(tmpdir(), 'clarkson-bench-'))
try {
  await report()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function report(): Promise<void> {
  const electron = process.env['CLARKSON_ELECTRON']
  if (electron === undefined) {
    process.stdout.write('  No Electron with a display here: not measured.\n')
    return
  }
  const vault = await makeOffice()
  const starts: number[] = []
  const unlocks: number[] = []
  for (let round = 0; round <= ROUNDS; round += 1) {
    const { start, unlock } = await oneStart(electron, vault)
    // The first brings the files into memory.
    if (round > 0) {
      starts.push(start)
      unlocks.push(unlock)
    }
  }
  const stretching = await stretchMs()
  printTable(
    ['', 'least ms', 'middle ms', 'most ms'],
    [row('start to unlock screen', starts), row(`unlock to case files, ${String(EXHIBITS)} exhibits`, unlocks)],
  )
  process.stdout.write(`  of which Argon2id (64 MiB) takes about ${stretching.toFixed(0)} ms\n`)
}

function row(name: string, times: readonly number[]): readonly (string | number)[] {
  const sorted = times.toSorted((a, b) => a - b)
  return [name, sorted[0] ?? 0, sorted[Math.floor(sorted.length / 2)] ?? 0, sorted.at(-1) ?? 0]
}

async function makeOffice(): Promise<string> {
  const vault = join(folder, 'vault')
  const sources = join(folder, 'sources')
  mkdirSync(sources)
  for (let i = 0; i < EXHIBITS; i += 1) writeFileSync(join(sources, `note-${String(i)}.txt`), `Note ${String(i)}\n`)
  const env = { ...process.env, CLARKSON_PASSPHRASE: PASSPHRASE }
  const clarkson = (...args: readonly string[]): ReturnType<typeof measure> =>
    measure([process.execPath, program, ...args, '--vault', vault, '--json'], { env })
  await clarkson('vault', 'create', '--name', 'Bench', '--user', 'Bench', '--kdf-memory', '64')
  const made = await clarkson('case', 'create', '--title', 'Bench', '--type', 'other', '--profile', 'GENERIC')
  const { reference } = JSON.parse(made.stdout) as { readonly reference: string }
  await clarkson('evidence', 'add', reference, sources)
  return vault
}

async function oneStart(
  executablePath: string,
  vault: string,
): Promise<{ readonly start: number; readonly unlock: number }> {
  const userData = mkdtempSync(join(folder, 'settings-'))
  const args = ['.', '--disable-gpu', ...(process.env['CLARKSON_NO_SANDBOX'] === '1' ? ['--no-sandbox'] : [])]
  const began = performance.now()
  const app = await _electron.launch({
    executablePath,
    args,
    env: { ...process.env, CLARKSON_USER_DATA: userData },
  })
  try {
    const window: Page = await app.firstWindow()
    const choice = window.getByRole('button', { name: 'Open a vault…' })
    await choice.waitFor()
    const start = performance.now() - began
    await app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
    }, vault)
    await choice.click()
    await window.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(PASSPHRASE)
    const asked = performance.now()
    await window.getByRole('button', { name: 'Unlock' }).click()
    await window.getByRole('row', { name: /Bench/u }).waitFor()
    return { start, unlock: performance.now() - asked }
  } finally {
    await app.close()
  }
}

async function stretchMs(): Promise<number> {
  const { stretch, newKdf } = await import('../src-main/vault/passphrase.ts')
  const began = performance.now()
  await stretch(Buffer.from(PASSPHRASE), newKdf({ memoryKiB: 64 * 1024, passes: 3 }))
  return performance.now() - began
}
