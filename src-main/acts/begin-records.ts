import { referencePrefix } from '../domain/marks.ts'
import { assert } from '../kernel/errors.ts'
import type { Connection } from '../store/connection.ts'
import * as ledger from '../store/ledger.ts'
import * as settings from '../store/settings.ts'
import * as users from '../store/users.ts'
import type { OpenVault } from '../vault/open-vault.ts'
import type { Desk } from './desk.ts'
import { record } from './record.ts'
import { hex, signed } from './vault-signature.ts'

/** Writes what the records of a vault begin with: its name, whoever opened it as the first user, and the entry of its creation. */
export function beginRecords(
  connection: Connection,
  vault: OpenVault,
  { clock, newId }: Pick<Desk, 'clock' | 'newId'>,
): void {
  const { user: name, role, signer } = vault
  assert(name !== null && signer !== null, 'a new vault is opened by its first user')
  const { at } = clock()
  const first = { id: newId(), name, role, publicKey: hex(signer) }
  const desk = { clock, user: first, sign: (digest: string) => signed(vault, digest) }
  connection.write((writer) => {
    settings.set(writer, 'vault.name', vault.name)
    settings.set(writer, 'reference.prefix', referencePrefix(vault.name))
    users.insert(writer, first, at)
    record(desk, writer, { act: 'vault.create', object: vault.vaultId })
  })
}

/**
 * Whether a vault was made as far as its header and no further: then there is nobody in its records and nothing in its
 * ledger, and its header has never remembered that there was.
 */
export function isBarelyMade(connection: Connection, { ledgerHead, user }: OpenVault): boolean {
  if (ledgerHead !== null || user === null) return false
  return connection.read((reader) => !ledger.head(reader) && users.list(reader).length === 0)
}
