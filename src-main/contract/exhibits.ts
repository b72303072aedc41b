import { z } from 'zod'
import { CaseId, ExhibitId, Grant, Instant, JobId, line, PartyId, Sha256, text } from './ids.ts'
import { LastCheck } from './integrity.ts'
import { act, query } from './procedure.ts'
import { SkipReason } from './failure.ts'
import { View } from './viewing.ts'
import { ExhibitKind } from './words.ts'

/** One file of an exhibit. Its original name is data: never a path, never used to open anything. */
export const EvidenceFile = z.object({
  name: z.string(),
  size: z.int(),
  mediaType: z.string(),
  sha256: Sha256,
  sha1: z.string(),
  md5: z.string(),
})
export type EvidenceFile = z.infer<typeof EvidenceFile>

/** A line of the evidence register. */
export const ExhibitSummary = z.object({
  seq: z.int(),
  exhibitId: ExhibitId,
  mark: z.string(),
  title: z.string(),
  kind: ExhibitKind,
  fileName: z.string().nullable(),
  mediaType: z.string().nullable(),
  size: z.int().nullable(),
  sha256: Sha256.nullable(),
  recordedAt: Instant,
  /** When the file was last read again; null where it never was, or has none. */
  checked: LastCheck.nullable(),
  /** What it is a working copy of. */
  derivedFrom: ExhibitId.nullable(),
})
export type ExhibitSummary = z.infer<typeof ExhibitSummary>

/** What a collector says of evidence; the same for every file of one import. */
export const EvidenceDetails = z.strictObject({
  title: text(500).optional(),
  kind: ExhibitKind.optional(),
  collectedBy: text(200).optional(),
  collectedAt: z.iso.datetime({ offset: true, local: true }).optional(),
  place: text(300).optional(),
  latitude: z.number().min(-90).max(90).optional(),
  longitude: z.number().min(-180).max(180).optional(),
  accuracyMetres: z.int().min(0).optional(),
  source: text(500).optional(),
  method: text(1_000).optional(),
  sealNumbers: text(200).optional(),
  physicalLocation: text(300).optional(),
  language: text(60).optional(),
  sensitivity: z.enum(['ordinary', 'sensitive', 'graphic']).optional(),
  tags: z.array(line(60)).max(30).optional(),
  parties: z.array(PartyId).max(50).optional(),
  description: text(10_000).optional(),
})
export type EvidenceDetails = z.infer<typeof EvidenceDetails>

/** An exhibit with everything known of it. */
export const Exhibit = z.object({
  exhibitId: ExhibitId,
  caseId: CaseId,
  mark: z.string(),
  title: z.string(),
  kind: ExhibitKind,
  details: EvidenceDetails,
  file: EvidenceFile.nullable(),
  recordedAt: Instant,
  /** When the file was last read again; null where it never was, or has none. */
  checked: LastCheck.nullable(),
  /** What it is a working copy of. */
  derivedFrom: ExhibitId.nullable(),
})
export type Exhibit = z.infer<typeof Exhibit>

export const Imported = z.object({ exhibitId: ExhibitId, mark: z.string(), file: EvidenceFile })
export type Imported = z.infer<typeof Imported>

/** A file left out of an import, and why. `of` names the exhibit that holds the same bytes. */
export const Skipped = z.object({ name: z.string(), reason: SkipReason, of: z.string().optional() })
export type Skipped = z.infer<typeof Skipped>

export const exhibitProcedures = {
  'exhibit.import': act(
    z.strictObject({
      caseId: CaseId,
      grants: z.array(Grant).min(1).max(1000),
      details: EvidenceDetails.optional(),
      keepDuplicates: z.boolean().optional(),
    }),
    z.object({ jobId: JobId }),
  ),
  'exhibit.record': act(
    z.strictObject({ caseId: CaseId, title: line(500), kind: ExhibitKind, details: EvidenceDetails.optional() }),
    z.object({ exhibitId: ExhibitId, mark: z.string() }),
  ),
  'exhibit.page': query(
    z.strictObject({
      caseId: CaseId,
      offset: z.int().nonnegative().default(0),
      limit: z.int().min(1).max(500).default(200),
      sort: z.enum(['mark', 'title', 'kind', 'size', 'recorded']).default('mark'),
      descending: z.boolean().default(false),
      containing: z.string().max(200).default(''),
    }),
    z.object({ rows: z.array(ExhibitSummary), total: z.int() }),
  ),
  'exhibit.show': query(z.strictObject({ exhibitId: ExhibitId }), Exhibit),
  'exhibit.view': act(z.strictObject({ exhibitId: ExhibitId }), View),
  'exhibit.verify': act(
    z.strictObject({ exhibitId: ExhibitId }),
    z.object({
      ok: z.boolean(),
      expected: Sha256,
      found: Sha256.nullable(),
      /** The stretches that cannot be read: first byte, and the byte after the last. */
      damage: z.array(z.object({ from: z.int(), to: z.int() })),
    }),
  ),
  'exhibit.extract': act(z.strictObject({ exhibitId: ExhibitId, to: Grant }), z.object({ sha256: Sha256 })),
} as const
