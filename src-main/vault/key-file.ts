import { createHash } from 'node:crypto'
import { Refusal } from '../kernel/errors.ts'
import { randomBytes, takeSecret, wipe } from './sodium.ts'

const firstLine = 'clarkson-key-file-1'

function checksum(key: Uint8Array): string {
  return createHash('sha256').update(`${firstLine}\n`).update(key).digest('hex').slice(0, 16)
}

/** Writes a key as the text of a key file: a first line, 32 bytes in base64, a checksum of 16 hex digits. */
function keyFileText(key: Uint8Array): Uint8Array {
  return Buffer.from(`${firstLine}\n${Buffer.from(key).toString('base64')}\n${checksum(key)}\n`, 'latin1')
}

/** The bytes of a new key file, to be kept apart from the vault and never beside it. Wipe them after writing. */
export function newKeyFile(): Uint8Array {
  const key = randomBytes(32)
  const file = takeSecret(keyFileText(key))
  wipe(key)
  return file
}

/**
 * What a key file adds to a passphrase: the SHA-256 of its 32 bytes.
 *
 * @throws Refusal `key-file.damaged` when its checksum does not fit: a damaged file, or no key file at all. A sound
 * key file of another slot is not noticed here: it just does not open.
 */
export function keyFileDigest(file: Uint8Array): Uint8Array {
  const [first, text = '', sum, ...rest] = Buffer.from(file).toString('latin1').split(/\r?\n/u)
  const key = Buffer.from(text, 'base64')
  const complete = first === firstLine && rest.join('') === '' && key.length === 32
  if (!complete || key.toString('base64') !== text || checksum(key) !== sum) throw new Refusal('key-file.damaged', {})
  const digest = takeSecret(createHash('sha256').update(key).digest())
  wipe(key)
  return digest
}
