import { UserId } from '../contract/ids.ts'
import { Refusal } from '../kernel/errors.ts'
import * as slots from '../store/slots.ts'
import * as users from '../store/users.ts'
import { wipeSecret } from '../vault/slots.ts'
import { openVault } from '../vault/vault-folder.ts'
import { wrapAgain } from './compartments/wraps.ts'
import { type OfficeTools, officeOf } from './office.ts'
import { refuseWeakPassphrase } from './passphrases.ts'
import { record } from './record.ts'
import { enterKey, keyOf } from './register.ts'
import { costOf, secretOf, type Words } from './secret.ts'
import type { LetIn } from './users.ts'

/** Who is to be let in again, and how. */
export interface Recovering extends Words {
  readonly recoveryKey: string
  readonly user: string
  readonly memoryMiB?: number
  /** Takes a vault that was put back from a copy for the vault, and enters that in its ledger. */
  readonly acceptOlder?: boolean
}

/**
 * Lets a user in again who lost every way in: opens the vault with its recovery key, and gives the user a new passphrase
 * and new keys in place of all they had, also to the compartments that they could read. The recovery key itself signs this in the ledger, and stays what it was.
 *
 * @throws Refusal `vault.wrong-passphrase`, `recovery-key.mistyped`, `user.not-found`, `passphrase.too-short`,
 * `passphrase.too-weak`, and those of `openOffice`
 */
export async function recoverOffice(folder: string, asked: Recovering, tools: OfficeTools): Promise<LetIn> {
  const secret = secretOf(asked)
  try {
    const vault = await openVault(folder, { kind: 'recovery', recoveryKey: asked.recoveryKey })
    const office = await officeOf(vault, { acceptOlder: asked.acceptOlder === true }, tools)
    const { desk } = office
    try {
      const found = desk.connection.read((reader) => users.present(reader)).find(({ name }) => name === asked.user)
      if (!found) throw new Refusal('user.not-found', {})
      await refuseWeakPassphrase(asked.passphrase, [asked.user, vault.name])
      const who = { user: found.name, role: found.role, cost: await costOf(asked.memoryMiB) }
      const made = await vault.waysIn.letIn(who, secret, (slot) =>
        desk.connection.write((writer) => {
          slots.removeOf(writer, found.id)
          slots.add(writer, slot.slotId, found.id)
          enterKey(writer, found.id, slot)
          wrapAgain(writer, vault, { by: desk.user.id, forUser: found.id, onlyTheirs: true })
          const facts = { publicKey: keyOf(slot), recipient: slot.recipient }
          record(desk, writer, { act: 'vault.recover', object: found.id, facts })
        }),
      )
      return { userId: UserId.parse(found.id), recipient: made.recipient }
    } finally {
      await office.close({ keepTools: true })
    }
  } finally {
    wipeSecret(secret)
  }
}
