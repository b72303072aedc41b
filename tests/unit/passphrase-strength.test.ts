import { describe, expect, test } from 'vitest'
import { dicewareWords, judgePassphrase, leastBits } from '../../src-main/acts/passphrase-strength.ts'
import { refuseWeakPassphrase, suggestPassphrase } from '../../src-main/acts/passphrases.ts'
import { Refusal } from '../../src-main/kernel/errors.ts'

const about = ['Amina Njeri', 'Nairobi office']

const refused = async (text: string): Promise<unknown> => {
  try {
    await refuseWeakPassphrase(Buffer.from(text, 'utf8'), about)
  } catch (error) {
    if (error instanceof Refusal) return error.toFailure()
    throw error
  }
  return undefined
}

describe('what a passphrase is worth', () => {
  test.each([
    ['aaaaaaaaaaaaaaaa', 'repeated'],
    ['abcabcabcabc', 'repeated'],
    ['monkeymonkeymonkey', 'sequence'],
    ['qwertyuiop', 'usual'],
    ['lkjhgfdsapoi', 'sequence'],
    ['1234567890', 'usual'],
    ['abcdefghijkl', 'sequence'],
    ['p@ssw0rd!!', 'usual'],
    ['Password2024', 'usual'],
    ['welcome welcome1', 'usual'],
    ['Amina Nairobi 1987', 'personal'],
    ['summer 2024 holiday', 'usual'],
    ['i love you all', 'usual'],
    ['correcthorse', 'too-little'],
    ['बच्चे और पानी', 'too-little'],
  ])('%s is refused, and why is said', async (text, reason) => {
    const judged = await judgePassphrase(text, about)
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
  ])('%s is taken', async (text) => {
    expect(await judgePassphrase(text, about)).toMatchObject({ isStrong: true, reasons: [] })
  })

  test('the same words are worth less to whoever has them for a name', async () => {
    const text = 'harbour lantern thistle copper'
    const named = await judgePassphrase(text, ['Copper Harbour Lantern'])
    expect(named.bits).toBeLessThan((await judgePassphrase(text)).bits - 10)
  })

  test('one more word is never worth less', async () => {
    const words = ['kiln', 'ledger', 'monsoon', 'quarry', 'walnut', 'quarry', 'the']
    const bits: number[] = []
    for (let i = 1; i <= words.length; i++) bits.push((await judgePassphrase(words.slice(0, i).join(' '))).bits)
    expect(bits).toEqual(bits.toSorted((a, b) => a - b))
  })

  test('length comes first, then strength, and the refusal says by how much', async () => {
    expect(await refused('short')).toEqual({ code: 'passphrase.too-short', facts: { least: 10 } })
    expect(await refused('Password2024')).toMatchObject({
      code: 'passphrase.too-weak',
      facts: { least: leastBits, reasons: [{ reason: 'usual' }, { reason: 'date' }] },
    })
    expect(await refused('kiln ledger monsoon quarry')).toBeUndefined()
  })
})

describe('a passphrase by chance', () => {
  test('is six words of the 7,776 that dice choose from, another each time', async () => {
    const words = new Set(await dicewareWords())
    expect(words.size).toBe(7_776)
    const given = new Set<string>()
    for (let i = 0; i < 100; i++) {
      const { passphrase, bits } = await suggestPassphrase()
      expect(bits).toBe(77)
      const chosen = passphrase.split(' ')
      expect(chosen).toHaveLength(6)
      for (const one of chosen) expect(words.has(one)).toBe(true)
      expect(await refused(passphrase)).toBeUndefined()
      given.add(passphrase)
    }
    expect(given.size).toBe(100)
  })
})
