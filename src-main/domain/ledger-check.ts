import type { LedgerFault, LedgerFinding } from '../contract/audit.ts'
import { GENESIS } from './custody.ts'
import { coveredText, LEDGER_LABEL, type LedgerEntry } from './ledger.ts'

/** What a check of the ledger asks of the world. */
export interface LedgerWitness {
  /** SHA-256 of a text's UTF-8, as 64 hex digits. */
  hash(text: string): string
  /** Whether the user whom an entry names signed its digest. */
  signed(entry: LedgerEntry): 'yes' | 'no' | 'unknown-user'
  /** At which place the entry with this digest stands now. */
  placeOf(digest: string): number | undefined
}

/** An entry that was seen before, by its place and digest. */
export interface SeenHead {
  readonly sequence: number
  readonly hash: string
}

/** More findings than this say nothing more. */
export const MOST_FINDINGS = 100

/** An entry that was moved is looked for this far from where it stands. */
const FAR = 1_000

/** A check that is given every entry in the order of its places. */
export interface LedgerCheck {
  take(entry: LedgerEntry): void
  /** Ends the check. Of the heads that were seen before, each must be in the ledger at its place. */
  end(seen: readonly SeenHead[]): readonly LedgerFinding[]
}

/**
 * Checks chain and signatures of a ledger in one pass, one entry ahead, and names for each break what was done: an entry
 * that fails where it stands and holds one place further was moved there by a removal, and so on.
 */
export function createLedgerCheck(witness: LedgerWitness): LedgerCheck {
  const findings: LedgerFinding[] = []
  let waiting: LedgerEntry | undefined
  let expected = 1
  let previous = GENESIS
  /** How much later the entries from here on were written than they stand now. */
  let shift = 0

  const find = (fault: LedgerFault, sequence: number): void => {
    if (findings.at(-1)?.sequence !== sequence && findings.length < MOST_FINDINGS) findings.push({ fault, sequence })
  }
  const holdsAt = (entry: LedgerEntry, place: number): boolean =>
    witness.hash(LEDGER_LABEL + coveredText(entry, place)) === entry.digest

  /** Whether the entry after one that fails stands in its own place: then the one that fails was put before it. */
  const isBefore = (after: LedgerEntry | undefined, place: number): boolean =>
    after !== undefined && after.previous === previous && holdsAt(after, place)

  const placeWritten = (entry: LedgerEntry, place: number): number | undefined => {
    const named = witness.placeOf(entry.previous)
    if (named !== undefined && holdsAt(entry, named + 1)) return named + 1
    for (let away = 1; away <= FAR; away++)
      for (const other of [place + away, place - away]) if (other > 0 && holdsAt(entry, other)) return other
    return undefined
  }

  const nameBreak = (entry: LedgerEntry, place: number, written: number | undefined): void => {
    if (written === undefined) find('edited', entry.sequence)
    else if (written > place && witness.placeOf(entry.previous) === undefined) {
      find('removed', entry.sequence)
      shift += written - place
    } else find('reordered', entry.sequence)
  }

  const examine = (entry: LedgerEntry, after: LedgerEntry | undefined): void => {
    if (entry.sequence < expected) {
      find('inserted', entry.sequence)
      return
    }
    if (entry.sequence > expected) {
      find('removed', expected)
      expected = entry.sequence
      previous = entry.previous
    }
    expected += 1
    const place = entry.sequence + shift
    const holds = holdsAt(entry, place)
    const signed = holds ? witness.signed(entry) : 'no'
    const written = holds ? undefined : placeWritten(entry, place)
    if (signed !== 'yes' && written === undefined && isBefore(after, place)) {
      find('inserted', entry.sequence)
      shift -= 1
      return
    }
    if (holds) {
      // It is sound and names another entry before it than the one that is there: that one was written anew.
      if (entry.previous !== previous) find('edited', entry.sequence - 1)
      if (signed !== 'yes') find(signed === 'no' ? 'signature' : signed, entry.sequence)
    } else nameBreak(entry, place, written)
    previous = entry.digest
  }

  return {
    take(entry) {
      if (waiting) examine(waiting, entry)
      waiting = entry
    },
    end(seen) {
      if (waiting) examine(waiting, undefined)
      const last = waiting?.sequence ?? 0
      if (seen.some(({ sequence }) => sequence > last)) find('truncated', last + 1)
      for (const { sequence, hash } of seen)
        if (sequence <= last && witness.placeOf(hash) !== sequence && !findings.some((one) => one.sequence <= sequence))
          find('forked', sequence)
      return findings
    },
  }
}
