import { z } from 'zod'
import { Day, ExhibitId, line, Sha256, text, words } from './ids.ts'
import { act, query } from './procedure.ts'

/** In thousandths of a picture's width and height, from the top left. */
const Crop = z
  .strictObject({
    left: z.int().min(0).max(999),
    top: z.int().min(0).max(999),
    right: z.int().min(1).max(1_000),
    bottom: z.int().min(1).max(1_000),
  })
  .refine(({ left, top, right, bottom }) => left < right && top < bottom, { message: 'empty' })

/** How a working copy is made. The original is read and never written. */
export const DeriveRecipe = z.discriminatedUnion('way', [
  /** A picture of a picture, or of a page of a PDF: a part cut out, turned by quarters, made brighter. */
  z.strictObject({
    way: z.literal('picture'),
    /** Counted from 1. */
    page: z.int().positive().default(1),
    crop: Crop.optional(),
    turns: z.int().min(0).max(3).default(0),
    brightness: z.int().min(-100).max(100).default(0),
    contrast: z.int().min(-100).max(100).default(0),
    to: z.enum(['jpeg', 'png']).default('jpeg'),
  }),
  /** Some pages of a PDF, as `1-3,7`. */
  z.strictObject({
    way: z.literal('excerpt'),
    pages: z.string().regex(/^\d{1,6}(-\d{1,6})?(,\d{1,6}(-\d{1,6})?)*$/u),
  }),
  /** What is said in it, with times as `[00:01:23]` where it is sound or film. */
  z.strictObject({
    way: z.literal('transcript'),
    text: words(2_000_000),
    language: text(60).optional(),
    by: text(200).optional(),
  }),
  /** What it says in another language, and the translator's certificate. */
  z.strictObject({
    way: z.literal('translation'),
    text: words(2_000_000),
    language: line(60),
    from: text(60).optional(),
    translator: line(200),
    certificate: text(4_000).optional(),
    certifiedOn: Day.optional(),
  }),
  /** One attachment of a mail, counted from 0. */
  z.strictObject({ way: z.literal('attachment'), index: z.int().min(0).max(10_000) }),
  /** A frame of a film, as the window drew it. */
  z.strictObject({
    way: z.literal('frame'),
    /** From the film's beginning, in milliseconds. */
    atMs: z.int().min(0).max(1_000_000_000),
    /** A JPEG or PNG in base64. */
    picture: z.base64().max(1_000_000),
  }),
])
export type DeriveRecipe = z.output<typeof DeriveRecipe>

/** One exhibit that was made from another, seen from the other. */
export const Lineage = z.object({
  exhibitId: ExhibitId,
  mark: z.string(),
  title: z.string(),
  way: z.string(),
  /** Of the original's bytes when it was made. */
  parentSha256: Sha256,
  tool: z.string(),
  settings: z.record(z.string(), z.union([z.string(), z.int(), z.boolean()])),
})
export type Lineage = z.infer<typeof Lineage>

export const deriveProcedures = {
  'derive.make': act(
    z.strictObject({ exhibitId: ExhibitId, title: text(500).optional(), recipe: DeriveRecipe }),
    z.object({ exhibitId: ExhibitId, mark: z.string() }),
  ),
  /** What an exhibit was made from, and what was made from it. */
  'derive.lineage': query(
    z.strictObject({ exhibitId: ExhibitId }),
    z.object({ parent: Lineage.nullable(), made: z.array(Lineage) }),
  ),
} as const
