import { PartyId } from '../contract/ids.ts'
import type { Party } from '../contract/cases.ts'
import { Capacity } from '../contract/words.ts'
import type { Reader, Row, Writer } from './connection.ts'
import { numberOf, numberOrNull, textOf, textOrNull } from './rows.ts'

/** A new party, whole. */
export interface PartyRow extends Omit<Party, 'partyId'> {
  readonly id: string
  readonly caseId: string
  readonly recordedAt: string
}

export function insert(writer: Writer, row: PartyRow): void {
  writer.run(
    `INSERT INTO parties (id, case_id, name, native_name, organisation, minor, protected, pseudonym, sex, birth_date,
       estimated_years, estimated_on, estimated_basis, notes, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      row.id,
      row.caseId,
      row.name,
      row.nativeName,
      Number(row.organisation),
      Number(row.minor),
      Number(row.protected),
      row.pseudonym,
      row.sex,
      row.birthDate,
      row.estimatedAge?.years ?? null,
      row.estimatedAge?.on ?? null,
      row.estimatedAge?.basis ?? null,
      row.notes,
      row.recordedAt,
    ],
  )
  const lists = { capacity: row.capacities, alias: row.aliases, language: row.languages }
  for (const [list, entries] of Object.entries(lists))
    for (const word of entries)
      writer.run('INSERT INTO party_words (party_id, list, word) VALUES (?, ?, ?)', [row.id, list, word])
}

/** The parties of a case, in the order in which they came. */
export function listOfCase(reader: Reader, caseId: string): readonly Party[] {
  const words = new Map<string, Words>()
  const rows = reader.all(
    `SELECT w.party_id, w.list, w.word FROM party_words w JOIN parties p ON p.id = w.party_id
     WHERE p.case_id = ? ORDER BY w.seq`,
    [caseId],
  )
  for (const row of rows) {
    const partyId = textOf(row, 'party_id')
    const lists = words.get(partyId) ?? { capacity: [], alias: [], language: [] }
    words.set(partyId, lists)
    lists[textOf(row, 'list') as keyof Words].push(textOf(row, 'word'))
  }
  return reader
    .all('SELECT * FROM parties WHERE case_id = ? ORDER BY seq', [caseId])
    .map((row) => read(row, words.get(textOf(row, 'id'))))
}

/** The case that a party is in, or nothing. */
export function findCase(reader: Reader, partyId: string): string | undefined {
  const row = reader.get('SELECT case_id FROM parties WHERE id = ?', [partyId])
  return row && textOf(row, 'case_id')
}

interface Words {
  readonly capacity: string[]
  readonly alias: string[]
  readonly language: string[]
}

function read(row: Row, words: Words | undefined): Party {
  const years = numberOrNull(row, 'estimated_years')
  return {
    partyId: PartyId.parse(row['id']),
    name: textOf(row, 'name'),
    nativeName: textOf(row, 'native_name'),
    aliases: words?.alias ?? [],
    capacities: (words?.capacity ?? []).map((word) => Capacity.parse(word)),
    organisation: numberOf(row, 'organisation') === 1,
    minor: numberOf(row, 'minor') === 1,
    protected: numberOf(row, 'protected') === 1,
    pseudonym: textOrNull(row, 'pseudonym'),
    sex: textOf(row, 'sex'),
    birthDate: textOrNull(row, 'birth_date'),
    estimatedAge:
      years === null
        ? null
        : { years, on: textOrNull(row, 'estimated_on') ?? '', basis: textOrNull(row, 'estimated_basis') ?? '' },
    languages: words?.language ?? [],
    notes: textOf(row, 'notes'),
  }
}
