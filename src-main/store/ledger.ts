import type { ChainedAct } from '../domain/ledger.ts'
import { canonical, type Json } from '../kernel/canonical-json.ts'
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
export function head(reader: Reader): { readonly sequence: number; readonly digest: string } | undefined {
  const row = reader.get('SELECT sequence, digest FROM ledger ORDER BY sequence DESC LIMIT 1')
  return row && { sequence: numberOf(row, 'sequence'), digest: textOf(row, 'digest') }
}

/** The digest that the ledger has at a place, or nothing when it does not reach so far. */
export function digestAt(reader: Reader, sequence: number): string | undefined {
  const row = reader.get('SELECT digest FROM ledger WHERE sequence = ?', [sequence])
  return row && textOf(row, 'digest')
}

/** Every act in order, read a thousand at a time so that a long ledger is never held whole. */
export function* every(reader: Reader): Generator<SignedAct> {
  let after = 0
  for (;;) {
    const rows = reader.all('SELECT * FROM ledger WHERE sequence > ? ORDER BY sequence LIMIT 1000', [after])
    for (const row of rows) yield read(row)
    const last = rows.at(-1)
    if (!last) return
    after = numberOf(last, 'sequence')
  }
}

function read(row: Row): SignedAct {
  return {
    sequence: numberOf(row, 'sequence'),
    userId: textOf(row, 'user_id'),
    act: textOf(row, 'act'),
    object: textOf(row, 'object'),
    facts: JSON.parse(textOf(row, 'facts')) as Record<string, Json>,
    at: textOf(row, 'at'),
    previous: textOf(row, 'previous'),
    digest: textOf(row, 'digest'),
    signature: textOf(row, 'signature'),
  }
}
