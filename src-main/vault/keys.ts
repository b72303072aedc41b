import { createHmac, hkdfSync } from 'node:crypto'
import { takeSecret } from './sodium.ts'

/** What a key derived from the vault's master key is for; each has its own label, so that none is another's. */
export type KeyPurpose = `db/${number}` | `hand-over/${number}` | 'header' | 'identities' | 'ledger'

/** HKDF-SHA256 of a secret to 32 bytes, in memory of its own. Source: RFC 5869. */
export function hkdf(secret: Uint8Array, salt: string, info: string): Uint8Array {
  return takeSecret(new Uint8Array(hkdfSync('sha256', secret, Buffer.from(salt, 'utf8'), info, 32)))
}

/**
 * A key derived from the vault's master key: HKDF-SHA256 with the vault's id as salt and `clarkson/v1/<purpose>` as
 * info. `db/<epoch>` is SQLCipher's raw key, `header` authenticates vault.json, `identities` wraps the blob identities,
 * `hand-over/<epoch>` seals the master key that came next.
 */
export function vaultKey(masterKey: Uint8Array, vaultId: string, purpose: KeyPurpose): Uint8Array {
  return hkdf(masterKey, vaultId, `clarkson/v1/${purpose}`)
}

/** HMAC-SHA256, 32 bytes. */
export function authenticate(key: Uint8Array, bytes: Uint8Array): Uint8Array {
  return createHmac('sha256', key).update(bytes).digest()
}
