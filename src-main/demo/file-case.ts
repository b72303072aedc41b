import type { EvidenceDetails } from '../contract/exhibits.ts'
import { BundlePlan } from '../contract/bundles.ts'
import { createBundle } from '../acts/bundles.ts'
import { addEvent, addHearing, addParty, openCase } from '../acts/case-file.ts'
import type { CustodyAddition } from '../acts/custody-addition.ts'
import type { Desk } from '../acts/desk.ts'
import { recordExhibit } from '../acts/exhibits.ts'
import { fileMadeEvidence } from '../acts/import-evidence.ts'
import { readStatementText } from '../acts/statement-file.ts'
import { recordStatement, signStatement } from '../acts/statements.ts'
import { assert } from '../kernel/errors.ts'
import { given } from '../kernel/given.ts'
import { makeEvidence } from './make-evidence.ts'
import type { EvidenceTools } from './files/tools.ts'
import { momentOf } from './moment-of.ts'
import { sourceText, withMarks } from './sample-office.ts'
import type { SampleCase, SampleEntry, SampleEvidence, SampleParty, SampleStatement } from './sample-types.ts'

/** A sample case as it was filed. */
export interface FiledCase {
  readonly caseId: string
  readonly reference: string
  readonly bundleId: string | undefined
}

/** What the sample's keys became. */
interface Filing {
  readonly desk: Desk
  readonly caseId: string
  readonly sample: SampleCase
  readonly parties: Map<string, string>
  readonly exhibits: Map<string, { readonly id: string; readonly mark: string }>
  readonly statements: Map<string, string>
}

/** Files one sample case with the same acts that a person's clicks come to. */
export async function fileCase(
  desk: Desk,
  sample: SampleCase,
  tools: EvidenceTools,
  step: () => void,
): Promise<FiledCase> {
  const { caseId, reference } = openCase(desk, { ...pickCase(sample), stages: [...sample.stages] })
  const filing: Filing = { desk, caseId, sample, parties: new Map(), exhibits: new Map(), statements: new Map() }
  for (const party of sample.parties) fileParty(filing, party)
  for (const item of sample.evidence) {
    await fileExhibit(filing, item, tools)
    step()
  }
  for (const statement of sample.statements) await fileStatement(filing, statement, tools)
  fileChronology(filing)
  return { caseId, reference, bundleId: fileBundle(filing) }
}

function pickCase(sample: SampleCase): Omit<Parameters<typeof openCase>[1], 'stages'> {
  const { reference, title, caseType, profile, office, jurisdiction, court, courtCaseNumber, policeNumber, summary } =
    sample
  return { reference, title, caseType, profile, office, jurisdiction, court, courtCaseNumber, policeNumber, summary }
}

function fileParty({ desk, caseId, parties }: Filing, party: SampleParty): void {
  const { partyId } = addParty(desk, {
    caseId: caseId as Parameters<typeof addParty>[1]['caseId'],
    name: party.names.romanised,
    capacities: [...party.capacities],
    minor: party.minor,
    protected: party.protected,
    ...given({
      nativeName: party.names.native,
      aliases: party.names.aliases && [...party.names.aliases],
      organisation: party.isOrganisation,
      pseudonym: party.pseudonym,
      sex: party.sex,
      birthDate: party.birthDate,
      estimatedAge: party.estimatedAge,
      languages: party.languages && [...party.languages],
      notes: party.notes,
    }),
  })
  parties.set(party.key, partyId)
}

async function fileExhibit(
  { desk, caseId, parties, exhibits }: Filing,
  item: SampleEvidence,
  tools: EvidenceTools,
): Promise<void> {
  const details = detailsOf(item, parties)
  const before = (item.custody ?? []).map(({ kind, by, at, place, note }): Omit<CustodyAddition, 'exhibitId'> => ({
    kind,
    by,
    place,
    note,
    when: momentOf(at),
  }))
  if (item.file === undefined || item.content === undefined) {
    const { exhibitId, mark } = recordExhibit(desk, { caseId, title: item.title, kind: item.kind, details, before })
    exhibits.set(item.key, { id: exhibitId, mark })
    return
  }
  const bytes = await makeEvidence(item.key, tools)
  const filed = await fileMadeEvidence(desk, { caseId, name: item.file, bytes, details, before })
  exhibits.set(item.key, { id: filed.exhibitId, mark: filed.mark })
}

function detailsOf(item: SampleEvidence, parties: ReadonlyMap<string, string>): EvidenceDetails {
  return {
    title: item.title,
    kind: item.kind,
    collectedBy: item.collectedBy,
    collectedAt: item.collectedAt,
    place: item.place.name,
    source: item.source,
    method: item.method,
    sensitivity: item.sensitivity,
    tags: [...item.tags],
    parties: item.parties.map((key) => found(parties, key)) as NonNullable<EvidenceDetails['parties']>,
    ...given({
      latitude: item.place.latitude,
      longitude: item.place.longitude,
      accuracyMetres: item.place.accuracyMetres,
      sealNumbers: item.sealNumbers,
      physicalLocation: item.physicalLocation,
      language: item.language,
      description: item.description,
    }),
  }
}

async function fileStatement(filing: Filing, statement: SampleStatement, tools: EvidenceTools): Promise<void> {
  const { desk, caseId, parties, exhibits, statements } = filing
  const markOf = (key: string): string => found(exhibits, key).mark
  const { interpreter, translationOf } = statement
  const { statementId } = recordStatement(desk, {
    caseId,
    witness: found(parties, statement.witness),
    source: await readStatementText(desk, withMarks(await tools.text(statement.body), markOf)),
    details: {
      language: statement.language,
      takenBy: statement.takenBy,
      takenAt: statement.takenAt,
      takenFrom: statement.takenFrom,
      takenTo: statement.takenTo,
      mode: statement.mode,
      ...(interpreter === undefined ? {} : { interpreter: found(parties, interpreter) as never }),
      ...(translationOf === undefined ? {} : { translationOf: found(statements, translationOf) as never }),
    },
    exhibits: statement.exhibits.map((key) => found(exhibits, key).id),
  })
  statements.set(statement.key, statementId)
  if (statement.state === 'signed') signStatement(desk, statementId)
}

function fileChronology({ desk, caseId, sample, parties, exhibits }: Filing): void {
  const name = {
    ofExhibit: (key: string): string => found(exhibits, key).mark,
    ofStatement: (key: string): string => {
      const witness = sample.statements.find((statement) => statement.key === key)?.witness
      const party = sample.parties.find((one) => one.key === witness)
      return `Statement of ${party?.pseudonym ?? party?.names.romanised ?? ''}`
    },
  }
  const ofCase = caseId as Parameters<typeof addEvent>[1]['caseId']
  for (const { when, what, where, sources, disputed, parties: who } of sample.events)
    addEvent(desk, {
      caseId: ofCase,
      when,
      what,
      parties: who.map((key) => found(parties, key)) as never,
      sources: sources.map((source) => sourceText(source, name)),
      ...given({ where, disputed }),
    })
  for (const { date, purpose, ...rest } of sample.hearings)
    addHearing(desk, { caseId: ofCase, date, purpose, court: sample.court, ...given(rest) })
}

function fileBundle({ desk, caseId, sample, exhibits, statements }: Filing): string | undefined {
  if (!sample.bundle) return undefined
  const entryOf = (entry: SampleEntry): unknown => {
    if ('exhibit' in entry) return { ...entry, exhibit: found(exhibits, entry.exhibit).id }
    return 'statement' in entry ? { ...entry, statement: found(statements, entry.statement) } : entry
  }
  const sections = sample.bundle.sections.map(({ title, entries }) => ({ title, entries: entries.map(entryOf) }))
  return createBundle(desk, caseId, BundlePlan.parse({ ...sample.bundle, sections })).bundleId
}

function found<T>(map: ReadonlyMap<string, T>, key: string): T {
  const value = map.get(key)
  assert(value !== undefined, 'the sample office names only what is in it')
  return value
}
