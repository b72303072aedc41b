import { referencePrefix } from '../domain/marks.ts'
import { assert } from '../kernel/errors.ts'
import type { Connection } from '../store/connection.ts'
import * as ledger from '../store/ledger.ts'
import * as settings from '../store/settings.ts'
import * as slots from '../store/slots.ts'
import * as users from '../store/users.ts'
import type { OpenVault } from '../vault/open-vault.ts'
import type { Desk } from './desk.ts'
import { record } from './record.ts'
import { enterKey, keyOf, recoveryName } from './register.ts'
import { signed } from './vault-signature.ts'

/**
 * Writes what the records of a vault begin with: its name, its first user and the recovery key with their slots and keys,
 * and the entry of its creation.
 */
export function beginRecords(
  connection: Connection,
  vault: OpenVault,
  { clock, newId }: Pick<Desk, 'clock' | 'newId'>,
): void {
  const { user: name, role } = vault
  assert(name !== null, 'a new vault is opened by its first user')
  const { at } = clock()
  const first = { id: newId(), name, role }
  const desk = { clock, user: first, sign: (digest: string) => signed(vault, digest) }
  connection.write((writer) => {
    settings.set(writer, 'vault.name', vault.name)
    settings.set(writer, 'reference.prefix', referencePrefix(vault.name))
    const signers = vault.slots.map((slot) => {
      const who =
        slot.user === null
          ? ({ id: newId(), name: recoveryName, role: 'director', kind: 'recovery' } as const)
          : ({ ...first, kind: 'person' } as const)
      users.insert(writer, { ...who, publicKey: keyOf(slot) }, at)
      enterKey(writer, who.id, slot)
      slots.add(writer, slot.slotId, who.id)
      return { userId: who.id, publicKey: keyOf(slot), role: who.role }
    })
    record(desk, writer, { act: 'vault.create', object: vault.vaultId, facts: { users: signers } })
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
