import { z } from 'zod'
import {
  BuildId,
  BundleId,
  CaseId,
  Day,
  ExhibitId,
  Grant,
  Instant,
  JobId,
  line,
  Sha256,
  StatementId,
  text,
} from './ids.ts'
import { SkipReason } from './failure.ts'
import { act, query } from './procedure.ts'
import { View } from './viewing.ts'
import { GeneratedDocument, NamingPolicy } from './words.ts'

/** Pages of a document, as a person writes them: `1-4,7`. */
export const PageRange = z.string().regex(/^\s*\d+\s*(-\s*\d+\s*)?(,\s*\d+\s*(-\s*\d+\s*)?)*$/u)

const entryWords = { title: line(500).optional(), date: Day.optional() }

/** One document in a bundle's section. */
export const BundleEntry = z.union([
  z.strictObject({
    exhibit: ExhibitId,
    pages: PageRange.optional(),
    /** A person says that its pages are pictures or handwriting: there is no typed text to recognise. */
    pictures: z.boolean().optional(),
    ...entryWords,
  }),
  z.strictObject({ statement: StatementId, ...entryWords }),
  z.strictObject({ generated: GeneratedDocument, ...entryWords }),
])
export type BundleEntry = z.infer<typeof BundleEntry>

export const BundleSection = z.strictObject({ title: line(300), entries: z.array(BundleEntry).max(10_000) })
export type BundleSection = z.infer<typeof BundleSection>

/** What a bundle is made of, in order. */
export const BundlePlan = z.strictObject({
  title: line(300),
  profile: z.string().min(1).max(40),
  hearing: Day.optional(),
  policy: NamingPolicy.default('served'),
  sections: z.array(BundleSection).max(200),
})
export type BundlePlan = z.infer<typeof BundlePlan>

/** What the check of a PDF found. `rule` is worded under `check.<rule>`. */
export const CheckReport = z.object({
  passed: z.array(z.string()),
  failed: z.array(
    z.object({
      rule: z.string(),
      page: z.int().nullable(),
      facts: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ),
  warnings: z.array(
    z.object({
      rule: z.string(),
      page: z.int().nullable(),
      facts: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ),
})
export type CheckReport = z.infer<typeof CheckReport>

/** Where one document stands in a built bundle. Pages are physical, from 1. */
export const PlacedEntry = z.object({
  title: z.string(),
  section: z.string(),
  firstPage: z.int(),
  pages: z.int(),
  firstLabel: z.string(),
  lastLabel: z.string(),
})
export type PlacedEntry = z.infer<typeof PlacedEntry>

/** One built bundle: an immutable PDF and what was found of it. */
export const BundleBuild = z.object({
  buildId: BuildId,
  builtAt: Instant,
  sha256: Sha256,
  bytes: z.int(),
  pages: z.int(),
  placed: z.array(PlacedEntry),
  left: z.array(z.object({ title: z.string(), reason: SkipReason })),
  checks: CheckReport,
})
export type BundleBuild = z.infer<typeof BundleBuild>

/** A line of the list of bundles. */
export const BundleSummary = z.object({
  bundleId: BundleId,
  title: z.string(),
  profile: z.string(),
  entries: z.int(),
  builds: z.int(),
  recordedAt: Instant,
})
export type BundleSummary = z.infer<typeof BundleSummary>

export const Bundle = BundleSummary.extend({ caseId: CaseId, plan: BundlePlan })
export type Bundle = z.infer<typeof Bundle>

/** A court profile, as far as the window needs it. */
export const ProfileSummary = z.object({
  id: z.string(),
  label: z.string(),
  jurisdiction: z.string(),
  confidence: z.enum(['sourced', 'partly-sourced', 'unverified']),
  sections: z.array(z.string()),
})
export type ProfileSummary = z.infer<typeof ProfileSummary>

const ofBundle = z.strictObject({ bundleId: BundleId })

export const bundleProcedures = {
  'profile.list': query(z.strictObject({}), z.array(ProfileSummary)),
  'bundle.list': query(z.strictObject({ caseId: CaseId }), z.array(BundleSummary)),
  'bundle.create': act(z.strictObject({ caseId: CaseId, plan: BundlePlan }), z.object({ bundleId: BundleId })),
  'bundle.show': query(ofBundle, Bundle),
  'bundle.arrange': act(z.strictObject({ bundleId: BundleId, plan: BundlePlan }), z.object({})),
  'bundle.build': act(
    z.strictObject({ bundleId: BundleId, unusable: z.enum(['refuse', 'leave-out']).default('refuse') }),
    z.object({ jobId: JobId }),
  ),
  'bundle.builds': query(ofBundle, z.array(BundleBuild)),
  'bundle.view': act(z.strictObject({ buildId: BuildId }), View),
  'bundle.export': act(
    z.strictObject({ buildId: BuildId, to: Grant, givenTo: text(300).optional() }),
    z.object({ sha256: Sha256, bytes: z.int() }),
  ),
} as const
