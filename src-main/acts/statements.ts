import type { Paragraph, Statement, StatementDetails, StatementSummary } from '../contract/statements.ts'
import { PartyId, StatementId } from '../contract/ids.ts'
import type { StatementState } from '../contract/words.ts'
import { servedName } from '../domain/names.ts'
import { countParagraphs, statementDigest } from '../domain/statement.ts'
import { Refusal } from '../kernel/errors.ts'
import * as exhibits from '../store/exhibits.ts'
import type { Reader } from '../store/connection.ts'
import * as parties from '../store/parties.ts'
import * as statements from '../store/statements.ts'
import { getCase } from './case-file.ts'
import type { Desk } from './desk.ts'
import { mustBeAllowed, record } from './record.ts'

/** The words of a statement as its source gave them. */
export interface StatementText {
  readonly paragraphs: readonly Paragraph[]
  readonly warnings: readonly string[]
}

/** What is to be recorded. */
export interface NewStatement {
  readonly caseId: string
  readonly witness: string
  readonly source: StatementText
  readonly details: StatementDetails
  readonly exhibits: readonly string[]
}

/** What was recorded. */
export interface Recorded {
  readonly statementId: StatementId
  readonly version: number
  readonly sha256: string
  readonly state: StatementState
  readonly warnings: string[]
}

/** Records a witness's account as the first version of a statement, a draft. @throws Refusal `party.not-found`, `statement.empty` */
export function recordStatement(desk: Desk, asked: NewStatement): Recorded {
  mustBeAllowed(desk, 'statement.record')
  const id = StatementId.parse(desk.newId())
  return desk.connection.write((writer) => {
    getCase(desk, writer, asked.caseId)
    mustBeInCase(writer, asked.caseId, asked.witness)
    if (asked.details.interpreter !== undefined) mustBeInCase(writer, asked.caseId, asked.details.interpreter)
    const { at } = desk.clock()
    statements.insert(writer, {
      id,
      caseId: asked.caseId,
      witness: asked.witness,
      details: asked.details,
      recordedAt: at,
    })
    const recorded = addVersion(desk, writer, {
      id,
      version: 1,
      language: asked.details.language ?? '',
      source: asked.source,
      reason: '',
    })
    for (const exhibitId of asked.exhibits)
      if (exhibits.find(writer, exhibitId)?.caseId !== asked.caseId) throw new Refusal('exhibit.not-found', {})
    statements.produce(writer, id, asked.exhibits)
    record(desk, writer, {
      act: 'statement.record',
      object: id,
      facts: { caseId: asked.caseId, sha256: recorded.sha256 },
    })
    return recorded
  })
}

/** Writes a further version. A signed version stays as it is, and the new one begins as a draft. */
export function reviseStatement(desk: Desk, statementId: string, source: StatementText, reason: string): Recorded {
  mustBeAllowed(desk, 'statement.revise')
  return desk.connection.write((writer) => {
    const { newest, id } = get(writer, statementId)
    if (newest.state === 'signed' || newest.state === 'served') statements.setState(writer, newest, 'superseded', null)
    const recorded = addVersion(desk, writer, {
      id: StatementId.parse(id),
      version: newest.version + 1,
      language: newest.language,
      source,
      reason,
    })
    record(desk, writer, {
      act: 'statement.revise',
      object: id,
      facts: { version: recorded.version, sha256: recorded.sha256 },
    })
    return recorded
  })
}

/**
 * Freezes the newest version: from now on a change is a further version. Exhibits that it produces get the fact in
 * their chains. @throws Refusal `statement.already-signed`
 */
export function signStatement(desk: Desk, statementId: string): Recorded {
  mustBeAllowed(desk, 'statement.sign')
  return desk.connection.write((writer) => {
    const { newest, id } = get(writer, statementId)
    if (newest.state !== 'draft' && newest.state !== 'read-back') throw new Refusal('statement.already-signed', {})
    statements.setState(writer, newest, 'signed', desk.clock().at)
    const note = `produced in statement ${id} version ${String(newest.version)}`
    record(desk, writer, {
      act: 'statement.sign',
      object: id,
      facts: { version: newest.version, sha256: newest.sha256 },
      custody: statements.produced(writer, id).map(({ exhibitId }) => ({ exhibitId, kind: 'accessed', note })),
    })
    return {
      statementId: StatementId.parse(id),
      version: newest.version,
      sha256: newest.sha256,
      state: 'signed',
      warnings: [],
    }
  })
}

interface NewVersion {
  readonly id: StatementId
  readonly version: number
  readonly language: string
  readonly source: StatementText
  readonly reason: string
}

function addVersion(desk: Desk, writer: Parameters<typeof statements.insertVersion>[0], asked: NewVersion): Recorded {
  const { id, version, language, source, reason } = asked
  const paragraphs = countParagraphs(source.paragraphs)
  if (paragraphs === 0) throw new Refusal('statement.empty', {})
  const sha256 = statementDigest({ statementId: id, version, language, body: source.paragraphs })
  statements.insertVersion(writer, {
    statementId: id,
    version,
    state: 'draft',
    language,
    body: source.paragraphs,
    paragraphs,
    sha256,
    reason,
    author: desk.user.id,
    recordedAt: desk.clock().at,
    signedAt: null,
  })
  return { statementId: id, version, sha256, state: 'draft', warnings: [...source.warnings] }
}

/** The statements of a case; a protected witness under its pseudonym. */
export function listStatements(desk: Desk, caseId: string): readonly StatementSummary[] {
  return desk.connection.read((reader) => {
    getCase(desk, reader, caseId)
    const names = witnessNames(reader, caseId)
    return statements.listOfCase(reader, caseId).map((row) => summary(row, names))
  })
}

/** Opens a statement's newest version to be read. Reading is an act: it is entered in the ledger. @throws Refusal `statement.not-found` */
export function viewStatement(desk: Desk, statementId: string): Statement {
  return desk.connection.write((writer) => {
    const row = get(writer, statementId)
    record(desk, writer, { act: 'statement.view', object: row.id, facts: { version: row.newest.version } })
    return {
      ...summary(row, witnessNames(writer, row.caseId)),
      caseId: getCase(desk, writer, row.caseId).caseId,
      details: row.details,
      body: [...row.newest.body],
      exhibits: [...statements.produced(writer, statementId)],
    }
  })
}

function get(reader: Reader, statementId: string): NonNullable<ReturnType<typeof statements.find>> {
  const found = statements.find(reader, statementId)
  if (!found) throw new Refusal('statement.not-found', {})
  return found
}

function mustBeInCase(reader: Reader, caseId: string, partyId: string): void {
  if (parties.findCase(reader, partyId) !== caseId) throw new Refusal('party.not-found', {})
}

function witnessNames(reader: Reader, caseId: string): ReadonlyMap<string, string> {
  return new Map(parties.listOfCase(reader, caseId).map((party) => [party.partyId, servedName(party)]))
}

function summary(
  row: NonNullable<ReturnType<typeof statements.find>>,
  names: ReadonlyMap<string, string>,
): StatementSummary {
  return {
    statementId: StatementId.parse(row.id),
    witness: PartyId.parse(row.witness),
    witnessName: names.get(row.witness) ?? '',
    language: row.newest.language,
    version: row.newest.version,
    state: row.newest.state,
    paragraphs: row.newest.paragraphs,
    sha256: row.newest.sha256,
    recordedAt: row.newest.recordedAt,
  }
}
