import { describe, expect, test } from 'vitest'
import { newRecoveryKey, parseRecoveryKey, recoveryKeyText } from '../../src-main/vault/recovery-key.ts'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

describe('R6: the recovery key', () => {
  test('is nine groups of four letters, and comes back from any case, spaces, dashes and look-alikes', () => {
    for (let i = 0; i < 50; i++) {
      const key = newRecoveryKey()
      const text = recoveryKeyText(key)
      expect(text).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){8}[0-9A-HJKMNP-TV-Z]{4}$/u)
      const careless = ` ${text.toLowerCase().replaceAll('-', ' \u2013 ').replaceAll('0', 'o').replaceAll('1', 'l')}\n`
      expect(parseRecoveryKey(text)).toEqual(key)
      expect(parseRecoveryKey(careless)).toEqual(key)
      expect(parseRecoveryKey(text.replaceAll('-', ''))).toEqual(key)
    }
  })

  test('every single wrong letter is caught', () => {
    for (let i = 0; i < 5; i++) {
      const letters = recoveryKeyText(newRecoveryKey()).replaceAll('-', '')
      for (let at = 0; at < letters.length; at++)
        for (const letter of alphabet)
          if (letter !== letters[at])
            expect(parseRecoveryKey(letters.slice(0, at) + letter + letters.slice(at + 1))).toBeUndefined()
    }
  })

  test('every swap of two neighbours is caught', () => {
    for (let i = 0; i < 200; i++) {
      const letters = recoveryKeyText(newRecoveryKey()).replaceAll('-', '')
      for (let at = 0; at + 1 < letters.length; at++) {
        const [a = '', b = ''] = [letters[at], letters[at + 1]]
        if (a !== b) expect(parseRecoveryKey(letters.slice(0, at) + b + a + letters.slice(at + 2))).toBeUndefined()
      }
    }
  })

  test('missing and surplus letters, and letters that are none, are caught', () => {
    const text = recoveryKeyText(newRecoveryKey())
    expect(parseRecoveryKey(text.slice(0, -1))).toBeUndefined()
    expect(parseRecoveryKey(`${text}0`)).toBeUndefined()
    expect(parseRecoveryKey(`U${text.slice(1)}`)).toBeUndefined()
    expect(parseRecoveryKey('')).toBeUndefined()
    expect(parseRecoveryKey('-'.repeat(100_000))).toBeUndefined()
  })

  test('a key that begins with zeroes keeps them', () => {
    const key = new Uint8Array(20)
    key[19] = 7
    expect(parseRecoveryKey(recoveryKeyText(key))).toEqual(Buffer.from(key))
  })
})
