import { z } from 'zod'
import { CaseId, ExhibitId, Grant, Instant, line, PartyId, Sha256, StatementId, text, words } from './ids.ts'
import { act, query } from './procedure.ts'
import { StatementMode, StatementState } from './words.ts'

/** One paragraph of a statement. Numbers are given by position to `paragraph`, `question` and `answer` alone. */
export const Paragraph = z.object({
  kind: z.enum(['heading', 'paragraph', 'question', 'answer', 'quotation']),
  text: z.string(),
})
export type Paragraph = z.infer<typeof Paragraph>

export const StatementDetails = z.strictObject({
  language: line(60).optional(),
  takenBy: text(200).optional(),
  takenAt: text(300).optional(),
  takenFrom: z.iso.datetime({ offset: true, local: true }).optional(),
  takenTo: z.iso.datetime({ offset: true, local: true }).optional(),
  mode: StatementMode.optional(),
  interpreter: PartyId.optional(),
  translationOf: StatementId.optional(),
})
export type StatementDetails = z.infer<typeof StatementDetails>

/** A line of the list of statements. `witnessName` is the pseudonym where the witness is protected. */
export const StatementSummary = z.object({
  statementId: StatementId,
  witness: PartyId,
  witnessName: z.string(),
  language: z.string(),
  version: z.int(),
  state: StatementState,
  paragraphs: z.int(),
  sha256: Sha256,
  recordedAt: Instant,
})
export type StatementSummary = z.infer<typeof StatementSummary>

/** A statement's newest version. */
export const Statement = StatementSummary.extend({
  caseId: CaseId,
  details: StatementDetails,
  body: z.array(Paragraph),
  exhibits: z.array(z.object({ exhibitId: ExhibitId, mark: z.string() })),
})
export type Statement = z.infer<typeof Statement>

/** Where a statement's words come from: typed or pasted text, or a Markdown, plain text or .docx file. */
const StatementSource = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('text'), text: words(500_000) }),
  z.strictObject({ from: z.literal('file'), file: Grant }),
])

const recorded = z.object({
  statementId: StatementId,
  version: z.int(),
  sha256: Sha256,
  state: StatementState,
  warnings: z.array(z.string()),
})

export const statementProcedures = {
  'statement.list': query(z.strictObject({ caseId: CaseId }), z.array(StatementSummary)),
  /** Reading a statement is an act: it is entered in the ledger. */
  'statement.show': act(z.strictObject({ statementId: StatementId }), Statement),
  'statement.record': act(
    z.strictObject({
      caseId: CaseId,
      witness: PartyId,
      source: StatementSource,
      details: StatementDetails.optional(),
      exhibits: z.array(ExhibitId).max(500).optional(),
    }),
    recorded,
  ),
  'statement.revise': act(
    z.strictObject({ statementId: StatementId, source: StatementSource, reason: text(1_000).optional() }),
    recorded,
  ),
  'statement.sign': act(z.strictObject({ statementId: StatementId }), recorded),
} as const
