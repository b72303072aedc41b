import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openVault } from '../../src-main/vault/vault-folder.ts'
import { cost, director, say, VaultBench } from './vault-fixture.ts'

const bench = new VaultBench()

describe('R3: two copies of the header', () => {
  test('a copy that is cut, flipped, empty or gone is put right from the other', { timeout: 120_000 }, async () => {
    const { vault } = await bench.create()
    await vault.lock()
    const sound = readFileSync(bench.copy('A'))
    expect(readFileSync(bench.copy('B')).equals(sound)).toBe(true)
    const damages: Buffer[] = [Buffer.alloc(0), Buffer.alloc(sound.length)]
    for (let at = 64; at < sound.length; at += 640) {
      damages.push(sound.subarray(0, at))
      const flipped = Buffer.from(sound)
      flipped[at] = (flipped[at] ?? 0) ^ 4
      damages.push(flipped)
    }
    for (const [i, damage] of damages.entries()) {
      writeFileSync(i % 2 === 0 ? bench.copy('A') : bench.copy('B'), damage)
      const again = await openVault(bench.folder, say(), director)
      expect(again.healed).toBe(true)
      await again.lock()
      expect(readFileSync(bench.copy('A')).equals(sound) && readFileSync(bench.copy('B')).equals(sound)).toBe(true)
    }
    rmSync(bench.copy('A'))
    await (await openVault(bench.folder, say(), director)).lock()
    expect(readFileSync(bench.copy('A')).equals(sound)).toBe(true)
    for (const path of [bench.copy('A'), bench.copy('B')]) writeFileSync(path, sound.subarray(0, 100))
    expect(await bench.refusal(openVault(bench.folder, say(), director))).toBe('vault.header-damaged')
  })

  test('of two sound copies the newer counts, and what it removed stays removed', async () => {
    const { vault } = await bench.create()
    copyFileSync(bench.copy('A'), join(bench.root, 'older'))
    await vault.waysIn.changeSecret({ user: director, cost }, say(), say('a newer passphrase'))
    await vault.rememberHead({ sequence: 12, hash: 'b'.repeat(64) })
    await vault.lock()
    for (const path of [bench.copy('A'), bench.copy('B')]) {
      // As after a power cut between the writing of one copy and the other.
      copyFileSync(join(bench.root, 'older'), path)
      expect(await bench.refusal(openVault(bench.folder, say(), director))).toBe('vault.wrong-passphrase')
      const again = await openVault(bench.folder, say('a newer passphrase'), director)
      expect(again.ledgerHead).toEqual({ sequence: 12, hash: 'b'.repeat(64) })
      await again.lock()
      expect(readFileSync(bench.copy('A')).equals(readFileSync(bench.copy('B')))).toBe(true)
    }
  })

  test('a header changed by someone without the key does not open', async () => {
    const { vault } = await bench.create()
    await vault.lock()
    const text = readFileSync(bench.copy('A'), 'utf8')
    for (const path of [bench.copy('A'), bench.copy('B')]) writeFileSync(path, text.replace('"m":65536', '"m":65537'))
    expect(await bench.refusal(openVault(bench.folder, say(), director))).toBe('vault.header-damaged')
  })
})
