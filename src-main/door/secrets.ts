import { readFile, stat } from 'node:fs/promises'
import type { AnySecret, Words } from '../acts/secret.ts'
import type { Grant } from '../contract/ids.ts'
import type { AnyWayIn } from '../contract/vault.ts'
import { Refusal } from '../kernel/errors.ts'
import { given } from '../kernel/given.ts'
import type { Grants } from './grants.ts'

/** The bytes of a passphrase as it was typed. */
export function bytesOf(passphrase: string): Uint8Array {
  return Buffer.from(passphrase.normalize('NFC'), 'utf8')
}

/** What a person typed, with the key file that they chose. @throws Refusal `key-file.damaged` when it cannot be read */
export async function wordsOf(
  grants: Pick<Grants, 'pathOf'>,
  { passphrase, keyFile }: { readonly passphrase: string; readonly keyFile?: Grant | undefined },
): Promise<Words> {
  if (keyFile === undefined) return { passphrase: bytesOf(passphrase) }
  const path = grants.pathOf(keyFile, 'key-file', 'save')
  return { passphrase: bytesOf(passphrase), keyFile: await keyFileAt(path) }
}

/** What opens a vault that is not to be worked in, as a person gave it. @throws Refusal as {@link wordsOf} */
export async function anySecretFrom(grants: Pick<Grants, 'pathOf'>, by: AnyWayIn): Promise<AnySecret> {
  if ('recoveryKey' in by) return { recoveryKey: by.recoveryKey }
  return { ...(await wordsOf(grants, by)), ...given({ user: by.user }) }
}

/** A key file is a line of text: whatever is larger is none, and is not read. */
const mostBytes = 4_096

async function keyFileAt(path: string): Promise<Uint8Array> {
  try {
    if ((await stat(path)).size <= mostBytes) return await readFile(path)
  } catch {
    // What cannot be read is no key file to this program.
  }
  throw new Refusal('key-file.damaged', {})
}
