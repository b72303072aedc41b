import { Refusal } from '../kernel/errors.ts'
import { calibrate } from '../vault/passphrase.ts'
import { copyOf, type Secret, type UserSecret } from '../vault/slots.ts'
import type { Argon2Cost } from '../vault/sodium.ts'

/** What a person says and has. All of it is wiped by whoever uses it. */
export interface Words {
  /** UTF-8 of NFC text. */
  readonly passphrase: Uint8Array
  /** The bytes of a key file, where the way in is a passphrase and a key file together. */
  readonly keyFile?: Uint8Array
}

/** What a person opens an office with. */
export interface OfficeSecret extends Words {
  /** Whose; when left out, whoever's it is. */
  readonly user?: string
}

/** The recovery key, as a person may have written it: with it a vault is looked into, brought back and saved, by nobody in particular. */
export interface RecoveryWords {
  readonly recoveryKey: string
}

/** What opens a vault that is not to be worked in: a person's own way in, or the recovery key. */
export type AnySecret = OfficeSecret | RecoveryWords

/** As the vault takes it, and whose it is. Wipe it. */
export function anySecretOf(said: AnySecret): { readonly secret: Secret; readonly user?: string } {
  if ('recoveryKey' in said) return { secret: { kind: 'recovery', recoveryKey: said.recoveryKey } }
  return { secret: secretOf(said), ...(said.user === undefined ? {} : { user: said.user }) }
}

/** The same in bytes of its own, to be used once more. */
export function anyCopyOf(secret: Secret): Secret {
  return secret.kind === 'passphrase' || secret.kind === 'key-file' ? copyOf(secret) : secret
}

/** As the vault takes it. */
export function secretOf({ passphrase, keyFile }: Words): UserSecret {
  return keyFile === undefined ? { kind: 'passphrase', passphrase } : { kind: 'key-file', passphrase, keyFile }
}

/** The key file of a way in, in bytes of its own: whoever uses the first wipes them. */
export function copiedKeyFile({ keyFile }: Words): Pick<Words, 'keyFile'> {
  return keyFile ? { keyFile: Uint8Array.from(keyFile) } : {}
}

/** Argon2id's memory: not under the first, and a warning under the second. Source: SECURITY R2. */
const leastMemoryKiB = 64 * 1024
export const usualMemoryKiB = 256 * 1024

/** What a new slot costs to try: as much memory as was asked for, or as this machine bears. @throws Refusal `vault.header-refused` */
export async function costOf(memoryMiB: number | undefined): Promise<Argon2Cost> {
  return givenCost(memoryMiB) ?? calibrate()
}

/** What was asked for, if anything was. @throws Refusal `vault.header-refused` under 64 MiB */
export function givenCost(memoryMiB: number | undefined): Argon2Cost | undefined {
  if (memoryMiB === undefined) return undefined
  const memoryKiB = memoryMiB * 1024
  if (!(Number.isSafeInteger(memoryKiB) && memoryKiB >= leastMemoryKiB))
    throw new Refusal('vault.header-refused', { field: 'kdf-memory' })
  return { memoryKiB, passes: 3 }
}
