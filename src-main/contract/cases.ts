import { z } from 'zod'
import { CaseId, CompartmentId, Day, EventId, HearingId, Instant, line, PartyId, text } from './ids.ts'
import { act, query } from './procedure.ts'
import { Capacity, CaseType, Stage } from './words.ts'

/** A line of the case list. */
export const CaseSummary = z.object({
  caseId: CaseId,
  reference: z.string(),
  title: z.string(),
  caseType: z.string(),
  stages: z.array(Stage),
  profile: z.string(),
  exhibits: z.int(),
  statements: z.int(),
  nextHearing: z.string().nullable(),
  recordedAt: Instant,
  closed: z.boolean(),
})
export type CaseSummary = z.infer<typeof CaseSummary>

/** What a new case file needs; only title, type and profile are asked for, the rest may follow. */
export const NewCase = z.strictObject({
  title: line(300),
  /** Where it is to lie, when only some users may read it. */
  compartmentId: CompartmentId.optional(),
  caseType: CaseType,
  profile: z.string().min(1).max(40),
  reference: line(60).optional(),
  stages: z
    .array(z.strictObject({ stage: Stage, since: Day }))
    .max(8)
    .optional(),
  office: text(120).optional(),
  jurisdiction: text(120).optional(),
  court: text(200).optional(),
  courtCaseNumber: text(120).optional(),
  policeNumber: text(120).optional(),
  summary: text(20_000).optional(),
})

/** A case file's own data, without what is filed in it. */
export const CaseFile = CaseSummary.extend({
  stageDates: z.array(z.object({ stage: Stage, since: Day })),
  office: z.string(),
  jurisdiction: z.string(),
  court: z.string(),
  courtCaseNumber: z.string(),
  policeNumber: z.string(),
  summary: z.string(),
})
export type CaseFile = z.infer<typeof CaseFile>

export const NewParty = z.strictObject({
  caseId: CaseId,
  name: line(300),
  nativeName: text(300).optional(),
  aliases: z.array(line(300)).max(20).optional(),
  capacities: z.array(Capacity).min(1).max(6),
  organisation: z.boolean().optional(),
  minor: z.boolean().optional(),
  /** Left out: on for clients and minors, off for others. Cannot be off for a minor. */
  protected: z.boolean().optional(),
  pseudonym: line(60).optional(),
  sex: text(40).optional(),
  birthDate: Day.optional(),
  estimatedAge: z.strictObject({ years: z.int().min(0).max(120), on: Day, basis: text(500) }).optional(),
  languages: z.array(line(60)).max(20).optional(),
  notes: text(5_000).optional(),
})

/** A person or organisation in a case. */
export const Party = z.object({
  partyId: PartyId,
  name: z.string(),
  nativeName: z.string(),
  aliases: z.array(z.string()),
  capacities: z.array(Capacity),
  organisation: z.boolean(),
  minor: z.boolean(),
  protected: z.boolean(),
  pseudonym: z.string().nullable(),
  sex: z.string(),
  birthDate: z.string().nullable(),
  estimatedAge: z.object({ years: z.int(), on: z.string(), basis: z.string() }).nullable(),
  languages: z.array(z.string()),
  notes: z.string(),
})
export type Party = z.infer<typeof Party>

/**
 * When something happened, as it is known: a day, a month, a year, with `~` for "about", or two of them with `/`
 * between for a range. Source: EDTF (ISO 8601-2:2019), levels 0 and 1, the part a witness needs.
 */
export const UncertainDate = z.string().regex(/^\d{4}(-\d\d(-\d\d)?)?~?(\/\d{4}(-\d\d(-\d\d)?)?~?)?$/u)

export const NewEvent = z.strictObject({
  caseId: CaseId,
  when: UncertainDate,
  what: line(2_000),
  where: text(300).optional(),
  parties: z.array(PartyId).max(50).optional(),
  sources: z.array(text(300)).max(50).optional(),
  disputed: z.boolean().optional(),
})

/** One line of the chronology. */
export const CaseEvent = z.object({
  eventId: EventId,
  when: z.string(),
  what: z.string(),
  where: z.string(),
  parties: z.array(PartyId),
  sources: z.array(z.string()),
  disputed: z.boolean(),
})
export type CaseEvent = z.infer<typeof CaseEvent>

export const NewHearing = z.strictObject({
  caseId: CaseId,
  date: Day,
  purpose: line(300),
  court: text(200).optional(),
  before: text(200).optional(),
  outcome: text(2_000).optional(),
  adjournmentReason: text(1_000).optional(),
  nextDate: Day.optional(),
})

/** A day in court. */
export const Hearing = z.object({
  hearingId: HearingId,
  date: Day,
  purpose: z.string(),
  court: z.string(),
  before: z.string(),
  outcome: z.string(),
  adjournmentReason: z.string(),
  nextDate: z.string().nullable(),
})
export type Hearing = z.infer<typeof Hearing>

const ofCase = z.strictObject({ caseId: CaseId })

export const caseProcedures = {
  'case.list': query(z.strictObject({}), z.array(CaseSummary)),
  'case.create': act(NewCase, z.object({ caseId: CaseId, reference: z.string() })),
  'case.show': query(ofCase, CaseFile),
  'party.list': query(ofCase, z.array(Party)),
  'party.add': act(NewParty, z.object({ partyId: PartyId, pseudonym: z.string().nullable() })),
  'event.list': query(ofCase, z.array(CaseEvent)),
  'event.add': act(NewEvent, z.object({ eventId: EventId })),
  'hearing.list': query(ofCase, z.array(Hearing)),
  'hearing.add': act(NewHearing, z.object({ hearingId: HearingId })),
} as const
