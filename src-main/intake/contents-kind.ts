import { z } from 'zod'
import { Contacts, Conversation, DateOrder, Mail, Prose, Table } from '../contract/contents.ts'

// Apart from the parsers: the keeper asks by these, and has none of the parsers in it.

/** As what a file's contents are read. */
export const ContentsKind = z.enum([
  'mail',
  'mailbox',
  'outlook',
  'conversation',
  'separated',
  'workbook',
  'prose',
  'contacts',
])
export type ContentsKind = z.infer<typeof ContentsKind>

/** How the reader is asked for contents. */
export const ContentsOptions = z.object({ kind: ContentsKind, order: DateOrder.optional() })
export type ContentsOptions = z.infer<typeof ContentsOptions>

/** What a file holds. */
export const Contents = z.discriminatedUnion('is', [
  z.object({ is: z.literal('mail'), mail: Mail }),
  z.object({ is: z.literal('conversation'), conversation: Conversation }),
  z.object({ is: z.literal('table'), table: Table }),
  z.object({ is: z.literal('prose'), prose: Prose }),
  z.object({ is: z.literal('contacts'), contacts: Contacts }),
  /** The file is sound, and is not what it was read as: text that is no conversation. */
  z.object({ is: z.literal('none') }),
])
export type Contents = z.infer<typeof Contents>

const kinds: readonly (readonly [ContentsKind, RegExp])[] = [
  ['mail', /^message\/rfc822$/u],
  ['mailbox', /^application\/mbox$/u],
  ['outlook', /^application\/(?:vnd\.ms-outlook|x-ole-storage)$/u],
  [
    'workbook',
    /^application\/vnd\.(?:openxmlformats-officedocument\.spreadsheetml\.|ms-excel\.(?:sheet|template|addin)\.macroEnabled)/u,
  ],
  ['prose', /^application\/vnd\.(?:openxmlformats-officedocument\.wordprocessingml\.|ms-word\.)/u],
  ['contacts', /^text\/vcard$/u],
  ['separated', /^text\/csv$/u],
  ['conversation', /^(?:text\/plain|text\/html|application\/json)$/u],
]

/** As what a file of a media type is read; undefined for one that is not read so. */
export function contentsKindOf(mediaType: string): ContentsKind | undefined {
  return kinds.find(([, pattern]) => pattern.test(mediaType))?.[0]
}

/** How the reader is asked for an attachment, counted from 0. */
export const AttachmentOptions = z.object({
  kind: z.enum(['mail', 'mailbox', 'outlook']),
  index: z.int().nonnegative(),
})
export type AttachmentOptions = z.infer<typeof AttachmentOptions>
