import { resolve } from 'node:path'
import { Refusal } from '../kernel/errors.ts'
import { readHeaderCopies } from './header-copies.ts'
import { listSlots, type SlotListing } from './ways-in.ts'

/** What a vault tells to whoever has no key. Not authenticated: it was not opened. */
export interface VaultSummary {
  readonly vaultId: string
  readonly name: string
  readonly format: number
  readonly users: readonly string[]
  readonly slots: readonly SlotListing[]
}

/**
 * Reads a vault's name, users and slots without opening it.
 *
 * @throws Refusal `vault.not-a-vault`, `vault.from-future`, `vault.header-refused`, `vault.header-damaged`
 */
export async function describeVault(path: string): Promise<VaultSummary> {
  const { sound } = await readHeaderCopies(resolve(path))
  const [header] = sound
  if (header === undefined) throw new Refusal('vault.header-damaged', {})
  const slots = listSlots(header)
  const users = new Set(slots.flatMap(({ user }) => (user === null ? [] : [user])))
  return { vaultId: header.vaultId, name: header.name, format: header.format, users: [...users], slots }
}
