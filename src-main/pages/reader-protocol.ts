import { z } from 'zod'
import { failures, type Failure, type FailureCode } from '../contract/failure.ts'
import { Refusal } from '../kernel/errors.ts'
import type { PictureRecipe } from './derive.ts'
import type { LanguageData } from './tesseract.ts'
import type { CheckExpectations, CheckRules } from './check/rules.ts'

/**
 * A line to another process: Electron's `process.parentPort` or `MessagePortMain`, the channel of `child_process.fork` with
 * `serialization: 'advanced'`, a worker's MessagePort. Messages carry Uint8Array as it is.
 */
export interface ReaderPort {
  send(message: unknown): void
  listen(listener: (message: unknown) => void): void
}

/** What the reader can be asked. Pages are counted from 0. */
export type ReaderCall =
  | { readonly kind: 'open'; readonly bytes: Uint8Array; readonly password?: string }
  | { readonly kind: 'render'; readonly documentId: number; readonly page: number; readonly widthPixels: number }
  | { readonly kind: 'text'; readonly documentId: number; readonly page: number }
  | {
      readonly kind: 'recognise'
      readonly documentId: number
      readonly page: number
      readonly languages: readonly LanguageData[]
    }
  | { readonly kind: 'try-language'; readonly language: LanguageData }
  | { readonly kind: 'close'; readonly documentId: number }
  | { readonly kind: 'repair'; readonly bytes: Uint8Array; readonly password?: string }
  | { readonly kind: 'convert'; readonly bytes: Uint8Array; readonly to: 'png' | 'jpeg'; readonly page: number }
  | { readonly kind: 'derive'; readonly bytes: Uint8Array; readonly recipe: PictureRecipe }
  | { readonly kind: 'excerpt'; readonly bytes: Uint8Array; readonly pages: readonly number[] }
  | {
      readonly kind: 'check'
      readonly bytes: Uint8Array
      readonly rules: CheckRules
      readonly expectations?: CheckExpectations
    }
  | { readonly kind: 'parse'; readonly parser: string; readonly bytes: Uint8Array; readonly options: unknown }

/** One question; `id` comes back with the answer. */
export interface ReaderRequest {
  readonly id: number
  readonly call: ReaderCall
}

/**
 * One answer. `isSpent` says that the process has used up its memory or that its WebAssembly machine trapped: whoever asked ends it and
 * asks a fresh one next time. It is read strictly, because the reader has read hostile bytes and is not to be trusted.
 */
export const ReaderAnswer = z.discriminatedUnion('ok', [
  z.object({ id: z.int(), ok: z.literal(true), isSpent: z.boolean(), value: z.unknown() }),
  z.object({
    id: z.int(),
    ok: z.literal(false),
    isSpent: z.boolean(),
    failure: z.object({ code: z.string(), facts: z.unknown() }),
  }),
])
export type ReaderAnswer = z.infer<typeof ReaderAnswer>

/** The refusal that a failure answer means; one that is not in the contract becomes `reader.failed`. */
export function refusalIn(failure: { readonly code: string; readonly facts?: unknown }): Refusal {
  if (!Object.hasOwn(failures, failure.code)) return new Refusal('reader.failed', {})
  const code = failure.code as FailureCode
  const facts = failures[code].facts.safeParse(failure.facts)
  return facts.success ? new Refusal(code, facts.data) : new Refusal('reader.failed', {})
}

/** What crosses when a reading failed: the refusal, or that the reader failed; never a message text. */
export function failureOf(error: unknown): Failure {
  return error instanceof Refusal ? error.toFailure() : { code: 'reader.failed', facts: {} }
}

const LandingSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('page'),
    page: z.int().min(0),
    fit: z.string(),
    isExplicit: z.boolean(),
    zoom: z
      .number()
      .optional()
      .transform((zoom) => zoom),
  }),
  z.object({ kind: z.literal('dangling') }),
  z.object({ kind: z.literal('outside'), action: z.string(), uri: z.string() }),
  z.object({ kind: z.literal('action'), action: z.string() }),
  z.object({ kind: z.literal('none') }),
])

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array)
const pixels = z.int().min(1)

const PageTextSchema = z.object({
  lines: z.array(
    z.object({
      text: z.string(),
      box: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }),
      pieces: z.array(z.object({ at: z.int().min(0), from: z.number(), length: z.number() })),
      runs: z.enum(['across', 'down']),
    }),
  ),
  plain: z.string(),
})

/** How each answer's value is read. */
export const answers = {
  open: z.object({
    documentId: z.int(),
    facts: z.object({
      format: z.string(),
      pageCount: z.int().min(1),
      pages: z.array(z.object({ widthPt: z.number(), heightPt: z.number(), label: z.string().optional() })),
      outline: z.array(
        z.object({
          title: z.string(),
          depth: z.int().min(0),
          landing: LandingSchema,
          count: z.number(),
          childCount: z.int().min(0),
        }),
      ),
      title: z.string(),
      author: z.string(),
      producer: z.string(),
      wasRepaired: z.boolean(),
      isEncrypted: z.boolean(),
    }),
  }),
  derive: z.object({ bytes, widthPixels: pixels, heightPixels: pixels }),
  excerpt: bytes,
  render: z.object({ widthPixels: pixels, heightPixels: pixels, png: bytes }),
  text: PageTextSchema,
  recognise: PageTextSchema.extend({ confidence: z.number().min(0).max(100) }),
  'try-language': z.undefined(),
  close: z.undefined(),
  repair: bytes,
  convert: z.object({ bytes, widthPixels: pixels, heightPixels: pixels, dpi: z.number() }),
} as const
