import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { refuseWeakPassphrase, suggestPassphrase } from '../../src-main/acts/passphrases.ts'
import { judgePassphrase, leastBits } from '../../src-main/domain/passphrase-strength.ts'
import { Refusal } from '../../src-main/kernel/errors.ts'
import { ownFolder } from '../support/folders.ts'

const about = ['Amina Njeri', 'Nairobi office']

const refused = (text: string): unknown => {
  try {
    refuseWeakPassphrase(Buffer.from(text, 'utf8'), about)
  } catch (error) {
    if (error instanceof Refusal) return error.toFailure()
    throw error
  }
  return undefined
}

const write = (words: readonly string[]): string => {
  const resources = ownFolder('listed')
  mkdirSync(join(resources, 'words'))
  writeFileSync(join(resources, 'words', 'en.txt'), `${words.join('\n')}\n`)
  return resources
}

describe('what a passphrase is worth', () => {
  test.each([
    ['aaaaaaaaaaaaaaaa', 'repeated'],
    ['abcabcabcabc', 'repeated'],
    ['monkey monkey monkey', 'repeated'],
    ['qwertyuiop', 'sequence'],
    ['1234567890', 'sequence'],
    ['abcdefghijkl', 'sequence'],
    ['p@ssw0rd!!', 'usual'],
    ['Password2024', 'usual'],
    ['welcome welcome1', 'usual'],
    ['Amina Nairobi 1987', 'personal'],
    ['summer 2024 holiday', 'date'],
    ['i love you all', 'too-little'],
    ['correcthorse', 'too-little'],
    ['बच्चे और पानी', 'too-little'],
  ])('%s is refused, and why is said', (text, reason) => {
    const judged = judgePassphrase(text, about)
    expect(judged.isStrong).toBe(false)
    expect(judged.bits).toBeLessThan(leastBits)
    expect(judged.reasons).toContain(reason)
  })

  test.each([
    'four quiet rivers meet here',
    'kiln ledger monsoon quarry',
    'harbour-lantern-thistle-copper',
    'q7Wz!pR4vk#Lm9',
    'xkqjzvbnwplmtrd',
    'chai biskuti mlima mto daraja',
    'सड़क पहाड़ बगीचा नदिया तालाब',
    'k3f m9x 2qa zt7 v8w h4n',
  ])('%s is taken', (text) => {
    expect(judgePassphrase(text, about)).toMatchObject({ isStrong: true, reasons: [] })
  })

  test('the same words are worth less to whoever has them for a name', () => {
    const text = 'harbour lantern thistle copper'
    expect(judgePassphrase(text, ['Copper Harbour Lantern']).bits).toBeLessThan(judgePassphrase(text).bits - 20)
  })

  test('one more word is never worth less', () => {
    const words = ['kiln', 'ledger', 'monsoon', 'quarry', 'walnut', 'quarry', 'the']
    const bits = words.map((_, i) => judgePassphrase(words.slice(0, i + 1).join(' ')).bits)
    expect(bits).toEqual(bits.toSorted((a, b) => a - b))
  })

  test('length comes first, then strength, and the refusal says by how much', () => {
    expect(refused('short')).toEqual({ code: 'passphrase.too-short', facts: { least: 10 } })
    expect(refused('Password2024')).toMatchObject({
      code: 'passphrase.too-weak',
      facts: { least: leastBits, reasons: [{ reason: 'usual' }, { reason: 'date' }] },
    })
    expect(refused('kiln ledger monsoon quarry')).toBeUndefined()
  })
})

describe('a passphrase by chance', () => {
  const folder = ownFolder('words')

  test('without a list of words it is six groups of letters, of more than six diceware words', async () => {
    const given = new Set<string>()
    for (let i = 0; i < 200; i++) {
      const { passphrase, bits, of } = await suggestPassphrase(folder)
      expect([bits, of]).toEqual([90, 'letters'])
      expect(passphrase).toMatch(/^(?:[0-9a-hjkmnp-tv-z]{3} ){5}[0-9a-hjkmnp-tv-z]{3}$/u)
      expect(judgePassphrase(passphrase).isStrong).toBe(true)
      given.add(passphrase)
    }
    expect(given.size).toBe(200)
    // Every letter comes up: 3,600 of 32 kinds.
    expect(new Set([...given].join('').replaceAll(' ', '')).size).toBe(32)
  })

  test('with a list of 7,776 words it is six of them, and a shorter list is not used', async () => {
    const letters = 'abcdefghijklmnopqrstuvwxyz'
    const word = (n: number): string =>
      Array.from({ length: 4 }, (_, i) => letters[Math.floor(n / 26 ** i) % 26]).join('')
    const list = Array.from({ length: 7_776 }, (_, i) => word(i))
    const whole = write(list)
    const known = new Set(list)
    for (let i = 0; i < 50; i++) {
      const { passphrase, bits, of } = await suggestPassphrase(whole)
      expect([bits, of]).toEqual([77, 'words'])
      const chosen = passphrase.split(' ')
      expect(chosen).toHaveLength(6)
      for (const one of chosen) expect(known.has(one)).toBe(true)
    }
    expect((await suggestPassphrase(write(list.slice(1)))).of).toBe('letters')
  })
})
