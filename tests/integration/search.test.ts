import { beforeAll, describe, expect, it } from 'vitest'
import { addEvent, addHearing, addParty, openCase } from '../../src-main/acts/case-file.ts'
import { addNote } from '../../src-main/acts/compartments/aftercare.ts'
import { createCompartment } from '../../src-main/acts/compartments/create-compartment.ts'
import { restrictCase } from '../../src-main/acts/compartments/restrict-case.ts'
import { addCustodyEvent } from '../../src-main/acts/custody/add-event.ts'
import { recordExhibit } from '../../src-main/acts/exhibits.ts'
import type { Office } from '../../src-main/acts/office.ts'
import { find } from '../../src-main/acts/search/find.ts'
import { goOnIndexing } from '../../src-main/acts/search/keep-index.ts'
import { forgetSearch, savedSearches, saveSearch } from '../../src-main/acts/search/saved.ts'
import { recordStatement } from '../../src-main/acts/statements.ts'
import { CaseId, ExhibitId, PartyId } from '../../src-main/contract/ids.ts'
import { Found, type Narrowed } from '../../src-main/contract/search.ts'
import * as settings from '../../src-main/store/settings.ts'
import { putPage } from '../../src-main/store/texts.ts'
import { TeamBench } from '../support/team.ts'

// One vault, filled by Ravi: a case with a record of each kind and a page of text, and a second case that is restricted.

const bench = new TeamBench('search')
let folder = ''
let exhibitId = ''
let caseId = ''
let restrictedId = ''

const pageText = 'ជនរងគ្រោះត្រូវបានបង្ខំឱ្យធ្វើការនៅលើទូកនេសាទ\nThe ledger of advances was kept by the foreman.'
const unread = { source: 'layer', language: '', confidence: null, width: 0, height: 0, boxes: [] } as const

beforeAll(async () => {
  await bench.make()
  folder = bench.fresh()
  await bench.as('ravi', folder, async (office) => {
    const { desk } = office
    caseId = openCase(desk, { title: 'Kiln at Tamrakere', caseType: 'bonded-labour', profile: 'GENERIC' }).caseId
    const own = { caseId: CaseId.parse(caseId) }
    const client = addParty(desk, { ...own, name: 'Sunita Kumari', nativeName: 'सुनीता', capacities: ['client'] })
    const owner = addParty(desk, { ...own, name: 'Bhola Pradhan', aliases: ['Bholanath'], capacities: ['accused'] })
    const party = PartyId.parse(owner.partyId)
    addEvent(desk, { ...own, when: '2026-02', what: 'Beaten at the furnace', where: 'Tamrakere', parties: [party] })
    addHearing(desk, { ...own, date: '2026-04-01', purpose: 'Framing of charges', court: 'Sessions Court' })
    const details = { place: 'Tamrakere', tags: ['wages'], parties: [party], description: 'Red binding, señal' }
    exhibitId = recordExhibit(desk, { ...own, title: 'Ledger', kind: 'document', details }).exhibitId
    await addCustodyEvent(desk, {
      exhibitId: ExhibitId.parse(exhibitId),
      kind: 'sealed',
      note: 'Wax of the magistrate',
    })
    desk.connection.write((writer) => putPage(writer, { ...unread, exhibitId, page: 3, text: pageText }))
    recordStatement(desk, {
      ...own,
      witness: client.partyId,
      source: { paragraphs: [{ kind: 'paragraph', text: 'He locked us in at night.' }], warnings: [] },
      details: { language: 'hi', takenAt: 'Shelter' },
      exhibits: [],
    })
    restrictedId = openCase(desk, { title: 'Zanzibar vessel', caseType: 'other', profile: 'GENERIC' }).caseId
    recordExhibit(desk, {
      caseId: CaseId.parse(restrictedId),
      title: 'Logbook Quartermain',
      kind: 'document',
      details: {},
    })
    await restrictCase(office, { caseId: restrictedId, holders: [bench.ids.ravi] })
  })
  await bench.as('mei', folder, async (office) => {
    await createCompartment(office, { kind: 'aftercare', name: 'Aftercare', holders: [] })
    const [party] = office.desk.connection.read((reader) => reader.all('SELECT id FROM parties ORDER BY seq'))
    addNote(office.compartments, {
      partyId: PartyId.parse(party?.['id']),
      kind: 'note',
      text: 'Sleeps badly, counsellor',
    })
  })
})

function search({ compartments }: Office, query: string, narrowed: Narrowed = {}): Found {
  return Found.parse(find(compartments, { query, narrowed, offset: 0, limit: 50 }))
}

const kindsIn = ({ hits }: Found): readonly string[] => hits.map(({ kind, source }) => `${kind} ${source}`)

describe('a search', () => {
  it('finds each kind of record by what stands in it, as soon as it is entered', async () => {
    await bench.as('ravi', folder, (office) => {
      const found = (query: string): readonly string[] => kindsIn(search(office, query))
      expect(found('"kiln at"')).toStrictEqual(['case record'])
      expect(found('Bholanath')).toStrictEqual(['party record'])
      expect(found('सुनीता')).toStrictEqual(['party record'])
      expect(found('furnace')).toStrictEqual(['event record'])
      expect(found('framing charges')).toStrictEqual(['hearing record'])
      expect(found('senal')).toStrictEqual(['exhibit record'])
      expect(found('magistrate')).toStrictEqual(['exhibit custody'])
      expect(found('foreman advances')).toStrictEqual(['exhibit page'])
      expect(found('ទូក')).toStrictEqual(['exhibit page'])
      expect(found('"locked us"')).toStrictEqual(['statement record'])
      expect(search(office, 'foreman').hits).toMatchObject([
        { id: exhibitId, place: 3, mark: 'EX-0001', restricted: false },
      ])
    })
  })

  it('understands rows of words, beginnings and what must not be there, and is refused by nothing', async () => {
    await bench.as('ravi', folder, (office) => {
      expect(search(office, '"ledger advances"').total).toBe(0)
      expect(search(office, 'advanc*').total).toBe(1)
      expect(search(office, 'tamrakere -furnace -kiln').hits.map(({ kind }) => kind)).toStrictEqual(['exhibit'])
      expect(search(office, '-kiln').nothing).toBe('only-without')
      expect(search(office, ' … ').nothing).toBe('empty')
      for (const odd of ['"', '-"', 'NEAR(', 'a AND', '*', 'words:kiln', '^kiln', '{x}', '\u0000kiln\ud800'])
        expect(() => search(office, odd), odd).not.toThrow()
    })
  })

  it('takes a mistyped word for what is near to it, and says so', async () => {
    await bench.as('ravi', folder, (office) => {
      expect(search(office, 'forman')).toMatchObject({ also: [{ typed: 'forman', words: ['foreman'] }], total: 1 })
      expect(search(office, 'Bolanath').hits).toMatchObject([{ title: 'Bhola Pradhan', near: true }])
      expect(search(office, 'foreman').also).toStrictEqual([])
    })
  })

  it('counts what it can be narrowed to, and narrows', async () => {
    await bench.as('ravi', folder, (office) => {
      const { facets, total } = search(office, 'Tamrakere')
      expect(total).toBe(3)
      const counted = Object.fromEntries(
        facets.map(({ facet, values }) => [facet, values.map(({ label, value, count }) => [label || value, count])]),
      )
      expect(counted).toMatchObject({
        kind: expect.arrayContaining([
          ['exhibit', 1],
          ['event', 1],
          ['case', 1],
        ]) as unknown,
        person: [['Bhola Pradhan', 2]],
        place: [['Tamrakere', 2]],
        tag: [['wages', 1]],
      })
      expect(kindsIn(search(office, 'Tamrakere', { tags: ['wages'] }))).toStrictEqual(['exhibit record'])
      expect(kindsIn(search(office, 'Tamrakere', { from: '2026-02-10', to: '2026-02-20' }))).toStrictEqual([
        'event record',
      ])
      expect(search(office, 'Tamrakere', { cases: [CaseId.parse(restrictedId)] }).total).toBe(0)
    })
  })

  it('names a protected party by its pseudonym alone, though it is found by its name', async () => {
    await bench.as('ravi', folder, (office) => {
      const found = search(office, 'Kumari')
      expect(found.hits).toMatchObject([{ kind: 'party', title: 'Client 1', snippet: '' }])
      expect(JSON.stringify(found)).not.toContain('Kumari')
    })
  })
})

describe('what not everybody may read', () => {
  it('is found only by those who hold the compartment, and marked for them', async () => {
    await bench.as('ravi', folder, (office) =>
      expect(search(office, 'quartermain').hits).toMatchObject([{ restricted: true, caseId: restrictedId }]),
    )
    for (const who of ['amina', 'otieno', 'mei'] as const)
      await bench.as(who, folder, (office) => {
        for (const query of ['quartermain', 'Zanzibar', 'quartermein', 'zanz*'])
          expect(search(office, query), query).toMatchObject({ total: 0, also: [] })
      })
  })

  it('leaves no word in the index of the vault itself', async () => {
    await bench.as('amina', folder, ({ desk }) => {
      desk.connection.raw.exec("CREATE VIRTUAL TABLE temp.words USING fts5vocab ('main', 'search_words', 'row')")
      const sql = 'SELECT term FROM temp.words UNION ALL SELECT term FROM search_terms'
      const words = desk.connection.read((reader) => reader.all(sql)).map(({ term }) => String(term))
      expect(words).toContain('foreman')
      expect(
        words.filter((word) => ['quartermain', 'zanzibar', 'vessel', 'logbook', 'counsellor'].includes(word)),
      ).toEqual([])
      const raw = desk.connection.read((reader) => reader.all('SELECT block FROM search_words_data'))
      expect(raw.some(({ block }) => Buffer.from(block as Uint8Array).includes('uartermain'))).toBe(false)
    })
  })

  it('keeps the pages of files from aftercare workers, and notes of aftercare from investigators', async () => {
    await bench.as('mei', folder, (office) => {
      expect(search(office, 'foreman').total).toBe(0)
      expect(search(office, 'counsellor').hits).toMatchObject([{ kind: 'note', title: 'Client 1', caseId }])
    })
    await bench.as('otieno', folder, (office) => {
      expect(search(office, 'foreman').total).toBe(1)
      expect(search(office, 'counsellor').total).toBe(0)
    })
  })
})

describe('the index', () => {
  it('has nothing of an act that came to nothing', async () => {
    await bench.as('ravi', folder, (office) => {
      const { desk } = office
      const row = { ...unread, exhibitId, page: 9, text: 'unfinished symphony' }
      expect(() =>
        desk.connection.write((writer) => {
          putPage(writer, row)
          throw new Error('stopped')
        }),
      ).toThrow('stopped')
      expect(search(office, 'symphony').total).toBe(0)
      desk.connection.write((writer) => putPage(writer, row))
      expect(search(office, 'symphony').total).toBe(1)
      desk.connection.write((writer) => writer.run('DELETE FROM exhibit_pages_text WHERE page = 9'))
      expect(search(office, 'symphony').total).toBe(0)
    })
  })

  it('is made anew, and whole, when another version cut it into words', async () => {
    await bench.as('ravi', folder, ({ desk, compartments }) => {
      const all = ['kiln', 'foreman', 'magistrate', 'locked', 'Bholanath', 'ទូក']
      const before = all.map((query) => search({ compartments } as Office, query).total)
      desk.connection.write((writer) => {
        settings.set(writer, 'search.version', '0')
        writer.run("INSERT INTO search_words (search_words) VALUES ('delete-all')")
      })
      while (goOnIndexing(desk.connection) > 0);
      expect(all.map((query) => search({ compartments } as Office, query).total)).toStrictEqual(before)
      expect(before).not.toContain(0)
    })
  })
})

describe('a search that somebody keeps', () => {
  it('is its user’s alone, and nothing of it stands in the database', async () => {
    const kept = { name: 'Quartermain again', query: 'quartermain', narrowed: { kinds: ['exhibit' as const] } }
    await bench.as('ravi', folder, (office) => {
      saveSearch(office, kept)
      expect(savedSearches(office)).toMatchObject([kept])
    })
    await bench.as('amina', folder, (office) => {
      expect(savedSearches(office)).toStrictEqual([])
      const rows = office.desk.connection.read((reader) => reader.all('SELECT * FROM saved_searches'))
      expect(JSON.stringify(rows)).not.toMatch(/quartermain/iu)
    })
    await bench.as('ravi', folder, (office) => {
      forgetSearch(office, savedSearches(office)[0]?.searchId ?? '')
      expect(savedSearches(office)).toStrictEqual([])
    })
  })
})
