import { randomFillSync } from 'node:crypto'
import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Cost, measure, printCosts, printTarget, takeTurns } from './support.ts'

// Import of 1 GiB in 200 files, through the command line: hashed three ways, encrypted, flushed, read back, entered. Its
// peer does less: `sha256sum` of the same files, then `age -r` of each, neither flushed nor read back.

const program = new URL('../out/main/cli.cjs', import.meta.url).pathname
const FILES = 200
const FILE_BYTES = (1024 * 1024 * 1024) / FILES
const PASSPHRASE = 'four quiet rivers meet here'

const folder = mkdtempSync(join(tmpdir(), 'clarkson-bench-'))
try {
  process.exitCode = (await compare()) ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function compare(): Promise<boolean> {
  const sources = join(folder, 'sources')
  makeSources(sources)
  const recipient = await ageRecipient()
  const sealed = join(folder, 'sealed')
  let round = 0
  const [ours, theirs] = await takeTurns(
    [
      {
        name: 'clarkson evidence add',
        run: () => {
          round += 1
          return importInto(join(folder, `vault-${String(round)}`), sources)
        },
      },
      { name: 'sha256sum, then age -r', run: () => sumAndSeal(sources, sealed, recipient) },
    ],
    process.env['SLOW'] === '1' ? 5 : 2,
  )
  if (!ours || !theirs) throw new Error('nothing was measured')
  printCosts(['clarkson evidence add', 'sha256sum, then age -r'], [ours, theirs])
  process.stdout.write(`  ${(1024 / ours.wallSeconds).toFixed(0)} MiB a second\n`)
  return [
    printTarget('import of 1 GiB, wall of sha256sum and age', ours.wallSeconds / theirs.wallSeconds, 2, ' x'),
    printTarget('import of 1 GiB, peak', ours.peakMiB, 400, ' MiB'),
  ].every(Boolean)
}

function makeSources(at: string): void {
  mkdirSync(at)
  const bytes = Buffer.alloc(FILE_BYTES)
  for (let i = 0; i < FILES; i += 1) {
    randomFillSync(bytes)
    const file = openSync(join(at, `photo-${String(i).padStart(3, '0')}.bin`), 'w')
    for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done)
    closeSync(file)
  }
}

/** A new vault each time, outside what is measured; only `evidence add` is. */
async function importInto(vault: string, sources: string): Promise<Cost> {
  const env = { ...process.env, CLARKSON_PASSPHRASE: PASSPHRASE }
  const clarkson = (...args: readonly string[]): Promise<Cost> =>
    measure([process.execPath, program, ...args, '--vault', vault, '--json'], { env })
  await clarkson('vault', 'create', '--name', 'Bench', '--user', 'Bench', '--kdf-memory', '64')
  const made = await clarkson('case', 'create', '--title', 'Bench', '--type', 'other', '--profile', 'GENERIC')
  const { reference } = JSON.parse(made.stdout) as { readonly reference: string }
  const cost = await clarkson('evidence', 'add', reference, sources)
  rmSync(vault, { recursive: true })
  return cost
}

async function sumAndSeal(sources: string, sealed: string, recipient: string): Promise<Cost> {
  mkdirSync(sealed)
  const lines = [
    `sha256sum ${sources}/* > ${sealed}/sums`,
    ...readdirSync(sources).map((name) => `age -r ${recipient} -o ${sealed}/${name}.age ${sources}/${name}`),
  ]
  const cost = await measure(['sh', '-ec', lines.join('\n')])
  rmSync(sealed, { recursive: true })
  return cost
}

async function ageRecipient(): Promise<string> {
  const { stdout } = await measure(['sh', '-ec', 'age-keygen 2>/dev/null | grep "public key" | sed "s/.*: //"'])
  return stdout.trim()
}
