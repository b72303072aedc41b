import type { OpenVault } from '../vault/open-vault.ts'

/** The signature of whoever has the vault open, of a digest of 64 hex digits; 128 hex digits. @throws Refusal `vault.locked` */
export function signed(vault: OpenVault, digest: string): string {
  return hex(vault.sign(Buffer.from(digest, 'hex')))
}

/** Bytes as hex digits. */
export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
