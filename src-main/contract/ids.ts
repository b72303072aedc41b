import { z } from 'zod'

// Ids are random (UUID v4): a time-ordered id would tell a reader of a redacted bundle when a witness first came
// forward. Order lives in `seq`, time in `recordedAt`, and each can be left out of an export on purpose.
export const CaseId = z.uuid({ version: 'v4' }).brand('CaseId')
export type CaseId = z.infer<typeof CaseId>
export const PartyId = z.uuid({ version: 'v4' }).brand('PartyId')
export type PartyId = z.infer<typeof PartyId>
export const ExhibitId = z.uuid({ version: 'v4' }).brand('ExhibitId')
export type ExhibitId = z.infer<typeof ExhibitId>
export const StatementId = z.uuid({ version: 'v4' }).brand('StatementId')
export type StatementId = z.infer<typeof StatementId>
export const EventId = z.uuid({ version: 'v4' }).brand('EventId')
export type EventId = z.infer<typeof EventId>
export const HearingId = z.uuid({ version: 'v4' }).brand('HearingId')
export type HearingId = z.infer<typeof HearingId>
export const BundleId = z.uuid({ version: 'v4' }).brand('BundleId')
export type BundleId = z.infer<typeof BundleId>
export const BuildId = z.uuid({ version: 'v4' }).brand('BuildId')
export type BuildId = z.infer<typeof BuildId>
export const UserId = z.uuid({ version: 'v4' }).brand('UserId')
export type UserId = z.infer<typeof UserId>
export const CompartmentId = z.uuid({ version: 'v4' }).brand('CompartmentId')
export type CompartmentId = z.infer<typeof CompartmentId>
export const NoteId = z.uuid({ version: 'v4' }).brand('NoteId')
export type NoteId = z.infer<typeof NoteId>
export const SearchId = z.uuid({ version: 'v4' }).brand('SearchId')
export type SearchId = z.infer<typeof SearchId>
export const JobId = z.uuid({ version: 'v4' }).brand('JobId')
export type JobId = z.infer<typeof JobId>

/** An opaque ticket for a file or folder that the person chose in a system dialog. Paths never reach the window. */
export const Grant = z
  .string()
  .regex(/^[\w-]{22}$/u)
  .brand('Grant')
export type Grant = z.infer<typeof Grant>

/** The SHA-256 of a file's plain bytes, as 64 lower-case hex digits. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/u)

/** An instant in UTC with milliseconds, as in `2026-03-01T09:00:00.000Z`. */
export const Instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u)

/** The local offset at which an instant was lived, in minutes east of UTC. */
export const OffsetMinutes = z.int().min(-840).max(840)

/** A calendar day, as in `2026-03-01`. */
export const Day = z.iso.date()

/** Text a person typed: trimmed, Unicode NFC, no control characters but line breaks and tabs. */
export function text(most: number): z.ZodType<string, string> {
  return z
    .string()
    .max(most)
    .transform((value) => value.normalize('NFC').trim())
    .refine((value) => value.isWellFormed() && !/(?![\n\r\t])\p{Cc}/u.test(value), {
      message: 'control-character',
    })
}

/** Text that must say something. */
export function words(most: number): z.ZodType<string, string> {
  return text(most).refine((value) => value !== '', { message: 'empty' })
}

/** One line of text that must say something. */
export function line(most: number): z.ZodType<string, string> {
  return words(most).refine((value) => !/[\n\r\t]/u.test(value), { message: 'line-break' })
}
