import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Refusal } from '../../src-main/kernel/errors.ts'
import { calibrate } from '../../src-main/vault/passphrase.ts'
import { isSignedBy } from '../../src-main/vault/sodium.ts'
import { describeVault } from '../../src-main/vault/describe-vault.ts'
import { createVault, openVault } from '../../src-main/vault/vault-folder.ts'
import { cost, director, say, VaultBench, words } from './vault-fixture.ts'

const bench = new VaultBench()

function failToPrepare(): void {
  throw new Refusal('disk.full', {})
}

describe('making and opening a vault', () => {
  test('what was made opens again with the same keys, and is private', async () => {
    const { vault } = await bench.create()
    expect(vault).toMatchObject({ name: 'Field office', user: director, role: 'director' })
    const key = Buffer.from(vault.databaseKey)
    const stored = await vault.blobs.putBytes(Buffer.from('evidence'))
    const signature = vault.sign(Buffer.from('entry'))
    await vault.lock()
    expect(vault.databaseKey.every((byte) => byte === 0)).toBe(true)

    const again = bench.keep(await openVault(bench.folder, say(), director))
    expect(again.vaultId).toBe(vault.vaultId)
    expect(Buffer.from(again.databaseKey).equals(key)).toBe(true)
    expect(Buffer.from(await again.blobs.readAll(stored, 100)).toString()).toBe('evidence')
    expect(again.recipient).toBe(vault.recipient)
    expect(isSignedBy(signature, Buffer.from('entry'), again.signer)).toBe(true)
    expect(again.healed).toBe(false)
    expect(statSync(bench.folder).mode & 0o777).toBe(0o700)
    expect(statSync(bench.copy('A')).mode & 0o777).toBe(0o600)
  })

  test('a locked vault gives nothing more', async () => {
    const { vault } = await bench.create()
    const stored = await vault.blobs.putBytes(Buffer.from('evidence'))
    await vault.lock()
    await vault.lock()
    expect(() => vault.sign(Buffer.from('entry'))).toThrow('vault.locked')
    expect(await bench.refusal(vault.blobs.readAll(stored, 100))).toBe('vault.locked')
    expect(await bench.refusal(vault.blobs.putBytes(Buffer.from('x')))).toBe('vault.locked')
    expect(await bench.refusal(vault.waysIn.renewRecoveryKey())).toBe('vault.locked')
  })

  test('R12: the passphrase bytes are wiped, whether it opens or not', async () => {
    const { vault } = await bench.create()
    await vault.lock()
    const [right, wrong] = [say(), say('another passphrase')]
    bench.keep(await openVault(bench.folder, right, director))
    expect(await bench.refusal(openVault(bench.folder, wrong, director))).toBe('vault.in-use')
    for (const { passphrase } of [right, wrong]) expect(passphrase.every((byte) => byte === 0)).toBe(true)
  })

  test('a wrong passphrase and an unknown user are answered alike, after the same work', async () => {
    const { vault } = await bench.create()
    await vault.lock()
    const time = async (work: () => Promise<unknown>): Promise<number> => {
      const started = performance.now()
      expect(await bench.refusal(work())).toBe('vault.wrong-passphrase')
      return performance.now() - started
    }
    await time(() => openVault(bench.folder, say('a wrong passphrase'), director))
    const wrong = await time(() => openVault(bench.folder, say('a wrong passphrase'), director))
    const unknown = await time(() => openVault(bench.folder, say(), 'Nobody'))
    // One Argon2 each: the work, not the clock of a busy machine, is what must be alike.
    expect(unknown).toBeGreaterThan(wrong / 4)
    expect(await bench.refusal(openVault(bench.folder, say(words.toUpperCase())))).toBe('vault.wrong-passphrase')
  })

  test('a passphrase is the same from every keyboard: composed and decomposed letters are one', async () => {
    const secret = say('caf\u00e9 noir tr\u00e8s long')
    const created = await createVault(bench.folder, { name: 'n', user: 'u', role: 'viewer', secret, cost })
    await created.vault.lock()
    bench.keep(await openVault(bench.folder, say('cafe\u0301 noir tre\u0300s long'), 'u'))
  })

  test('folders that are no vault, and folders that are in use, are refused', async () => {
    expect(await bench.refusal(openVault(bench.folder, say()))).toBe('vault.not-a-vault')
    expect(await bench.refusal(openVault(bench.root, say()))).toBe('vault.not-a-vault')
    expect(readdirSync(bench.root)).toEqual([])
    writeFileSync(join(bench.root, 'letter.txt'), 'mine')
    const asked = { name: 'n', user: 'u', role: 'viewer', cost } as const
    expect(await bench.refusal(createVault(bench.root, { ...asked, secret: say() }))).toBe('vault.folder-not-empty')
    expect(readdirSync(bench.root)).toEqual(['letter.txt'])
    expect(await bench.refusal(createVault(bench.folder, { ...asked, secret: say('short') }))).toBe(
      'passphrase.too-short',
    )
    expect(existsSync(bench.folder)).toBe(false)
    await bench.create()
    expect(await bench.refusal(createVault(bench.folder, { ...asked, secret: say() }))).toBe('vault.folder-not-empty')
    expect(await bench.refusal(openVault(bench.folder, say()))).toBe('vault.in-use')
  })

  test('a creation that fails leaves the bench.folder as it was', async () => {
    const asked = { name: 'n', user: 'u', role: 'viewer', cost, prepare: failToPrepare } as const
    expect(await bench.refusal(createVault(bench.folder, { ...asked, secret: say() }))).toBe('disk.full')
    expect(existsSync(bench.folder)).toBe(false)
    mkdirSync(bench.folder)
    expect(await bench.refusal(createVault(bench.folder, { ...asked, secret: say() }))).toBe('disk.full')
    expect(readdirSync(bench.folder)).toEqual([])
  })

  test('anyone may read the name and the users, and nothing more', async () => {
    const { vault } = await bench.create()
    await vault.lock()
    const summary = await describeVault(bench.folder)
    expect(summary).toMatchObject({ vaultId: vault.vaultId, name: 'Field office', format: 1, users: [director] })
    expect(summary.slots.map(({ type, memoryKiB }) => [type, memoryKiB])).toEqual([
      ['passphrase', 64 * 1024],
      ['recovery', null],
    ])
  })

  test('R7: no file of a vault holds a key in any writing', async () => {
    const { vault, recoveryKey } = await bench.create()
    await vault.blobs.putBytes(Buffer.from('evidence of a planted witness name'))
    const secrets = [Buffer.from(vault.databaseKey), Buffer.from(words), Buffer.from('planted witness name')]
    await vault.lock()
    const needles = [Buffer.from(recoveryKey), Buffer.from(recoveryKey.replaceAll('-', ''))]
    for (const secret of secrets) {
      needles.push(
        secret,
        Buffer.from(secret.toString('hex')),
        Buffer.from(secret.toString('base64').replace(/=+$/u, '')),
      )
      needles.push(Buffer.from(secret.toString('latin1'), 'utf16le'))
    }
    for (const entry of readdirSync(bench.folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const bytes = readFileSync(join(entry.parentPath, entry.name))
      for (const needle of needles) expect(bytes.includes(needle), entry.name).toBe(false)
    }
  })

  test(
    'R2, R4: a new slot costs at least 256 MiB and three passes, or what was given by hand',
    { timeout: 30_000 },
    async () => {
      const measured = await calibrate()
      expect(measured.passes).toBe(3)
      expect(measured.memoryKiB).toBeGreaterThanOrEqual(64 * 1024)
      expect(measured.memoryKiB % (64 * 1024)).toBe(0)
      const asked = {
        name: 'n',
        user: 'u',
        role: 'viewer',
        secret: say(),
        cost: { memoryKiB: 1024, passes: 3 },
      } as const
      expect(await bench.refusal(createVault(bench.folder, asked))).toBe('vault.header-refused')
      expect(existsSync(bench.folder)).toBe(false)
    },
  )
})
