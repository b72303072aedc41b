import type { LedgerEntry } from '../../domain/ledger.ts'
import { Refusal } from '../../kernel/errors.ts'
import type { Reader } from '../../store/connection.ts'
import * as ledger from '../../store/ledger.ts'
import * as users from '../../store/users.ts'
import type { LedgerHead } from '../../vault/header.ts'
import type { OpenVault } from '../../vault/open-vault.ts'
import { isSignedBy } from '../../vault/sodium.ts'
import type { Desk } from '../desk.ts'
import { keysOf, type LedgerKeys, verifySigned } from '../ledger-keys.ts'
import { mustBeAllowed, record } from '../record.ts'
import { parsed } from '../verify-ledger.ts'
import type { Compartment } from './compartment.ts'

// A compartment's ledger is its own. So that an older copy of a compartment is noticed, the vault's ledger names from time
// to time the newest entry of each: on opening, a compartment must have the newest that was named.

type Slots = Pick<OpenVault, 'slots'>

/** The newest entry of a compartment's ledger that the vault's ledger names; undefined before the first. */
export function anchoredHead(vaultReader: Reader, vault: Slots, compartmentId: string): LedgerHead | undefined {
  const named = ledger.about(vaultReader, compartmentId, ['compartment.anchor', 'compartment.accept-older'])
  const [newest] = verifySigned(vaultReader, vault, named)
  return newest && headOf(newest)
}

function headOf({ facts }: LedgerEntry): LedgerHead | undefined {
  const { sequence, hash } = parsed(facts)
  return typeof sequence === 'number' && typeof hash === 'string' ? { sequence, hash } : undefined
}

/** Names a compartment's newest entry in the vault's ledger, where it is another than the one that was named. */
export function anchorHead(desk: Desk, vault: Slots, compartment: Compartment): void {
  const head = compartment.desk.connection.read((reader) => ledger.head(reader))
  if (!head) return
  const named = desk.connection.read((reader) => anchoredHead(reader, vault, compartment.id))
  if (named?.hash === head.digest) return
  desk.connection.write((writer) =>
    record(desk, writer, {
      act: 'compartment.anchor',
      object: compartment.id,
      facts: { sequence: head.sequence, hash: head.digest },
    }),
  )
}

/**
 * Refuses a compartment that does not have the newest entry that was named: it is an older copy, or another's. With
 * `acceptOlder` it is taken all the same, and that is entered in the vault's ledger.
 *
 * @throws Refusal `vault.record-altered`, `not-permitted`
 */
export function mustReachAnchor(
  desk: Desk,
  vault: Slots,
  compartment: Compartment,
  { acceptOlder }: { readonly acceptOlder: boolean },
): void {
  const named = desk.connection.read((reader) => anchoredHead(reader, vault, compartment.id))
  if (!named) return
  const [found, head] = compartment.desk.connection.read(
    (reader) => [ledger.digestAt(reader, named.sequence), ledger.head(reader)] as const,
  )
  if (found === named.hash) return
  if (!acceptOlder || !head)
    throw new Refusal('vault.record-altered', { record: 'compartment', position: named.sequence })
  mustBeAllowed(desk, 'vault.accept-older')
  desk.connection.write((writer) =>
    record(desk, writer, {
      act: 'compartment.accept-older',
      object: compartment.id,
      facts: { sequence: head.sequence, hash: head.digest, remembered: { ...named } },
    }),
  )
}

/**
 * What a compartment's entries are held against: the keys that the vault's ledger brought. Places in one ledger say
 * nothing of those in another, so any key that was ever a user's own is theirs here.
 */
export function keysForCompartment(vaultReader: Reader, vault: Slots): LedgerKeys {
  const { others } = keysOf(vaultReader, vault)
  const keys = users.keys(vaultReader).map(({ userId, publicKey }) => ({ userId, key: Buffer.from(publicKey, 'hex') }))
  return {
    others,
    signed({ userId, digest, signature }) {
      const theirs = keys.filter((one) => one.userId === userId)
      if (theirs.length === 0) return 'unknown-user'
      const bytes = Buffer.from(signature, 'hex')
      const isTheirs =
        bytes.length === 64 &&
        theirs.some(({ key }) => key.length === 32 && isSignedBy(bytes, Buffer.from(digest, 'hex'), key))
      return isTheirs ? 'yes' : 'no'
    },
  }
}
