import { createHash, randomBytes } from 'node:crypto'
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CaseId } from '../../src-main/contract/ids.ts'
import { backUp } from '../../src-main/acts/back-up.ts'
import { planFrom } from '../../src-main/acts/bundle-spec.ts'
import { createBundle } from '../../src-main/acts/bundles.ts'
import { addEvent, addParty } from '../../src-main/acts/case-file.ts'
import { restrictCase } from '../../src-main/acts/compartments/restrict-case.ts'
import type { Desk } from '../../src-main/acts/desk.ts'
import { importEvidence } from '../../src-main/acts/import-evidence.ts'
import { createOffice, openOffice } from '../../src-main/acts/office.ts'
import { readStatementText } from '../../src-main/acts/statement-file.ts'
import { recordStatement } from '../../src-main/acts/statements.ts'
import { addUser } from '../../src-main/acts/users.ts'
import { openConnection } from '../../src-main/store/connection.ts'
import { newCase, passphrase, testTools } from '../support/office.ts'
import { makeOldVault } from '../support/old-vault.ts'

/** What was made once and is copied for every run. */
export interface Fixture {
  readonly vault: string
  /** A vault of the schema before this one. */
  readonly oldVault: string
  /** The vault after its case was moved into a compartment, which Amina and Ravi can read. */
  readonly restrictedVault: string
  /** A folder with one generation of the vault. */
  readonly backups: string
  /** Files that are to be imported. */
  readonly brought: string
  /** SHA-256 of what is in the vault, and of the files that are brought. */
  readonly filed: readonly string[]
  readonly bringing: readonly string[]
  readonly reference: string
  /** What edits begin with: a statement and a bundle in the vault, and the mark of an exhibit. */
  readonly statementId: string
  readonly bundleId: string
  readonly mark: string
  /** A text and a spec in which {@link cameIn} stands. */
  readonly text: string
  readonly spec: string
}

/** The words that an edit brings. */
export const cameIn = 'Came with this run'
/** The words that are there before it. */
export const stoodIn = 'Was there before'

/** Rows that make the old vault worth migrating. */
export const oldRows = 2_000

function makeFiles(folder: string, sizes: readonly number[]): readonly string[] {
  mkdirSync(folder)
  return sizes.map((size, i) => {
    const bytes = randomBytes(size)
    writeFileSync(join(folder, `${String(i)}.bin`), bytes)
    return createHash('sha256').update(bytes).digest('hex')
  })
}

async function makeOldRows(folder: string): Promise<void> {
  const vault = await makeOldVault(folder)
  const connection = openConnection(vault.databasePath, vault.databaseKey)
  connection.write((writer) => {
    for (let i = 0; i < oldRows; i++)
      writer.run('INSERT INTO settings (name, value) VALUES (?, ?)', [`kept.${String(i)}`, 'v'.repeat(200)])
  })
  connection.close()
  await vault.lock()
}

async function makeRestrictedVault(of: string, folder: string, caseId: string): Promise<void> {
  copyOf(of, folder)
  const office = await openOffice(folder, { passphrase: passphrase() }, testTools())
  const asked = {
    name: 'Ravi',
    role: 'lawyer',
    passphrase: Buffer.from('orchard velvet tunnel walnut'),
    memoryMiB: 64,
  } as const
  const { userId } = await addUser(office, asked)
  await restrictCase(office, { caseId, holders: [office.desk.user.id, userId] })
  await office.close()
}

const specOf = (section: string): object => ({
  title: section,
  profile: 'GENERIC',
  sections: [{ title: section, entries: [] }],
})

/** Puts in what edits begin with. */
async function makeEdited(desk: Desk, caseId: CaseId): Promise<Pick<Fixture, 'statementId' | 'bundleId' | 'mark'>> {
  const { partyId } = addParty(desk, { caseId, name: stoodIn, capacities: ['witness'] })
  addEvent(desk, { caseId, when: '2026-01-02', what: stoodIn, sources: [], disputed: false })
  const source = await readStatementText(desk, `${stoodIn}\n`)
  const statement = recordStatement(desk, { caseId, witness: partyId, source, details: {}, exhibits: [] })
  const row = desk.connection.read((reader) => reader.get('SELECT reference FROM cases'))
  const { bundleId } = createBundle(desk, caseId, planFrom(desk, String(row?.['reference']), specOf(stoodIn)))
  const first = desk.connection.read((reader) => reader.get('SELECT mark FROM exhibits ORDER BY seq LIMIT 1'))
  return { statementId: statement.statementId, bundleId, mark: String(first?.['mark']) }
}

/** Makes vaults, backups and files in an empty folder. */
export async function makeFixture(folder: string): Promise<Fixture> {
  const at = (name: string): string => join(folder, name)
  const filed = makeFiles(at('first'), [0, 10_000, 200_000])
  const bringing = makeFiles(at('brought'), [1, 5_000, 65_536, 150_000, 400_000])
  const tools = testTools()
  const asked = { name: 'Office', user: 'Amina', role: 'director', passphrase: passphrase(), memoryMiB: 64 } as const
  await createOffice(at('vault'), asked, tools)
  const office = await openOffice(at('vault'), { passphrase: passphrase() }, tools)
  const caseId = CaseId.parse(newCase(office.desk))
  const evidence = { caseId, paths: [at('first')], recursive: true, details: {}, keepDuplicates: true }
  await importEvidence(office.desk, evidence)
  const edited = await makeEdited(office.desk, caseId)
  writeFileSync(at('came.md'), `${cameIn}\n`)
  writeFileSync(at('came.json'), JSON.stringify(specOf(cameIn)))
  const row = office.desk.connection.read((reader) => reader.get('SELECT reference FROM cases'))
  await backUp(office, at('backups'))
  await office.close()
  await makeRestrictedVault(at('vault'), at('restricted'), caseId)
  await makeOldRows(at('old'))
  return {
    vault: at('vault'),
    oldVault: at('old'),
    restrictedVault: at('restricted'),
    backups: at('backups'),
    brought: at('brought'),
    filed,
    bringing,
    reference: String(row?.['reference']),
    ...edited,
    text: at('came.md'),
    spec: at('came.json'),
  }
}

/** Copies a folder for one run. */
export function copyOf(from: string, to: string): void {
  cpSync(from, to, { recursive: true })
}

/** Names, under a folder, of what is only there while something is being written. */
export function passingNames(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) =>
      /(?:\.tmp|\.part|\.old|\.new|\.probe|vault\.lock)$|vault\.db\.\d|\.making-|\.removing-/u.test(name) &&
      !name.startsWith('orphans'),
  )
}

/** Removes what a run made. */
export function clear(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}
