import { execFileSync, spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import * as vectors from 'cctv-age'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decryptAge, encryptAge } from '../../src-main/vault/age-file.ts'
import { AgeError } from '../../src-main/vault/age-header.ts'
import {
  identityText,
  newIdentity,
  parseIdentity,
  parseRecipient,
  recipientOf,
  recipientText,
} from '../../src-main/vault/age-keys.ts'

const sizes = [0, 1, 65_535, 65_536, 65_537, 131_072, 131_073, 1_048_575, 1_048_576, 1_048_577, 5_000_000]

interface Vector {
  readonly fields: ReadonlyMap<string, string>
  readonly file: Uint8Array
}

function vector(bytes: Uint8Array): Vector {
  const buffer = Buffer.from(bytes)
  const end = buffer.indexOf('\n\n')
  const fields = new Map<string, string>()
  for (const line of buffer.toString('utf8', 0, end).split('\n')) {
    const [name, value] = [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]
    fields.set(name, value)
  }
  const body = buffer.subarray(end + 2)
  return { fields, file: fields.get('compressed') === 'zlib' ? inflateSync(body) : body }
}

const applicable = Object.entries(vectors)
  .map(([name, bytes]) => ({ name, ...vector(bytes) }))
  .filter(
    ({ fields }) =>
      fields.get('armored') !== 'yes' &&
      !fields.has('passphrase') &&
      fields.get('identity')?.startsWith('AGE-SECRET-KEY-1') === true,
  )

describe('R16: the blob codec is the age format', () => {
  test('there are as many applicable vectors as there were when this was written', () => {
    expect(applicable.length).toBeGreaterThanOrEqual(66)
  })

  test.each(applicable)('CCTV vector $name', ({ fields, file }) => {
    const identity = parseIdentity(fields.get('identity') ?? '')
    if (identity === undefined) throw new Error('the vector has an identity')
    const expected = fields.get('expect')
    if (expected === 'success') {
      const plain = decryptAge(identity, file)
      expect(createHash('sha256').update(plain).digest('hex')).toBe(fields.get('payload'))
      return
    }
    let fault: unknown
    try {
      decryptAge(identity, file)
    } catch (error) {
      fault = error instanceof AgeError ? error.fault : error
    }
    expect(fault).toBe(expected)
  })

  test('it is read by and reads typage at every boundary size', async () => {
    const text = await generateX25519Identity()
    const identity = parseIdentity(text)
    const recipient = parseRecipient(await identityToRecipient(text))
    if (identity === undefined || recipient === undefined) throw new Error('typage writes what we read')
    expect(recipientText(recipientOf(identity))).toBe(await identityToRecipient(text))
    for (const size of sizes) {
      const plain = randomBytes(size)
      const theirs = new Encrypter()
      theirs.addRecipient(recipientText(recipient))
      expect(plain.equals(decryptAge(identity, await theirs.encrypt(plain)))).toBe(true)
      const decrypter = new Decrypter()
      decrypter.addIdentity(text)
      expect(plain.equals(await decrypter.decrypt(encryptAge(recipient, plain)))).toBe(true)
    }
  })

  const hasAge = spawnSync('age', ['--version']).status === 0
  describe.skipIf(!hasAge)('with the age command line (skipped where it is not installed)', () => {
    let folder = ''
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'clarkson-age-'))
    })
    afterAll(() => rmSync(folder, { recursive: true }))

    test.each(sizes)('it is read by and reads age at %i bytes', (size) => {
      const identity = newIdentity()
      const key = join(folder, 'key')
      writeFileSync(key, `${identityText(identity)}\n`)
      const plain = randomBytes(size)
      const sealed = join(folder, 'sealed')
      writeFileSync(sealed, encryptAge(recipientOf(identity), plain))
      const options = { maxBuffer: 64 * 1024 * 1024 }
      expect(execFileSync('age', ['-d', '-i', key, sealed], options).equals(plain)).toBe(true)
      const theirs = execFileSync('age', ['-r', recipientText(recipientOf(identity))], { ...options, input: plain })
      expect(plain.equals(decryptAge(identity, theirs))).toBe(true)
    })
  })
})
