import { spawn } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FailureCode } from '../../src-main/contract/failure.ts'
import { Refusal } from '../../src-main/kernel/errors.ts'
import { newKeyFile } from '../../src-main/vault/key-file.ts'
import type { OpenVault } from '../../src-main/vault/open-vault.ts'
import { calibrate, passphraseBytes } from '../../src-main/vault/passphrase.ts'
import type { UserSecret } from '../../src-main/vault/slots.ts'
import { isSignedBy } from '../../src-main/vault/sodium.ts'
import { createVault, describeVault, openVault, type CreatedVault } from '../../src-main/vault/vault-folder.ts'

const cost = { memoryKiB: 64 * 1024, passes: 3 }
const words = 'kiln ledger monsoon quarry'
const director = 'Adaeze Okafor'

let root = ''
let folder = ''
const open = new Set<OpenVault>()

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'clarkson-vault-'))
  folder = join(root, 'office')
})
afterEach(async () => {
  for (const vault of open) await vault.lock()
  open.clear()
  rmSync(root, { recursive: true, force: true })
})

function say(text = words): UserSecret {
  return { kind: 'passphrase', passphrase: passphraseBytes(text) }
}

function sayWith(keyFile: Uint8Array, text = words): UserSecret {
  return { kind: 'key-file', passphrase: passphraseBytes(text), keyFile: Uint8Array.from(keyFile) }
}

function keep<T extends OpenVault>(vault: T): T {
  open.add(vault)
  return vault
}

async function create(): Promise<CreatedVault> {
  const created = await createVault(folder, {
    name: 'Field office',
    user: director,
    role: 'director',
    secret: say(),
    cost,
  })
  keep(created.vault)
  return created
}

async function refusal(work: Promise<unknown>): Promise<FailureCode | undefined> {
  return work.then(
    (vault) => {
      if (typeof vault === 'object' && vault !== null && 'lock' in vault) keep(vault as OpenVault)
      return undefined
    },
    (error: unknown) => {
      if (error instanceof Refusal) return error.code
      throw error
    },
  )
}

const A = (): string => join(folder, 'vault.json')
const B = (): string => join(folder, 'vault.json.b')

describe('making and opening a vault', () => {
  test('what was made opens again with the same keys, and is private', async () => {
    const { vault } = await create()
    expect(vault).toMatchObject({ name: 'Field office', user: director, role: 'director' })
    const key = Buffer.from(vault.databaseKey)
    const stored = await vault.blobs.putBytes(Buffer.from('evidence'))
    const signature = vault.sign(Buffer.from('entry'))
    await vault.lock()
    expect(vault.databaseKey.every((byte) => byte === 0)).toBe(true)

    const again = keep(await openVault(folder, say(), director))
    expect(again.vaultId).toBe(vault.vaultId)
    expect(Buffer.from(again.databaseKey).equals(key)).toBe(true)
    expect(Buffer.from(await again.blobs.readAll(stored, 100)).toString()).toBe('evidence')
    expect(again.recipient).toBe(vault.recipient)
    if (again.signer === null) throw new Error('a user signs')
    expect(isSignedBy(signature, Buffer.from('entry'), again.signer)).toBe(true)
    expect(again.healed).toBe(false)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(A()).mode & 0o777).toBe(0o600)
  })

  test('a locked vault gives nothing more', async () => {
    const { vault } = await create()
    const stored = await vault.blobs.putBytes(Buffer.from('evidence'))
    await vault.lock()
    await vault.lock()
    expect(() => vault.sign(Buffer.from('entry'))).toThrow('vault.locked')
    expect(await refusal(vault.blobs.readAll(stored, 100))).toBe('vault.locked')
    expect(await refusal(vault.blobs.putBytes(Buffer.from('x')))).toBe('vault.locked')
    expect(await refusal(vault.renewRecoveryKey())).toBe('vault.locked')
  })

  test('R12: the passphrase bytes are wiped, whether it opens or not', async () => {
    const { vault } = await create()
    await vault.lock()
    const [right, wrong] = [say(), say('another passphrase')]
    keep(await openVault(folder, right, director))
    expect(await refusal(openVault(folder, wrong, director))).toBe('vault.in-use')
    for (const { passphrase } of [right, wrong]) expect(passphrase.every((byte) => byte === 0)).toBe(true)
  })

  test('a wrong passphrase and an unknown user are answered alike, after the same work', async () => {
    const { vault } = await create()
    await vault.lock()
    const time = async (work: () => Promise<unknown>): Promise<number> => {
      const started = performance.now()
      expect(await refusal(work())).toBe('vault.wrong-passphrase')
      return performance.now() - started
    }
    await time(() => openVault(folder, say('a wrong passphrase'), director))
    const wrong = await time(() => openVault(folder, say('a wrong passphrase'), director))
    const unknown = await time(() => openVault(folder, say(), 'Nobody'))
    // One Argon2 each: the work, not the clock of a busy machine, is what must be alike.
    expect(unknown).toBeGreaterThan(wrong / 4)
    expect(await refusal(openVault(folder, say(words.toUpperCase())))).toBe('vault.wrong-passphrase')
  })

  test('a passphrase is the same from every keyboard: composed and decomposed letters are one', async () => {
    const secret = say('caf\u00e9 noir tr\u00e8s long')
    const created = await createVault(folder, { name: 'n', user: 'u', role: 'viewer', secret, cost })
    await created.vault.lock()
    keep(await openVault(folder, say('cafe\u0301 noir tre\u0300s long'), 'u'))
  })

  test('folders that are no vault, and folders that are in use, are refused', async () => {
    expect(await refusal(openVault(folder, say()))).toBe('vault.not-a-vault')
    expect(await refusal(openVault(root, say()))).toBe('vault.not-a-vault')
    expect(readdirSync(root)).toEqual([])
    writeFileSync(join(root, 'letter.txt'), 'mine')
    const asked = { name: 'n', user: 'u', role: 'viewer', cost } as const
    expect(await refusal(createVault(root, { ...asked, secret: say() }))).toBe('vault.folder-not-empty')
    expect(readdirSync(root)).toEqual(['letter.txt'])
    expect(await refusal(createVault(folder, { ...asked, secret: say('short') }))).toBe('passphrase.too-short')
    expect(existsSync(folder)).toBe(false)
    await create()
    expect(await refusal(createVault(folder, { ...asked, secret: say() }))).toBe('vault.folder-not-empty')
    expect(await refusal(openVault(folder, say()))).toBe('vault.in-use')
  })

  test('a creation that fails leaves the folder as it was', async () => {
    const prepare = (): void => {
      throw new Refusal('disk.full', {})
    }
    const asked = { name: 'n', user: 'u', role: 'viewer', cost, prepare } as const
    expect(await refusal(createVault(folder, { ...asked, secret: say() }))).toBe('disk.full')
    expect(existsSync(folder)).toBe(false)
    mkdirSync(folder)
    expect(await refusal(createVault(folder, { ...asked, secret: say() }))).toBe('disk.full')
    expect(readdirSync(folder)).toEqual([])
  })

  test('anyone may read the name and the users, and nothing more', async () => {
    const { vault } = await create()
    await vault.lock()
    const summary = await describeVault(folder)
    expect(summary).toMatchObject({ vaultId: vault.vaultId, name: 'Field office', format: 1, users: [director] })
    expect(summary.slots.map(({ type, memoryKiB }) => [type, memoryKiB])).toEqual([
      ['passphrase', 64 * 1024],
      ['recovery', null],
    ])
  })

  test('R7: no file of a vault holds a key in any writing', async () => {
    const { vault, recoveryKey } = await create()
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
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
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
      expect(await refusal(createVault(folder, asked))).toBe('vault.header-refused')
      expect(existsSync(folder)).toBe(false)
    },
  )
})

describe('R1, R5, R6: ways into a vault', () => {
  test('every slot opens by itself, whatever became of the others', { timeout: 60_000 }, async () => {
    const { vault, recoveryKey } = await create()
    const keyFile = newKeyFile()
    await vault.addSlot({ user: 'Ravi Menon', role: 'lawyer', cost }, say('second way in by words'))
    await vault.addSlot({ user: director, role: 'viewer', cost }, sayWith(keyFile))
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
      const way = await openVault(folder, secret(), user)
      expect(way.user).toBe(user ?? null)
      opened.push(way)
      await way.lock()
    }
    // A user's slots hold one signing key; another user's holds another; the recovery key signs as nobody.
    expect(opened[0]?.signer).toEqual(signer)
    expect(opened[2]?.signer).toEqual(signer)
    expect(opened[2]?.role).toBe('director')
    expect(opened[1]?.signer).not.toEqual(signer)
    expect(opened[3]?.signer).toBe(null)
    expect(() => opened[3]?.sign(Buffer.from('x'))).toThrow('vault.locked')
    // Without a user the passphrase finds its own slot.
    const found = await openVault(folder, say('second way in by words'))
    expect(found.user).toBe('Ravi Menon')
    await found.lock()
  })

  test('R5: a key-file slot needs the passphrase and the file, both unchanged', { timeout: 60_000 }, async () => {
    const keyFile = newKeyFile()
    const secret = sayWith(keyFile)
    const { vault } = await createVault(folder, { name: 'n', user: director, role: 'director', secret, cost })
    await vault.lock()
    const tries = async (attempt: UserSecret): Promise<unknown> => refusal(openVault(folder, attempt, director))
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
    const { vault } = await create()
    const signer = vault.signer
    expect(await refusal(vault.changeSecret(director, say('not the old one'), say('a newer passphrase'), cost))).toBe(
      'vault.wrong-passphrase',
    )
    await vault.changeSecret(director, say(), say('a newer passphrase'), cost)
    await vault.lock()
    expect(await refusal(openVault(folder, say(), director))).toBe('vault.wrong-passphrase')
    const again = keep(await openVault(folder, say('a newer passphrase'), director))
    expect(again.signer).toEqual(signer)
  })

  test('slots are removed, but never the last; nobody takes over another user', async () => {
    const { vault, recoveryKey } = await create()
    expect(await refusal(vault.addSlot({ user: director, role: 'lawyer', cost }, say('once more the same')))).toBe(
      'slot.taken',
    )
    await vault.addSlot({ user: 'Ravi Menon', role: 'lawyer', cost }, say('second way in by words'))
    expect(await refusal(vault.addSlot({ user: 'Ravi Menon', role: 'director', cost }, sayWith(newKeyFile())))).toBe(
      'slot.taken',
    )
    const [first, recovery, second] = vault.slots
    expect(await refusal(vault.removeSlot('00000000-0000-4000-8000-000000000000'))).toBe('slot.not-found')
    await vault.removeSlot(second?.slotId ?? '')
    await vault.removeSlot(first?.slotId ?? '')
    expect(await refusal(vault.removeSlot(recovery?.slotId ?? ''))).toBe('slot.last')
    await vault.lock()
    expect(await refusal(openVault(folder, say(), director))).toBe('vault.wrong-passphrase')
    // R6: the recovery key opens when every passphrase is gone, and lets people in again.
    const rescued = keep(await openVault(folder, { kind: 'recovery', recoveryKey }))
    await rescued.addSlot({ user: director, role: 'director', cost }, say('a new beginning'))
    const renewed = await rescued.renewRecoveryKey()
    await rescued.lock()
    expect(await refusal(openVault(folder, { kind: 'recovery', recoveryKey }))).toBe('vault.wrong-passphrase')
    const mistyped = renewed.slice(0, -1) + (renewed.endsWith('0') ? '2' : '0')
    expect(await refusal(openVault(folder, { kind: 'recovery', recoveryKey: mistyped }))).toBe('recovery-key.mistyped')
    keep(await openVault(folder, { kind: 'recovery', recoveryKey: renewed.toLowerCase() }))
  })
})

describe('R3: two copies of the header', () => {
  test('a copy that is cut, flipped, empty or gone is put right from the other', { timeout: 120_000 }, async () => {
    const { vault } = await create()
    await vault.lock()
    const sound = readFileSync(A())
    expect(readFileSync(B()).equals(sound)).toBe(true)
    const damages: Buffer[] = [Buffer.alloc(0), Buffer.alloc(sound.length)]
    for (let at = 64; at < sound.length; at += 640) {
      damages.push(sound.subarray(0, at))
      const flipped = Buffer.from(sound)
      flipped[at] = (flipped[at] ?? 0) ^ 4
      damages.push(flipped)
    }
    for (const [i, damage] of damages.entries()) {
      writeFileSync(i % 2 === 0 ? A() : B(), damage)
      const again = await openVault(folder, say(), director)
      expect(again.healed).toBe(true)
      await again.lock()
      expect(readFileSync(A()).equals(sound) && readFileSync(B()).equals(sound)).toBe(true)
    }
    rmSync(A())
    await (await openVault(folder, say(), director)).lock()
    expect(readFileSync(A()).equals(sound)).toBe(true)
    for (const path of [A(), B()]) writeFileSync(path, sound.subarray(0, 100))
    expect(await refusal(openVault(folder, say(), director))).toBe('vault.header-damaged')
  })

  test('of two sound copies the newer counts, and what it removed stays removed', async () => {
    const { vault } = await create()
    copyFileSync(A(), join(root, 'older'))
    await vault.changeSecret(director, say(), say('a newer passphrase'), cost)
    await vault.rememberHead({ sequence: 12, hash: 'b'.repeat(64) })
    await vault.lock()
    for (const path of [A(), B()]) {
      // As after a power cut between the writing of one copy and the other.
      copyFileSync(join(root, 'older'), path)
      expect(await refusal(openVault(folder, say(), director))).toBe('vault.wrong-passphrase')
      const again = await openVault(folder, say('a newer passphrase'), director)
      expect(again.ledgerHead).toEqual({ sequence: 12, hash: 'b'.repeat(64) })
      await again.lock()
      expect(readFileSync(A()).equals(readFileSync(B()))).toBe(true)
    }
  })

  test('a header changed by someone without the key does not open', async () => {
    const { vault } = await create()
    await vault.lock()
    const text = readFileSync(A(), 'utf8')
    for (const path of [A(), B()]) writeFileSync(path, text.replace('"m":65536', '"m":65537'))
    expect(await refusal(openVault(folder, say(), director))).toBe('vault.header-damaged')
  })

  test('killed while it rewrites its header, a vault always opens', { timeout: 120_000 }, async () => {
    const { vault } = await create()
    await vault.lock()
    const module = pathToFileURL(join(import.meta.dirname, '../../src-main/vault/vault-folder.ts')).href
    const program = `
      const { openVault } = await import(${JSON.stringify(module)})
      const secret = { kind: 'passphrase', passphrase: new TextEncoder().encode(${JSON.stringify(words)}) }
      const vault = await openVault(${JSON.stringify(folder)}, secret, ${JSON.stringify(director)})
      process.stdout.write('open\\n')
      for (let i = vault.ledgerHead?.sequence ?? 0; ; i++) {
        await vault.rememberHead({ sequence: i, hash: 'c'.repeat(64) })
        process.stdout.write(i + '\\n')
      }`
    let confirmed = -1
    for (let round = 0; round < 8; round++) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      let said = ''
      child.stdout.on('data', (data: Buffer) => {
        said += data.toString()
      })
      await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()))
      await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 100))
      child.kill('SIGKILL')
      await new Promise((resolve) => child.once('close', resolve))
      const numbers = said
        .split('\n')
        .slice(0, -1)
        .filter((text) => text !== 'open')
      confirmed = Math.max(confirmed, ...numbers.map(Number))
      // The lock of the killed process is seen to be nobody's, and nothing confirmed is lost.
      const again = await openVault(folder, say(), director)
      expect(again.ledgerHead?.sequence ?? -1).toBeGreaterThanOrEqual(confirmed)
      await again.lock()
    }
    expect(confirmed).toBeGreaterThan(0)
  })
})

describe('one writer at a time', () => {
  test('a lock left by another start of this machine, or long silent elsewhere, is taken over; a live one is not', async () => {
    const { vault } = await create()
    const path = join(folder, 'vault.lock')
    const held = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
    await vault.lock()
    expect(existsSync(path)).toBe(false)
    const leave = (change: object): void => writeFileSync(path, JSON.stringify({ ...held, ...change }))
    const opens = async (): Promise<FailureCode | undefined> => {
      const code = await refusal(openVault(folder, say(), director))
      for (const each of open) await each.lock()
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
    expect(readdirSync(folder).filter((name) => name.startsWith('vault.lock'))).toEqual([])
  })

  test('whoever lost the lock writes no header', async () => {
    const { vault } = await create()
    const path = join(folder, 'vault.lock')
    const held = readFileSync(path, 'utf8')
    writeFileSync(path, held.replace(/"nonce":"[^"]+"/u, '"nonce":"00000000-0000-4000-8000-000000000000"'))
    expect(await refusal(vault.rememberHead({ sequence: 1, hash: 'd'.repeat(64) }))).toBe('vault.in-use')
    await vault.lock()
    expect(existsSync(path)).toBe(true)
  })
})
