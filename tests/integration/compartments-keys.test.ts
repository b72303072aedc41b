import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { openRestrictedCase } from '../../src-main/acts/case-file.ts'
import { createCompartment } from '../../src-main/acts/compartments/create-compartment.ts'
import { grant, setPassphrase, withdraw } from '../../src-main/acts/compartments/grants.ts'
import { listAllCases, listCompartments } from '../../src-main/acts/compartments/lists.ts'
import { recordExhibit } from '../../src-main/acts/exhibits.ts'
import type { Office } from '../../src-main/acts/office.ts'
import { renewRecoveryKey } from '../../src-main/acts/own-secret.ts'
import { recoverOffice } from '../../src-main/acts/recover-office.ts'
import { rotateOffice } from '../../src-main/acts/rotate-office.ts'
import { removeUser } from '../../src-main/acts/users.ts'
import { pageOfExhibits } from '../../src-main/acts/lists.ts'
import * as ledger from '../../src-main/store/ledger.ts'
import { openForReading } from '../../src-main/store/connection.ts'
import { holdSnapshot } from '../../src-main/store/snapshot.ts'
import { openBlobs } from '../../src-main/vault/blobs.ts'
import {
  CompartmentBlobKeys,
  compartmentDatabaseKey,
  compartmentIdentity,
} from '../../src-main/vault/compartment-keys.ts'
import { cheap, refusalOf, said, words } from '../support/people.ts'
import { onlyOne, TeamBench, wholeActs } from '../support/team.ts'

const bench = new TeamBench('compartments-keys')
beforeAll(() => bench.make())

const secretCase = { title: 'Brick kiln at Nandpur', caseType: 'bonded-labour', profile: 'GENERIC' } as const

/** A vault in which Ravi alone has a restricted case. */
async function withRestrictedCase(): Promise<{
  readonly folder: string
  readonly id: string
  readonly caseId: string
}> {
  const folder = bench.fresh()
  return bench.as('ravi', folder, async (office) => {
    const id = await bench.compartment(office, 'Nandpur', 'ravi')
    const { desk } = office.compartments.find(id)
    return { folder, id, caseId: openRestrictedCase(office.desk, desk, secretCase).caseId }
  })
}

const casesSeen = (office: Office): readonly string[] => listAllCases(office.compartments).map(({ title }) => title)
const openIds = ({ compartments }: Office): readonly string[] => compartments.all.map(({ id }) => id)

describe('a compartment', () => {
  it('is read by those for whom its key is wrapped, and by nobody else, a director either', async () => {
    const { folder, id, caseId } = await withRestrictedCase()
    await bench.as('ravi', folder, (office) => {
      expect(casesSeen(office)).toStrictEqual([secretCase.title])
      expect(office.compartments.deskOf([caseId])).toBe(onlyOne(office).desk)
      expect(listCompartments(office).open).toMatchObject([{ name: 'Nandpur', cases: [caseId], recovery: true }])
    })
    await bench.as('amina', folder, async (office) => {
      expect(casesSeen(office)).toStrictEqual([])
      expect(listCompartments(office)).toStrictEqual({ open: [], shut: [], hidden: 1 })
      expect(await refusalOf(() => office.compartments.openOne(id, {}))).toBe('compartment.not-found')
      expect(await refusalOf(() => grant(office, id, bench.ids.amina))).toBe('compartment.not-found')
    })
  })

  it('gives a case a reference that the vault gives to no other', async () => {
    const { folder } = await withRestrictedCase()
    await bench.as('ravi', folder, (office) => {
      const { desk } = onlyOne(office)
      const second = openRestrictedCase(office.desk, desk, secretCase).reference
      expect(second).toBe('FIE/2026/0002')
      expect(
        listAllCases(office.compartments)
          .map(({ reference }) => reference)
          .toSorted(),
      ).toStrictEqual(['FIE/2026/0001', 'FIE/2026/0002'])
    })
  })

  it('opens with the vault for somebody to whom it was granted, and the ledger says who granted it', async () => {
    const { folder, id } = await withRestrictedCase()
    await bench.as('ravi', folder, (office) => grant(office, id, bench.ids.otieno))
    await bench.as('otieno', folder, async (office) => {
      expect(casesSeen(office)).toStrictEqual([secretCase.title])
      expect(await wholeActs(office)).toContain('compartment.grant')
      expect(await refusalOf(() => grant(office, id, bench.ids.amina))).toBe('not-permitted')
    })
  })

  it('has another key after it was withdrawn, also for what is filed from then on', async () => {
    const { folder, id, caseId } = await withRestrictedCase()
    await bench.as('ravi', folder, async (office) => {
      grant(office, id, bench.ids.otieno)
      const compartment = onlyOne(office)
      const { desk } = compartment
      const before = await desk.blobs.putBytes(Buffer.from('filed before'))
      await withdraw(office, id, bench.ids.otieno)
      expect(compartment.epoch).toBe(2)
      const after = await desk.blobs.putBytes(Buffer.from('filed after'))
      expect([before.epoch, after.epoch]).toStrictEqual([1, 2])
      for (const blob of [before, after]) expect((await desk.blobs.verify(blob)).ok).toBe(true)
      recordExhibit(desk, { caseId, title: 'A ledger of debts', kind: 'document', details: {} })
    })
    await bench.as('otieno', folder, (office) => expect(openIds(office)).toStrictEqual([]))
    await bench.as('ravi', folder, async (office) => {
      expect(openIds(office)).toStrictEqual([id])
      expect(await wholeActs(office)).toContain('compartment.withdraw')
    })
  })

  it('opens no more to somebody from whom it was withdrawn, with all that they kept of its key', async () => {
    const { folder, id } = await withRestrictedCase()
    await bench.as('ravi', folder, (office) => grant(office, id, bench.ids.otieno))
    const kept = await bench.as('otieno', folder, (office) => {
      const compartment = onlyOne(office)
      const { secret } = compartment.secrets
      const blobKeys = new CompartmentBlobKeys()
      for (const epoch of [1, 2]) blobKeys.add(epoch, compartmentIdentity({ secret, stretched: null }, id, epoch))
      const databaseKeys = [1, 2].map((epoch) => compartmentDatabaseKey({ secret, stretched: null }, id, epoch))
      return { blobs: openBlobs(compartment.folder, blobKeys), databaseKeys }
    })
    const path = join(folder, 'compartments', id, 'vault.db')
    openForReading(path, kept.databaseKeys[0] ?? Buffer.alloc(0)).close()
    const [before, after] = await bench.as('ravi', folder, async (office) => {
      const { blobs } = onlyOne(office).desk
      const first = await blobs.putBytes(Buffer.from('filed before'))
      await withdraw(office, id, bench.ids.otieno)
      return [first, await blobs.putBytes(Buffer.from('filed after'))]
    })
    for (const key of kept.databaseKeys)
      expect(await refusalOf(() => openForReading(path, key))).toBe('vault.database-damaged')
    expect((await kept.blobs.verify(before)).ok).toBe(true)
    expect((await kept.blobs.verify(after)).ok).toBe(false)
  })

  it('is not given another key while it is being backed up, and loses nothing of what is written meanwhile', async () => {
    const { folder, id, caseId } = await withRestrictedCase()
    await bench.as('ravi', folder, async (office) => {
      grant(office, id, bench.ids.otieno)
      const { desk, ...compartment } = onlyOne(office)
      const key = onlyOne(office).databaseKey()
      const held = holdSnapshot(desk.connection, join(compartment.folder, 'vault.db'), key)
      recordExhibit(desk, { caseId, title: 'A ledger of debts', kind: 'document', details: {} })
      expect(await refusalOf(() => withdraw(office, id, bench.ids.otieno))).toBe('compartment.in-use')
      recordExhibit(desk, { caseId, title: 'A ledger of wages', kind: 'document', details: {} })
      held.close()
      expect(listCompartments(office).open[0]?.holders).toHaveLength(2)
      await withdraw(office, id, bench.ids.otieno)
      expect(onlyOne(office).epoch).toBe(2)
    })
    await bench.as('ravi', folder, async (office) => {
      const { rows } = pageOfExhibits(onlyOne(office).desk, {
        caseId,
        offset: 0,
        limit: 10,
        sort: 'mark',
        descending: false,
        containing: '',
      })
      expect(rows.map(({ title }) => title)).toStrictEqual(['A ledger of debts', 'A ledger of wages'])
      await wholeActs(office)
    })
  })

  it('is not withdrawn from the last who can read it', async () => {
    const { folder, id } = await withRestrictedCase()
    await bench.as('ravi', folder, async (office) => {
      expect(await refusalOf(() => withdraw(office, id, bench.ids.ravi))).toBe('compartment.nobody')
      expect(await refusalOf(() => createCompartment(office, { kind: 'case', name: 'No', holders: [] }))).toBe(
        'compartment.nobody',
      )
    })
  })

  it('is taken from a user who is removed, and gets a new key from whoever opens it next', async () => {
    const { folder, id } = await withRestrictedCase()
    await bench.as('ravi', folder, (office) => grant(office, id, bench.ids.otieno))
    await bench.as('amina', folder, (office) => removeUser(office, bench.ids.otieno))
    await bench.as('ravi', folder, async (office) => {
      expect(onlyOne(office).epoch).toBe(2)
      expect(listCompartments(office).open[0]?.holders.map(({ name }) => name)).toStrictEqual(['Ravi'])
      expect(await wholeActs(office)).toContain('compartment.rekey')
    })
  })

  it('gets that key at the next opening when it is being backed up while the user is removed', async () => {
    const { folder, id } = await withRestrictedCase()
    await bench.as('ravi', folder, (office) => {
      grant(office, id, bench.ids.otieno)
      grant(office, id, bench.ids.amina)
    })
    await bench.as('amina', folder, async (office) => {
      const compartment = onlyOne(office)
      const path = join(compartment.folder, 'vault.db')
      const held = holdSnapshot(compartment.desk.connection, path, compartment.databaseKey())
      await removeUser(office, bench.ids.otieno)
      expect(compartment.epoch).toBe(1)
      held.close()
    })
    await bench.as('ravi', folder, async (office) => {
      expect(onlyOne(office).epoch).toBe(2)
      expect(casesSeen(office)).toStrictEqual([secretCase.title])
      await wholeActs(office)
    })
  })

  it('stays open to its users when the vault is given a new master key, and to the recovery key where they could', async () => {
    const { folder, id } = await withRestrictedCase()
    await bench.as('ravi', folder, (office) => grant(office, id, bench.ids.amina))
    const recoveryKey = await rotateOffice(folder, { ...words(said.director), user: 'Amina' }, cheap, bench.tools)
    for (const who of ['amina', 'ravi'] as const)
      await bench.as(who, folder, (office) => expect(openIds(office)).toStrictEqual([id]))
    const asked = { recoveryKey, user: 'Ravi', ...words(said.raviNewer), ...cheap }
    await recoverOffice(folder, asked, bench.tools)
    await bench.within(folder, (office) => expect(openIds(office)).toStrictEqual([id]), [said.raviNewer, 'Ravi'])
  })

  it('is given back by the recovery key to somebody who lost every secret', async () => {
    const { folder, id } = await withRestrictedCase()
    const asked = { recoveryKey: bench.recoveryKey, user: 'Ravi', ...words(said.raviNewer), ...cheap }
    await recoverOffice(folder, asked, bench.tools)
    await bench.within(
      folder,
      async (office) => {
        expect(openIds(office)).toStrictEqual([id])
        await wholeActs(office)
      },
      [said.raviNewer, 'Ravi'],
    )
  })

  it('does not open to a recovery key that somebody renewed who cannot read it', async () => {
    const { folder } = await withRestrictedCase()
    const recoveryKey = await bench.as('amina', folder, (office) => renewRecoveryKey(office))
    await bench.as('ravi', folder, (office) => expect(listCompartments(office).open[0]?.recovery).toBe(false))
    const asked = { recoveryKey, user: 'Ravi', ...words(said.raviNewer), ...cheap }
    await recoverOffice(folder, asked, bench.tools)
    await bench.within(folder, (office) => expect(openIds(office)).toStrictEqual([]), [said.raviNewer, 'Ravi'])
  })

  it('stays ciphertext after the vault is opened until its own passphrase is said, and again after the next opening', async () => {
    const { folder, id } = await withRestrictedCase()
    await bench.as('ravi', folder, async (office) => {
      const weak = { ...words('password nandpur'), ...cheap }
      expect(await refusalOf(() => setPassphrase(office, id, weak))).toBe('passphrase.too-weak')
      await setPassphrase(office, id, { ...words(said.mei), ...cheap })
    })
    for (let i = 0; i < 2; i++)
      await bench.as('ravi', folder, async (office) => {
        expect(office.compartments.shut).toStrictEqual([{ id, kind: 'case', why: 'needs-passphrase' }])
        expect(casesSeen(office)).toStrictEqual([])
        expect(await refusalOf(() => office.compartments.openOne(id, words(said.newer)))).toBe(
          'compartment.wrong-passphrase',
        )
        await office.compartments.openOne(id, words(said.mei))
        expect(casesSeen(office)).toStrictEqual([secretCase.title])
      })
  })

  it('has the newest entry that the vault’s ledger names of it', async () => {
    const { folder, id } = await withRestrictedCase()
    await bench.as('ravi', folder, (office) => {
      const named = office.desk.connection.read((reader) => ledger.about(reader, id, ['compartment.anchor']))[0]
      const head = onlyOne(office).desk.connection.read((reader) => ledger.head(reader))
      expect(JSON.parse(named?.facts ?? '')).toStrictEqual({ sequence: head?.sequence, hash: head?.digest })
    })
  })
})
