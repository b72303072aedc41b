import { Refusal } from '../kernel/errors.ts'
import * as slots from '../store/slots.ts'
import { wipeSecret } from '../vault/slots.ts'
import { wrapAgain } from './compartments/wraps.ts'
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
    await refuseWeakPassphrase(next.passphrase, [name, vault.name])
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

/**
 * Gives whoever sits here a second way in, of the other kind: a passphrase with a key file beside a passphrase, or the
 * reverse. It holds the same keys.
 *
 * @throws Refusal `slot.taken`, `slot.too-many`, `passphrase.too-short`, `passphrase.too-weak`, `key-file.damaged`,
 * `vault.header-refused`
 */
export async function addWayIn(
  { desk, vault }: Office,
  next: Words & { readonly memoryMiB?: number },
): Promise<{ readonly slotId: string }> {
  const fresh = secretOf(next)
  const { id, name, role } = desk.user
  try {
    mustBeAllowed(desk, 'slot.add')
    await refuseWeakPassphrase(next.passphrase, [name, vault.name])
    const cost = await costOf(next.memoryMiB)
    const { slotId } = await vault.waysIn.addSlot({ user: name, role, cost }, fresh, (slot) =>
      desk.connection.write((writer) => {
        slots.add(writer, slot.slotId, id)
        record(desk, writer, { act: 'slot.add', object: id, facts: { slot: slot.slotId, type: slot.type } })
      }),
    )
    return { slotId }
  } finally {
    wipeSecret(fresh)
  }
}

/**
 * Removes one way in: it no longer opens this copy of the vault. The last that a user has is removed with the user, and the recovery
 * key by making another.
 *
 * @throws Refusal `not-permitted`, `slot.not-found`, `slot.last`
 */
export async function removeWayIn({ desk, vault }: Office, slotId: string): Promise<void> {
  mustBeAllowed(desk, 'slot.remove')
  desk.connection.write((writer) => {
    const entered = slots.list(writer)
    const userId = entered.get(slotId)
    if (userId === undefined) throw new Refusal('slot.not-found', {})
    const theirs = [...entered.values()].filter((one) => one === userId)
    if (theirs.length === 1 || slotId === vault.slotId) throw new Refusal('slot.last', {})
    slots.remove(writer, slotId)
    record(desk, writer, { act: 'slot.remove', object: userId, facts: { slot: slotId } })
  })
  await vault.waysIn.keepOnly(new Set(desk.connection.read((reader) => slots.list(reader)).keys()))
}

/** Makes a new recovery key, which is given once; the old one no longer opens this copy of the vault. @throws Refusal `not-permitted` */
export async function renewRecoveryKey({ desk, vault }: Office): Promise<string> {
  mustBeAllowed(desk, 'recovery.renew')
  return vault.waysIn.renewRecoveryKey((slot, replaced) =>
    desk.connection.write((writer) => {
      const id = recoveryUser(writer)
      enterKey(writer, id, slot)
      wrapAgain(writer, vault, { by: desk.user.id, forUser: id, onlyTheirs: false })
      slots.add(writer, slot.slotId, id)
      for (const slotId of replaced) slots.remove(writer, slotId)
      record(desk, writer, { act: 'recovery.renew', object: id, facts: { publicKey: keyOf(slot) } })
    }),
  )
}
