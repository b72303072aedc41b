import { cpSync, readdirSync, rmSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { grant, withdraw } from '../../src-main/acts/compartments/grants.ts'
import { listAllCases, listCompartments } from '../../src-main/acts/compartments/lists.ts'
import { restrictCase } from '../../src-main/acts/compartments/restrict-case.ts'
import { openRestrictedCase } from '../../src-main/acts/case-file.ts'
import type { Office } from '../../src-main/acts/office.ts'
import * as compartments from '../../src-main/store/compartments.ts'
import { refusalOf } from '../support/people.ts'
import { plantCase, plantedWords } from '../support/planted.ts'
import { placesOfWords } from '../support/scan.ts'
import { onlyOne, TeamBench, wholeActs } from '../support/team.ts'

const bench = new TeamBench('compartments-tampering')
beforeAll(() => bench.make())

const someCase = { title: 'Nandpur', caseType: 'bonded-labour', profile: 'GENERIC' } as const

/** A vault with two compartments of Ravi's, of which Otieno can read the first. */
async function withTwo(): Promise<{ readonly folder: string; readonly first: string; readonly second: string }> {
  const folder = bench.fresh()
  return bench.as('ravi', folder, async (office) => ({
    folder,
    first: await bench.compartment(office, 'First', 'ravi', 'otieno'),
    second: await bench.compartment(office, 'Second', 'ravi'),
  }))
}

/** What somebody can do who has the vault's database open and nothing else. */
function exchange(office: Office, from: [string, string], to: [string, string]): void {
  office.desk.connection.write((writer) => {
    const wrapped = compartments.keysOf(writer, from[0]).find(({ userId }) => userId === from[1])
    const own = compartments.keysOf(writer, to[0]).find(({ userId }) => userId === to[1])
    if (!wrapped) throw new Error('a key was wrapped')
    compartments.putKey(writer, {
      ...wrapped,
      compartmentId: to[0],
      userId: to[1],
      recipient: own?.recipient ?? wrapped.recipient,
    })
  })
}

describe('a wrapped key', () => {
  it('opens nothing in another user’s place', async () => {
    const { folder, first } = await withTwo()
    const { ravi, otieno, amina } = bench.ids
    await bench.as('amina', folder, (office) => {
      exchange(office, [first, ravi], [first, otieno])
      exchange(office, [first, ravi], [first, amina])
    })
    await bench.as('otieno', folder, (office) =>
      expect(listCompartments(office).shut).toStrictEqual([{ compartmentId: first, kind: 'case', why: 'altered' }]),
    )
    await bench.as('amina', folder, (office) => expect(office.compartments.all).toStrictEqual([]))
  })

  it('opens nothing in another compartment’s place', async () => {
    const { folder, first, second } = await withTwo()
    await bench.as('amina', folder, (office) => exchange(office, [first, bench.ids.ravi], [second, bench.ids.ravi]))
    await bench.as('ravi', folder, (office) => {
      expect(office.compartments.all.map(({ id }) => id)).toStrictEqual([first])
      expect(office.compartments.shut).toMatchObject([{ id: second, why: 'altered' }])
    })
  })

  it('opens nothing when it is of a past key', async () => {
    const { folder, first } = await withTwo()
    await bench.as('ravi', folder, async (office) => {
      const old = office.desk.connection.read((reader) => compartments.keysOf(reader, first))
      await withdraw(office, first, bench.ids.otieno)
      office.desk.connection.write((writer) => {
        for (const key of old) compartments.putKey(writer, key)
      })
    })
    for (const who of ['ravi', 'otieno'] as const)
      await bench.as(who, folder, (office) =>
        expect(office.compartments.shut).toMatchObject([{ id: first, why: 'altered' }]),
      )
  })
})

/** Copies the vault just before, and just after, the transaction that decides. */
async function cutAt(step: 'before' | 'after'): Promise<{ readonly folder: string; readonly id: string }> {
  const { folder, first } = await withTwo()
  let cut = ''
  await bench.as('ravi', folder, async (office) => {
    const { desk } = office.compartments.find(first)
    openRestrictedCase(office.desk, desk, someCase)
    const { connection } = office.desk
    const watched = {
      ...connection,
      write: <T>(work: Parameters<typeof connection.write<T>>[0]): T => {
        const isDeciding = readdirSync(join(folder, 'compartments', first)).includes('vault.db.2')
        if (isDeciding && step === 'before') cut = bench.copy(folder)
        const done = connection.write(work)
        if (isDeciding && step === 'after') cut = bench.copy(folder)
        return done
      },
    }
    await withdraw({ ...office, desk: { ...office.desk, connection: watched } }, first, bench.ids.otieno)
  })
  return { folder: cut, id: first }
}

describe('a change of a compartment’s key that is interrupted', () => {
  it('leaves it as it was when it is stopped before it is decided, whatever was made by then', async () => {
    for (const bytes of [undefined, 0, 4096, 10_000]) {
      const { folder, id } = await cutAt('before')
      if (bytes !== undefined) truncateSync(join(folder, 'compartments', id, 'vault.db.2'), bytes)
      for (const who of ['otieno', 'ravi'] as const)
        await bench.as(who, folder, async (office) => {
          const compartment = office.compartments.find(id)
          expect(compartment.epoch).toBe(1)
          expect(listAllCases(office.compartments)).toHaveLength(1)
          expect(readdirSync(compartment.folder)).not.toContain('vault.db.2')
          await wholeActs(office)
        })
    }
  })

  it('leaves it changed when it is stopped after', async () => {
    const { folder, id } = await cutAt('after')
    await bench.as('otieno', folder, (office) => expect(office.compartments.all).toStrictEqual([]))
    await bench.as('ravi', folder, async (office) => {
      expect(office.compartments.find(id).epoch).toBe(2)
      expect(listAllCases(office.compartments)).toHaveLength(1)
      await wholeActs(office)
    })
  })
})

/** Copies the vault before each transaction of moving a case, and after each. */
async function cuts(): Promise<{ readonly folders: readonly string[]; readonly caseId: string }> {
  const folder = bench.fresh()
  const folders: string[] = []
  const caseId = await bench.as('ravi', folder, async (office) => {
    const planted = await plantCase(office.desk, bench.root)
    const { connection } = office.desk
    const watched = {
      ...connection,
      write: <T>(work: Parameters<typeof connection.write<T>>[0]): T => {
        folders.push(bench.copy(folder))
        const done = connection.write(work)
        folders.push(bench.copy(folder))
        return done
      },
    }
    const desk = { ...office.desk, connection: watched }
    const main = { ...office, desk }
    await restrictCase(main, { caseId: planted.caseId, holders: [bench.ids.ravi] })
    return planted.caseId
  })
  return { folders, caseId }
}

describe('moving a case that is interrupted', () => {
  it('leaves the case where it was, or moved and wiped, and never in both places or in none', async () => {
    const { folders, caseId } = await cuts()
    const places: string[] = []
    for (const folder of folders)
      await bench.as('ravi', folder, async (office) => {
        const seen = listAllCases(office.compartments).map((one) => one.caseId)
        expect(seen).toStrictEqual([caseId])
        const isMoved = office.compartments.all.length === 1
        places.push(isMoved ? 'moved' : 'there')
        if (isMoved) {
          expect(onlyOne(office).desk).toBe(office.compartments.deskOf([caseId]))
          expect(await placesOfWords(office, plantedWords)).toStrictEqual([])
        } else expect(readdirSync(join(folder, 'compartments'))).toStrictEqual([])
        await wholeActs(office)
      })
    expect(places.toSorted().toReversed()).toStrictEqual(places)
    expect(new Set(places)).toStrictEqual(new Set(['there', 'moved']))
  }, 120_000)
})

describe('a folder among the compartments of which the records know nothing', () => {
  it('is put aside, and is not taken for a compartment', async () => {
    const { folder, first } = await withTwo()
    const stray = '11111111-1111-4111-8111-111111111111'
    cpSync(join(folder, 'compartments', first), join(folder, 'compartments', stray), { recursive: true })
    await bench.as('ravi', folder, (office) => expect(office.compartments.all).toHaveLength(2))
    expect(readdirSync(join(folder, 'orphans'))).toContain(`compartment-${stray}`)
  })

  it('is no reason to be refused when a compartment’s own is missing', async () => {
    const { folder, first } = await withTwo()
    rmSync(join(folder, 'compartments', first), { recursive: true })
    await bench.as('ravi', folder, async (office) => {
      expect(office.compartments.shut).toMatchObject([{ id: first, why: 'damaged' }])
      expect(await refusalOf(() => grant(office, first, bench.ids.amina))).toBe('compartment.shut')
    })
  })
})
