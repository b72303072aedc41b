import type { DateOrder, TakenOut } from '../contract/contents.ts'
import { Refusal } from '../kernel/errors.ts'
import { readContacts } from './contact-cards.ts'
import type { AttachmentOptions, Contents, ContentsOptions } from './contents-kind.ts'
import { readConversation } from './conversation.ts'
import { readDocxProse } from './docx-prose.ts'
import { readMail, takeFromMail } from './mail.ts'
import { readMailbox, takeFromMailbox } from './mailbox.ts'
import { readOutlookMessage, takeFromOutlook } from './outlook-message.ts'
import { looksSeparated, readSeparatedValues } from './separated-values.ts'
import { readWorkbook } from './workbook.ts'

/** A text as a conversation, or else as a table. */
function asText(bytes: Uint8Array, order: DateOrder | undefined, isTable: (bytes: Uint8Array) => boolean): Contents {
  const conversation = readConversation(bytes, order)
  if (conversation !== undefined) return { is: 'conversation', conversation }
  return isTable(bytes) ? { is: 'table', table: readSeparatedValues(bytes) } : { is: 'none' }
}

async function read(bytes: Uint8Array, { kind, order }: ContentsOptions): Promise<Contents> {
  switch (kind) {
    case 'mail':
      return { is: 'mail', mail: await readMail(bytes) }
    case 'mailbox':
      return { is: 'mail', mail: await readMailbox(bytes) }
    case 'outlook': {
      const mail = readOutlookMessage(bytes)
      return mail === undefined ? { is: 'none' } : { is: 'mail', mail }
    }
    case 'conversation':
      return asText(bytes, order, looksSeparated)
    case 'separated':
      // Some programs put commas into what is a conversation.
      return asText(bytes, order, () => true)
    case 'workbook':
      return { is: 'table', table: readWorkbook(bytes) }
    case 'prose':
      return { is: 'prose', prose: readDocxProse(bytes) }
    case 'contacts':
      return { is: 'contacts', contacts: readContacts(bytes) }
  }
}

/** What a parser throws when a file is not what it should be. @throws what was thrown, as a refusal that says so */
function damaged(error: unknown): never {
  if (error instanceof Refusal) throw error
  throw new Refusal('source.damaged', {}, { cause: error })
}

/**
 * Reads what a file holds into plain values, bounded in size. Pure: no file system, no network, nothing run.
 *
 * @throws Refusal `source.damaged` for a file that is damaged, encrypted or of another kind
 */
export async function readContents(bytes: Uint8Array, options: ContentsOptions): Promise<Contents> {
  try {
    return await read(bytes, options)
  } catch (error) {
    return damaged(error)
  }
}

/** Takes one attachment out of a mail; null when there is none of that number. @throws Refusal `source.damaged` */
export async function takeAttachment(bytes: Uint8Array, { kind, index }: AttachmentOptions): Promise<TakenOut | null> {
  try {
    const take = { mail: takeFromMail, mailbox: takeFromMailbox, outlook: takeFromOutlook }[kind]
    return (await take(bytes, index)) ?? null
  } catch (error) {
    return damaged(error)
  }
}
