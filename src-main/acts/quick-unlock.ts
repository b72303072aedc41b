import { Refusal, refusalCode } from '../kernel/errors.ts'
import { openQuickText } from '../vault/quick-text.ts'
import { openVault } from '../vault/vault-folder.ts'
import { type Office, officeOf, type OfficeTools } from './office.ts'
import { record } from './record.ts'
import { secretOf, type Words } from './secret.ts'

/**
 * Leaves, of what whoever sits here opens the vault with, what opens it again for as long as the program runs, sealed
 * under a PIN. Nothing is written but an entry in the ledger. Wipes all it is given.
 *
 * @throws Refusal `vault.wrong-passphrase`, `key-file.damaged`
 */
export async function arrangeQuickUnlock({ desk, vault }: Office, words: Words, pin: Uint8Array): Promise<string> {
  const sealed = await vault.waysIn.sealUnder(pin, secretOf(words))
  desk.connection.write((writer) => record(desk, writer, { act: 'quick.arrange', object: desk.user.id }))
  return sealed
}

/**
 * Opens an office with what {@link arrangeQuickUnlock} left and its PIN, which is wiped.
 *
 * @throws Refusal `quick.wrong-pin`; `quick.over` when the slot it was made of is no more; and as opening an office does
 */
export async function openQuickly(
  folder: string,
  { sealed, pin }: { readonly sealed: string; readonly pin: Uint8Array },
  tools: OfficeTools,
): Promise<Office> {
  const secret = await openQuickText(sealed, pin)
  if (secret === undefined) throw new Refusal('quick.wrong-pin', {})
  try {
    return await officeOf(await openVault(folder, secret), {}, tools)
  } catch (error) {
    if (refusalCode(error) === 'vault.wrong-passphrase') throw new Refusal('quick.over', {}, { cause: error })
    throw error
  }
}
