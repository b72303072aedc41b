import { AgeError, beginAgeFile, openAgeHeader } from './age-header.ts'
import { AgeStream, plainSize, sealedSize } from './age-stream.ts'

/** Encrypts bytes to one X25519 recipient, as a whole age v1 file. For what fits in memory; blobs are streamed. */
export function encryptAge(recipient: Uint8Array, plain: Uint8Array): Uint8Array {
  const { prefix, payloadKey } = beginAgeFile(recipient)
  const stream = new AgeStream(payloadKey)
  const file = Buffer.alloc(prefix.length + sealedSize(plain.length))
  file.set(prefix)
  stream.sealRun(file.subarray(prefix.length), plain, 0, true)
  stream.end()
  return file
}

/**
 * Decrypts a whole age v1 file with one X25519 identity.
 *
 * @throws AgeError when it is not for this identity, or not authentic to its last byte
 */
export function decryptAge(identity: Uint8Array, file: Uint8Array): Uint8Array {
  const { prefix, payloadKey } = openAgeHeader(file, identity)
  const stream = new AgeStream(payloadKey)
  try {
    const sealed = file.subarray(prefix.length)
    const size = plainSize(sealed.length)
    if (size === undefined) throw new AgeError('payload failure')
    const plain = Buffer.alloc(size)
    if (!stream.openRun(plain, sealed, 0, true).whole) throw new AgeError('payload failure')
    return plain
  } finally {
    stream.end()
  }
}
