import { z } from 'zod'
import { ChatMessage, Contacts, Conversation, DateOrder, Finding, Mail, Prose } from './contents.ts'
import { ExhibitId, PartyId } from './ids.ts'
import { act, query } from './procedure.ts'

/** Under which the window asks for more of what it was shown; it says nothing of what it stands for. */
const Token = z.string().regex(/^[\w-]{22}$/u)

/** Which columns of a table of calls say what, counted from 0; left out where none does. */
export const CallColumns = z.strictObject({
  caller: z.int().min(0).max(2_000).optional(),
  called: z.int().min(0).max(2_000).optional(),
  time: z.int().min(0).max(2_000).optional(),
  duration: z.int().min(0).max(2_000).optional(),
  cell: z.int().min(0).max(2_000).optional(),
  direction: z.int().min(0).max(2_000).optional(),
  /** Whether the first row names the columns. */
  heading: z.boolean(),
})
export type CallColumns = z.infer<typeof CallColumns>

/** Why a file is shown as bytes alone. The words are under `bytes.<reason>`. */
export const BytesReason = z.enum(['not-shown', 'encrypted', 'damaged', 'too-large', 'timed-out', 'not-played'])
export type BytesReason = z.infer<typeof BytesReason>

/** How an exhibit is shown: its pages as pictures, what it says as plain values, its sound, its bytes, or only its facts. */
export const View = z.discriminatedUnion('as', [
  z.object({
    as: z.literal('pages'),
    token: z.string(),
    pages: z.array(z.object({ width: z.number(), height: z.number(), label: z.string() })),
  }),
  z.object({ as: z.literal('text'), text: z.string(), encoding: z.string(), truncated: z.boolean() }),
  z.object({ as: z.literal('media'), token: z.string(), mediaType: z.string() }),
  z.object({ as: z.literal('mail'), mail: Mail }),
  z.object({
    as: z.literal('conversation'),
    token: Token,
    conversation: Conversation.omit({ messages: true }),
    messages: z.int(),
  }),
  z.object({
    as: z.literal('table'),
    token: Token,
    sheets: z.array(z.object({ name: z.string(), hidden: z.boolean(), rows: z.int(), columns: z.int() })),
    encoding: z.string().nullable(),
    delimiter: z.string().nullable(),
    findings: z.array(Finding),
    /** Where the first sheet looks like a table of calls. */
    calls: CallColumns.nullable(),
  }),
  z.object({ as: z.literal('prose'), prose: Prose }),
  z.object({ as: z.literal('contacts'), contacts: Contacts }),
  z.object({ as: z.literal('bytes'), token: Token, size: z.int(), reason: BytesReason }),
  z.object({ as: z.literal('facts'), reason: z.enum(['no-file']) }),
])
export type View = z.infer<typeof View>

/** One row of a table: its cells, and the formulas among them by their column. */
export const TableRow = z.object({ cells: z.array(z.string()), formulas: z.record(z.string(), z.string()) })
export type TableRow = z.infer<typeof TableRow>

/** What people said of how an exhibit's file is to be read. */
export const Reading = z.object({
  order: DateOrder.nullable(),
  calls: CallColumns.nullable(),
  participants: z.array(z.object({ name: z.string(), partyId: PartyId })),
})
export type Reading = z.infer<typeof Reading>

const at = z.int().nonnegative().default(0)

export const viewingProcedures = {
  /** Rows of a table that is shown. */
  'view.rows': query(
    z.strictObject({ token: Token, sheet: at, offset: at, limit: z.int().min(1).max(200).default(100) }),
    z.object({ rows: z.array(TableRow) }),
  ),
  /** Messages of a conversation that is shown. */
  'view.messages': query(
    z.strictObject({ token: Token, offset: at, limit: z.int().min(1).max(200).default(100) }),
    z.object({ messages: z.array(ChatMessage) }),
  ),
  /** Bytes of a file of whatever length, in base64. */
  'view.bytes': query(
    z.strictObject({ token: Token, offset: at, length: z.int().min(1).max(65_536) }),
    z.object({ bytes: z.base64() }),
  ),
  /** What reads as text among the bytes from a place on; `next` is where to go on, null at the end. */
  'view.strings': query(
    z.strictObject({ token: Token, offset: at }),
    z.object({
      found: z.array(z.object({ at: z.int(), text: z.string(), wide: z.boolean() })),
      next: z.int().nullable(),
    }),
  ),
  'reading.show': query(z.strictObject({ exhibitId: ExhibitId }), Reading),
  /** In which order dates are written, or which columns of a table of calls say what. */
  'reading.arrange': act(
    z.strictObject({ exhibitId: ExhibitId, order: DateOrder.optional(), calls: CallColumns.optional() }),
    z.object({}),
  ),
  /** Who wrote under a name; null takes it back. */
  'reading.name': act(
    z.strictObject({ exhibitId: ExhibitId, name: z.string().min(1).max(500), partyId: PartyId.nullable() }),
    z.object({}),
  ),
} as const
