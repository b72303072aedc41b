import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { openOffice } from '../../src-main/acts/office.ts'
import { listWaysIn } from '../../src-main/acts/register.ts'
import { changePassphrase, renewRecoveryKey } from '../../src-main/acts/own-secret.ts'
import { recoverOffice } from '../../src-main/acts/recover-office.ts'
import { addUser, changeRole, listUsers, removeUser, userIdOf } from '../../src-main/acts/users.ts'
import { writeKeyFile } from '../../src-main/acts/write-key-file.ts'
import { type Connection, openConnection } from '../../src-main/store/connection.ts'
import { parseRecipient } from '../../src-main/vault/age-keys.ts'
import { decryptAge, encryptAge } from '../../src-main/vault/age-file.ts'
import type { OpenVault } from '../../src-main/vault/open-vault.ts'
import { describeVault } from '../../src-main/vault/describe-vault.ts'
import { openVault } from '../../src-main/vault/vault-folder.ts'
import { amina, cheap, OfficeBench, refusalOf, said, signedActs, words } from '../support/people.ts'

const bench = new OfficeBench('ways-in')
const ravi = { name: 'Ravi Menon', role: 'lawyer', ...cheap } as const
const headerOf = (folder: string): readonly string[] => [join(folder, 'vault.json'), join(folder, 'vault.json.b')]

beforeAll(() => bench.make())

describe('users', () => {
  test('a user comes in with a passphrase, a role and keys of their own, and every act is signed', async () => {
    const folder = bench.copy()
    const added = await bench.within(folder, async (office) => {
      const made = await addUser(office, { ...ravi, ...words(said.ravi) })
      expect(listUsers(office.desk)).toMatchObject([
        { name: amina, role: 'director', removedAt: null },
        { ...made, name: 'Ravi Menon', role: 'lawyer', removedAt: null },
      ])
      expect(listWaysIn(office).map(({ type, user, role }) => [type, user, role])).toEqual([
        ['passphrase', amina, 'director'],
        ['recovery', null, null],
        ['passphrase', 'Ravi Menon', 'lawyer'],
      ])
      return made
    })
    await bench.within(
      folder,
      ({ desk, vault }) => {
        expect(desk.user).toMatchObject({ id: added.userId, name: 'Ravi Menon', role: 'lawyer' })
        // SECURITY 6.2: what is encrypted to the user's recipient opens with the identity in the user's own slot.
        const recipient = parseRecipient(added.recipient)
        if (!recipient || !vault.exchangeIdentity) throw new Error('a user has an age identity')
        const file = encryptAge(recipient, Buffer.from('for Ravi alone'))
        expect(Buffer.from(decryptAge(vault.exchangeIdentity, file)).toString()).toBe('for Ravi alone')
      },
      [said.ravi, 'Ravi Menon'],
    )
    await bench.within(folder, async (office) => expect(await signedActs(office)).toEqual(['vault.create', 'user.add']))
  })

  test('a name is not given twice, neither to the eye nor to the recovery key', async () => {
    await bench.within(bench.copy(), async (office) => {
      for (const name of [amina, 'AMINA', 'Recovery key'])
        expect(await refusalOf(() => addUser(office, { ...ravi, name, ...words(said.ravi) }))).toBe('user.name-taken')
      expect(listUsers(office.desk)).toHaveLength(1)
    })
  })

  test('a weak or short passphrase lets nobody in, and leaves nothing', async () => {
    await bench.within(bench.copy(), async (office) => {
      const tries = { 'Ravi Menon lawyer': 'passphrase.too-weak', short: 'passphrase.too-short' }
      for (const [text, code] of Object.entries(tries))
        expect(await refusalOf(() => addUser(office, { ...ravi, ...words(text) }))).toBe(code)
      expect(listWaysIn(office)).toHaveLength(2)
      expect(await signedActs(office)).toEqual(['vault.create'])
    })
  })

  test('a removed user is refused, keeps their name in the record, and comes back as who they were', async () => {
    const folder = bench.copy()
    const { userId } = await bench.within(folder, (office) => addUser(office, { ...ravi, ...words(said.ravi) }))
    await bench.within(folder, async (office) => {
      await removeUser(office, userId)
      expect(listWaysIn(office)).toHaveLength(2)
      expect(listUsers(office.desk)[1]?.removedAt).not.toBeNull()
      expect(await refusalOf(() => removeUser(office, userId))).toBe('user.not-found')
    })
    for (const path of headerOf(folder)) expect(readFileSync(path, 'utf8')).not.toContain('Ravi')
    expect(await refusalOf(() => bench.open(folder, said.ravi, 'Ravi Menon'))).toBe('vault.wrong-passphrase')
    const back = await bench.within(folder, (office) =>
      addUser(office, { ...ravi, role: 'viewer', ...words(said.raviNewer) }),
    )
    expect(back.userId).toBe(userId)
    await bench.within(folder, ({ desk }) => expect(desk.user).toMatchObject({ id: userId, role: 'viewer' }), [
      said.raviNewer,
      'Ravi Menon',
    ])
    await bench.within(folder, async (office) =>
      expect(await signedActs(office)).toEqual(['vault.create', 'user.add', 'user.remove', 'user.add']),
    )
  })

  test('the last director is neither removed nor put down, and nobody does it to themselves', async () => {
    const folder = bench.copy()
    await bench.within(folder, async (office) => {
      const own = office.desk.user.id
      expect(await refusalOf(() => removeUser(office, own))).toBe('user.last-director')
      expect(await refusalOf(() => changeRole(office, own, 'lawyer'))).toBe('user.last-director')
      const { userId } = await addUser(office, { ...ravi, ...words(said.ravi) })
      expect(await refusalOf(() => removeUser(office, own))).toBe('user.last-director')
      changeRole(office, userId, 'director')
      expect(await refusalOf(() => removeUser(office, own))).toBe('user.is-self')
      expect(await refusalOf(() => changeRole(office, own, 'viewer'))).toBe('user.is-self')
      expect(userIdOf(office.desk, 'Ravi Menon')).toBe(userId)
    })
    // The new role holds from the next opening on, and with it the first director can go.
    await bench.within(
      folder,
      async (office) => {
        expect(office.desk.user.role).toBe('director')
        await removeUser(office, userIdOf(office.desk, amina))
        expect(await signedActs(office)).toEqual(['vault.create', 'user.add', 'user.role', 'user.remove'])
      },
      [said.ravi, 'Ravi Menon'],
    )
    expect(await refusalOf(() => bench.open(folder))).toBe('vault.wrong-passphrase')
  })
})

describe('passphrases, key files and the recovery key', () => {
  test('a passphrase is changed by whoever has it, and the old one is refused', async () => {
    const folder = bench.copy()
    await bench.within(folder, async (office) => {
      const change = (now: string, next: string): Promise<void> =>
        changePassphrase(office, words(now), { ...words(next), ...cheap })
      expect(await refusalOf(() => change('not the passphrase', said.newer))).toBe('vault.wrong-passphrase')
      expect(await refusalOf(() => change(said.director, 'Amina office'))).toBe('passphrase.too-weak')
      await change(said.director, said.newer)
      expect(listWaysIn(office)).toHaveLength(2)
    })
    expect(await refusalOf(() => bench.open(folder))).toBe('vault.wrong-passphrase')
    await bench.within(
      folder,
      async (office) => expect(await signedActs(office)).toEqual(['vault.create', 'passphrase.change']),
      [said.newer, amina],
    )
  })

  test("R5: a key file is made once, is its owner's alone, and then needed beside the passphrase", async () => {
    const folder = bench.copy()
    const file = join(bench.root, 'amina.key')
    await writeKeyFile(file)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const before = readFileSync(file)
    expect(await refusalOf(() => writeKeyFile(file))).toBe('destination.exists')
    expect(readFileSync(file).equals(before)).toBe(true)
    await bench.within(folder, (office) =>
      changePassphrase(office, words(said.director), { ...words(said.newer), keyFile: readFileSync(file), ...cheap }),
    )
    expect(await refusalOf(() => bench.open(folder, said.newer))).toBe('vault.wrong-passphrase')
    const both = { ...words(said.newer), keyFile: readFileSync(file), user: amina }
    const office = await openOffice(folder, both, bench.tools)
    expect(listWaysIn(office).map(({ type }) => type)).toEqual(['recovery', 'key-file'])
    await office.close({ keepTools: true })
  })

  test('R6: the recovery key lets a user in again with new keys, and signs that itself', async () => {
    const folder = bench.copy()
    const { userId } = await bench.within(folder, (office) => addUser(office, { ...ravi, ...words(said.ravi) }))
    const recover = (user: string, text: string, recoveryKey = bench.recoveryKey): Promise<unknown> =>
      recoverOffice(folder, { recoveryKey, user, ...words(text), ...cheap }, bench.tools)
    expect(await refusalOf(() => recover('Nobody', said.raviNewer))).toBe('user.not-found')
    expect(await refusalOf(() => recover('Ravi Menon', 'Ravi Menon Ravi'))).toBe('passphrase.too-weak')
    expect(await refusalOf(() => recover('Ravi Menon', said.raviNewer, 'AAAA-AAAA'))).toBe('recovery-key.mistyped')
    expect(await recover('Ravi Menon', said.raviNewer)).toMatchObject({ userId })
    expect(await refusalOf(() => bench.open(folder, said.ravi, 'Ravi Menon'))).toBe('vault.wrong-passphrase')
    await bench.within(
      folder,
      async (office) => {
        expect(office.desk.user).toMatchObject({ id: userId, role: 'lawyer' })
        expect(listWaysIn(office)).toHaveLength(3)
        expect(await signedActs(office)).toEqual(['vault.create', 'user.add', 'vault.recover'])
      },
      [said.raviNewer, 'Ravi Menon'],
    )
    // What it is there for: the only director lost the passphrase.
    await recover(amina, said.newer)
    await bench.within(folder, async (office) => expect((await signedActs(office)).at(-1)).toBe('vault.recover'), [
      said.newer,
      amina,
    ])
  })

  test('R6: a renewed recovery key opens, and the old one does not', async () => {
    const folder = bench.copy()
    const renewed = await bench.within(folder, renewRecoveryKey)
    const recover = (recoveryKey: string): Promise<unknown> =>
      recoverOffice(folder, { recoveryKey, user: amina, ...words(said.newer), ...cheap }, bench.tools)
    expect(await refusalOf(() => recover(bench.recoveryKey))).toBe('vault.wrong-passphrase')
    await recover(renewed)
    await bench.within(
      folder,
      async (office) => expect(await signedActs(office)).toEqual(['vault.create', 'recovery.renew', 'vault.recover']),
      [said.newer, amina],
    )
  })
})

const cost = { memoryKiB: 64 * 1024, passes: 3 }

/** Does something to the vault under the register, as a crash would leave it. */
async function onlyInHeader(folder: string, work: (vault: OpenVault) => Promise<unknown>): Promise<void> {
  const vault = await openVault(folder, { kind: 'passphrase', ...words(said.director) }, amina)
  await work(vault)
  await vault.lock()
}

describe('header and register are put in step by a director', () => {
  test('a slot that was written and not entered opens nothing, and is taken out', async () => {
    const folder = bench.copy()
    await onlyInHeader(folder, ({ waysIn }) =>
      waysIn.addSlot({ user: 'Ravi Menon', role: 'director', cost }, { kind: 'passphrase', ...words(said.ravi) }),
    )
    expect(await refusalOf(() => bench.open(folder, said.ravi, 'Ravi Menon'))).toBe('slot.unsettled')
    await bench.within(folder, async (office) => {
      expect(listWaysIn(office)).toHaveLength(2)
      expect(await signedActs(office)).toEqual(['vault.create', 'slot.settle'])
    })
    expect(await refusalOf(() => bench.open(folder, said.ravi, 'Ravi Menon'))).toBe('vault.wrong-passphrase')
    await bench.within(folder, async (office) => expect(await signedActs(office)).toHaveLength(2))
  })

  test('a passphrase whose change was interrupted before it was entered stays the old one', async () => {
    const folder = bench.copy()
    const before = headerOf(folder).map((path) => readFileSync(path))
    const between: Buffer[] = []
    await bench.within(folder, async ({ vault }) => {
      const change = vault.waysIn.changeSecret(
        { user: amina, cost },
        { kind: 'passphrase', ...words(said.director) },
        { kind: 'passphrase', ...words(said.newer) },
        () => {
          between.push(readFileSync(headerOf(folder)[0] ?? ''))
          throw new Error('stopped')
        },
      )
      await expect(change).rejects.toThrow('stopped')
      // An error takes the new slot out again at once; a crash leaves both, which is put back now.
      expect(vault.slots).toHaveLength(2)
    })
    for (const path of headerOf(folder)) writeFileSync(path, between[0] ?? '')
    expect(before[0]?.equals(between[0] ?? Buffer.alloc(0))).toBe(false)
    expect(await refusalOf(() => bench.open(folder, said.newer))).toBe('slot.unsettled')
    await bench.within(folder, (office) => expect(listWaysIn(office)).toHaveLength(2))
    expect(await refusalOf(() => bench.open(folder, said.newer))).toBe('vault.wrong-passphrase')
  })

  test('what was entered holds, when it is stopped before the header has followed: the new passphrase, the removed user', async () => {
    const folder = bench.copy()
    const { userId } = await bench.within(folder, (office) => addUser(office, { ...ravi, ...words(said.ravi) }))
    const headers: Buffer[] = []
    await bench.within(folder, async (office) => {
      const { connection } = office.desk
      const write: Connection['write'] = (work) => {
        const done = connection.write(work)
        headers.push(readFileSync(headerOf(folder)[0] ?? ''))
        return done
      }
      const watched = { ...office, desk: { ...office.desk, connection: { ...connection, write } } }
      await changePassphrase(watched, words(said.director), { ...words(said.newer), ...cheap })
      await removeUser(watched, userId)
    })
    // The first has both passphrases of Amina, and Ravi's; the second has Amina's newer one, and Ravi's.
    for (const [i, expected] of [
      ['slot.unsettled', 4],
      ['vault.wrong-passphrase', 3],
    ].entries()) {
      const again = bench.copy(folder)
      for (const path of headerOf(again)) writeFileSync(path, headers[i] ?? '')
      const summary = await describeVault(again)
      expect([await refusalOf(() => bench.open(again)), summary.slots.length]).toEqual(expected)
      expect(await refusalOf(() => bench.open(again, said.ravi, 'Ravi Menon'))).toBe('slot.unsettled')
      await bench.within(again, (office) => expect(listWaysIn(office).map(({ user }) => user)).toEqual([null, amina]), [
        said.newer,
        amina,
      ])
      expect(await refusalOf(() => bench.open(again, said.ravi, 'Ravi Menon'))).toBe('vault.wrong-passphrase')
    }
  })

  test('only a director settles', async () => {
    const folder = bench.copy()
    await bench.within(folder, (office) => addUser(office, { ...ravi, ...words(said.ravi) }))
    await onlyInHeader(folder, ({ waysIn }) =>
      waysIn.addSlot({ user: 'Mei', role: 'viewer', cost }, { kind: 'passphrase', ...words(said.mei) }),
    )
    await bench.within(folder, (office) => expect(listWaysIn(office)).toHaveLength(4), [said.ravi, 'Ravi Menon'])
    await bench.within(folder, (office) => expect(listWaysIn(office)).toHaveLength(3))
  })

  test('a slot of another signing key than the register has is taken for an altered record', async () => {
    const folder = bench.copy()
    const { userId } = await bench.within(folder, (office) => addUser(office, { ...ravi, ...words(said.ravi) }))
    const vault = await openVault(folder, { kind: 'passphrase', ...words(said.director) }, amina)
    const connection = openConnection(vault.databasePath, vault.databaseKey)
    connection.write((writer) => writer.run('UPDATE users SET public_key = ? WHERE id = ?', ['f'.repeat(64), userId]))
    connection.close()
    await vault.lock()
    expect(await refusalOf(() => bench.open(folder, said.ravi, 'Ravi Menon'))).toBe('vault.record-altered')
  })
})
