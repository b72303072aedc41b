import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listCases } from '../src-main/acts/lists.ts'
import { type Office, officeOf, officeStatus, openOffice } from '../src-main/acts/office.ts'
import { calibrate, newKdf, stretch } from '../src-main/vault/passphrase.ts'
import { openVault } from '../src-main/vault/vault-folder.ts'
import { type LargeOffice, makeLargeOffice, passphrase, toolsWithoutReader } from './large-office.ts'
import { printLeast, printTable, printTarget } from './support.ts'

const EXHIBITS = 100_000
const ROUNDS = 7
/** As many restricted cases and aftercare as an office may well have. */
const COMPARTMENTS = 4

/** Opens an office of 100,000 exhibits, again and again. Says whether every target was met. */
export async function measureUnlock(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'clarkson-bench-'))
  try {
    const began = performance.now()
    const office = await makeLargeOffice(join(folder, 'vault'), EXHIBITS, { compartments: COMPARTMENTS })
    const made = (performance.now() - began) / 1000
    process.stdout.write(
      `  ${String(EXHIBITS)} exhibits and ${String(COMPARTMENTS)} compartments made in ${made.toFixed(0)} s\n`,
    )
    const opened = await openings(office, join(folder, 'profile'))
    const argon2 = await defaultArgon2()
    return [opened, argon2].every(Boolean)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function openings({ folder, recoveryKey }: LargeOffice, stateFolder: string): Promise<boolean> {
  const tools = { ...toolsWithoutReader(), stateFolder }
  // The recovery key is no passphrase and is not stretched: what it takes to open with it is all that is not Argon2id.
  const byKey = await rounds(async () =>
    officeOf(await openVault(folder, { kind: 'recovery', recoveryKey }), {}, tools),
  )
  const byPassphrase = await rounds(() => openOffice(folder, { passphrase: passphrase() }, tools))
  const kdf = newKdf({ memoryKiB: 64 * 1024, passes: 3 })
  const argon2: number[] = []
  for (let i = 0; i < ROUNDS; i++) argon2.push((await timed(() => stretch(passphrase(), kdf))).ms)
  printTable(
    ['', 'least ms', 'middle ms', 'most ms'],
    [
      row('opening with the recovery key, without Argon2id', byKey.opening),
      row('opening with a passphrase', byPassphrase.opening),
      row('Argon2id alone, 64 MiB and 3 passes', argon2),
      row('then: what it holds, and its case files', byKey.looking),
      row('then, in the background: blobs that no row names', byKey.sweeping),
      row('of that, the longest without an answer', byKey.silence),
      row('closing', byKey.closing),
    ],
  )
  return [
    printTarget('unlock apart from Argon2id, 100,000 exhibits and 4 compartments', middle(byKey.opening), 150, ' ms'),
    printTarget('the same, as the difference', middle(byPassphrase.opening) - middle(argon2), 150, ' ms'),
    printTarget('the longest without an answer while it sweeps', middle(byKey.silence), 50, ' ms'),
  ].every(Boolean)
}

interface Times {
  readonly opening: number[]
  readonly looking: number[]
  readonly sweeping: number[]
  readonly silence: number[]
  readonly closing: number[]
}

/** The first round, which brings the files into memory, is not counted. */
async function rounds(open: () => Promise<Office>): Promise<Times> {
  const times: Times = { opening: [], looking: [], sweeping: [], silence: [], closing: [] }
  for (let round = 0; round <= ROUNDS; round++) {
    const opening = await timed(open)
    const office = opening.value
    const looking = await timed(async () => [officeStatus(office), listCases(office.desk)])
    const sweeping = await timed(() => longestSilence(office.swept))
    const closing = await timed(() => office.close())
    if (round === 0) continue
    times.opening.push(opening.ms)
    times.looking.push(looking.ms)
    times.sweeping.push(looking.ms + sweeping.ms)
    times.silence.push(sweeping.value)
    times.closing.push(closing.ms)
  }
  return times
}

/** For how long at most nothing else was answered while a piece of work went on, in milliseconds. */
async function longestSilence(work: Promise<unknown>): Promise<number> {
  let longest = 0
  let last = performance.now()
  let isOver = false
  const look = (): void => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
    if (!isOver) setImmediate(look)
  }
  setImmediate(look)
  await work
  isOver = true
  return longest
}

/** R4: what a new slot costs on this machine. */
async function defaultArgon2(): Promise<boolean> {
  const cost = await calibrate()
  const times: number[] = []
  for (let i = 0; i < 5; i++) times.push((await timed(() => stretch(passphrase(), newKdf(cost)))).ms)
  process.stdout.write(
    `  a new slot costs ${String(cost.memoryKiB / 1024)} MiB and ${String(cost.passes)} passes here\n`,
  )
  return [
    printTarget('Argon2id as a new slot has it', middle(times), 1_500, ' ms'),
    printLeast('the same', middle(times), 250, ' ms'),
  ].every(Boolean)
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly ms: number }> {
  const began = performance.now()
  const value = await work()
  return { value, ms: performance.now() - began }
}

function row(name: string, times: readonly number[]): readonly (string | number)[] {
  return [name, Math.min(...times), middle(times), Math.max(...times)]
}

function middle(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN
}
