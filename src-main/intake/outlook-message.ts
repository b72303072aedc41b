import type { Finding, Mail, MailAttachment, TakenOut } from '../contract/contents.ts'
import { type Decoder, decoderOf } from './code-pages.ts'
import { CompoundError, openCompound, type Storage } from './compound-file.ts'
import { textOfHtmlBytes } from './html-text.ts'
import { cleanLines, oneLine } from './mail.ts'
import { detectMediaType } from './media-type.ts'
import { textOfRtf, unpackRtf } from './rtf-text.ts'
import { decodeText } from './text.ts'

const mostNamed = 1_000

/** The properties of a message, a recipient or an attachment. Source: MS-OXMSG 2.1, 2.4. */
class Properties {
  readonly storage: Storage
  readonly #fixed: DataView
  readonly #header: number
  readonly #decoder: Decoder | undefined

  /** @param header how long the head of the table of fixed properties is @param decoder of 8-bit text, where known */
  constructor(storage: Storage, header: number, decoder?: Decoder) {
    const table = storage.stream('__properties_version1.0') ?? new Uint8Array()
    this.storage = storage
    this.#fixed = new DataView(table.buffer, table.byteOffset, table.byteLength)
    this.#header = header
    this.#decoder = decoder ?? decoderOf(this.number(0x3fde) ?? this.number(0x3ffd))
  }

  get decoder(): Decoder | undefined {
    return this.#decoder
  }

  bytes(id: number, type = 0x0102): Uint8Array | undefined {
    const name = (id * 0x1_0000 + type).toString(16).toUpperCase().padStart(8, '0')
    return this.storage.stream(`__substg1.0_${name}`)
  }

  text(id: number): string {
    const wide = this.bytes(id, 0x001f)
    if (wide !== undefined) return new TextDecoder('utf-16le').decode(wide)
    const narrow = this.bytes(id, 0x001e)
    if (narrow === undefined) return ''
    return this.#decoder?.decode(narrow) ?? decodeText(narrow).text
  }

  #at(id: number): number | undefined {
    for (let at = this.#header; at + 16 <= this.#fixed.byteLength; at += 16)
      if (this.#fixed.getUint16(at + 2, true) === id) return at + 8
    return undefined
  }

  number(id: number): number | undefined {
    const at = this.#at(id)
    return at === undefined ? undefined : this.#fixed.getInt32(at, true)
  }

  /** An instant, as ISO 8601 in UTC. Source: MS-DTYP, FILETIME. */
  time(id: number): string {
    const at = this.#at(id)
    if (at === undefined) return ''
    const ms = Number(this.#fixed.getBigUint64(at, true) / 10_000n) - 11_644_473_600_000
    return Math.abs(ms) < 8.64e15 ? new Date(ms).toISOString() : ''
  }
}

function person(properties: Properties, name: number, addresses: readonly number[]): string {
  const called = oneLine(properties.text(name))
  const address = addresses.map((id) => oneLine(properties.text(id))).find((one) => one.includes('@')) ?? ''
  if (address === '' || address === called) return called || address
  return called === '' ? address : `${called} <${address}>`
}

function recipients(message: Properties): Readonly<Record<'to' | 'cc' | 'bcc', string[]>> {
  const found = { to: [] as string[], cc: [] as string[], bcc: [] as string[] }
  const kinds = ['to', 'to', 'cc', 'bcc'] as const
  for (const storage of message.storage
    .storages()
    .filter(({ name }) => name.startsWith('__recip_'))
    .slice(0, mostNamed)) {
    const properties = new Properties(storage, 8, message.decoder)
    const kind = kinds[(properties.number(0x0c15) ?? 1) & 3] ?? 'to'
    const line = person(properties, 0x3001, [0x39fe, 0x3003])
    if (line !== '') found[kind].push(line)
  }
  if (found.to.length === 0 && message.text(0x0e04) !== '') found.to.push(oneLine(message.text(0x0e04)))
  if (found.cc.length === 0 && message.text(0x0e03) !== '') found.cc.push(oneLine(message.text(0x0e03)))
  return found
}

function bodyOf(message: Properties): {
  readonly text: string
  readonly remote: number
  readonly findings: readonly Finding[]
} {
  const html = message.bytes(0x1013)
  const shown = html === undefined ? { text: '', remote: 0 } : textOfHtmlBytes(html)
  const remote: readonly Finding[] = shown.remote > 0 ? ['remote-not-fetched'] : []
  const plain = message.text(0x1000)
  if (plain.trim() !== '') return { text: cleanLines(plain), remote: shown.remote, findings: remote }
  if (shown.text !== '')
    return { text: cleanLines(shown.text), remote: shown.remote, findings: ['html-as-text', ...remote] }
  const rtf = unpackRtf(message.bytes(0x1009) ?? new Uint8Array())
  if (rtf === undefined) return { text: '', remote: 0, findings: [] }
  const words = textOfRtf(rtf)
  return {
    text: cleanLines(words.text),
    remote: words.remote,
    findings: ['rtf-as-text', ...(words.remote > 0 ? (['remote-not-fetched'] as const) : [])],
  }
}

function attachmentsOf(message: Properties): readonly Properties[] {
  return message.storage
    .storages()
    .filter(({ name }) => name.startsWith('__attach_'))
    .slice(0, mostNamed)
    .map((storage) => new Properties(storage, 8, message.decoder))
}

/** The message that lies within as an attachment. */
function nested(attachment: Properties): Properties | undefined {
  const within = attachment.storage.storages().find(({ name }) => name === '__substg1.0_3701000D')
  if (within?.streamNames().includes('__properties_version1.0') !== true) return undefined
  return new Properties(within, 24)
}

function take(attachment: Properties, index: number): TakenOut {
  const inner = nested(attachment)
  const named = oneLine(attachment.text(0x3707) || attachment.text(0x3704) || attachment.text(0x3001))
  if (inner === undefined)
    return {
      name: named || `part-${String(index + 1)}`,
      bytes: attachment.bytes(0x3701) ?? new Uint8Array(),
      asText: false,
    }
  const name = named || oneLine(inner.text(0x0037)) || `message-${String(index + 1)}`
  return { name: `${name}.txt`, bytes: Buffer.from(written(read(inner, 1)), 'utf8'), asText: true }
}

function describe(attachment: Properties, index: number): MailAttachment {
  const { name, bytes, asText } = take(attachment, index)
  return {
    index,
    name,
    mediaType: asText
      ? 'text/plain'
      : detectMediaType(bytes.subarray(0, 65_536), bytes.length, bytes.subarray(-65_536)),
    statedType: oneLine(asText ? 'message' : attachment.text(0x370e)),
    size: bytes.length,
    inline: attachment.text(0x3712) !== '' && ((attachment.number(0x3714) ?? 0) & 4) !== 0,
  }
}

/** A message within a message as plain text: it has no file of its own. */
function written(mail: Mail): string {
  const head = [
    ['From', mail.from.join(', ')],
    ['To', mail.to.join(', ')],
    ['Cc', mail.cc.join(', ')],
    ['Date', mail.date],
    ['Subject', mail.subject],
    ['Attachments', mail.attachments.map(({ name, size }) => `${name} (${String(size)} bytes)`).join(', ')],
  ].filter(([, value]) => value !== '')
  return `${head.map(([name, value]) => `${String(name)}: ${String(value)}`).join('\n')}\n\n${mail.text}\n`
}

const mostDepth = 8

function read(message: Properties, depth: number): Mail {
  const { to, cc, bcc } = recipients(message)
  const body = bodyOf(message)
  const all = depth > mostDepth ? [] : attachmentsOf(message)
  const findings = new Set<Finding>(body.findings)
  if (all.some((one) => nested(one) !== undefined)) findings.add('nested-message').add('rendered-as-text')
  if (depth > mostDepth) findings.add('truncated')
  const from = person(message, 0x0c1a, [0x5d01, 0x0c1f])
  const attachments = depth > mostDepth ? [] : all.map(describe)
  if (!message.storage.isWhole()) findings.add('damaged')
  return {
    subject: oneLine(message.text(0x0037)),
    from: from === '' ? [] : [from],
    to,
    cc,
    bcc,
    replyTo: [],
    date: message.time(0x0039) || message.time(0x0e06),
    messageId: oneLine(message.text(0x1035)),
    headers: headersIn(message.text(0x007d)),
    text: body.text,
    remote: body.remote,
    attachments,
    findings: [...findings],
  }
}

/** The lines of the way that the message took, as Outlook keeps them. */
function headersIn(text: string): Mail['headers'] {
  return text
    .replaceAll(/\r?\n[ \t]+/gu, ' ')
    .split(/\r?\n/u)
    .flatMap((line) => {
      const [, name, value] = /^([\w-]{1,100}):\s*(.*)$/u.exec(line) ?? []
      return name === undefined ? [] : [{ name, value: oneLine(value) }]
    })
    .slice(0, 300)
}

function open(bytes: Uint8Array): Properties | undefined {
  const root = openCompound(bytes)
  if (root.streamNames().includes('__properties_version1.0')) return new Properties(root, 32)
  if (!root.isWhole()) throw new CompoundError('cut short')
  return undefined
}

/**
 * Reads a message that Outlook saved, as {@link readMail} reads a mail; undefined for another file of the same container. Times are in UTC.
 *
 * @throws CompoundError for a file that is damaged
 * Source: MS-OXMSG 17.0; MS-OXPROPS.
 */
export function readOutlookMessage(bytes: Uint8Array): Mail | undefined {
  const message = open(bytes)
  return message && read(message, 0)
}

/** Takes one attachment out of a message that Outlook saved; undefined when there is none of that number, counted from 0. @throws CompoundError */
export function takeFromOutlook(bytes: Uint8Array, index: number): TakenOut | undefined {
  const message = open(bytes)
  const attachment = message && attachmentsOf(message)[index]
  return attachment === undefined ? undefined : take(attachment, index)
}
