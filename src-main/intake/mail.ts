import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime'
import type { Finding, Mail, MailAttachment, TakenOut } from '../contract/contents.ts'
import { detectMediaType } from './media-type.ts'
import { textOfHtml } from './html-text.ts'

const most = { text: 1_000_000, line: 4_000, headers: 300, attachments: 1_000 }

/** One line of at most so many characters, without what cannot be shown. */
export function oneLine(text: string | null | undefined): string {
  return (text ?? '')
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, most.line)
}

/** Text of several lines of at most so many characters, without controls. */
export function cleanLines(text: string, longest = most.text): string {
  return text
    .slice(0, longest)
    .toWellFormed()
    .replaceAll(/\r\n?/gu, '\n')
    .replaceAll(/(?![\n\t])\p{Cc}|\ufeff/gu, '')
}

function parse(bytes: Uint8Array): Promise<Email> {
  // A message within the message is an attachment: it becomes an exhibit of its own like any other.
  return PostalMime.parse(bytes, { forceRfc822Attachments: true, maxNestingDepth: 64, maxHeadersSize: 2 * 1024 * 1024 })
}

function addressesIn(addresses: readonly Address[] | undefined): string[] {
  const lines = (addresses ?? []).flatMap((one) =>
    one.group === undefined ? [one] : one.group.map((member) => ({ ...member, name: member.name || one.name })),
  )
  return lines
    .slice(0, 1_000)
    .map(({ name, address }) =>
      oneLine(name === '' || name === address ? address : address ? `${name} <${address}>` : name),
    )
}

function contentOf({ content }: Attachment): Uint8Array {
  if (typeof content === 'string') return Buffer.from(content, 'utf8')
  return content instanceof Uint8Array ? content : new Uint8Array(content)
}

function isMessage({ mimeType }: Attachment): boolean {
  return mimeType === 'message/rfc822' || mimeType === 'message/global'
}

const sealed = /^application\/(?:(?:x-)?pkcs7-mime|pgp-encrypted)$/u

/** What an attachment is called; one that has no name is called after what it is. */
function nameOf(attachment: Attachment, index: number): string {
  return (
    oneLine(attachment.filename) ||
    (isMessage(attachment) ? `message-${String(index + 1)}.eml` : `part-${String(index + 1)}`)
  )
}

function describe(attachment: Attachment, index: number): MailAttachment {
  const bytes = contentOf(attachment)
  return {
    index,
    name: nameOf(attachment, index),
    mediaType: isMessage(attachment)
      ? 'message/rfc822'
      : detectMediaType(bytes.subarray(0, 65_536), bytes.length, bytes.subarray(-65_536)),
    statedType: oneLine(attachment.mimeType),
    size: bytes.length,
    inline: attachment.disposition === 'inline' || attachment.related === true,
  }
}

/** What a mail says, from its plain text or else from its HTML. */
export function bodyOf(
  plain: string,
  html: string,
): { readonly text: string; readonly remote: number; readonly findings: readonly Finding[] } {
  const findings: Finding[] = []
  const shown = html === '' ? { text: '', remote: 0 } : textOfHtml(html, most.text)
  const isFromHtml = plain.trim() === '' && html !== ''
  if (isFromHtml) findings.push('html-as-text')
  if (shown.remote > 0) findings.push('remote-not-fetched')
  if (plain.length > most.text || html.length > most.text * 8) findings.push('truncated')
  return { text: cleanLines(isFromHtml ? shown.text : plain), remote: shown.remote, findings }
}

/**
 * Reads a mail: who, when, what, and what came with it. Its HTML becomes plain text; nothing in it runs or is fetched.
 *
 * Source: RFC 5322, RFC 2045 to 2049.
 */
export async function readMail(bytes: Uint8Array): Promise<Mail> {
  const email = await parse(bytes)
  const body = bodyOf(email.text ?? '', email.html ?? '')
  const headers = email.headers.slice(0, most.headers).map(({ originalKey, value }) => ({
    name: oneLine(originalKey),
    value: oneLine(value),
  }))
  const attachments = email.attachments.slice(0, most.attachments).map(describe)
  const findings = new Set<Finding>(body.findings)
  if (email.headers.length > most.headers || email.attachments.length > most.attachments) findings.add('truncated')
  if (email.attachments.some(isMessage)) findings.add('nested-message')
  if (email.attachments.some(({ mimeType }) => sealed.test(mimeType))) findings.add('encrypted')
  return {
    subject: oneLine(email.subject),
    from: addressesIn(email.from === undefined ? [] : [email.from]).slice(0, 100),
    to: addressesIn(email.to),
    cc: addressesIn(email.cc),
    bcc: addressesIn(email.bcc),
    replyTo: addressesIn(email.replyTo).slice(0, 100),
    date: oneLine(email.headers.find(({ key }) => key === 'date')?.value),
    messageId: oneLine(email.messageId),
    headers,
    text: body.text,
    remote: body.remote,
    attachments,
    findings: [...findings],
  }
}

/** Takes one attachment out of a mail; undefined when there is none of that number, counted from 0. */
export async function takeFromMail(bytes: Uint8Array, index: number): Promise<TakenOut | undefined> {
  const { attachments } = await parse(bytes)
  const attachment = attachments[index]
  if (attachment === undefined) return undefined
  return { name: nameOf(attachment, index), bytes: contentOf(attachment), asText: false }
}
