import { refusalCode } from '../../kernel/errors.ts'
import * as compartments from '../../store/compartments.ts'
import * as slots from '../../store/slots.ts'
import { type BlobStore, openBlobs } from '../../vault/blobs.ts'
import { compartmentFolder } from '../../vault/compartment-folder.ts'
import { CompartmentBlobKeys, compartmentDatabaseKey, compartmentIdentity } from '../../vault/compartment-keys.ts'
import type { LedgerHead } from '../../vault/header.ts'
import type { OpenVault } from '../../vault/open-vault.ts'
import { wipe } from '../../vault/sodium.ts'
import type { SlotListing } from '../../vault/ways-in.ts'
import type { LedgerKeys } from '../ledger-keys.ts'
import type { StillCopy } from '../still-copy.ts'
import { anchoredHead, keysForCompartment } from './heads.ts'
import { secretFor } from './wraps.ts'

/** What records and blobs are checked against: the vault's own, or a compartment's. */
export interface Checkable {
  readonly databaseKey: Uint8Array
  readonly blobs: BlobStore
  readonly slots: readonly SlotListing[]
  readonly ledgerHead: LedgerHead | null
  readonly keys?: LedgerKeys
}

/** A compartment that whoever opened the vault can read, without being at a desk. */
export interface ReadableCompartment {
  readonly id: string
  readonly folder: string
  readonly epoch: number
  readonly databaseKey: Uint8Array
  /** What to check it against, once there is a copy of its database. */
  readonly checkable: (copy: StillCopy) => Checkable
  readonly wipe: () => void
}

/**
 * The compartments that can be read by way of a copy of the vault's database, and how many others there are. One with a
 * passphrase of its own is among the others.
 */
export function readableCompartments(
  vault: OpenVault,
  copy: StillCopy,
): { readonly readable: readonly ReadableCompartment[]; readonly unopened: number } {
  const rows = tried(() =>
    copy.look((reader) =>
      reader.get("SELECT 1 FROM sqlite_master WHERE name = 'compartments'")
        ? compartments.list(reader).filter(({ movingCase }) => movingCase === null)
        : [],
    ),
  )
  const readable = (rows ?? []).flatMap((row) => {
    const secret = row.kdf === null ? tried(() => secretIn(vault, copy, row)) : undefined
    return secret ? [readableOf(vault, copy, row, secret)] : []
  })
  return { readable, unopened: (rows ?? []).length - readable.length }
}

function secretIn(vault: OpenVault, copy: StillCopy, row: compartments.CompartmentRow): Uint8Array | undefined {
  return copy.look((reader) => {
    const userId = slots.list(reader).get(vault.slotId)
    return userId === undefined ? undefined : secretFor(reader, vault, row, userId)
  })
}

function tried<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    // What is wrong with the vault's own database is told of it already.
    if (refusalCode(error) === 'vault.database-damaged' || refusalCode(error) === 'vault.record-altered')
      return undefined
    throw error
  }
}

function readableOf(
  vault: OpenVault,
  vaultCopy: StillCopy,
  { id, epoch }: compartments.CompartmentRow,
  secret: Uint8Array,
): ReadableCompartment {
  const folder = compartmentFolder(vault.folder, id)
  const secrets = { secret, stretched: null }
  const databaseKey = compartmentDatabaseKey(secrets, id, epoch)
  const blobKeys = new CompartmentBlobKeys()
  blobKeys.add(epoch, compartmentIdentity(secrets, id, epoch))
  return {
    id,
    folder,
    epoch,
    databaseKey,
    checkable: (copy) => {
      for (const [past, identity] of tried(() => copy.look(compartments.pastIdentities)) ?? [])
        blobKeys.add(past, identity)
      const known = vaultCopy.look((reader) => ({
        keys: keysForCompartment(reader, vault),
        ledgerHead: anchoredHead(reader, vault, id) ?? null,
      }))
      return { databaseKey, blobs: openBlobs(folder, blobKeys), slots: vault.slots, ...known }
    },
    wipe: () => {
      blobKeys.wipe()
      wipe(secret, databaseKey)
    },
  }
}
