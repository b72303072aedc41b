import { CaseId } from '../contract/ids.ts'
import type { CaseFile, CaseSummary } from '../contract/cases.ts'
import { Stage } from '../contract/words.ts'
import type { Reader, Row, Writer } from './connection.ts'
import { numberOf, textOf, textOrNull } from './rows.ts'

/** A new case file, whole. */
export interface CaseRow {
  readonly id: string
  readonly reference: string
  readonly title: string
  readonly caseType: string
  readonly profile: string
  readonly office: string
  readonly jurisdiction: string
  readonly court: string
  readonly courtCaseNumber: string
  readonly policeNumber: string
  readonly summary: string
  readonly recordedAt: string
  readonly stages: readonly { readonly stage: Stage; readonly since: string }[]
}

export function insert(writer: Writer, row: CaseRow): void {
  writer.run(
    `INSERT INTO cases (id, reference, title, case_type, profile, office, jurisdiction, court, court_case_number,
       police_number, summary, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      row.id,
      row.reference,
      row.title,
      row.caseType,
      row.profile,
      row.office,
      row.jurisdiction,
      row.court,
      row.courtCaseNumber,
      row.policeNumber,
      row.summary,
      row.recordedAt,
    ],
  )
  for (const { stage, since } of row.stages)
    writer.run('INSERT INTO case_stages (case_id, stage, since) VALUES (?, ?, ?)', [row.id, stage, since])
}

/** How many cases have a reference that begins so; the next number of a year is one more, or the next free. */
export function hasReference(reader: Reader, reference: string): boolean {
  return reader.get('SELECT 1 AS one FROM cases WHERE reference = ?', [reference]) !== undefined
}

export function countReferences(reader: Reader, prefix: string): number {
  const row = reader.get('SELECT count(*) AS many FROM cases WHERE substr(reference, 1, ?) = ?', [
    prefix.length,
    prefix,
  ])
  return row ? numberOf(row, 'many') : 0
}

const SUMMARY = `
  SELECT c.*,
    (SELECT count(*) FROM exhibits e WHERE e.case_id = c.id) AS exhibits,
    (SELECT count(*) FROM statements s WHERE s.case_id = c.id) AS statements,
    (SELECT min(h.date) FROM hearings h WHERE h.case_id = c.id AND h.date >= ?) AS next_hearing
  FROM cases c`

/** Every case, newest first. `today` decides which hearing is the next. */
export function list(reader: Reader, today: string): readonly CaseSummary[] {
  const stages = new Map<string, StageDate[]>()
  for (const row of reader.all('SELECT case_id, stage, since FROM case_stages ORDER BY since, seq')) {
    const caseId = textOf(row, 'case_id')
    stages.set(caseId, [...(stages.get(caseId) ?? []), stageDate(row)])
  }
  return reader
    .all(`${SUMMARY} ORDER BY c.seq DESC`, [today])
    .map((row) => summary(row, stages.get(textOf(row, 'id')) ?? []))
}

/** A case by its id or its reference. */
export function find(reader: Reader, idOrReference: string, today: string): CaseFile | undefined {
  const row = reader.get(`${SUMMARY} WHERE c.id = ? OR c.reference = ?`, [today, idOrReference, idOrReference])
  if (!row) return undefined
  const stageDates = reader
    .all('SELECT stage, since FROM case_stages WHERE case_id = ? ORDER BY since, seq', [textOf(row, 'id')])
    .map(stageDate)
  return {
    ...summary(row, stageDates),
    stageDates: [...stageDates],
    office: textOf(row, 'office'),
    jurisdiction: textOf(row, 'jurisdiction'),
    court: textOf(row, 'court'),
    courtCaseNumber: textOf(row, 'court_case_number'),
    policeNumber: textOf(row, 'police_number'),
    summary: textOf(row, 'summary'),
  }
}

/** What the vault holds in all. */
export function totals(reader: Reader): { readonly cases: number; readonly exhibits: number; readonly bytes: number } {
  const row = reader.get(
    `SELECT (SELECT count(*) FROM cases) AS cases, (SELECT count(*) FROM exhibits) AS exhibits,
       (SELECT coalesce(sum(size), 0) FROM exhibit_files) AS bytes`,
  )
  return row
    ? { cases: numberOf(row, 'cases'), exhibits: numberOf(row, 'exhibits'), bytes: numberOf(row, 'bytes') }
    : { cases: 0, exhibits: 0, bytes: 0 }
}

interface StageDate {
  readonly stage: Stage
  readonly since: string
}

function stageDate(row: Row): StageDate {
  return { stage: Stage.parse(row['stage']), since: textOf(row, 'since') }
}

function summary(row: Row, stages: readonly StageDate[]): CaseSummary {
  const names = [...new Set(stages.map(({ stage }) => stage))]
  return {
    caseId: CaseId.parse(row['id']),
    reference: textOf(row, 'reference'),
    title: textOf(row, 'title'),
    caseType: textOf(row, 'case_type'),
    stages: names,
    profile: textOf(row, 'profile'),
    exhibits: numberOf(row, 'exhibits'),
    statements: numberOf(row, 'statements'),
    nextHearing: textOrNull(row, 'next_hearing'),
    recordedAt: textOf(row, 'recorded_at'),
    closed: names.includes('closed'),
  }
}
