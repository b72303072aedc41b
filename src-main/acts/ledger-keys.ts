import * as nodeCrypto from 'node:crypto'
import { coveredText, LEDGER_LABEL, type LedgerEntry } from '../domain/ledger.ts'
import { bringingActs, keyAt, keyHistory, type KeySince } from '../domain/key-history.ts'
import type { Reader } from '../store/connection.ts'
import * as ledger from '../store/ledger.ts'
import * as users from '../store/users.ts'
import type { OpenVault } from '../vault/open-vault.ts'
import { isSignedBy } from '../vault/sodium.ts'

/** SHA-256 of a text's UTF-8, as hex: in one call where the runtime has it (Node 21.7, Electron 30), which is three times as fast. */
export const hashText: (text: string) => string =
  typeof nodeCrypto.hash === 'function'
    ? (text) => nodeCrypto.hash('sha256', text)
    : (text) => nodeCrypto.createHash('sha256').update(text).digest('hex')

/** The signing keys of a vault's users, by the users' ids. */
export interface LedgerKeys {
  /** Whether the user whom an entry names signed its digest, with the key that was theirs at its place. */
  signed(entry: LedgerEntry): 'yes' | 'no' | 'unknown-user'
  /**
   * The users for whom the database has another key than it should. An `exchanged` one is not what the vault's header
   * or their own row has, so that their signatures are held against a key which did not make them; an `unbrought` one no
   * entry of the ledger brings, which follows when the entry that did was altered.
   */
  readonly others: ReadonlyMap<string, 'exchanged' | 'unbrought'>
}

/** What is asked of a vault to compare keys: its slots, which nobody can change who has not the slot's own secret. */
type Slots = Pick<OpenVault, 'slots'>

interface SigningKey extends users.UserKey {
  readonly bytes: Uint8Array
}

export function keysOf(reader: Reader, { slots }: Slots): LedgerKeys {
  const keys = new Map<string, SigningKey[]>()
  for (const key of users.keys(reader).toSorted((a, b) => a.since - b.since)) {
    const theirs = keys.get(key.userId) ?? []
    keys.set(key.userId, [...theirs, { ...key, bytes: Buffer.from(key.publicKey, 'hex') }])
  }
  return {
    others: otherKeys(reader, keys, slots),
    signed({ userId, sequence, digest, signature }) {
      const theirs = keys.get(userId)
      if (!theirs) return 'unknown-user'
      const key = keyAt(theirs, sequence)?.bytes
      const bytes = Buffer.from(signature, 'hex')
      const isTheirs = key?.length === 32 && bytes.length === 64 && isSignedBy(bytes, Buffer.from(digest, 'hex'), key)
      return isTheirs ? 'yes' : 'no'
    },
  }
}

const named = (key: KeySince): string => `${String(key.since)} ${key.publicKey}`

/** Whose keys are not those that the ledger brought, one by one, or whose newest is not the one in their slots. */
function otherKeys(
  reader: Reader,
  keys: ReadonlyMap<string, readonly SigningKey[]>,
  slots: Slots['slots'],
): LedgerKeys['others'] {
  const brought = new Map<string, string[]>()
  const firstKey = (userId: string): string | undefined => keys.get(userId)?.[0]?.publicKey
  for (const key of keyHistory(ledger.ofActs(reader, bringingActs), firstKey))
    brought.set(key.userId, [...(brought.get(key.userId) ?? []), named(key)])
  const others = new Map<string, 'exchanged' | 'unbrought'>()
  for (const { id, name, kind, publicKey } of users.list(reader)) {
    const theirs = keys.get(id) ?? []
    const newest = theirs.at(-1)?.publicKey
    const own = slots.filter(({ user }) => user === (kind === 'recovery' ? null : name))
    if (publicKey !== newest || own.some(({ signer }) => Buffer.from(signer, 'base64').toString('hex') !== newest))
      others.set(id, 'exchanged')
    else if (theirs.map(named).join() !== (brought.get(id) ?? []).join()) others.set(id, 'unbrought')
  }
  return others
}

/** Of some entries those that are what their digest says and signed by a user of the vault. */
export function verifySigned(reader: Reader, vault: Slots, entries: readonly LedgerEntry[]): readonly LedgerEntry[] {
  if (entries.length === 0) return []
  const keys = keysOf(reader, vault)
  return entries.filter(
    (entry) =>
      !keys.others.has(entry.userId) &&
      hashText(LEDGER_LABEL + coveredText(entry)) === entry.digest &&
      keys.signed(entry) === 'yes',
  )
}
