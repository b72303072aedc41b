import type { OpenVault } from '../../vault/open-vault.ts'
import type { Desk } from '../desk.ts'

/** The vault's own desk, and the vault. */
export interface Main {
  readonly desk: Desk
  readonly vault: OpenVault
}
