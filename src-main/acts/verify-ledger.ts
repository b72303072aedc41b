import type { LedgerFinding, LedgerReport } from '../contract/audit.ts'
import { eventHolds } from '../domain/custody.ts'
import { createLedgerCheck, MOST_FINDINGS } from '../domain/ledger-check.ts'
import type { LedgerEntry } from '../domain/ledger.ts'
import { digestOf } from '../kernel/digest.ts'
import type { Reader } from '../store/connection.ts'
import { movedAmong, movedTo } from '../store/compartments.ts'
import * as custody from '../store/custody.ts'
import * as ledger from '../store/ledger.ts'
import type { LedgerHead } from '../vault/header.ts'
import type { SlotListing } from '../vault/ways-in.ts'
import type { Watch } from './desk.ts'
import { hashText, keysOf, type LedgerKeys } from './ledger-keys.ts'
import { slices } from './slices.ts'

/** As many entries as are verified before other questions are answered: some milliseconds' work. */
const SLICE = 100
const CUSTODY_SLICE = 1_000

/**
 * Looks at the records once. After one page that is bad SQLite's connection serves no more, not even what is sound: so
 * each look may have to be at a connection of its own.
 */
export type Look = <T>(work: (reader: Reader) => T) => T

/** The records of a vault, and what they are verified against. */
export interface LedgerOf {
  readonly look: Look
  readonly vault: { readonly slots: readonly SlotListing[]; readonly ledgerHead: LedgerHead | null }
  /** What the entries are held against, where the records do not bring the keys of their users themselves. */
  readonly keys?: LedgerKeys
}

/**
 * Verifies the whole ledger: each entry's digest, its place, its link to the one before, its user's signature, and the
 * head that the vault's header remembers; and every chain of custody, event by event, against the entries that name
 * them. Changes nothing.
 *
 * @throws Refusal `cancelled`, `vault.database-damaged`
 */
export async function verifyLedger({ look, vault, ...of }: LedgerOf, watch: Watch = {}): Promise<LedgerReport> {
  const keys = of.keys ?? look((reader) => keysOf(reader, vault))
  const check = createLedgerCheck({
    hash: hashText,
    signed: (entry) => keys.signed(entry),
    placeOf: (digest) => look((reader) => ledger.placeOf(reader, digest)),
  })
  const named = namedEvents(look)
  const known = new Set<string>()
  // Of what is found at one place the cause comes first: an exchanged key before the signatures that it did not make, an
  // altered entry before the key that it no longer brings.
  const causes: LedgerFinding[] = []
  const problems: LedgerFinding[] = []
  const total = look((reader) => ledger.length(reader))
  let entries = 0
  let last: LedgerEntry | undefined
  const clock = clockOf()
  const next = (one: LedgerEntry | undefined): readonly LedgerEntry[] =>
    look((reader) => ledger.slice(reader, { after: one?.sequence, most: SLICE }))
  for await (const slice of slices(next, watch.cancel)) {
    for (const entry of slice) {
      check.take(entry)
      clock.take(entry)
      if (known.has(entry.userId)) continue
      known.add(entry.userId)
      const other = keys.others.get(entry.userId)
      const into = other === 'exchanged' ? causes : problems
      if (other) into.push({ fault: 'other-key', sequence: entry.sequence })
    }
    problems.push(...named.take(slice), ...slice.flatMap((entry) => movedProblems(look, entry)))
    entries += slice.length
    last = slice.at(-1)
    watch.onProgress?.({ done: entries, total: Math.max(total, entries) })
  }
  problems.unshift(...causes, ...check.end(vault.ledgerHead ? [vault.ledgerHead] : []))
  const events = await checkEvents(look, named, watch)
  problems.push(...events.problems)
  return {
    entries,
    custodyEvents: events.count,
    head: last ? { sequence: last.sequence, hash: last.digest } : null,
    ok: problems.length === 0,
    problems: problems.toSorted((a, b) => a.sequence - b.sequence).slice(0, MOST_FINDINGS),
    ...clock.found(),
  }
}

/** Looks for entries whose time is before that of the entry before them. */
function clockOf(): {
  readonly take: (entry: LedgerEntry) => void
  readonly found: () => Pick<LedgerReport, 'setBack' | 'setBackAt'>
} {
  let before = ''
  const places: number[] = []
  return {
    take({ at, sequence }) {
      if (at < before) places.push(sequence)
      before = at
    },
    found: () => ({ setBack: places.length, setBackAt: places.slice(0, MOST_FINDINGS) }),
  }
}

/** The custody events that entries name, kept as one bit of knowledge for each row of the table. */
interface NamedEvents {
  /** Notes what a slice of the ledger names, and finds what of it is not there. */
  take(slice: readonly LedgerEntry[]): readonly LedgerFinding[]
  has(seq: number): boolean
}

function namedEvents(look: Look): NamedEvents {
  const seqs = new Set<number>()
  return {
    has: (seq) => seqs.has(seq),
    take(slice) {
      const naming = slice.flatMap(({ sequence, facts }) => custodyOf(facts).map((digest) => ({ sequence, digest })))
      if (naming.length === 0) return []
      const digests = naming.map(({ digest }) => digest)
      const places = look((reader) => custody.placesOf(reader, digests))
      for (const seq of places.values()) seqs.add(seq)
      const absent = naming.filter(({ digest }) => !places.has(digest))
      if (absent.length === 0) return []
      const moved = look((reader) =>
        movedAmong(
          reader,
          absent.map(({ digest }) => digest),
        ),
      )
      const removed = absent.filter(({ digest }) => !moved.has(digest))
      return [...new Set(removed.map(({ sequence }) => sequence))].map((sequence) => ({
        fault: 'custody-removed',
        sequence,
      }))
    },
  }
}

/** An entry by which a case was moved names one digest over those of its custody events, which stay. */
function movedProblems(look: Look, { act, sequence, facts }: LedgerEntry): readonly LedgerFinding[] {
  if (act !== 'case.restrict') return []
  const { compartment, movedCustody } = parsed(facts)
  const kept = look((reader) => movedTo(reader, String(compartment)))
  return digestOf('moved-custody/v1', kept) === movedCustody ? [] : [{ fault: 'custody-removed', sequence }]
}

/** The digests of custody events that an entry's facts name. */
export function custodyOf(facts: string): readonly string[] {
  if (!facts.includes('"custody":[')) return []
  const { custody: digests } = parsed(facts)
  return Array.isArray(digests) ? digests.filter((digest) => typeof digest === 'string') : []
}

/** An entry's facts as values; nothing for a text that is no JSON object, which an altered entry may have. */
export function parsed(facts: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(facts)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

async function checkEvents(
  look: Look,
  named: NamedEvents,
  { cancel }: Watch,
): Promise<{ readonly count: number; readonly problems: readonly LedgerFinding[] }> {
  const problems: LedgerFinding[] = []
  let count = 0
  const next = (one: custody.PlacedEvent | undefined): readonly custody.PlacedEvent[] =>
    look((reader) => custody.slice(reader, { after: one?.seq, most: CUSTODY_SLICE }))
  for await (const slice of slices(next, cancel)) {
    for (const { seq, ...event } of slice) {
      const fault = !eventHolds(event, hashText)
        ? 'custody-edited'
        : named.has(seq)
          ? undefined
          : 'custody-not-in-ledger'
      if (fault) problems.push({ fault, sequence: event.sequence, exhibit: event.exhibitId })
    }
    count += slice.length
  }
  return { count, problems }
}
