import type { ChainedAct, LedgerEntry } from '../domain/ledger.ts'
import { canonical } from '../kernel/canonical-json.ts'
import type { Reader, Row, Writer } from './connection.ts'
import { numberOf, textOf } from './rows.ts'

/** An act with its user's Ed25519 signature of the digest, as 128 hex digits. */
export interface SignedAct extends ChainedAct {
  readonly signature: string
}

export function insert(writer: Writer, act: SignedAct): void {
  writer.run(
    'INSERT INTO ledger (sequence, user_id, act, object, facts, at, previous, digest, signature) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    [
      act.sequence,
      act.userId,
      act.act,
      act.object,
      canonical(act.facts),
      act.at,
      act.previous,
      act.digest,
      act.signature,
    ],
  )
}

/** The newest act, which the next one names. */
export function head(
  reader: Reader,
): { readonly sequence: number; readonly digest: string; readonly act: string } | undefined {
  const row = reader.get('SELECT sequence, digest, act FROM ledger ORDER BY sequence DESC LIMIT 1')
  return row && { sequence: numberOf(row, 'sequence'), digest: textOf(row, 'digest'), act: textOf(row, 'act') }
}

/** The digest that the ledger has at a place, or nothing when it does not reach so far. */
export function digestAt(reader: Reader, sequence: number): string | undefined {
  const row = reader.get('SELECT digest FROM ledger WHERE sequence = ?', [sequence])
  return row && textOf(row, 'digest')
}

/** At which place the entry with a digest stands. */
export function placeOf(reader: Reader, digest: string): number | undefined {
  const row = reader.get('SELECT sequence FROM ledger WHERE digest = ?', [digest])
  return row && numberOf(row, 'sequence')
}

/** A part of the ledger. Whoever has the key can also write entries before the first, so the first part is after no place at all. */
export interface LedgerPart {
  readonly after?: number | undefined
  readonly upTo?: number
  readonly most: number
}

/** The entries after a place and up to another, in order, at most so many: a long ledger is never held whole. */
export function slice(
  reader: Reader,
  { after = Number.MIN_SAFE_INTEGER, upTo = Number.MAX_SAFE_INTEGER, most }: LedgerPart,
): readonly LedgerEntry[] {
  return reader
    .all('SELECT * FROM ledger WHERE sequence > ? AND sequence <= ? ORDER BY sequence LIMIT ?', [after, upTo, most])
    .map(read)
}

/** How many entries a whole ledger has: the place of its newest. Counting them would read all of it. */
export function length(reader: Reader): number {
  return head(reader)?.sequence ?? 0
}

/** How often acts were done and when last, by act; those that never were are left out. */
export function countOfActs(
  reader: Reader,
  acts: readonly ChainedAct['act'][],
): readonly { readonly act: string; readonly count: number; readonly lastAt: string }[] {
  return acts.flatMap((act) => {
    const row = reader.get('SELECT count(*) AS entries, max(at) AS latest FROM ledger WHERE act = ?', [act])
    const count = row ? numberOf(row, 'entries') : 0
    return row && count > 0 ? [{ act, count, lastAt: textOf(row, 'latest') }] : []
  })
}

/** The place of the newest entry of one act; 0 when there is none. */
export function lastOf(reader: Reader, act: ChainedAct['act']): number {
  const row = reader.get('SELECT sequence FROM ledger WHERE act = ? ORDER BY sequence DESC LIMIT 1', [act])
  return row ? numberOf(row, 'sequence') : 0
}

/** Every entry of one act, in order. */
export function ofAct(reader: Reader, act: ChainedAct['act']): readonly LedgerEntry[] {
  return reader.all('SELECT * FROM ledger WHERE act = ? ORDER BY sequence', [act]).map(read)
}

/** Every entry of some acts, in order. */
export function ofActs(reader: Reader, acts: readonly ChainedAct['act'][]): readonly LedgerEntry[] {
  return acts.flatMap((act) => ofAct(reader, act)).toSorted((a, b) => a.sequence - b.sequence)
}

/** Whether a user has an entry after a place, up to another or to the end. */
export function hasEntry(
  reader: Reader,
  userId: string,
  between: { readonly after: number; readonly upTo?: number },
): boolean {
  const { after, upTo = Number.MAX_SAFE_INTEGER } = between
  const sql = 'SELECT 1 AS found FROM ledger WHERE user_id = ? AND sequence > ? AND sequence <= ? LIMIT 1'
  return reader.get(sql, [userId, after, upTo]) !== undefined
}

/** The newest entries of some acts about one object, newest first. */
export function about(reader: Reader, object: string, acts: readonly ChainedAct['act'][]): readonly LedgerEntry[] {
  const sql = `SELECT * FROM ledger WHERE act IN (SELECT value FROM json_each(?)) AND object = ?
    ORDER BY sequence DESC LIMIT 3`
  return reader.all(sql, [JSON.stringify(acts), object]).map(read)
}

/** Whether any entry names an event of a chain of custody. */
export function namesCustody(reader: Reader): boolean {
  return reader.get(`SELECT 1 FROM ledger WHERE instr(facts, '"custody":[') > 0 LIMIT 1`) !== undefined
}

/** An entry at its place, or nothing when the ledger has none there. */
export function at(reader: Reader, sequence: number): LedgerEntry | undefined {
  const row = reader.get('SELECT * FROM ledger WHERE sequence = ?', [sequence])
  return row && read(row)
}

/** A row of the table as an entry. */
export function read(row: Row): LedgerEntry {
  return {
    sequence: numberOf(row, 'sequence'),
    userId: textOf(row, 'user_id'),
    act: textOf(row, 'act'),
    object: textOf(row, 'object'),
    facts: textOf(row, 'facts'),
    at: textOf(row, 'at'),
    previous: textOf(row, 'previous'),
    digest: textOf(row, 'digest'),
    signature: textOf(row, 'signature'),
  }
}
