import type { Mail, TakenOut } from '../contract/contents.ts'
import { oneLine, readMail, takeFromMail } from './mail.ts'

/** The most messages of one mailbox that are listed. */
const most = 1_000

/** Where the messages of a mailbox lie: each begins with a line `From ` at the start or after an empty line. Source: RFC 4155. */
function messagesIn(bytes: Uint8Array): readonly Uint8Array[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const starts = [...text.matchAll(/(?:^|\r?\n\r?\n)(From [^\r\n]*\r?\n)(?=[\w-]{1,100}:)/gu)].map(
    ({ index, 0: all, 1: line = '' }) => ({
      from: index + all.length - line.length,
      headers: index + all.length,
    }),
  )
  return starts.map(({ headers }, i) => bytes.subarray(headers, starts[i + 1]?.from ?? bytes.byteLength))
}

const nameOf = (index: number): string => `message-${String(index + 1)}.eml`

/**
 * Reads a mailbox: of one with a single message, that; of one with several, each as an attachment that can be taken out.
 *
 * Source: RFC 4155.
 */
export async function readMailbox(bytes: Uint8Array): Promise<Mail> {
  const all = messagesIn(bytes)
  const [only] = all
  if (all.length < 2) return readMail(only ?? bytes)
  const listed = all.slice(0, most)
  const lines: string[] = []
  for (const message of listed) {
    const { date, from, subject } = await readMail(message.subarray(0, 65_536))
    lines.push(oneLine(`${String(lines.length + 1)}. ${date}  ${from.join(', ')}  ${subject}`))
  }
  return {
    subject: '',
    from: [],
    to: [],
    cc: [],
    bcc: [],
    replyTo: [],
    date: '',
    messageId: '',
    headers: [],
    text: lines.join('\n').slice(0, 1_000_000),
    remote: 0,
    attachments: listed.map((message, index) => ({
      index,
      name: nameOf(index),
      mediaType: 'message/rfc822',
      statedType: '',
      size: message.byteLength,
      inline: false,
    })),
    findings: all.length > most ? ['nested-message', 'truncated'] : ['nested-message'],
  }
}

/** Takes out of a mailbox what {@link readMailbox} lists as an attachment, counted from 0. */
export async function takeFromMailbox(bytes: Uint8Array, index: number): Promise<TakenOut | undefined> {
  const all = messagesIn(bytes)
  if (all.length < 2) return takeFromMail(all[0] ?? bytes, index)
  const message = all[index]
  return message === undefined ? undefined : { name: nameOf(index), bytes: message.slice(), asText: false }
}
