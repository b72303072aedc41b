import type { EvidenceDetails } from '../../contract/exhibits.ts'
import type { Paragraph, StatementDetails } from '../../contract/statements.ts'
import { servedName } from '../../domain/names.ts'
import type { Reader, Row } from '../handles.ts'
import { numberOf, textOf, textOrNull } from '../rows.ts'

/** What is found: each of these is opened as one. */
export type RecordKind = 'case' | 'party' | 'exhibit' | 'statement' | 'event' | 'hearing' | 'note'

/** What a search can be narrowed by, beside case, kind and day. */
export interface Facets {
  /** Ids of parties. */
  readonly person: readonly string[]
  readonly tag: readonly string[]
  readonly place: readonly string[]
  readonly language: readonly string[]
}

/** A record as it is searched and shown among what was found. */
export interface RecordSource {
  readonly caseId: string | null
  /** What a person calls it; a protected party by its pseudonym. */
  readonly title: string
  /** An exhibit's mark. */
  readonly mark?: string
  readonly exhibitKind?: string
  readonly dayFrom: string | null
  readonly dayTo: string | null
  readonly facets: Facets
  /** What it is found by. */
  readonly lines: readonly string[]
  /** What is shown of it; never the names of a protected party. */
  readonly shown: readonly string[]
}

const none: Facets = { person: [], tag: [], place: [], language: [] }

function given(...lines: readonly (string | null | undefined)[]): readonly string[] {
  return lines.filter((line): line is string => line !== undefined && line !== null && line !== '')
}

function column(reader: Reader, sql: string, id: string): readonly string[] {
  return reader.all(sql, [id]).map((row) => textOf(row, 'value'))
}

/** A party's row with its aliases. */
function partyOf(
  reader: Reader,
  partyId: string,
): { readonly row: Row; readonly names: Parameters<typeof servedName>[0] } | undefined {
  const row = reader.get('SELECT * FROM parties WHERE id = ?', [partyId])
  if (!row) return undefined
  const names = {
    name: textOf(row, 'name'),
    nativeName: textOf(row, 'native_name'),
    aliases: column(
      reader,
      "SELECT word AS value FROM party_words WHERE party_id = ? AND list = 'alias' ORDER BY seq",
      partyId,
    ),
    protected: numberOf(row, 'protected') === 1,
    pseudonym: textOrNull(row, 'pseudonym'),
  }
  return { row, names }
}

/** The name of a party as others may see it; empty for one that is not there. */
export function shownName(reader: Reader, partyId: string): string {
  const party = partyOf(reader, partyId)
  return party ? servedName(party.names) : ''
}

type Load = (reader: Reader, id: string) => RecordSource | undefined

const loaders: Readonly<Record<RecordKind, Load>> = {
  case: (reader, id) => {
    const row = reader.get('SELECT * FROM cases WHERE id = ?', [id])
    if (!row) return undefined
    const day = textOf(row, 'recorded_at').slice(0, 10)
    const numbers = [textOf(row, 'court_case_number'), textOf(row, 'police_number')]
    const places = [textOf(row, 'office'), textOf(row, 'jurisdiction'), textOf(row, 'court')]
    const lines = given(textOf(row, 'title'), textOf(row, 'reference'), ...places, ...numbers, textOf(row, 'summary'))
    return {
      caseId: id,
      title: textOf(row, 'title'),
      dayFrom: day,
      dayTo: day,
      facets: none,
      lines,
      shown: lines.slice(1),
    }
  },
  party: (reader, id) => {
    const party = partyOf(reader, id)
    if (!party) return undefined
    const { row, names } = party
    const day = textOf(row, 'recorded_at').slice(0, 10)
    const own = given(names.name, names.nativeName, ...names.aliases, textOf(row, 'notes'))
    return {
      caseId: textOf(row, 'case_id'),
      title: servedName(names),
      dayFrom: day,
      dayTo: day,
      facets: {
        ...none,
        person: [id],
        language: column(
          reader,
          "SELECT word AS value FROM party_words WHERE party_id = ? AND list = 'language' ORDER BY seq",
          id,
        ),
      },
      lines: given(names.pseudonym, ...own),
      shown: names.protected ? [] : own,
    }
  },
  exhibit: (reader, id) => {
    const row = reader.get(
      `SELECT e.*, (SELECT f.name FROM exhibit_files f WHERE f.exhibit_id = e.id ORDER BY f.seq LIMIT 1) AS file_name
       FROM exhibits e WHERE e.id = ?`,
      [id],
    )
    return row && exhibitSource(reader, id, row)
  },
  statement: (reader, id) => {
    const row = reader.get(
      `SELECT s.case_id, s.witness, s.details, v.language, v.body, v.recorded_at FROM statements s
       JOIN statement_versions v ON v.statement_id = s.id WHERE s.id = ? ORDER BY v.version DESC LIMIT 1`,
      [id],
    )
    if (!row) return undefined
    const details = JSON.parse(textOf(row, 'details')) as StatementDetails
    const body = (JSON.parse(textOf(row, 'body')) as readonly Paragraph[]).map(({ text }) => text)
    const day = details.takenFrom?.slice(0, 10) ?? textOf(row, 'recorded_at').slice(0, 10)
    const title = shownName(reader, textOf(row, 'witness'))
    return {
      caseId: textOf(row, 'case_id'),
      title,
      dayFrom: day,
      dayTo: day,
      facets: {
        ...none,
        person: [textOf(row, 'witness')],
        place: given(details.takenAt),
        language: given(textOf(row, 'language')),
      },
      lines: given(title, details.takenBy, details.takenAt, ...body),
      shown: body,
    }
  },
  event: (reader, id) => {
    const row = reader.get('SELECT * FROM events WHERE id = ?', [id])
    if (!row) return undefined
    const sources = column(reader, 'SELECT source AS value FROM event_sources WHERE event_id = ? ORDER BY seq', id)
    const lines = given(textOf(row, 'what'), textOf(row, 'when_text'), textOf(row, 'place'), ...sources)
    return {
      caseId: textOf(row, 'case_id'),
      title: textOf(row, 'what'),
      dayFrom: textOf(row, 'sort_from'),
      dayTo: textOf(row, 'sort_to'),
      facets: {
        ...none,
        person: column(reader, 'SELECT party_id AS value FROM event_parties WHERE event_id = ?', id),
        place: given(textOf(row, 'place')),
      },
      lines,
      shown: lines.slice(1),
    }
  },
  hearing: (reader, id) => {
    const row = reader.get('SELECT * FROM hearings WHERE id = ?', [id])
    if (!row) return undefined
    const day = textOf(row, 'date')
    const told = ['court', 'before', 'outcome', 'adjournment_reason'].map((name) => textOf(row, name))
    const lines = given(textOf(row, 'purpose'), day, ...told)
    return {
      caseId: textOf(row, 'case_id'),
      title: textOf(row, 'purpose'),
      dayFrom: day,
      dayTo: day,
      facets: { ...none, place: given(textOf(row, 'court')) },
      lines,
      shown: lines.slice(1),
    }
  },
  note: (reader, id) => {
    const row = reader.get('SELECT * FROM aftercare_notes WHERE id = ?', [id])
    if (!row) return undefined
    const day = textOf(row, 'written_on')
    return {
      caseId: null,
      title: textOf(row, 'pseudonym'),
      dayFrom: day,
      dayTo: day,
      facets: { ...none, person: [textOf(row, 'party_id')] },
      lines: given(textOf(row, 'pseudonym'), textOf(row, 'text')),
      shown: [textOf(row, 'text')],
    }
  },
}

function exhibitSource(reader: Reader, id: string, row: Row): RecordSource {
  const details = JSON.parse(textOf(row, 'details')) as EvidenceDetails
  const tags = details.tags ?? []
  const told = given(
    details.description,
    details.source,
    details.method,
    details.collectedBy,
    details.place,
    details.physicalLocation,
    details.sealNumbers,
    ...tags,
  )
  const day = details.collectedAt?.slice(0, 10) ?? textOf(row, 'recorded_at').slice(0, 10)
  const [mark, title, fileName] = [textOf(row, 'mark'), textOf(row, 'title'), textOrNull(row, 'file_name')]
  return {
    caseId: textOf(row, 'case_id'),
    title,
    mark,
    exhibitKind: textOf(row, 'kind'),
    dayFrom: day,
    dayTo: day,
    facets: {
      person: column(reader, 'SELECT party_id AS value FROM exhibit_parties WHERE exhibit_id = ?', id),
      tag: tags,
      place: given(details.place),
      language: given(details.language),
    },
    lines: given(mark, title, fileName, ...told),
    shown: given(...told, fileName),
  }
}

/** A record as it is searched and shown; undefined for one that is not there. */
export function recordSource(reader: Reader, kind: RecordKind, id: string): RecordSource | undefined {
  return loaders[kind](reader, id)
}
