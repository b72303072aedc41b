import { randomBytes, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Failure, Reply } from '../../src-main/contract/failure.ts'
import { contract } from '../../src-main/contract/index.ts'
import { createGrants } from '../../src-main/door/grants.ts'
import { createHandlers } from '../../src-main/door/handlers.ts'
import { createIncidents } from '../../src-main/door/incidents.ts'
import { createJobs } from '../../src-main/door/jobs.ts'
import { serve } from '../../src-main/door/serve.ts'
import { createSession } from '../../src-main/door/session.ts'
import { createThrottle } from '../../src-main/door/throttle.ts'
import { Refusal } from '../../src-main/kernel/errors.ts'
import { endsQuickUnlock, type QuickSitting, quickProceduresOf } from '../../src-main/shell/quick-procedures.ts'
import { createQuickUnlock, type QuickUnlock } from '../../src-main/shell/quick-unlock.ts'
import { fakeKeychain } from '../support/keychain.ts'
import { places } from '../support/office.ts'
import { OfficeBench, said, signedActs } from '../support/people.ts'

const bench = new OfficeBench('quick-unlock')
beforeAll(() => bench.make())
afterAll(() => bench.tools.reader.stop())

const emit = (): void => undefined

/** A keeper and what the shell knows of its tickets; a lock ends both, and the next sitting has others. */
function sit(): QuickSitting & {
  readonly ticket: () => string
  readonly close: () => Promise<void>
  readonly isProved: () => boolean
} {
  const grants = createGrants()
  const known = new Map<string, string>()
  const incidents = createIncidents()
  const jobs = createJobs({ emit, incidents, now: () => '2026-03-02T10:30:00.000Z', newId: randomUUID })
  const session = createSession({ throttle: createThrottle(() => Promise.resolve()) })
  const call = serve(createHandlers({ session, grants, jobs, tools: bench.tools, places, emit }), incidents)
  return {
    keeper: { call },
    grants: {
      find: (grant) => {
        const path = known.get(grant)
        return path === undefined ? undefined : { grant, path, size: null, use: 'vault' }
      },
    },
    ticket() {
      const grant = randomBytes(16).toString('base64url')
      known.set(grant, folder)
      grants.add(grant, folder, 'vault')
      return grant
    },
    isProved() {
      try {
        session.mustBeProved('recovery.renew')
        return true
      } catch {
        return false
      }
    },
    async close() {
      await jobs.close()
      await session.close({ keepTools: true })
    },
  }
}

const keychain = fakeKeychain('gnome_libsecret')
const pin = '74 rooks'
let folder = ''
let sitting = sit()
let quick: QuickUnlock = startShell()

function startShell(handed?: string): QuickUnlock {
  return createQuickUnlock({ keychain, platform: 'linux', now: Date.now, handed })
}

/** The lock: every process ends, and the next shell has what this one handed on. */
async function lock(): Promise<void> {
  await sitting.close()
  const handed = quick.handedOn()
  quick = startShell(handed)
  sitting = sit()
}

const shell = (): ReturnType<typeof quickProceduresOf> => quickProceduresOf(quick)

/** As the shell answers the window: what the input's shape refuses never reaches a handler. */
async function ask(name: 'quick.arrange' | 'quick.unlock', input: object): Promise<Failure['code'] | undefined> {
  try {
    if (name === 'quick.arrange') await shell()[name](contract[name].input.parse(input), sitting)
    else await shell()[name](contract[name].input.parse(input), sitting)
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

const keeper = (name: string, input: object = {}): Promise<Reply> => sitting.keeper.call(name, input)
const isOpen = async (): Promise<boolean> => (await keeper('vault.status')).ok
const unlock = (passphrase: string = said.director): Promise<Reply> =>
  keeper('vault.unlock', { folder: sitting.ticket(), user: 'Amina', passphrase })
const unlockQuickly = (text = pin): Promise<Failure['code'] | undefined> =>
  ask('quick.unlock', { folder: sitting.ticket(), pin: text })
const arrange = (passphrase: string = said.director): Promise<Failure['code'] | undefined> =>
  ask('quick.arrange', { passphrase, pin })

beforeEach(async () => {
  await sitting.close()
  folder = bench.copy()
  sitting = sit()
  quick = startShell()
  expect((await unlock()).ok).toBe(true)
})
afterAll(() => sitting.close())

describe('R8: with the keychain unlocked', () => {
  test('the vault stays shut where quick unlock was not switched on, and after the program was closed', async () => {
    await lock()
    expect(await unlockQuickly()).toBe('quick.over')
    expect((await unlock()).ok).toBe(true)
    expect(await arrange()).toBeUndefined()
    await sitting.close()
    quick = startShell()
    sitting = sit()
    expect(await unlockQuickly()).toBe('quick.over')
    expect(await isOpen()).toBe(false)
  })

  test('the PIN opens it again after a lock, and the passphrase as ever', async () => {
    expect(await arrange()).toBeUndefined()
    await lock()
    expect(await shell()['quick.status']({ folder: sitting.ticket() as never }, sitting)).toMatchObject({
      isHere: true,
    })
    expect(await isOpen()).toBe(false)
    expect(await unlockQuickly()).toBeUndefined()
    expect(await keeper('vault.status')).toMatchObject({ ok: true, value: { user: 'Amina', role: 'director' } })
    await lock()
    expect((await unlock()).ok).toBe(true)
  })

  test('three wrong PINs leave the passphrase alone, a lock between them or not', async () => {
    await arrange()
    await lock()
    expect(await unlockQuickly('wrong 1')).toBe('quick.wrong-pin')
    await lock()
    expect(await unlockQuickly('wrong 2')).toBe('quick.wrong-pin')
    expect(await unlockQuickly('wrong 3')).toBe('quick.over')
    expect(await unlockQuickly()).toBe('quick.over')
    expect((await unlock()).ok).toBe(true)
  })

  test('the passphrase is needed to switch it on', async () => {
    expect(await arrange('not the passphrase at all')).toBe('vault.wrong-passphrase')
    await lock()
    expect(await unlockQuickly()).toBe('quick.over')
  })

  test('a PIN of one digit, or too short, is no PIN', async () => {
    const shape = contract['quick.arrange'].input
    for (const one of ['111111', '12345', '121212'])
      expect(shape.safeParse({ passphrase: said.director, pin: one }).success, one).toBe(false)
  })

  test('it ends with a new passphrase, master key or way in, a user removed, and the step before a journey', () => {
    const ending = [
      'passphrase.change',
      'vault.rotate',
      'vault.recover',
      'slot.remove',
      'user.remove',
      'travel.prepare',
    ]
    for (const name of ending) expect(endsQuickUnlock(name) && Object.hasOwn(contract, name), name).toBe(true)
    expect(Object.keys(contract).filter(endsQuickUnlock).toSorted()).toEqual(ending.toSorted())
  })

  test('it does not outlive the passphrase it was made of', async () => {
    await arrange()
    const changed = await keeper('passphrase.change', { passphrase: said.director, next: said.newer })
    expect(changed.ok).toBe(true)
    await lock()
    expect(await unlockQuickly()).toBe('quick.over')
    expect(quick.state()).toBeUndefined()
    expect((await unlock(said.newer)).ok).toBe(true)
  })
})

describe('R9: a vault that was opened with the PIN', () => {
  test('still asks for the passphrase before anything leaves it or who gets in is changed', async () => {
    await arrange()
    await lock()
    expect(await unlockQuickly()).toBeUndefined()
    expect(sitting.isProved()).toBe(false)
    await keeper('vault.prove', { passphrase: said.director })
    expect(sitting.isProved()).toBe(true)
  })
})

describe('R7: quick unlock', () => {
  test('is refused where the keychain keeps its secrets in plain text, before the keeper is asked', async () => {
    quick = createQuickUnlock({ keychain: fakeKeychain('basic_text'), platform: 'linux', now: Date.now })
    expect(await arrange()).toBe('quick.unavailable')
    expect(quick.handedOn()).toBeUndefined()
  })

  test('adds no slot and no file to the vault, only an entry in its ledger', async () => {
    const files = (): readonly string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()
    const slots = await keeper('slot.list')
    const before = files()
    await arrange()
    expect(files()).toEqual(before)
    expect(await keeper('slot.list')).toEqual(slots)
    const sealed = quick.take().sealed
    for (const name of files()) {
      const path = join(folder, name)
      if (statSync(path).isFile()) expect(readFileSync(path).includes(sealed), name).toBe(false)
    }
    await sitting.close()
    await bench.within(folder, async (office) => expect(await signedActs(office)).toContain('quick.arrange'))
  })

  test('cannot be had by the window without the shell', () => {
    expect(Object.keys(contract)).not.toContain('quick.seal')
    expect(Object.keys(contract)).not.toContain('quick.open')
  })
})
