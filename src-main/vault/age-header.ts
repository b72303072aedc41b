import { createHmac, hkdfSync } from 'node:crypto'
import { recipientOf } from './age-keys.ts'
import {
  equalBytes,
  openChunk,
  publicKeyOf,
  randomBytes,
  sealChunk,
  secretBytes,
  sharedSecret,
  wipe,
} from './sodium.ts'
import { assert } from '../kernel/errors.ts'

const versionLine = 'age-encryption.org/v1'
const x25519Info = 'age-encryption.org/v1/X25519'
const zeroNonce = Buffer.alloc(12)

/** The bytes of the nonce that stands between a header and its payload. */
const payloadNonceBytes = 16

/** The longest header that is read, in bytes. One recipient takes about 200. */
const headerBytesMost = 65_536

/** Why an age file cannot be opened; the words are those of the CCTV test vectors. */
export type AgeFault = 'header failure' | 'no match' | 'HMAC failure' | 'payload failure'

/** Thrown by the readers of age files; callers turn it into a refusal that names their file. */
export class AgeError extends Error {
  override readonly name = 'AgeError'
  readonly fault: AgeFault

  constructor(fault: AgeFault) {
    super(fault)
    this.fault = fault
  }
}

interface Stanza {
  readonly type: string
  readonly args: readonly string[]
  readonly body: Uint8Array
}

/** A header as it was read: how many bytes it takes, what is authenticated, and the ways in. */
interface ParsedHeader {
  readonly length: number
  readonly authenticated: Uint8Array
  readonly mac: Uint8Array
  readonly stanzas: readonly Stanza[]
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replace(/=+$/u, '')
}

function parseBase64(text: string): Uint8Array {
  const bytes = Buffer.from(text, 'base64')
  // Only the one canonical form is valid, which Buffer does not ask for by itself.
  if (base64(bytes) !== text) throw new AgeError('header failure')
  return bytes
}

function derive(key: Uint8Array, salt: Uint8Array, info: string): Uint8Array {
  return Buffer.from(hkdfSync('sha256', key, salt, info, 32))
}

/** Hands out the lines of a header, one after another, and remembers where it stands. */
class HeaderLines {
  readonly #bytes: Buffer
  position = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  }

  next(): string {
    const end = this.#bytes.subarray(0, headerBytesMost).indexOf(0x0a, this.position)
    if (end < 0) throw new AgeError('header failure')
    const line = this.#bytes.toString('latin1', this.position, end)
    this.position = end + 1
    return line
  }
}

function parseBody(lines: HeaderLines): Uint8Array {
  let text = ''
  for (;;) {
    const line = lines.next()
    if (line.length > 64) throw new AgeError('header failure')
    text += line
    if (line.length < 64) return parseBase64(text)
  }
}

function parseHeader(bytes: Uint8Array): ParsedHeader {
  const lines = new HeaderLines(bytes)
  if (lines.next() !== versionLine) throw new AgeError('header failure')
  const stanzas: Stanza[] = []
  for (;;) {
    const start = lines.position
    const line = lines.next()
    if (line.startsWith('--- ')) {
      const mac = parseBase64(line.slice(4))
      if (mac.length !== 32 || stanzas.length === 0) throw new AgeError('header failure')
      return { length: lines.position, authenticated: bytes.subarray(0, start + 3), mac, stanzas }
    }
    const [arrow, type, ...args] = line.split(' ')
    const words = [type ?? '', ...args]
    if (arrow !== '->' || !words.every((word) => /^[!-~]+$/u.test(word))) throw new AgeError('header failure')
    stanzas.push({ type: type ?? '', args, body: parseBody(lines) })
  }
}

function unwrap(stanza: Stanza, identity: Uint8Array): Uint8Array | undefined {
  const [share, ...more] = stanza.args
  if (share === undefined || more.length > 0) throw new AgeError('header failure')
  const ephemeral = parseBase64(share)
  if (ephemeral.length !== 32 || stanza.body.length !== 32) throw new AgeError('header failure')
  const shared = sharedSecret(identity, ephemeral)
  if (shared === undefined) throw new AgeError('header failure')
  const key = derive(shared, Buffer.concat([ephemeral, recipientOf(identity)]), x25519Info)
  const fileKey = secretBytes(16)
  const opened = openChunk(fileKey, stanza.body, { key, nonce: zeroNonce })
  wipe(shared, key)
  return opened ? fileKey : undefined
}

function headerMac(fileKey: Uint8Array, authenticated: Uint8Array): Uint8Array {
  const key = derive(fileKey, Buffer.alloc(0), 'header')
  const mac = createHmac('sha256', key).update(authenticated).digest()
  wipe(key)
  return mac
}

function payloadKey(fileKey: Uint8Array, nonce: Uint8Array): Uint8Array {
  return derive(fileKey, nonce, 'payload')
}

/** What it takes to seal or open a payload: `prefix` is header and nonce, and stands before the first chunk. */
export interface AgeOpening {
  readonly prefix: Uint8Array
  readonly payloadKey: Uint8Array
}

/** Begins a new age file for one recipient: a fresh file key, its header, its nonce. Wipe the payload key after. */
export function beginAgeFile(recipient: Uint8Array): AgeOpening {
  const fileKey = randomBytes(16)
  const ephemeral = randomBytes(32)
  const share = publicKeyOf(ephemeral)
  const shared = sharedSecret(ephemeral, recipient)
  assert(shared !== undefined, 'our own recipients are no points of low order')
  const key = derive(shared, Buffer.concat([share, recipient]), x25519Info)
  const body = Buffer.alloc(32)
  sealChunk(body, fileKey, { key, nonce: zeroNonce })
  const unauthenticated = `${versionLine}\n-> X25519 ${base64(share)}\n${base64(body)}\n---`
  const mac = headerMac(fileKey, Buffer.from(unauthenticated, 'latin1'))
  const nonce = randomBytes(payloadNonceBytes)
  const prefix = Buffer.concat([Buffer.from(`${unauthenticated} ${base64(mac)}\n`, 'latin1'), nonce])
  const opening = { prefix, payloadKey: payloadKey(fileKey, nonce) }
  wipe(fileKey, ephemeral, shared, key)
  return opening
}

/** How many bytes header and nonce take at the start of a file. @throws AgeError `header failure` */
export function agePrefixLength(start: Uint8Array): number {
  return parseHeader(start).length + payloadNonceBytes
}

/**
 * Opens the header of an age file with an X25519 identity. `start` holds the file's first bytes, at the least the
 * whole header and nonce. Wipe the payload key after.
 *
 * @throws AgeError `header failure`, `no match` (for another recipient), `HMAC failure`
 */
export function openAgeHeader(start: Uint8Array, identity: Uint8Array): AgeOpening {
  const header = parseHeader(start)
  if (header.stanzas.some(({ type }) => type === 'scrypt') && header.stanzas.length > 1)
    throw new AgeError('header failure')
  let fileKey: Uint8Array | undefined
  for (const stanza of header.stanzas) if (stanza.type === 'X25519') fileKey ??= unwrap(stanza, identity)
  if (fileKey === undefined) throw new AgeError('no match')
  try {
    if (!equalBytes(headerMac(fileKey, header.authenticated), header.mac)) throw new AgeError('HMAC failure')
    const nonce = start.subarray(header.length, header.length + payloadNonceBytes)
    if (nonce.length < payloadNonceBytes) throw new AgeError('header failure')
    return {
      prefix: start.subarray(0, header.length + payloadNonceBytes),
      payloadKey: payloadKey(fileKey, nonce),
    }
  } finally {
    wipe(fileKey)
  }
}
