import { safeStorage } from 'electron'
import type { Keychain } from './quick-unlock.ts'

/** The operating system's keychain. Only asked once the program is ready. */
export const systemKeychain: Keychain = {
  isEncryptionAvailable: () => safeStorage.isEncryptionAvailable(),
  encryptString: (text) => safeStorage.encryptString(text),
  decryptString: (sealed) => safeStorage.decryptString(Buffer.from(sealed)),
  // An older line of Electron does not tell.
  getSelectedStorageBackend: () =>
    typeof safeStorage.getSelectedStorageBackend === 'function' ? safeStorage.getSelectedStorageBackend() : 'unknown',
}
