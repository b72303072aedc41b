import { join } from 'node:path'
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { backUp } from '../../src-main/acts/back-up.ts'
import { checkVault } from '../../src-main/acts/check-vault.ts'
import { restrictCase } from '../../src-main/acts/compartments/restrict-case.ts'
import { withdraw, grant } from '../../src-main/acts/compartments/grants.ts'
import { listAllCases, listCompartments } from '../../src-main/acts/compartments/lists.ts'
import { addEvent } from '../../src-main/acts/case-file.ts'
import { restoreBackup } from '../../src-main/acts/restore-backup.ts'
import { salvageVault } from '../../src-main/acts/salvage.ts'
import { CaseId } from '../../src-main/contract/ids.ts'
import { refusalOf, said, words } from '../support/people.ts'
import { plantCase, plantedWords } from '../support/planted.ts'
import { placesOfWords } from '../support/scan.ts'
import { onlyOne, TeamBench, wholeActs } from '../support/team.ts'

const bench = new TeamBench('compartments-backup')
beforeAll(() => bench.make())

const amina = { ...words(said.director), user: 'Amina' }
const secretOf = (text: string, user: string): { readonly passphrase: Uint8Array; readonly user: string } => ({
  ...words(text),
  user,
})

/** A vault in which Ravi alone can read a case that was restricted. */
async function withRestricted(): Promise<{ readonly folder: string; readonly caseId: string; readonly id: string }> {
  const folder = bench.fresh()
  return bench.as('ravi', folder, async (office) => {
    const { caseId } = await plantCase(office.desk, bench.root)
    const { compartmentId } = await restrictCase(office, { caseId, holders: [bench.ids.ravi] })
    return { folder, caseId, id: compartmentId }
  })
}

let turn = 0
const place = (name: string): string => join(bench.root, `${name}-${String((turn += 1))}`)

describe('a backup', () => {
  it('has the compartments too when somebody makes it who cannot open them, and they open after restoring', async () => {
    const { folder, caseId } = await withRestricted()
    const to = place('backup')
    await bench.as('amina', folder, async (office) => expect((await backUp(office, to)).ok).toBe(true))
    const restored = place('restored')
    const made = await restoreBackup({ source: to, folder: restored, ...secretOf(said.director, 'Amina') }, bench.tools)
    expect(made).toMatchObject({ ok: true, problems: [], unopened: 1 })
    await bench.as('ravi', restored, async (office) => {
      expect(listAllCases(office.compartments).map((one) => one.caseId)).toStrictEqual([caseId])
      await wholeActs(office)
    })
    expect(await checkVault(restored, secretOf(said.ravi, 'Ravi'), true)).toStrictEqual({ ok: true, problems: [] })
    expect(await checkVault(restored, secretOf(said.director, 'Amina'), true)).toMatchObject({ ok: true, unopened: 1 })
    await bench.as('amina', restored, async (office) =>
      expect(await placesOfWords(office, plantedWords)).toStrictEqual([]),
    )
  })

  it('has what is still in the log of a compartment that was not closed', async () => {
    const { folder, caseId } = await withRestricted()
    // A copy of the vault while Ravi has it open is what a power cut leaves.
    const cut = await bench.as('ravi', folder, (office) => {
      const asked = { caseId: CaseId.parse(caseId), when: '2026-02-03', what: 'Seen at the gate' }
      addEvent(onlyOne(office).desk, { ...asked, where: '', parties: [], sources: [] })
      return bench.copy(folder)
    })
    const to = place('backup')
    await bench.as('amina', cut, (office) => backUp(office, to))
    const restored = place('restored')
    await restoreBackup({ source: to, folder: restored, ...secretOf(said.director, 'Amina') }, bench.tools)
    await bench.as('ravi', restored, (office) => {
      const { connection } = onlyOne(office).desk
      expect(connection.read((reader) => reader.all('SELECT what FROM events'))).toContainEqual({
        what: 'Seen at the gate',
      })
    })
  })

  it('copies of a compartment only what is new, and names a file that was changed in it', async () => {
    const { folder, id } = await withRestricted()
    const to = place('backup')
    await bench.as('ravi', folder, async (office) => {
      expect((await backUp(office, to)).copiedFiles).toBe(5)
      expect((await backUp(office, to)).copiedFiles).toBe(4)
    })
    const path = join(to, 'generations', '000002', 'compartments', id, 'vault.db')
    const bytes = readFileSync(path)
    bytes[5000] = (bytes[5000] ?? 0) ^ 1
    writeFileSync(path, bytes)
    const asked = { source: to, folder: place('restored'), ...secretOf(said.ravi, 'Ravi') }
    expect(await refusalOf(() => restoreBackup(asked, bench.tools))).toBe('backup.damaged')
  })

  it('is salvaged with its compartments as they are', async () => {
    const { folder, id } = await withRestricted()
    const to = place('salvaged')
    expect(await salvageVault(folder, amina, to)).toMatchObject({ compartments: 1 })
    expect(readFileSync(join(to, 'compartments', id, 'vault.db'))).toStrictEqual(
      readFileSync(join(folder, 'compartments', id, 'vault.db')),
    )
    expect(readdirSync(join(to, 'compartments', id, 'blobs'))).toHaveLength(1)
  })
})

describe('an older copy of a compartment', () => {
  it('does not open in place of the one that was there, until somebody says so', async () => {
    const { folder, caseId, id } = await withRestricted()
    const older = place('older')
    cpSync(join(folder, 'compartments', id), older, { recursive: true })
    await bench.as('ravi', folder, (office) => {
      const asked = { caseId: CaseId.parse(caseId), when: '2026-02-03', what: 'Seen at the gate' }
      addEvent(onlyOne(office).desk, { ...asked, where: '', parties: [], sources: [] })
    })
    rmSync(join(folder, 'compartments', id), { recursive: true })
    cpSync(older, join(folder, 'compartments', id), { recursive: true })
    await bench.as('ravi', folder, async (office) => {
      expect(listCompartments(office).shut).toMatchObject([{ why: 'altered' }])
      expect(await refusalOf(() => office.compartments.openOne(id, {}))).toBe('vault.record-altered')
      await office.compartments.openOne(id, { acceptOlder: true })
    })
    await bench.as('ravi', folder, async (office) => {
      expect(listCompartments(office).open).toHaveLength(1)
      expect(await wholeActs(office)).toContain('compartment.accept-older')
    })
  })

  it('of the time before its key was changed opens for nobody', async () => {
    const { folder, id } = await withRestricted()
    const older = place('older')
    await bench.as('ravi', folder, (office) => grant(office, id, bench.ids.otieno))
    cpSync(join(folder, 'compartments', id), older, { recursive: true })
    await bench.as('ravi', folder, (office) => withdraw(office, id, bench.ids.otieno))
    rmSync(join(folder, 'compartments', id), { recursive: true })
    cpSync(older, join(folder, 'compartments', id), { recursive: true })
    await bench.as('ravi', folder, (office) =>
      expect(listCompartments(office).shut).toMatchObject([{ why: 'damaged' }]),
    )
  })
})
