import * as slots from '../store/slots.ts'
import { wipeSecret } from '../vault/slots.ts'
import type { Office } from './office.ts'
import { refuseWeakPassphrase } from './passphrases.ts'
import { mustBeAllowed, record } from './record.ts'
import { enterKey, keyOf, recoveryUser } from './register.ts'
import { costOf, secretOf, type Words } from './secret.ts'

/**
 * Changes the passphrase (or the key file) of whoever sits here. Copies of the vault's header that were made before still
 * open with the old one.
 *
 * @throws Refusal `vault.wrong-passphrase`, `passphrase.too-short`, `passphrase.too-weak`, `slot.taken`, `slot.too-many`,
 * `key-file.damaged`, `vault.header-refused`
 */
export async function changePassphrase(
  { desk, vault }: Office,
  now: Words,
  next: Words & { readonly memoryMiB?: number },
): Promise<void> {
  const [old, fresh] = [secretOf(now), secretOf(next)]
  const { id, name } = desk.user
  try {
    mustBeAllowed(desk, 'passphrase.change')
    refuseWeakPassphrase(next.passphrase, [name, vault.name])
    const cost = await costOf(next.memoryMiB)
    await vault.waysIn.changeSecret({ user: name, cost }, old, fresh, (slot, replaced) =>
      desk.connection.write((writer) => {
        slots.add(writer, slot.slotId, id)
        for (const slotId of replaced) slots.remove(writer, slotId)
        record(desk, writer, { act: 'passphrase.change', object: id, facts: { slot: slot.slotId, type: slot.type } })
      }),
    )
  } finally {
    wipeSecret(old)
    wipeSecret(fresh)
  }
}

/** Makes a new recovery key, which is given once; the old one no longer opens this copy of the vault. @throws Refusal `not-permitted` */
export async function renewRecoveryKey({ desk, vault }: Office): Promise<string> {
  mustBeAllowed(desk, 'recovery.renew')
  return vault.waysIn.renewRecoveryKey((slot, replaced) =>
    desk.connection.write((writer) => {
      const id = recoveryUser(writer)
      enterKey(writer, id, slot)
      slots.add(writer, slot.slotId, id)
      for (const slotId of replaced) slots.remove(writer, slotId)
      record(desk, writer, { act: 'recovery.renew', object: vault.vaultId, facts: { publicKey: keyOf(slot) } })
    }),
  )
}
