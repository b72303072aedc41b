import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashText, keysOf } from '../src-main/acts/ledger-keys.ts'
import { pageOfLedger } from '../src-main/acts/ledger-view.ts'
import { verifyLedger } from '../src-main/acts/verify-ledger.ts'
import { createLedgerCheck } from '../src-main/domain/ledger-check.ts'
import { coveredText, LEDGER_LABEL, type LedgerEntry } from '../src-main/domain/ledger.ts'
import { openConnection } from '../src-main/store/connection.ts'
import * as ledger from '../src-main/store/ledger.ts'
import * as users from '../src-main/store/users.ts'
import { signDetached, signingPair } from '../src-main/vault/sodium.ts'
import { printLeast, printTarget } from './support.ts'

// A ledger in a real database, verified: the chain alone, read and hashed; signatures; and both as `audit verify` does it,
// with progress and other work let in between slices. One processor core does all of it.

const ENTRIES = process.env['SLOW'] === '1' ? 1_000_000 : 100_000
const folder = mkdtempSync(join(tmpdir(), 'clarkson-bench-'))
const connection = openConnection(join(folder, 'vault.db'), randomBytes(32))
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

try {
  for (const migration of [
    '0001-users-and-ledger',
    '0002-cases-and-parties',
    '0003-exhibits-and-custody',
    '0004-statements',
    '0005-chronology',
    '0006-bundles',
    '0007-ledger-indexes',
  ])
    connection.raw.exec(readFileSync(new URL(`../src-main/store/migrations/${migration}.sql`, import.meta.url), 'utf8'))
  const made = performance.now()
  fill()
  process.stdout.write(`  ${String(ENTRIES)} entries made and signed in ${seconds(made).toFixed(1)} s\n`)
  const vault = { slots: [], ledgerHead: connection.read((reader) => headOf(reader)) }
  const chain = perCoreSecond(ENTRIES, checkChain)
  const signatures = signaturesPerSecond()
  const began = performance.now()
  const turns: number[] = []
  let last = began
  const report = await verifyLedger(
    { look: (work) => connection.read(work), vault },
    {
      onProgress: () => {
        turns.push(performance.now() - last)
        last = performance.now()
      },
    },
  )
  if (!report.ok || report.entries !== ENTRIES) throw new Error('a sound ledger was found wanting')
  const whole = ENTRIES / seconds(began)
  const page = performance.now()
  pageOfLedger({ connection }, { offset: 0, limit: 200 })
  const pageMs = performance.now() - page
  const filtered = performance.now()
  const filter = { act: 'bundle.view', from: '2026-03-02T00:00:00.000Z', before: '2026-03-03T00:00:00.000Z' }
  pageOfLedger({ connection }, { offset: 0, limit: 200, filter })
  const filteredMs = performance.now() - filtered
  process.stdout.write(`  the whole verification, by the clock on the wall: ${whole.toFixed(0)} entries a second\n`)
  const results = [
    printLeast('chain, read and hashed', chain, 100_000, ' entries/s of a core'),
    printLeast('signatures', signatures, 10_000, '/s of a core'),
    printTarget(
      'time without an answer, 99 times in 100',
      turns.toSorted((a, b) => a - b)[Math.floor(turns.length * 0.99)] ?? 0,
      100,
      ' ms',
    ),
    printTarget('a page of 200', pageMs, 200, ' ms'),
    printTarget('a page by act and days', filteredMs, 1_000, ' ms'),
  ]
  process.exitCode = results.every(Boolean) ? 0 : 1
} finally {
  connection.close()
  rmSync(folder, { recursive: true, force: true })
}

function fill(): void {
  const people = Array.from({ length: 4 }, (_, i) => ({ id: randomUUID(), pair: signingPair(randomBytes(32)), i }))
  connection.write((writer) => {
    for (const { id, pair, i } of people) {
      const row = {
        id,
        name: `User ${String(i)}`,
        role: 'lawyer',
        publicKey: hex(pair.publicKey),
        kind: 'person',
      } as const
      users.insert(writer, row, '2026-03-01T09:00:00.000Z')
      users.addKey(writer, { userId: id, publicKey: row.publicKey, recipient: null, since: 1 })
    }
  })
  const first = people.map(({ id, pair }) => ({ publicKey: hex(pair.publicKey), role: 'lawyer', userId: id }))
  let previous = '0'.repeat(64)
  for (let from = 1; from <= ENTRIES; from += 10_000)
    connection.write((writer) => {
      for (let sequence = from; sequence < from + 10_000 && sequence <= ENTRIES; sequence++) {
        const one = people[sequence % people.length]
        if (!one) throw new Error('there are four')
        const isFirst = sequence === 1
        const facts = isFirst ? { users: first } : { sha256: 'b'.repeat(64), size: sequence }
        const fact = {
          userId: one.id,
          act: isFirst ? 'vault.create' : 'exhibit.import',
          object: randomUUID(),
          at: '2026-03-01T09:00:00.000Z',
        } as const
        const covered = { ...fact, sequence, previous }
        const text = coveredText({ ...covered, facts: JSON.stringify(facts), digest: '', signature: '' })
        const digest = hashText(LEDGER_LABEL + text)
        const signature = hex(signDetached(Buffer.from(digest, 'hex'), one.pair.secretKey))
        ledger.insert(writer, { ...covered, facts, digest, signature })
        previous = digest
      }
    })
}

function headOf(reader: Parameters<typeof ledger.head>[0]): { sequence: number; hash: string } | null {
  const head = ledger.head(reader)
  return head ? { sequence: head.sequence, hash: head.digest } : null
}

function checkChain(): void {
  const check = createLedgerCheck({
    hash: hashText,
    signed: () => 'yes',
    placeOf: (digest) => connection.read((reader) => ledger.placeOf(reader, digest)),
  })
  for (let after: number | undefined = 0; after !== undefined;) {
    const slice: readonly LedgerEntry[] = connection.read((reader) => ledger.slice(reader, { after, most: 1_000 }))
    for (const entry of slice) check.take(entry)
    after = slice.at(-1)?.sequence
  }
  if (check.end([]).length > 0) throw new Error('the chain holds')
}

function signaturesPerSecond(): number {
  const keys = connection.read((reader) => keysOf(reader, { slots: [] }))
  const most = Math.min(ENTRIES, 50_000)
  const slice = connection.read((reader) => ledger.slice(reader, { most }))
  return perCoreSecond(most, () => {
    if (slice.some((entry) => keys.signed(entry) !== 'yes')) throw new Error('all are signed')
  })
}

/** How many a second of one core's time a pass does: other programs on the machine are none of its doing. */
function perCoreSecond(many: number, pass: () => void): number {
  const before = process.cpuUsage()
  pass()
  const { user, system } = process.cpuUsage(before)
  return many / ((user + system) / 1e6)
}

function seconds(began: number): number {
  return (performance.now() - began) / 1000
}
