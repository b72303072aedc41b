import { z } from 'zod'

// What files hold, as the process without keys read it: plain values, bounded, never markup. The same shapes hold the answer of
// that process, which is not trusted, and the answer to the window.

/** What a reader of files left out, changed or was not sure of. The words are under `finding.<code>`. */
export const Finding = z.enum([
  'truncated',
  'damaged',
  'encrypted',
  'encoding-guessed',
  'html-as-text',
  'rtf-as-text',
  'remote-not-fetched',
  'nested-message',
  'rendered-as-text',
  'formulas-not-run',
  'hidden-sheets',
  'pictures-left-out',
  'uneven-rows',
])
export type Finding = z.infer<typeof Finding>

const findings = z.array(Finding).max(20)
const short = z.string().max(4_000)

/** One thing that came with a mail. Its name is data: never a path, never used to open anything. */
export const MailAttachment = z.object({
  /** Counted from 0. */
  index: z.int().nonnegative(),
  name: short,
  /** From its content. */
  mediaType: z.string().max(200),
  /** What the mail says of it. */
  statedType: short,
  size: z.int().nonnegative(),
  /** Whether the text shows it in its place. */
  inline: z.boolean(),
})
export type MailAttachment = z.infer<typeof MailAttachment>

export const Mail = z.object({
  subject: short,
  from: z.array(short).max(100),
  to: z.array(short).max(1_000),
  cc: z.array(short).max(1_000),
  bcc: z.array(short).max(1_000),
  replyTo: z.array(short).max(100),
  /** As the mail has it. */
  date: short,
  messageId: short,
  headers: z.array(z.object({ name: short, value: short })).max(300),
  text: z.string().max(1_000_000),
  /** What it would have fetched from outside had it been shown as it asks for. Nothing was. */
  remote: z.int().nonnegative(),
  attachments: z.array(MailAttachment).max(1_000),
  findings,
})
export type Mail = z.infer<typeof Mail>

/** An attachment taken out of a mail. */
export const TakenOut = z.object({
  name: short,
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  /** Whether these are the attachment's own bytes, or a text that was made of a message which has no file of its own. */
  asText: z.boolean(),
})
export type TakenOut = z.infer<typeof TakenOut>

/** How a date such as 3/4/24 is to be read. */
export const DateOrder = z.enum(['dmy', 'mdy', 'ymd'])
export type DateOrder = z.infer<typeof DateOrder>

export const ChatMessage = z.object({
  /** As the export has it. */
  written: z.string().max(100),
  /** `2024-04-03T18:05:00` on the clock of the telephone, or with `Z` where the export has the instant; null where unclear. */
  at: z.string().max(40).nullable(),
  /** Null for what the application itself says. */
  from: z.string().max(500).nullable(),
  text: z.string().max(100_000),
  /** The name of a picture or recording that stood here, empty for one that the export left out; null for none. */
  media: z.string().max(1_000).nullable(),
})
export type ChatMessage = z.infer<typeof ChatMessage>

export const Conversation = z.object({
  app: z.enum(['whatsapp', 'signal', 'telegram', 'instagram']),
  title: short,
  /** How its dates are read; null where they are not written with figures alone. */
  order: DateOrder.nullable(),
  /** `certain` by its own dates, `likely` by their sequence, `unclear`: somebody must say. */
  orderIs: z.enum(['certain', 'likely', 'unclear', 'chosen']),
  participants: z.array(z.object({ name: z.string().max(500), messages: z.int() })).max(2_000),
  messages: z.array(ChatMessage).max(200_000),
  findings,
})
export type Conversation = z.infer<typeof Conversation>

/** A sheet's cells as text, row by row; rows end with their last cell that holds something. */
export const Sheet = z.object({
  name: short,
  hidden: z.boolean(),
  columns: z.int(),
  rows: z.array(z.array(z.string().max(40_000))).max(250_000),
  /** Formulas by `row:column` from 0. They are shown and never run. */
  formulas: z.record(z.string(), z.string().max(8_192)),
})
export type Sheet = z.infer<typeof Sheet>

export const Table = z.object({
  sheets: z.array(Sheet).min(1).max(300),
  /** Of a text file: the WHATWG name of its encoding, and what stands between its cells. */
  encoding: z.string().max(40).nullable(),
  delimiter: z.string().max(1).nullable(),
  findings,
})
export type Table = z.infer<typeof Table>

/** One block of a word processor's document. */
export const Block = z.discriminatedUnion('is', [
  z.object({
    is: z.literal('paragraph'),
    kind: z.enum(['heading', 'paragraph', 'question', 'answer', 'quotation']),
    text: z.string().max(1_000_000),
  }),
  z.object({ is: z.literal('table'), rows: z.array(z.array(z.string().max(200_000))).max(10_000) }),
])
export type Block = z.infer<typeof Block>

export const Prose = z.object({
  blocks: z.array(Block).max(50_000),
  /** What tracked changes delete or what is hidden: not in the blocks, and not to be lost. */
  deleted: z.array(z.string().max(1_000_000)).max(20_000),
  /** As the readers of statements word them, under `warning.<code>`. */
  warnings: z.array(z.string().max(60)).max(20),
  findings,
})
export type Prose = z.infer<typeof Prose>

export const Contact = z.object({
  name: short,
  lines: z
    .array(
      z.object({
        property: z.string().max(60),
        types: z.array(z.string().max(60)).max(20),
        value: z.string().max(10_000),
      }),
    )
    .max(500),
})
export type Contact = z.infer<typeof Contact>

export const Contacts = z.object({ contacts: z.array(Contact).max(20_000), findings })
export type Contacts = z.infer<typeof Contacts>
