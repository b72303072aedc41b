import { randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { backUp } from '../../src-main/acts/back-up.ts'
import { buildBundle } from '../../src-main/acts/build-bundle.ts'
import { addParty, openCase, openRestrictedCase } from '../../src-main/acts/case-file.ts'
import { addNote } from '../../src-main/acts/compartments/aftercare.ts'
import { createCompartment } from '../../src-main/acts/compartments/create-compartment.ts'
import { restrictCase } from '../../src-main/acts/compartments/restrict-case.ts'
import { exportLedger } from '../../src-main/acts/export-ledger.ts'
import type { Office } from '../../src-main/acts/office.ts'
import { restoreBackup } from '../../src-main/acts/restore-backup.ts'
import { salvageVault } from '../../src-main/acts/salvage.ts'
import { viewExhibit } from '../../src-main/acts/view-exhibit.ts'
import { CaseId, PartyId } from '../../src-main/contract/ids.ts'
import { keeperContract, type KeeperProcedureName } from '../../src-main/contract/index.ts'
import { createGrants } from '../../src-main/door/grants.ts'
import { createHandlers } from '../../src-main/door/handlers.ts'
import { createIncidents } from '../../src-main/door/incidents.ts'
import { createJobs } from '../../src-main/door/jobs.ts'
import { serve } from '../../src-main/door/serve.ts'
import { createSession } from '../../src-main/door/session.ts'
import * as compartments from '../../src-main/store/compartments.ts'
import { clarkson } from '../support/command-line.ts'
import { places } from '../support/office.ts'
import { said, words } from '../support/people.ts'
import { aftercareWords, plantCase, type PlantedCase, plantedWords } from '../support/planted.ts'
import { everythingIn, placesIn, placesOfWords, type Readable } from '../support/scan.ts'
import { team, TeamBench } from '../support/team.ts'

// SECURITY: "without it neither service, CLI, database tool nor search index yields a word of them." One case was moved
// into a compartment, another was opened in one, and there are notes of aftercare; Ravi and Mei may read some of it each,
// Amina, who is the director, and Otieno nothing.

const bench = new TeamBench('compartments-words')
/** Those of the first version of a statement, and of the reason for the second. */
const past = [plantedWords[26], plantedWords[45]]
const allWords = [...plantedWords, ...aftercareWords]
const [note1, note2, note3, note4, note5, note6, aftercareName = '', caseName = ''] = aftercareWords

let folder = ''
let cases: readonly PlantedCase[] = []
let buildId = ''
let compartmentIds: readonly string[] = []

beforeAll(async () => {
  await bench.make()
  folder = bench.fresh()
  await bench.as('ravi', folder, async (office) => {
    const { desk, vault } = office
    const moved = await plantCase(desk, bench.root)
    await viewExhibit(desk, moved.exhibitIds[0] ?? '')
    buildId = (await buildBundle(desk, { bundleId: moved.bundleId, unusable: 'leave-out' })).buildId
    // Before it is restricted whoever opens the vault reads all of it.
    expect(foundIn(await everythingIn(vault.folder, vault))).toStrictEqual(plantedWords)
    await restrictCase(office, { caseId: moved.caseId, holders: [bench.ids.ravi] })
    const opened = await createCompartment(office, { kind: 'case', name: caseName, holders: [bench.ids.ravi] })
    const own = office.compartments.find(opened.compartmentId).desk
    cases = [moved, await plantCase(own, bench.root, (asked) => openRestrictedCase(desk, own, asked))]
  })
  // Whoever writes of somebody's aftercare must be able to read who they are: here in a case that is not restricted.
  const partyId = await bench.as('ravi', folder, ({ desk }) => {
    const { caseId } = openCase(desk, { title: 'A case', caseType: 'bonded-labour', profile: 'GENERIC' })
    return PartyId.parse(addParty(desk, { caseId: CaseId.parse(caseId), name: 'Asha', capacities: ['client'] }).partyId)
  })
  await bench.as('mei', folder, async (office) => {
    await createCompartment(office, { kind: 'aftercare', name: aftercareName, holders: [] })
    compartmentIds = office.desk.connection.read((reader) => compartments.list(reader)).map(({ id }) => id)
    const note = { partyId, text: `Afraid of ${String(note1)}` }
    addNote(office.compartments, { ...note, kind: 'note' })
    addNote(office.compartments, { ...note, kind: 'need', text: `Rent in ${String(note2)}`, domain: 'safety' })
    addNote(office.compartments, { ...note, kind: 'safety-plan', text: `Sleeps at ${String(note3)}` })
    addNote(office.compartments, { ...note, kind: 'referral', text: `Doctor ${String(note4)}` })
    addNote(office.compartments, {
      ...note,
      kind: 'review',
      text: `Better since ${String(note5)}`,
      domain: 'safety',
      score: 3,
    })
    addNote(office.compartments, { ...note, kind: 'consent', text: `May be told to ${String(note6)}` })
  })
})

/** Which words stand in some things. */
function foundIn(all: readonly Readable[]): readonly string[] {
  return allWords.filter((word) => placesIn(all, [word]).length > 0)
}

const readable = (of: string, value: unknown): Readable => ({ of, bytes: Buffer.from(JSON.stringify(value) ?? '') })

/** Every word of an index, and those that are near to others. */
function indexedIn(connection: Office['desk']['connection']): readonly string[] {
  connection.raw.exec("CREATE VIRTUAL TABLE temp.words USING fts5vocab ('main', 'search_words', 'row')")
  const sql = 'SELECT term FROM temp.words UNION ALL SELECT term FROM search_terms'
  const indexed = connection.read((reader) => reader.all(sql)).map(({ term }) => String(term))
  connection.raw.exec('DROP TABLE temp.words')
  expect(indexed.length).toBeGreaterThan(0)
  return indexed
}

/** Acts that show something. */
const showing: readonly KeeperProcedureName[] = [
  'audit.verify',
  'bundle.build',
  'bundle.view',
  'compartment.open',
  'exhibit.view',
  'exhibit.verify',
  'statement.show',
]

/** Everything that may be asked for with the ids of the two cases, whether the procedure knows them or not. */
function inputs(): readonly object[] {
  const ofCase = cases.flatMap(({ caseId, partyId, statementId, bundleId, exhibitIds }) => [
    { caseId },
    ...allWords.map((containing) => ({ caseId, containing })),
    { partyId },
    { statementId },
    { bundleId },
    { bundleId, unusable: 'leave-out' },
    ...exhibitIds.flatMap((exhibitId) => [{ exhibitId }, { exhibitId, page: 1 }]),
  ])
  return [
    {},
    { buildId },
    { text: 'a passphrase' },
    { token: 'A'.repeat(22) },
    { token: 'A'.repeat(22), length: 64 },
    ...Array.from({ length: 60 }, (_, i) => ({ sequence: i + 1 })),
    ...allWords.map((text) => ({ filter: { containing: text, wordedActs: [] } })),
    ...allWords.map((query) => ({ query })),
    ...ofCase,
    ...compartmentIds.map((compartmentId) => ({ compartmentId })),
  ]
}

/** Asks an office's door for everything that shows something, and gives what it answers, jobs and pages too. */
async function askedOf(office: Office): Promise<readonly Readable[]> {
  const session = createSession()
  const [grants, incidents, emit] = [createGrants(), createIncidents(), (): void => undefined]
  const jobs = createJobs({ emit, incidents, now: () => '2026-03-02T10:30:00.000Z', newId: randomUUID })
  const answer = serve(createHandlers({ session, grants, jobs, tools: bench.tools, places, emit }), incidents)
  session.enter(office)
  const names = Object.keys(keeperContract) as KeeperProcedureName[]
  const answers: Readable[] = []
  for (const name of names.filter((one) => keeperContract[one].kind === 'query' || showing.includes(one))) {
    if (name === 'job.list' || name === 'vault.users') continue
    const fitting = inputs().filter((input) => keeperContract[name].input.safeParse(input).success)
    expect(fitting, name).not.toStrictEqual([])
    for (const input of fitting) answers.push(readable(name, await answer(name, input)))
  }
  await vi.waitUntil(() => jobs.list().every(({ state }) => state !== 'running'), 120_000)
  answers.push(readable('job.list', jobs.list()))
  await jobs.close()
  return answers
}

describe('whoever may not read a restricted case, nor aftercare', () => {
  it('is answered not a word of them by the service, whatever they ask, while those who may are', async () => {
    for (const who of ['amina', 'otieno'] as const)
      await bench.as(who, folder, async (office) => expect(foundIn(await askedOf(office))).toStrictEqual([]))
    const ravi = await bench.as('ravi', folder, askedOf)
    // A statement is shown as it reads now: neither its first version, nor why there is another.
    expect(foundIn(ravi)).toStrictEqual([...plantedWords, caseName].filter((word) => !past.includes(word)))
    expect(foundIn(await bench.as('mei', folder, askedOf))).toStrictEqual(
      aftercareWords.filter((word) => word !== caseName),
    )
  }, 300_000)

  it('gets not a word of them from the command line', () => {
    const [to, others] = [join(bench.root, 'from-otieno'), join(bench.root, 'from-ravi')]
    expect(foundIn(commanded('otieno', to, cases))).toStrictEqual([])
    expect(foundIn(commanded('ravi', others, cases.slice(0, 1), [])).length).toBeGreaterThan(20)
  }, 300_000)

  it('finds not a word of them in any table, page, log or blob of the vault that its keys open', async () => {
    for (const who of ['amina', 'otieno'] as const)
      await bench.as(who, folder, async (office) => {
        const { vault, desk } = office
        const tables = desk.connection.read((reader) =>
          reader
            .all("SELECT name FROM sqlite_master WHERE type = 'table'")
            .map(({ name }) => readable(String(name), reader.all(`SELECT * FROM "${String(name)}"`))),
        )
        expect(tables.length).toBeGreaterThan(20)
        expect(foundIn(tables)).toStrictEqual([])
        expect(indexedIn(desk.connection).filter((word) => /quxplant/iu.test(word))).toStrictEqual([])
        const all = await everythingIn(vault.folder, vault)
        expect(foundIn(all)).toStrictEqual([])
        // Words may be compressed in a document: so no blob of theirs opens at all.
        expect(all.filter(({ of }) => of.endsWith(', decrypted'))).toStrictEqual([])
      })
  })

  it('finds not a word of them in a backup, in what is restored from it, nor in what is salvaged', async () => {
    const [to, restored, salvaged] = [
      join(bench.root, 'backup'),
      join(bench.root, 'restored'),
      join(bench.root, 'saved'),
    ]
    const secret = { ...words(said.newer), user: 'Otieno' }
    await bench.as('otieno', folder, async (office) => {
      await backUp(office, to)
      expect(foundIn(await everythingIn(to, office.vault))).toStrictEqual([])
    })
    await salvageVault(folder, { ...words(said.newer), user: 'Otieno' }, salvaged)
    await restoreBackup({ source: to, folder: restored, ...secret }, bench.tools)
    await bench.as('otieno', restored, async (office) => {
      expect(await placesOfWords(office, allWords)).toStrictEqual([])
      expect(foundIn(await everythingIn(salvaged, office.vault))).toStrictEqual([])
      expect(foundIn(await askedOf(office))).toStrictEqual([])
    })
  }, 120_000)

  it('finds not a word of them in an exported ledger, and neither does who may read them', async () => {
    for (const who of ['otieno', 'ravi'] as const)
      await bench.as(who, folder, async (office) => {
        for (const form of ['jsonl', 'csv'] as const) {
          const path = join(bench.root, `ledger-${who}.${form}`)
          await exportLedger(office, { path, form, overwrite: false })
          expect(foundIn([{ of: path, bytes: readFileSync(path) }])).toStrictEqual([])
        }
      })
  })
})

/** The commands that show something of the whole office. */
const commandsOfOffice = [
  ['search', 'quxplant*'],
  ['case', 'list'],
  ['compartment', 'list'],
  ['aftercare', 'note', 'list'],
  ['user', 'list'],
  ['vault', 'status'],
  ['vault', 'slots'],
  ['vault', 'check', '--deep'],
  ['audit', 'verify'],
]

/** What one of the team gets from every command that shows or writes something of a case. */
function commanded(
  who: keyof typeof team,
  to: string,
  of: readonly PlantedCase[],
  ofOffice: readonly (readonly string[])[] = commandsOfOffice,
): readonly Readable[] {
  const [secret, name] = team[who]
  mkdirSync(to)
  const file = (ending: string): string => join(to, `${randomBytes(4).toString('hex')}.${ending}`)
  const ofCase = of.flatMap(({ reference, caseId, statementId, bundleId }) => [
    ['case', 'show', reference],
    ['case', 'show', caseId],
    ['party', 'list', reference],
    ['chronology', reference],
    ['evidence', 'list', reference],
    ['evidence', 'verify', reference],
    ['evidence', 'extract', reference, 'A1', '-o', file('txt')],
    ['custody', 'show', reference, 'A1'],
    ['statement', 'list', reference],
    ['statement', 'pdf', reference, statementId, '-o', file('pdf')],
    ['bundle', 'build', reference, bundleId, '-o', file('pdf'), '--leave-out'],
  ])
  const commands = [...ofOffice, ['audit', 'export', '-o', file('jsonl')], ...ofCase]
  const answers = commands.map((args) => {
    const { stdout, stderr } = clarkson([...args, '--vault', folder, '--user', name], { CLARKSON_PASSPHRASE: secret })
    return readable(args.join(' '), [stdout, stderr])
  })
  const written = readdirSync(to).map((one) => ({ of: one, bytes: readFileSync(join(to, one)) }))
  return [...answers, ...written]
}
