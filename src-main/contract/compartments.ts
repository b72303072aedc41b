import { z } from 'zod'
import { CaseId, CompartmentId, Day, Instant, JobId, line, NoteId, PartyId, UserId, words } from './ids.ts'
import { act, query } from './procedure.ts'
import { passphrase } from './vault.ts'

/** A body of records that only some users may read: a restricted case, or aftercare. */
export const CompartmentKind = z.enum(['case', 'aftercare'])
export type CompartmentKind = z.infer<typeof CompartmentKind>

/** A compartment that its user has open. */
export const OpenCompartment = z.object({
  compartmentId: CompartmentId,
  kind: CompartmentKind,
  name: z.string(),
  /** The cases that lie in it. */
  cases: z.array(CaseId),
  /** Who may read it. */
  holders: z.array(z.object({ userId: UserId, name: z.string() })),
  /** Whether the recovery key of today opens it. A new one does not until somebody who has it open says so. */
  recovery: z.boolean(),
  hasPassphrase: z.boolean(),
})
export type OpenCompartment = z.infer<typeof OpenCompartment>

/** A compartment that its user may read and that is not open; the words are under `shut.<why>`. */
export const ShutCompartment = z.object({
  compartmentId: CompartmentId,
  kind: CompartmentKind,
  why: z.enum(['needs-passphrase', 'altered', 'damaged']),
})
export type ShutCompartment = z.infer<typeof ShutCompartment>

/** What is written of a person's aftercare; the words are under `aftercare.<kind>`. */
export const NoteKind = z.enum(['note', 'need', 'safety-plan', 'service', 'referral', 'review', 'consent'])
export type NoteKind = z.infer<typeof NoteKind>

/** What a need or a review is about; the words are under `domain.<domain>`. */
export const AftercareDomain = z.enum([
  'safety',
  'legal-protection',
  'mental-wellbeing',
  'economic-empowerment',
  'social-support',
  'physical-wellbeing',
])
export type AftercareDomain = z.infer<typeof AftercareDomain>

/** What is to be written of a person's aftercare. It is dated, has its author's name, and is never changed. */
export const NewNote = z
  .strictObject({
    partyId: PartyId,
    kind: NoteKind,
    text: words(100_000),
    /** Today when left out. */
    writtenOn: Day.optional(),
    domain: AftercareDomain.optional(),
    /** Of a review, from 1 to 5. */
    score: z.int().min(1).max(5).optional(),
  })
  .refine(({ score, domain }) => score === undefined || domain !== undefined, { message: 'domain-missing' })

/** One entry of a person's aftercare. The person is named by id and pseudonym alone. */
export const AftercareNote = z.object({
  noteId: NoteId,
  partyId: PartyId,
  pseudonym: z.string(),
  kind: NoteKind,
  text: z.string(),
  writtenOn: Day,
  author: z.string(),
  domain: AftercareDomain.nullable(),
  score: z.int().nullable(),
  recordedAt: Instant,
})
export type AftercareNote = z.infer<typeof AftercareNote>

export const compartmentProcedures = {
  /** Those that are open, those that could be, and how many there are that this user cannot open. */
  'compartment.list': query(
    z.strictObject({}),
    z.object({ open: z.array(OpenCompartment), shut: z.array(ShutCompartment), hidden: z.int() }),
  ),
  /** `users` are all who may read it; aftercare workers may read aftercare without being named. */
  'compartment.create': act(
    z.strictObject({
      kind: CompartmentKind,
      name: line(120),
      users: z.array(UserId).max(100).default([]),
      passphrase: passphrase.optional(),
    }),
    z.object({ compartmentId: CompartmentId }),
  ),
  'compartment.grant': act(z.strictObject({ compartmentId: CompartmentId, userId: UserId }), z.object({})),
  /** Lets the recovery key of today open it. */
  'compartment.grant-recovery': act(z.strictObject({ compartmentId: CompartmentId }), z.object({})),
  /** Gives it a new key as well. */
  'compartment.withdraw': act(z.strictObject({ compartmentId: CompartmentId, userId: UserId }), z.object({})),
  /** Opens one that did not open with the vault. `acceptOlder` takes an older copy of it for the compartment. */
  'compartment.open': act(
    z.strictObject({
      compartmentId: CompartmentId,
      passphrase: passphrase.optional(),
      acceptOlder: z.boolean().default(false),
    }),
    z.object({}),
  ),
  /** A passphrase of its own, or none. */
  'compartment.passphrase': act(
    z.strictObject({ compartmentId: CompartmentId, passphrase: passphrase.nullable() }),
    z.object({}),
  ),
  /** Moves a case into a new compartment that only `users` may read, as a job of kind `restrict` whose result is a {@link Restricted}. */
  'case.restrict': act(
    z.strictObject({
      caseId: CaseId,
      users: z.array(UserId).min(1).max(100),
      passphrase: passphrase.optional(),
    }),
    z.object({ jobId: JobId }),
  ),
  'aftercare.add-note': act(NewNote, z.object({ noteId: NoteId })),
  /** The newest last. */
  'aftercare.list-notes': query(z.strictObject({ partyId: PartyId.optional() }), z.array(AftercareNote)),
} as const
