import { z } from 'zod'
import { ExhibitId } from '../contract/ids.ts'
import { Paragraph, StatementDetails } from '../contract/statements.ts'
import { StatementState } from '../contract/words.ts'
import type { Reader, Row, Writer } from './connection.ts'
import { numberOf, textOf, textOrNull } from './rows.ts'

/** A statement: who gave it, in which case, how it was taken. Its words are in its versions. */
export interface StatementRow {
  readonly id: string
  readonly caseId: string
  readonly witness: string
  readonly details: StatementDetails
  readonly recordedAt: string
}

/** One version of a statement's words. */
export interface VersionRow {
  readonly statementId: string
  readonly version: number
  readonly state: StatementState
  readonly language: string
  readonly body: readonly Paragraph[]
  readonly paragraphs: number
  readonly sha256: string
  readonly reason: string
  readonly author: string
  readonly recordedAt: string
  readonly signedAt: string | null
}

export function insert(writer: Writer, row: StatementRow): void {
  writer.run('INSERT INTO statements (id, case_id, witness, details, recorded_at) VALUES (?, ?, ?, ?, ?)', [
    row.id,
    row.caseId,
    row.witness,
    JSON.stringify(row.details),
    row.recordedAt,
  ])
}

export function insertVersion(writer: Writer, row: VersionRow): void {
  writer.run(
    `INSERT INTO statement_versions (statement_id, version, state, language, body, paragraphs, sha256, reason, author,
       recorded_at, signed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      row.statementId,
      row.version,
      row.state,
      row.language,
      JSON.stringify(row.body),
      row.paragraphs,
      row.sha256,
      row.reason,
      row.author,
      row.recordedAt,
      row.signedAt,
    ],
  )
}

/** Moves a version on to a later state. The database refuses to open a signed one again. */
export function setState(
  writer: Writer,
  { statementId, version }: { readonly statementId: string; readonly version: number },
  state: StatementState,
  signedAt: string | null,
): void {
  writer.run(
    'UPDATE statement_versions SET state = ?, signed_at = coalesce(?, signed_at) WHERE statement_id = ? AND version = ?',
    [state, signedAt, statementId, version],
  )
}

/** Says which exhibits the witness produces; a mark is produced once however often it is named. */
export function produce(writer: Writer, statementId: string, exhibitIds: readonly string[]): void {
  for (const exhibitId of exhibitIds)
    writer.run('INSERT INTO statement_exhibits (statement_id, exhibit_id) VALUES (?, ?) ON CONFLICT DO NOTHING', [
      statementId,
      exhibitId,
    ])
}

/** The statements of a case, each with its newest version, in the order in which they were recorded. */
export function listOfCase(
  reader: Reader,
  caseId: string,
): readonly (StatementRow & { readonly newest: VersionRow })[] {
  return reader
    .all(`${NEWEST} WHERE s.case_id = ? ORDER BY s.seq`, [caseId])
    .map((row) => ({ ...readStatement(row), newest: readVersion(row) }))
}

/** A statement with its newest version. */
export function find(
  reader: Reader,
  statementId: string,
): (StatementRow & { readonly newest: VersionRow }) | undefined {
  const row = reader.get(`${NEWEST} WHERE s.id = ?`, [statementId])
  return row && { ...readStatement(row), newest: readVersion(row) }
}

/** The exhibits that a statement produces. */
export function produced(
  reader: Reader,
  statementId: string,
): readonly { readonly exhibitId: ExhibitId; readonly mark: string }[] {
  return reader
    .all(
      `SELECT e.id, e.mark FROM statement_exhibits x JOIN exhibits e ON e.id = x.exhibit_id
       WHERE x.statement_id = ? ORDER BY x.seq`,
      [statementId],
    )
    .map((row) => ({ exhibitId: ExhibitId.parse(row['id']), mark: textOf(row, 'mark') }))
}

const NEWEST = `
  SELECT s.id, s.case_id, s.witness, s.details, s.recorded_at AS statement_recorded_at, v.*
  FROM statements s JOIN statement_versions v ON v.statement_id = s.id
    AND v.version = (SELECT max(version) FROM statement_versions WHERE statement_id = s.id)`

function readStatement(row: Row): StatementRow {
  return {
    id: textOf(row, 'id'),
    caseId: textOf(row, 'case_id'),
    witness: textOf(row, 'witness'),
    details: StatementDetails.parse(JSON.parse(textOf(row, 'details'))),
    recordedAt: textOf(row, 'statement_recorded_at'),
  }
}

function readVersion(row: Row): VersionRow {
  return {
    statementId: textOf(row, 'statement_id'),
    version: numberOf(row, 'version'),
    state: StatementState.parse(row['state']),
    language: textOf(row, 'language'),
    body: z.array(Paragraph).parse(JSON.parse(textOf(row, 'body'))),
    paragraphs: numberOf(row, 'paragraphs'),
    sha256: textOf(row, 'sha256'),
    reason: textOf(row, 'reason'),
    author: textOf(row, 'author'),
    recordedAt: textOf(row, 'recorded_at'),
    signedAt: textOrNull(row, 'signed_at'),
  }
}
