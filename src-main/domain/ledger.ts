import type { LedgerAct } from '../contract/audit.ts'
import { canonical, type Json } from '../kernel/canonical-json.ts'
import { digestOf } from '../kernel/digest.ts'
import { GENESIS } from './custody.ts'

/** One act of a user, before it is signed. `facts` say what changed by ids, counts and digests; never by names. */
export interface LedgerFact {
  readonly userId: string
  readonly act: LedgerAct
  readonly object: string
  readonly facts: Readonly<Record<string, Json>>
  readonly at: string
}

/** An act in its place in the ledger. */
export interface ChainedAct extends LedgerFact {
  readonly sequence: number
  readonly previous: string
  readonly digest: string
}

/** Puts an act after the last one; what is signed is the digest. */
export function appendAct(
  last: { readonly sequence: number; readonly digest: string } | undefined,
  fact: LedgerFact,
): ChainedAct {
  const covered = { ...fact, sequence: (last?.sequence ?? 0) + 1, previous: last?.digest ?? GENESIS }
  return Object.freeze({ ...covered, digest: digestOf('ledger/v1', covered) })
}

/** An entry as it is stored. `facts` is the text of the canonical JSON, so that what is verified is what is there. */
export interface LedgerEntry {
  readonly sequence: number
  readonly userId: string
  readonly act: string
  readonly object: string
  readonly facts: string
  readonly at: string
  readonly previous: string
  readonly digest: string
  readonly signature: string
}

/**
 * The canonical JSON that an entry's digest covers. `sequence` stands in for the entry's own, to find out whether it was
 * written at another place.
 */
export function coveredText(entry: LedgerEntry, sequence: number = entry.sequence): string {
  return (
    `{"act":${quoted(entry.act)},"at":${quoted(entry.at)},"facts":${entry.facts},"object":${quoted(entry.object)},` +
    `"previous":${quoted(entry.previous)},"sequence":${String(sequence)},"userId":${quoted(entry.userId)}}`
  )
}

/** Text that JSON writes as it stands, which is nearly all that an entry has: ids, names of acts, times, digests. */
const PLAIN = /^[ !#-[\]-~]*$/u

/** A text as canonical JSON has it. A million entries are verified with this. */
function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : canonical(text)
}

/** What is hashed before a covered text, so that an entry never hashes like something else. */
export const LEDGER_LABEL = 'clarkson/ledger/v1\n'

/** One line of an export: the covered text between fixed places, so that it can be cut out of the line and hashed. */
export function exportLine(entry: LedgerEntry): string {
  return `{"digest":"${entry.digest}","entry":${coveredText(entry)},"signature":"${entry.signature}"}`
}
