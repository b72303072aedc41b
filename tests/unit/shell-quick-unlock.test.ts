import { describe, expect, test } from 'vitest'
import {
  createQuickUnlock,
  type Keychain,
  type QuickUnlock,
  type QuickWorld,
} from '../../src-main/shell/quick-unlock.ts'
import { fakeKeychain } from '../support/keychain.ts'
import { refusalOf } from '../support/people.ts'

const hour = 3_600_000
const kept = { sealed: 'what the keeper sealed under the PIN', folder: '/somewhere/vault' }

interface Computer {
  readonly keychain?: Keychain
  readonly platform?: NodeJS.Platform
  readonly now?: () => number
  readonly handed?: string | undefined
}

function quickOn({ keychain = fakeKeychain('gnome_libsecret'), ...more }: Computer = {}): QuickUnlock {
  const world: QuickWorld = { keychain, platform: 'linux', now: () => 1_000 * hour, ...more }
  return createQuickUnlock(world)
}

describe('R7: a keychain', () => {
  test.each([
    ['gnome_libsecret', true, null],
    ['kwallet', true, null],
    ['kwallet5', true, null],
    ['kwallet6', true, null],
    ['basic_text', true, 'basic-text'],
    ['basic_text', false, 'basic-text'],
    ['unknown', true, 'unknown'],
    ['a backend of tomorrow', true, 'unknown'],
    ['gnome_libsecret', false, 'unavailable'],
    [undefined, true, 'unknown'],
  ] as const)(
    'of backend %s that says %s of its encryption comes to %s, and only a good one is used',
    async (...row) => {
      const [backend, isAvailable, trouble] = row
      const quick = quickOn({ keychain: fakeKeychain(backend, isAvailable) })
      expect(quick.trouble()).toBe(trouble)
      const refusal = await refusalOf(() => quick.keep(kept))
      expect(refusal).toBe(trouble === null ? undefined : 'quick.unavailable')
      expect(quick.state() === undefined).toBe(trouble !== null)
      expect(quick.handedOn() === undefined).toBe(trouble !== null)
    },
  )

  test.each(['darwin', 'win32'] as const)('of %s is the system’s own, where it is there', (platform) => {
    expect(quickOn({ platform, keychain: fakeKeychain(undefined, true) }).trouble()).toBeNull()
    expect(quickOn({ platform, keychain: fakeKeychain(undefined, false) }).trouble()).toBe('unavailable')
  })

  test.each(['basic_text', 'unknown', 'kwallet6'])('that has changed to %s does not open what was kept', (backend) => {
    const before = quickOn()
    before.keep(kept)
    const handed = before.handedOn()
    // The same key: what was sealed could still be read.
    const after = quickOn({ keychain: fakeKeychain(backend), handed })
    expect(after.state()).toBeUndefined()
    expect(after.handedOn()).toBeUndefined()
    expect(quickOn({ handed }).take()).toEqual(kept)
  })

  test('that is locked, or is another, does not open what was kept', async () => {
    const before = quickOn()
    before.keep(kept)
    const after = quickOn({ keychain: fakeKeychain('gnome_libsecret', true, 'another key'), handed: before.handedOn() })
    expect(await refusalOf(() => after.take())).toBe('quick.over')
  })
})

describe('R8: quick unlock', () => {
  test('is off in a program that was just started, whatever the keychain holds', async () => {
    const quick = quickOn()
    expect(quick.state()).toBeUndefined()
    expect(await refusalOf(() => quick.take())).toBe('quick.over')
  })

  test('hands on ciphertext alone to the process that follows a lock', () => {
    const quick = quickOn()
    quick.keep(kept)
    const bytes = Buffer.from(quick.handedOn() ?? '', 'base64').toString('latin1')
    expect(bytes.length).toBeGreaterThan(50)
    expect(bytes).not.toContain(kept.sealed)
    expect(bytes).not.toContain(kept.folder)
  })

  test('ends with three wrong PINs, however many locks lie between them', async () => {
    const first = quickOn()
    first.keep(kept)
    first.missed()
    first.missed()
    const second = quickOn({ handed: first.handedOn() })
    expect(second.take()).toEqual(kept)
    expect(await refusalOf(() => second.missed())).toBe('quick.over')
    expect(second.state()).toBeUndefined()
    expect(second.handedOn()).toBeUndefined()
  })

  test('ends after eight hours, and with a clock that is set back to before it began', () => {
    let now = 1_000 * hour
    const quick = quickOn({ now: () => now })
    quick.keep(kept)
    const handed = quick.handedOn()
    const isOnAt = (at: number): boolean => quickOn({ now: () => at, handed }).state() !== undefined
    expect(isOnAt(now + 8 * hour - 1)).toBe(true)
    expect(isOnAt(now + 8 * hour)).toBe(false)
    expect(isOnAt(now - 1)).toBe(false)
    now += 8 * hour
    expect(quick.state()).toBeUndefined()
  })

  test('is over when it is switched off', async () => {
    const quick = quickOn()
    quick.keep(kept)
    quick.drop()
    expect(quick.handedOn()).toBeUndefined()
    expect(await refusalOf(() => quick.take())).toBe('quick.over')
  })
})
