import { createHash, randomUUID } from 'node:crypto'
import { argon2id as nobleArgon2id } from '@noble/hashes/argon2.js'
import { describe, expect, test } from 'vitest'
import { canonical } from '../../src-main/kernel/canonical-json.ts'
import { type Handed, isAuthentic, readHeader, writeHeader, type HeaderBody } from '../../src-main/vault/header.ts'
import { argon2id, isSignedBy, signDetached, signingPair } from '../../src-main/vault/sodium.ts'
import { parseIdentity, recipientOf, recipientText } from '../../src-main/vault/age-keys.ts'

const zeroes = (count: number): string => Buffer.alloc(count).toString('base64')

const slot = {
  type: 'passphrase',
  v: 1,
  id: randomUUID(),
  user: 'Advocate Sen',
  role: 'lawyer',
  signer: zeroes(32),
  recipient: 'age1x',
  handOver: 'age1x',
  handed: [] as Handed[],
  kdf: { alg: 'argon2id', m: 262_144, t: 3, p: 1, salt: zeroes(16) },
  nonce: zeroes(24),
  ct: zeroes(144),
} as const

const body: HeaderBody = {
  clarkson: 'vault',
  format: 1,
  vaultId: randomUUID(),
  name: 'Field office',
  sequence: 7,
  epoch: 1,
  slots: [slot],
  identities: [{ epoch: 1, recipient: 'age1x', nonce: zeroes(24), ct: zeroes(48) }],
  head: { sequence: 3, hash: 'a'.repeat(64) },
}
const masterKey = new Uint8Array(32).fill(9)

/** A header as an attacker without the key would write it: any body, with the checksum made to fit. */
function forged(change: Record<string, unknown>): Uint8Array {
  const altered = { ...body, ...change }
  const check = createHash('sha256')
    .update(`clarkson/v1/header\n${canonical(altered)}`)
    .digest('hex')
  return Buffer.from(JSON.stringify({ ...altered, check, mac: '0'.repeat(64) }), 'utf8')
}

describe('the header of a vault', () => {
  test('comes back as it was written, and only the master key makes it authentic', () => {
    const { header, bytes } = writeHeader(body, masterKey)
    const reading = readHeader(bytes)
    expect(reading).toEqual({ is: 'sound', header })
    expect(isAuthentic(header, masterKey)).toBe(true)
    expect(isAuthentic(header, new Uint8Array(32))).toBe(false)
    expect(isAuthentic({ ...header, name: 'Other office' }, masterKey)).toBe(false)
  })

  test('no bit of it can be flipped without notice, and none makes the reader throw', () => {
    const { bytes } = writeHeader(body, masterKey)
    for (let at = 0; at < bytes.length - 1; at++)
      for (const bit of [0, 3, 5]) {
        const altered = Uint8Array.from(bytes)
        altered[at] = (altered[at] ?? 0) ^ (1 << bit)
        const reading = readHeader(altered)
        // A flip in the authentication itself shows only to whoever has the key.
        if (reading.is === 'sound') expect(isAuthentic(reading.header, masterKey)).toBe(false)
        else expect(reading.is).toBe('damaged')
      }
    for (let at = 0; at < bytes.length - 1; at += 64) expect(readHeader(bytes.subarray(0, at)).is).toBe('damaged')
  })

  test('R2: parameters out of bounds are refused by name, at once, and before any memory is taken', () => {
    const kdf = (change: object): Record<string, unknown> => ({ slots: [{ ...slot, kdf: { ...slot.kdf, ...change } }] })
    const before = process.memoryUsage().rss
    const started = performance.now()
    const refused = [
      [kdf({ m: 2 ** 32 }), 'slots.0.kdf.m'],
      [kdf({ m: 8 }), 'slots.0.kdf.m'],
      [kdf({ m: 2 ** 30 }), 'slots.0.kdf.m'],
      [kdf({ t: 1_000_000_000 }), 'slots.0.kdf.t'],
      [kdf({ t: 1 }), 'slots.0.kdf.t'],
      [kdf({ p: 0 }), 'slots.0.kdf.p'],
      [kdf({ p: 17 }), 'slots.0.kdf.p'],
      [kdf({ alg: 'scrypt' }), 'slots.0.kdf.alg'],
      [{ slots: Array.from({ length: 33 }, () => slot) }, 'slots'],
      [{ slots: [] }, 'slots'],
      [{ slots: [{ ...slot, type: 'keychain' }] }, 'slots.0.type'],
    ] as const
    for (const [change, field] of refused) expect(readHeader(forged(change))).toEqual({ is: 'refused', field })
    expect(performance.now() - started).toBeLessThan(50 * refused.length)
    expect(process.memoryUsage().rss - before).toBeLessThan(10 * 2 ** 20)
    expect(readHeader(Buffer.alloc(256 * 1024 + 1, 0x20))).toEqual({ is: 'refused', field: 'size' })
    expect(readHeader(forged({ surplus: 1 })).is).toBe('refused')
  })

  test('R7, R8: a way in by the keychain of the system is refused: there is none', () => {
    const { kdf: _kdf, ...rest } = slot
    for (const type of ['keychain', 'quick', 'tpm'])
      for (const one of [
        { ...slot, type },
        { ...rest, type },
      ])
        expect(readHeader(forged({ slots: [slot, one] }))).toEqual({ is: 'refused', field: 'slots.1.type' })
  })

  test('R40: a newer format is told apart from damage', () => {
    expect(readHeader(forged({ format: 2, anything: 'else' }))).toEqual({ is: 'from-future', format: 2 })
  })

  test('what is no header at all is damage, not an error', () => {
    for (const text of ['', 'null', '[]', '{}', '{"clarkson":"vault"}', '\u0000', '{"format":1e999}'])
      expect(readHeader(Buffer.from(text)).is).toBe('damaged')
    const deep = Buffer.from(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)
    expect(readHeader(deep).is).toBe('damaged')
  })
})

describe('the cryptography underneath', () => {
  test("R2: Argon2id gives another implementation's digests", async () => {
    for (const [memoryKiB, passes] of [
      [64, 3],
      [100, 4],
      [256, 3],
      [1_000, 5],
    ] as const) {
      const password = Buffer.from(`passphrase ${String(memoryKiB)}`)
      const salt = Buffer.alloc(16, passes)
      const expected = nobleArgon2id(password, salt, { m: memoryKiB, t: passes, p: 1, dkLen: 32 })
      expect(Buffer.from(await argon2id(password, salt, { memoryKiB, passes })).equals(expected)).toBe(true)
    }
  })

  test('a signature is of its message and its key', () => {
    const { publicKey, secretKey } = signingPair(new Uint8Array(32).fill(1))
    const message = Buffer.from('entry')
    const signature = signDetached(message, secretKey)
    expect(isSignedBy(signature, message, publicKey)).toBe(true)
    expect(isSignedBy(signature, Buffer.from('Entry'), publicKey)).toBe(false)
    expect(isSignedBy(signature, message, signingPair(new Uint8Array(32).fill(2)).publicKey)).toBe(false)
  })

  test('an identity is read as age writes it, and nothing else is', () => {
    // The identity and recipient of the age specification's test kit.
    const text = 'AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0'
    const identity = parseIdentity(text)
    expect(identity).toBeDefined()
    if (identity !== undefined) expect(recipientText(recipientOf(identity))).toMatch(/^age1[02-9ac-hj-np-z]{58}$/u)
    expect(parseIdentity(text.toLowerCase())).toBeUndefined()
    expect(parseIdentity(`${text.slice(0, -1)}Q`)).toBeUndefined()
    expect(parseIdentity('AGE-SECRET-KEY-1')).toBeUndefined()
  })
})
