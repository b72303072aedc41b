import * as custody from '../store/custody.ts'
import type { Writer } from '../store/connection.ts'
import * as ledger from '../store/ledger.ts'
import type { Desk } from './desk.ts'
import { record } from './record.ts'

/** The migration since which an entry names the events of custody that its act adds. */
export const NAMED_SINCE = 7

const EVENTS_AN_ENTRY = 1_000

/**
 * Names, in entries of their own, the events of custody of a vault that was made before entries named them: without that
 * each would be reported as one that no act wrote. What it proves is that they stood there when the vault was brought up
 * to date. Does nothing once any entry names an event, so that nobody can have others' events taken in later.
 */
export function nameOlderCustody(desk: Desk, vaultId: string): void {
  desk.connection.write((writer) => {
    if (ledger.namesCustody(writer)) return
    for (const digests of digestsOf(writer))
      record(desk, writer, { act: 'custody.name-older', object: vaultId, facts: { custody: digests } })
  })
}

function* digestsOf(writer: Writer): Generator<string[]> {
  let after: number | undefined
  for (;;) {
    const events = custody.slice(writer, { after, most: EVENTS_AN_ENTRY })
    if (events.length === 0) return
    yield events.map(({ digest }) => digest)
    after = events.at(-1)?.seq
  }
}
