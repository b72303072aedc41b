import { z } from 'zod'
import { CaseId, Day, ExhibitId, Grant, Instant, line, OffsetMinutes, Sha256, text } from './ids.ts'
import { act, query } from './procedure.ts'
import { CustodyKind } from './words.ts'

/** What people add to a chain of custody by hand; the rest the program enters itself. */
export const ToldKind = z.enum([
  'seized',
  'received',
  'created',
  'transferred',
  'sealed',
  'unsealed',
  'relocated',
  'returned',
  'disposed',
])
export type ToldKind = z.infer<typeof ToldKind>

/** A person who had or took an exhibit: somebody of the office or an outsider. */
export const Custodian = z.strictObject({
  name: line(200),
  role: text(200).optional(),
  organisation: text(200).optional(),
})
export type Custodian = z.infer<typeof Custodian>

/** A pen's path on a pad of 1000 by 350 units: x, y, x, y …, from the top left. */
const Stroke = z.array(z.int().min(0).max(1_000)).min(2).max(2_000)

/** How somebody signed, as a form says it. */
export const SignatureGiven = z.discriminatedUnion('how', [
  z.strictObject({ how: z.literal('drawn'), strokes: z.array(Stroke).min(1).max(120) }),
  /** A scan of the signed paper, which is an exhibit of the same case. */
  z.strictObject({ how: z.literal('scanned'), exhibit: ExhibitId }),
  /** The user at the keyboard: the entry of the ledger that names the event carries the signature of that user's key. */
  z.strictObject({ how: z.literal('key') }),
])
export type SignatureGiven = z.infer<typeof SignatureGiven>

/** A signature as the event keeps it. */
const Signature = z.discriminatedUnion('how', [
  z.object({ how: z.literal('drawn'), strokes: z.array(z.array(z.int())) }),
  z.object({ how: z.literal('scanned'), exhibit: z.string(), sha256: z.string() }),
  z.object({ how: z.literal('key'), userId: z.string() }),
])
export type Signature = z.infer<typeof Signature>

const Kept = z.object({ name: z.string(), role: z.string().optional(), organisation: z.string().optional() })

/**
 * What an event of format 2 says beside who, when, where and a note. Every field may be missing; what is not known here
 * is kept and covered by the digest all the same.
 */
export const CustodyDetails = z.object({
  from: Kept.optional(),
  to: Kept.optional(),
  witness: Kept.optional(),
  purpose: z.string().optional(),
  authority: z.string().optional(),
  condition: z.string().optional(),
  transport: z.string().optional(),
  /** The seal that the exhibit came with, and whether it was whole. */
  seal: z.string().optional(),
  sealIntact: z.boolean().optional(),
  /** The seal that it was given. */
  newSeal: z.string().optional(),
  /** Out of the store until this day. */
  due: z.string().optional(),
  /** The place in the chain of the transfer that this receipt completes. */
  completes: z.int().optional(),
  /** The place in the chain of the check-out that this return ends. */
  ends: z.int().optional(),
  /** The place in the chain of the event that this one corrects, and whether that one is taken back altogether. */
  corrects: z.int().optional(),
  withdraws: z.boolean().optional(),
  /** What reading the file again gave at that moment. */
  rehash: z.object({ sha256: z.string(), holds: z.boolean() }).optional(),
  giverSignature: Signature.optional(),
  recipientSignature: Signature.optional(),
  witnessSignature: Signature.optional(),
  /** A working copy's recipe: what it was made from, with what and how. */
  parent: z.object({ exhibitId: z.string(), sha256: z.string() }).optional(),
  tool: z.object({ name: z.string(), version: z.string() }).optional(),
  settings: z.record(z.string(), z.union([z.string(), z.int(), z.boolean()])).optional(),
})
export type CustodyDetails = z.infer<typeof CustodyDetails>

/** How an event stands now, where that is not simply as it was entered. */
const Standing = z.enum(['pending', 'out', 'overdue', 'corrected', 'withdrawn'])
export type Standing = z.infer<typeof Standing>

/** What happened to an exhibit, in its chain. `recordedAt` is null for events of format 1, which did not keep it. */
export const CustodyEvent = z.object({
  sequence: z.int(),
  kind: CustodyKind,
  by: z.string(),
  at: Instant,
  offsetMinutes: OffsetMinutes,
  place: z.string(),
  note: z.string(),
  digest: Sha256,
  recordedAt: Instant.nullable(),
  details: CustodyDetails,
  standing: Standing.nullable(),
})
export type CustodyEvent = z.infer<typeof CustodyEvent>

/** An instant with its offset, as in `2026-03-01T09:30+05:30`; without one it is by this office's own clock. */
const When = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/u)
  .refine((value) => Day.safeParse(value.slice(0, 10)).success, { message: 'no-such-day' })

const told = {
  /** When it happened, as it is claimed; left out: now. */
  at: When.optional(),
  /** Who did it; left out: the user at the keyboard. */
  by: line(200).optional(),
  place: text(300).optional(),
  note: text(4_000).optional(),
}

/** What a person says of one event. What must be said follows from the kind. */
export const NewCustodyEvent = z
  .strictObject({
    exhibitId: ExhibitId,
    kind: ToldKind,
    ...told,
    from: Custodian.optional(),
    to: Custodian.optional(),
    witness: Custodian.optional(),
    purpose: text(1_000).optional(),
    authority: text(500).optional(),
    condition: text(1_000).optional(),
    transport: text(300).optional(),
    seal: text(120).optional(),
    sealIntact: z.boolean().optional(),
    newSeal: text(120).optional(),
    due: Day.optional(),
    completes: z.int().positive().optional(),
    ends: z.int().positive().optional(),
    giverSignature: SignatureGiven.optional(),
    recipientSignature: SignatureGiven.optional(),
    witnessSignature: SignatureGiven.optional(),
  })
  .superRefine((event, context) => {
    for (const path of mustSay(event)) context.addIssue({ code: 'custom', message: 'missing', path: [path] })
    // A receipt is a receipt: otherwise what its kind must say could be left out.
    if (event.completes !== undefined && event.kind !== 'received')
      context.addIssue({ code: 'custom', message: 'not-a-receipt', path: ['completes'] })
  })
export type NewCustodyEvent = z.output<typeof NewCustodyEvent>

/** What an event of each kind must say. Source: ISO/IEC 27037:2012, 5.4.4 (as reported), and docs/CUSTODY.md. */
const required: Readonly<Partial<Record<ToldKind, readonly (keyof z.infer<typeof NewCustodyEvent>)[]>>> = {
  seized: ['by', 'place'],
  received: ['from'],
  transferred: ['from', 'to', 'purpose'],
  sealed: ['newSeal'],
  unsealed: ['purpose'],
  relocated: ['place'],
  returned: ['to'],
  disposed: ['authority', 'note'],
}

function mustSay(event: Readonly<Partial<Record<string, unknown>>> & { readonly kind: ToldKind }): readonly string[] {
  // A receipt of a transfer is signed by its recipient; whoever holds what is out of the store says until when.
  const more = event['completes'] === undefined ? [] : ['recipientSignature']
  const out = event['due'] === undefined ? [] : ['to', 'purpose']
  const wanted = event['completes'] === undefined ? (required[event.kind] ?? []) : []
  return [...wanted, ...more, ...out, ...signersOf(event)].filter(
    (field) => event[field] === undefined || event[field] === '',
  )
}

/** A signature is somebody's, so whoever signed is named; the recipient of a transfer is named by the transfer. */
function signersOf(event: Readonly<Partial<Record<string, unknown>>>): readonly string[] {
  const { giverSignature, recipientSignature, witnessSignature, completes } = event
  return [
    ...(giverSignature === undefined ? [] : ['from']),
    ...(recipientSignature === undefined || completes !== undefined ? [] : ['to']),
    ...(witnessSignature === undefined ? [] : ['witness']),
  ]
}

/**
 * Whether a person entered an event, and so may take it back. What the program entered did happen: it can be corrected and
 * not taken back.
 */
export function isTold({ kind, details }: Pick<CustodyEvent, 'kind' | 'details'>): boolean {
  return (ToldKind.safeParse(kind).success || kind === 'corrected') && details.parent === undefined
}

/** A transfer that waits for its recipient's signature. */
export const PendingTransfer = z.object({
  caseId: CaseId,
  exhibitId: ExhibitId,
  mark: z.string(),
  title: z.string(),
  sequence: z.int(),
  at: Instant,
  from: z.string(),
  to: z.string(),
  purpose: z.string(),
})
export type PendingTransfer = z.infer<typeof PendingTransfer>

/** Where a thing is: the physical register's line. `out` is there while somebody outside the store has it. */
export const Holding = z.object({
  exhibitId: ExhibitId,
  mark: z.string(),
  title: z.string(),
  kind: z.string(),
  place: z.string(),
  seal: z.string(),
  /** Returned or disposed of: no longer held. */
  isGone: z.boolean(),
  isPending: z.boolean(),
  out: z
    .object({ sequence: z.int(), holder: z.string(), due: z.string(), reason: z.string(), isOverdue: z.boolean() })
    .nullable(),
})
export type Holding = z.infer<typeof Holding>

/** Which names a report shows: pseudonyms for the protected, or everything. */
const ReportPolicy = z.enum(['served', 'sealed']).default('served')

const entered = z.object({ sequence: z.int(), digest: Sha256 })

export const custodyProcedures = {
  'exhibit.custody': query(
    z.strictObject({ exhibitId: ExhibitId }),
    z.object({ events: z.array(CustodyEvent), chainOk: z.boolean() }),
  ),
  'custody.add': act(NewCustodyEvent, entered),
  /** Enters that an earlier event was wrong; `withdraws` that it never happened. */
  'custody.correct': act(
    z.strictObject({
      exhibitId: ExhibitId,
      corrects: z.int().positive(),
      withdraws: z.boolean().default(false),
      note: line(4_000),
    }),
    entered,
  ),
  /** The transfers of a case, or of all, that wait for a signature. */
  'custody.pending': query(z.strictObject({ caseId: CaseId.optional() }), z.array(PendingTransfer)),
  /** Writes one hand-over's receipt as a PDF. */
  'custody.receipt': act(
    z.strictObject({ exhibitId: ExhibitId, sequence: z.int().positive(), policy: ReportPolicy, to: Grant }),
    z.object({ sha256: Sha256 }),
  ),
  /** Writes the custody report of some exhibits of a case, or of all, as a PDF. Each file is read again for it. */
  'custody.report': act(
    z.strictObject({
      caseId: CaseId,
      exhibits: z.array(ExhibitId).min(1).max(5_000).optional(),
      policy: ReportPolicy,
      to: Grant,
    }),
    z.object({ sha256: Sha256 }),
  ),
  /** Things without a file, and whatever has a place, seal or holder. */
  'custody.register': query(z.strictObject({ caseId: CaseId }), z.array(Holding)),
  /** Moves many things to one place. */
  'custody.move': act(
    z.strictObject({
      exhibits: z.array(ExhibitId).min(1).max(1_000),
      place: line(300),
      at: When.optional(),
      note: text(4_000).optional(),
    }),
    z.object({ moved: z.int() }),
  ),
} as const
