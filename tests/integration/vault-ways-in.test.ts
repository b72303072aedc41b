import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type FailureCode } from '../../src-main/contract/failure.ts'
import { newKeyFile } from '../../src-main/vault/key-file.ts'
import { type OpenVault } from '../../src-main/vault/open-vault.ts'
import { type UserSecret } from '../../src-main/vault/slots.ts'
import { createVault, openVault } from '../../src-main/vault/vault-folder.ts'
import { cost, director, say, sayWith, VaultBench } from './vault-fixture.ts'

const bench = new VaultBench()

describe('R1, R5, R6: ways into a vault', () => {
  test('every slot opens by itself, whatever became of the others', { timeout: 60_000 }, async () => {
    const { vault, recoveryKey } = await bench.create()
    const keyFile = newKeyFile()
    await vault.waysIn.addSlot({ user: 'Ravi Menon', role: 'lawyer', cost }, say('second way in by words'))
    await vault.waysIn.addSlot({ user: director, role: 'viewer', cost }, sayWith(keyFile))
    const signer = vault.signer
    await vault.lock()

    const ways = [
      { secret: () => say(), user: director },
      { secret: () => say('second way in by words'), user: 'Ravi Menon' },
      { secret: () => sayWith(keyFile), user: director },
      { secret: () => ({ kind: 'recovery', recoveryKey }) as const, user: undefined },
    ]
    const opened: OpenVault[] = []
    for (const { secret, user } of ways) {
      const way = await openVault(bench.folder, secret(), user)
      expect(way.user).toBe(user ?? null)
      opened.push(way)
      await way.lock()
    }
    // A user's slots hold one signing key; another user's holds another, and so does the recovery key.
    const signers = opened.map((way) => Buffer.from(way.signer).equals(signer))
    expect(signers).toEqual([true, false, true, false])
    expect(opened[2]?.role).toBe('director')
    const [own, other, again, none] = opened.map(({ exchangeRecipient }) => exchangeRecipient)
    expect([again, none]).toEqual([own, null])
    expect(other).not.toBe(own)
    expect(() => opened[3]?.sign(Buffer.from('x'))).toThrow('vault.locked')
    // Without a user the passphrase finds its own slot.
    const found = await openVault(bench.folder, say('second way in by words'))
    expect(found.user).toBe('Ravi Menon')
    await found.lock()
  })

  test('R5: a key-file slot needs the passphrase and the file, both unchanged', { timeout: 60_000 }, async () => {
    const keyFile = newKeyFile()
    const secret = sayWith(keyFile)
    const { vault } = await createVault(bench.folder, { name: 'n', user: director, role: 'director', secret, cost })
    await vault.lock()
    const tries = async (attempt: UserSecret): Promise<unknown> =>
      bench.refusal(openVault(bench.folder, attempt, director))
    expect(await tries(say())).toBe('vault.wrong-passphrase')
    expect(await tries(sayWith(keyFile, 'not the passphrase'))).toBe('vault.wrong-passphrase')
    expect(await tries(sayWith(newKeyFile()))).toBe('vault.wrong-passphrase')
    for (let at = 0; at < keyFile.length - 1; at++) {
      const altered = Uint8Array.from(keyFile)
      altered[at] = (altered[at] ?? 0) ^ 1
      expect(await tries(sayWith(altered)), `byte ${String(at)}`).toBe('key-file.damaged')
    }
    expect(await tries(sayWith(new Uint8Array()))).toBe('key-file.damaged')
    expect(await tries(sayWith(keyFile))).toBe(undefined)
  })

  test('a changed passphrase replaces the old one, and the signing key stays', async () => {
    const { vault } = await bench.create()
    const signer = vault.signer
    expect(
      await bench.refusal(
        vault.waysIn.changeSecret({ user: director, cost }, say('not the old one'), say('a newer passphrase')),
      ),
    ).toBe('vault.wrong-passphrase')
    await vault.waysIn.changeSecret({ user: director, cost }, say(), say('a newer passphrase'))
    await vault.lock()
    expect(await bench.refusal(openVault(bench.folder, say(), director))).toBe('vault.wrong-passphrase')
    const again = bench.keep(await openVault(bench.folder, say('a newer passphrase'), director))
    expect(again.signer).toEqual(signer)
  })

  test('slots are removed, but never the last; nobody takes over another user', async () => {
    const { vault, recoveryKey } = await bench.create()
    expect(
      await bench.refusal(vault.waysIn.addSlot({ user: director, role: 'lawyer', cost }, say('once more the same'))),
    ).toBe('slot.taken')
    await vault.waysIn.addSlot({ user: 'Ravi Menon', role: 'lawyer', cost }, say('second way in by words'))
    expect(
      await bench.refusal(vault.waysIn.addSlot({ user: 'Ravi Menon', role: 'director', cost }, sayWith(newKeyFile()))),
    ).toBe('slot.taken')
    const [first, recovery, second] = vault.slots
    expect(await bench.refusal(vault.waysIn.removeSlot('00000000-0000-4000-8000-000000000000'))).toBe('slot.not-found')
    await vault.waysIn.removeSlot(second?.slotId ?? '')
    await vault.waysIn.removeSlot(first?.slotId ?? '')
    expect(await bench.refusal(vault.waysIn.removeSlot(recovery?.slotId ?? ''))).toBe('slot.last')
    await vault.lock()
    expect(await bench.refusal(openVault(bench.folder, say(), director))).toBe('vault.wrong-passphrase')
    // R6: the recovery key opens when every passphrase is gone, and lets people in again.
    const rescued = bench.keep(await openVault(bench.folder, { kind: 'recovery', recoveryKey }))
    await rescued.waysIn.addSlot({ user: director, role: 'director', cost }, say('a new beginning'))
    const renewed = await rescued.waysIn.renewRecoveryKey()
    await rescued.lock()
    expect(await bench.refusal(openVault(bench.folder, { kind: 'recovery', recoveryKey }))).toBe(
      'vault.wrong-passphrase',
    )
    const mistyped = renewed.slice(0, -1) + (renewed.endsWith('0') ? '2' : '0')
    expect(await bench.refusal(openVault(bench.folder, { kind: 'recovery', recoveryKey: mistyped }))).toBe(
      'recovery-key.mistyped',
    )
    bench.keep(await openVault(bench.folder, { kind: 'recovery', recoveryKey: renewed.toLowerCase() }))
  })
})

describe('one writer at a time', () => {
  test('a lock left by another start of this machine, or long silent elsewhere, is taken over; a live one is not', async () => {
    const { vault } = await bench.create()
    const path = join(bench.folder, 'vault.lock')
    const held = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
    await vault.lock()
    expect(existsSync(path)).toBe(false)
    const leave = (change: object): void => writeFileSync(path, JSON.stringify({ ...held, ...change }))
    const opens = async (): Promise<FailureCode | undefined> => {
      const code = await bench.refusal(openVault(bench.folder, say(), director))
      await bench.lockAll()
      return code
    }
    leave({ boot: 'an earlier start' })
    expect(await opens()).toBe(undefined)
    leave({ pid: 2 ** 22 + 1 })
    expect(await opens()).toBe(undefined)
    leave({ started: '1' })
    expect(await opens()).toBe(undefined)
    leave({ host: 'another machine' })
    expect(await opens()).toBe('vault.in-use')
    const longAgo = new Date(Date.now() - 3_600_000)
    utimesSync(path, longAgo, longAgo)
    expect(await opens()).toBe(undefined)
    writeFileSync(path, '{"torn')
    expect(await opens()).toBe('vault.in-use')
    utimesSync(path, longAgo, longAgo)
    expect(await opens()).toBe(undefined)
    expect(readdirSync(bench.folder).filter((name) => name.startsWith('vault.lock'))).toEqual([])
  })

  test('whoever lost the lock writes no header', async () => {
    const { vault } = await bench.create()
    const path = join(bench.folder, 'vault.lock')
    const held = readFileSync(path, 'utf8')
    writeFileSync(path, held.replace(/"nonce":"[^"]+"/u, '"nonce":"00000000-0000-4000-8000-000000000000"'))
    expect(await bench.refusal(vault.rememberHead({ sequence: 1, hash: 'd'.repeat(64) }))).toBe('vault.in-use')
    await vault.lock()
    expect(existsSync(path)).toBe(true)
  })
})
