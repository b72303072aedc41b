import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import type { Keychain } from '../../src-main/shell/quick-unlock.ts'

/**
 * Stands in for Electron's `safeStorage` and the keychain behind it, under the name of a backend; without a name it does
 * not tell, as on a Mac.
 */
export function fakeKeychain(backend: string | undefined, isAvailable = true, secret = 'the login’s key'): Keychain {
  const key = createHash('sha256').update(secret).digest()
  const said = backend === undefined ? {} : { getSelectedStorageBackend: () => backend }
  return {
    ...said,
    isEncryptionAvailable: () => isAvailable,
    encryptString(text) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
    },
    decryptString(sealed) {
      const bytes = Buffer.from(sealed)
      const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
      cipher.setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()]).toString('utf8')
    },
  }
}
