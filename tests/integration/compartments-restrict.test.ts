import { beforeAll, describe, expect, it } from 'vitest'
import { addEvent, openCase } from '../../src-main/acts/case-file.ts'
import { restrictCase } from '../../src-main/acts/compartments/restrict-case.ts'
import { listAllCases, listCompartments } from '../../src-main/acts/compartments/lists.ts'
import { addNote, listNotes } from '../../src-main/acts/compartments/aftercare.ts'
import { createCompartment } from '../../src-main/acts/compartments/create-compartment.ts'
import { checkOffice } from '../../src-main/acts/check-office.ts'
import { verifyExhibit } from '../../src-main/acts/integrity/verify-exhibit.ts'
import { verifyLedger } from '../../src-main/acts/verify-ledger.ts'
import { CaseId, PartyId } from '../../src-main/contract/ids.ts'
import { caseTables } from '../../src-main/store/move-case.ts'
import { textOf } from '../../src-main/store/rows.ts'
import { refusalOf } from '../support/people.ts'
import { aftercareWords, plantCase, type PlantedCase, plantedWords } from '../support/planted.ts'
import { placesOfWords } from '../support/scan.ts'
import { onlyOne, TeamBench, wholeActs } from '../support/team.ts'

const [aftercareWord = ''] = aftercareWords

const bench = new TeamBench('compartments-restrict')
beforeAll(() => bench.make())

/** A vault with a case full of planted words, which Ravi has worked in. */
async function withCase(): Promise<{ readonly folder: string; readonly planted: PlantedCase }> {
  const folder = bench.fresh()
  return { folder, planted: await bench.as('ravi', folder, ({ desk }) => plantCase(desk, bench.root)) }
}

describe('a case that is restricted', () => {
  it('stands in a vault word by word before, and after in none of its pages, its log, its ledger or its files', async () => {
    const { folder, planted } = await withCase()
    await bench.as('amina', folder, async (office) => {
      const places = await placesOfWords(office, plantedWords)
      for (const word of plantedWords)
        expect(
          places.filter((place) => place.startsWith(word)),
          word,
        ).not.toStrictEqual([])
    })
    await bench.as('ravi', folder, async (office) => {
      const restricted = await restrictCase(office, { caseId: planted.caseId, holders: [bench.ids.ravi] })
      expect(restricted).toMatchObject({ blobs: 1, custodyEvents: 2 })
    })
    await bench.as('amina', folder, async (office) => {
      expect(await placesOfWords(office, plantedWords)).toStrictEqual([])
      expect(listAllCases(office.compartments)).toStrictEqual([])
      expect(await wholeActs(office)).toContain('case.restrict')
      expect(office.desk.connection.read((reader) => reader.all('PRAGMA foreign_key_check'))).toStrictEqual([])
    })
  })

  it('has all its records, its evidence and its chains of custody in the compartment', async () => {
    const { folder, planted } = await withCase()
    await bench.as('ravi', folder, async (office) => {
      await restrictCase(office, { caseId: planted.caseId, holders: [bench.ids.ravi] })
    })
    await bench.as('ravi', folder, async (office) => {
      const { desk } = onlyOne(office)
      expect(office.compartments.deskOf([planted.reference])).toBe(desk)
      for (const id of [planted.caseId, planted.statementId, planted.bundleId, ...planted.exhibitIds])
        expect(office.compartments.deskOf([id]), id).toBe(desk)
      expect((await verifyExhibit(desk, planted.exhibitIds[0] ?? '')).ok).toBe(true)
      expect(listCompartments(office).open[0]?.cases).toStrictEqual([planted.caseId])
      await wholeActs(office)
      expect(await checkOffice(office, true)).toStrictEqual({ ok: true, problems: [] })
    })
  })

  it('keeps its reference from being given to another', async () => {
    const { folder, planted } = await withCase()
    await bench.as('ravi', folder, async (office) => {
      await restrictCase(office, { caseId: planted.caseId, holders: [bench.ids.ravi] })
      const next = await plantCase(office.desk, bench.root)
      expect(next.reference).not.toBe(planted.reference)
    })
    await bench.as('otieno', folder, async (office) => {
      const asked = {
        title: 'Another',
        caseType: 'bonded-labour',
        profile: 'GENERIC',
        reference: planted.reference,
      } as const
      expect(await refusalOf(() => openCase(office.desk, asked))).toBe('case.reference-taken')
    })
  })

  it('is not taken for another to which somebody who cannot see it gave its reference', async () => {
    const folder = bench.fresh()
    const asked = { title: 'A case', caseType: 'bonded-labour', profile: 'GENERIC', reference: 'KILN-7' } as const
    const caseId = await bench.as('ravi', folder, async (office) => {
      const opened = openCase(office.desk, asked)
      await restrictCase(office, { caseId: opened.caseId, holders: [bench.ids.ravi] })
      return opened.caseId
    })
    await bench.as('otieno', folder, ({ desk }) => openCase(desk, asked))
    await bench.as('ravi', folder, async (office) => {
      expect(await refusalOf(() => office.compartments.deskOf(['KILN-7']))).toBe('case.reference-twice')
      expect(office.compartments.deskOf([caseId])).toBe(onlyOne(office).desk)
    })
  })

  it('stays where it is when somebody worked in it meanwhile, and nothing is left of the compartment', async () => {
    const { folder, planted } = await withCase()
    await bench.as('ravi', folder, async (office) => {
      const { desk } = office
      const onProgress = (): void => {
        const caseId = CaseId.parse(planted.caseId)
        addEvent(desk, { caseId, when: '2026-02-02', what: 'Found', where: '', parties: [], sources: [] })
      }
      const asked = { caseId: planted.caseId, holders: [bench.ids.ravi] }
      expect(await refusalOf(() => restrictCase(office, asked, { onProgress }))).toBe('case.changed')
      expect(listCompartments(office)).toStrictEqual({ open: [], shut: [], hidden: 0 })
      expect(listAllCases(office.compartments).map(({ caseId }) => caseId)).toStrictEqual([planted.caseId])
      await wholeActs(office)
    })
  })

  it('is missed by the ledger when a digest of what was moved is taken away', async () => {
    const { folder, planted } = await withCase()
    await bench.as('ravi', folder, async (office) => {
      await restrictCase(office, { caseId: planted.caseId, holders: [bench.ids.ravi] })
      const { desk, vault } = office
      desk.connection.write((writer) => {
        writer.run('DROP TRIGGER moved_custody_refuse_delete')
        writer.run('DELETE FROM moved_custody WHERE seq = 1')
      })
      const { problems } = await verifyLedger({ look: (work) => desk.connection.read(work), vault })
      expect(problems.map(({ fault }) => fault)).toContain('custody-removed')
    })
  })

  it('takes with it every table that names a case, and leaves each table that is the vault’s own', async () => {
    await bench.as('amina', bench.fresh(), ({ desk }) => {
      desk.connection.read((reader) => {
        const all = reader.all("SELECT name FROM sqlite_master WHERE type = 'table'").map((row) => textOf(row, 'name'))
        const moved = caseTables(reader)
        // A table that is added must move with its case, by naming it with a foreign key, or be added here.
        expect(all.filter((name) => !moved.has(name)).toSorted()).toStrictEqual([
          'aftercare_notes',
          'blob_identities',
          'compartment_keys',
          'compartments',
          'doomed_blobs',
          'ledger',
          'migrations',
          'moved_custody',
          'saved_searches',
          // What is searched is made from the other tables, here and where the case arrives.
          'search_due',
          'search_facets',
          'search_passages',
          'search_records',
          'search_terms',
          'search_words',
          'search_words_config',
          'search_words_data',
          'search_words_docsize',
          'search_words_idx',
          'settings',
          'slots',
          'user_keys',
          'users',
        ])
      })
    })
  })
})

describe('a note of aftercare', () => {
  it('is read by aftercare workers and by whoever it is granted to, and stands nowhere else', async () => {
    const { folder, planted } = await withCase()
    await bench.as('amina', folder, async (office) => {
      await createCompartment(office, { kind: 'aftercare', name: 'Aftercare', holders: [] })
      expect(office.compartments.all).toStrictEqual([])
    })
    await bench.as('mei', folder, ({ compartments }) => {
      const partyId = PartyId.parse(planted.partyId)
      addNote(compartments, { partyId, kind: 'review', domain: 'safety', score: 2, text: `Afraid of ${aftercareWord}` })
      expect(listNotes(compartments, partyId)).toMatchObject([
        { author: 'Mei', kind: 'review', domain: 'safety', score: 2, pseudonym: plantedWords[10] },
      ])
    })
    for (const who of ['amina', 'ravi', 'otieno'] as const)
      await bench.as(who, folder, async (office) => {
        expect(await refusalOf(() => listNotes(office.compartments, undefined))).toBe('compartment.not-found')
        expect(await placesOfWords(office, [aftercareWord])).toStrictEqual([])
        await wholeActs(office)
      })
  })

  it('is never changed', async () => {
    const { folder, planted } = await withCase()
    await bench.as('mei', folder, async (office) => {
      await createCompartment(office, { kind: 'aftercare', name: 'Aftercare', holders: [] })
      addNote(office.compartments, { partyId: PartyId.parse(planted.partyId), kind: 'note', text: 'Slept well' })
      const { connection } = onlyOne(office).desk
      for (const sql of ["UPDATE aftercare_notes SET text = 'x'", 'DELETE FROM aftercare_notes'])
        expect(() => connection.write((writer) => writer.run(sql))).toThrow('a note is never changed')
    })
  })
})
