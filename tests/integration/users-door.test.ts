import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Failure, Reply } from '../../src-main/contract/failure.ts'
import { createGrants } from '../../src-main/door/grants.ts'
import { createHandlers } from '../../src-main/door/handlers.ts'
import { createIncidents } from '../../src-main/door/incidents.ts'
import { createJobs } from '../../src-main/door/jobs.ts'
import type { GrantUse } from '../../src-main/door/keeper-messages.ts'
import { serve } from '../../src-main/door/serve.ts'
import { createSession } from '../../src-main/door/session.ts'
import { createThrottle } from '../../src-main/door/throttle.ts'
import { places } from '../support/office.ts'
import { OfficeBench, said, signedActs } from '../support/people.ts'

const bench = new OfficeBench('users-door')
beforeAll(() => bench.make())
afterAll(() => bench.tools.reader.stop())

let now = 0
const minute = 60_000
const grants = createGrants()
const incidents = createIncidents()
const emit = (): void => undefined
const jobs = createJobs({ emit, incidents, now: () => '2026-03-02T10:30:00.000Z', newId: randomUUID })
afterAll(() => jobs.close())
const session = createSession({ now: () => now, throttle: createThrottle(() => Promise.resolve()) })
const answer = serve(createHandlers({ session, grants, jobs, tools: bench.tools, places, emit }), incidents)
let folder = ''

function ticket(path: string, use: GrantUse): string {
  const grant = randomBytes(16).toString('base64url')
  grants.add(grant, path, use)
  return grant
}

async function ask<T>(name: string, input: unknown = {}): Promise<T> {
  const reply: Reply = await answer(name, input)
  if (!reply.ok) throw new Error(JSON.stringify(reply.failure))
  return reply.value as T
}

async function refused(name: string, input: unknown = {}): Promise<Failure['code'] | undefined> {
  const reply: Reply = await answer(name, input)
  return reply.ok ? undefined : reply.failure.code
}

const unlock = (passphrase: string = said.director, more: object = {}): Promise<unknown> =>
  ask('vault.unlock', { folder: ticket(folder, 'vault'), user: 'Amina', passphrase, ...more })

beforeEach(async () => {
  await session.close({ keepTools: true })
  folder = bench.copy()
  now += 10 * minute
  await unlock()
})

describe('R9: what lets something out, and what changes who gets in', () => {
  const someone = '4f6f0f6d-0e53-4c1b-9a86-1f61f2a1a001'
  const asked = (): readonly (readonly [string, object])[] => [
    ['user.add', { name: 'Ravi', role: 'lawyer', passphrase: said.ravi }],
    ['user.remove', { userId: someone }],
    ['user.role', { userId: someone, role: 'viewer' }],
    ['slot.add', { passphrase: said.newer, keyFile: ticket(join(folder, 'no file'), 'key-file') }],
    ['slot.remove', { slotId: someone }],
    ['recovery.renew', {}],
    ['exhibit.extract', { exhibitId: someone, to: ticket(join(folder, 'out'), 'save') }],
    ['bundle.export', { buildId: someone, to: ticket(join(folder, 'out'), 'save') }],
    ['audit.export', { form: 'jsonl', to: ticket(join(folder, 'out'), 'save') }],
  ]

  test('is refused a minute after the last proof, and the refusal is entered; nothing was done', async () => {
    now += minute + 1
    const names = asked().map(([name]) => name)
    for (const [name, input] of asked()) expect(await refused(name, input), name).toBe('proof.needed')
    const acts = await signedActs(session.office())
    expect(acts.slice(-names.length)).toEqual(names.map(() => 'proof.refused'))
    expect(existsSync(join(folder, 'out'))).toBe(false)
    expect(await ask<object[]>('user.list')).toHaveLength(1)
  })

  test('is done within a minute of opening the vault, and of each proof; a wrong passphrase proves nothing', async () => {
    now += minute - 1
    expect(await refused('recovery.renew')).toBeUndefined()
    now += minute + 1
    expect(await refused('vault.prove', { passphrase: said.newer })).toBe('vault.wrong-passphrase')
    expect(await refused('recovery.renew')).toBe('proof.needed')
    await ask('vault.prove', { passphrase: said.director })
    expect(await refused('recovery.renew')).toBeUndefined()
    now += minute + 1
    expect(await refused('recovery.renew')).toBe('proof.needed')
  })

  test('a proof is of one sitting: whoever opens the vault next has to give their own', async () => {
    await ask('user.add', { name: 'Ravi', role: 'director', passphrase: said.ravi })
    await session.close({ keepTools: true })
    now += minute + 1
    await ask('vault.unlock', { folder: ticket(folder, 'vault'), user: 'Ravi', passphrase: said.ravi })
    now += minute + 1
    expect(await refused('vault.prove', { passphrase: said.director })).toBe('vault.wrong-passphrase')
    await ask('vault.prove', { passphrase: said.ravi })
    expect(await refused('recovery.renew')).toBeUndefined()
  })
})

async function withKeyFile(): Promise<string> {
  const path = join(bench.root, `${randomUUID()}.key`)
  const file = ticket(path, 'save')
  await ask('key-file.make', { to: file })
  await ask('slot.add', { passphrase: said.newer, keyFile: file })
  await session.close({ keepTools: true })
  return path
}

describe('a key file through the door', () => {
  test('opens with its passphrase and with nothing less', async () => {
    const keyFile = ticket(await withKeyFile(), 'key-file')
    const user = { folder: ticket(folder, 'vault'), user: 'Amina' }
    expect(await refused('vault.unlock', { ...user, passphrase: said.newer })).toBe('vault.wrong-passphrase')
    expect(await refused('vault.unlock', { ...user, passphrase: said.director, keyFile })).toBe(
      'vault.wrong-passphrase',
    )
    await unlock(said.newer, { keyFile })
    expect(await refused('vault.prove', { passphrase: said.newer })).toBe('vault.wrong-passphrase')
    await ask('vault.prove', { passphrase: said.newer, keyFile })
    // It is never written over what is there.
    expect(await refused('key-file.make', { to: ticket(join(folder, 'vault.db'), 'save') })).toBe('destination.exists')
  })

  test('that is damaged, gone, or no key file at all is told from a wrong one', async () => {
    const path = await withKeyFile()
    const bytes = readFileSync(path)
    const open = (): Promise<string | undefined> =>
      refused('vault.unlock', {
        folder: ticket(folder, 'vault'),
        passphrase: said.newer,
        keyFile: ticket(path, 'key-file'),
      })
    bytes.writeUInt8(bytes.readUInt8(30) ^ 1, 30)
    writeFileSync(path, bytes)
    expect(await open()).toBe('key-file.damaged')
    truncateSync(path, 40)
    expect(await open()).toBe('key-file.damaged')
    writeFileSync(path, Buffer.alloc(5_000_000))
    expect(await open()).toBe('key-file.damaged')
    rmSync(path)
    expect(await open()).toBe('key-file.damaged')
  })
})

describe('the keys of the vault through the door', () => {
  test('the recovery key gives its holder a new passphrase, and the vault stays closed', async () => {
    const { recoveryKey } = await ask<{ recoveryKey: string }>('recovery.renew')
    await session.close({ keepTools: true })
    const asked = { folder: ticket(folder, 'vault'), user: 'Amina', passphrase: said.newer }
    expect(await refused('vault.recover', { ...asked, recoveryKey: bench.recoveryKey })).toBe('vault.wrong-passphrase')
    expect(await refused('vault.recover', { ...asked, recoveryKey: recoveryKey.slice(1) })).toBe(
      'recovery-key.mistyped',
    )
    await ask('vault.recover', { ...asked, recoveryKey })
    expect(session.isOpen()).toBe(false)
    await unlock(said.newer)
    expect((await signedActs(session.office())).slice(-1)).toEqual(['vault.recover'])
  })

  test('R6: a new master key closes the vault, which then opens with the new passphrase alone', async () => {
    expect(await refused('vault.rotate', { passphrase: said.newer, next: said.newer })).toBe('vault.wrong-passphrase')
    expect(await refused('vault.rotate', { passphrase: said.director, next: 'Password2024' })).toBe(
      'passphrase.too-weak',
    )
    expect(session.isOpen()).toBe(true)
    const { recoveryKey } = await ask<{ recoveryKey: string }>('vault.rotate', {
      passphrase: said.director,
      next: said.newer,
    })
    expect(recoveryKey).not.toBe(bench.recoveryKey)
    expect(session.isOpen()).toBe(false)
    expect(await refused('vault.unlock', { folder: ticket(folder, 'vault'), passphrase: said.director })).toBe(
      'vault.wrong-passphrase',
    )
    await unlock(said.newer)
    expect((await signedActs(session.office())).slice(-1)).toEqual(['vault.rotate'])
  })

  test('only a director changes the master key, and a refusal leaves the vault open', async () => {
    await ask('user.add', { name: 'Ravi', role: 'lawyer', passphrase: said.ravi })
    await session.close({ keepTools: true })
    await ask('vault.unlock', { folder: ticket(folder, 'vault'), user: 'Ravi', passphrase: said.ravi })
    expect(await refused('vault.rotate', { passphrase: said.ravi, next: said.raviNewer })).toBe('not-permitted')
    expect(session.isOpen()).toBe(true)
  })
})
