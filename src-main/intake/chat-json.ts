import { z } from 'zod'
import type { ChatMessage, Conversation, Finding } from '../contract/contents.ts'
import { participantsOf } from './chat-text.ts'
import { cleanLines, oneLine } from './mail.ts'

const mostMessages = 200_000
const mostText = 100_000

const Piece = z.union([z.string(), z.looseObject({ text: z.string().optional() })])
const TelegramMessage = z.looseObject({
  type: z.string().optional(),
  date: z.string().optional(),
  date_unixtime: z.string().optional(),
  from: z.string().nullish(),
  actor: z.string().nullish(),
  action: z.string().optional(),
  text: z.union([z.string(), z.array(Piece)]).optional(),
  file: z.string().optional(),
  file_name: z.string().optional(),
  photo: z.string().optional(),
})
type TelegramMessage = z.infer<typeof TelegramMessage>

const TelegramChat = z.looseObject({ name: z.string().nullish(), messages: z.array(z.unknown()) })
const Telegram = z.union([TelegramChat, z.looseObject({ chats: z.looseObject({ list: z.array(TelegramChat) }) })])

const InstagramMessage = z.looseObject({
  sender_name: z.string(),
  timestamp_ms: z.number(),
  content: z.string().optional(),
  photos: z.array(z.unknown()).optional(),
  videos: z.array(z.unknown()).optional(),
  audio_files: z.array(z.unknown()).optional(),
})
const Instagram = z.looseObject({ title: z.string().optional(), messages: z.array(z.unknown()) })

function instant(ms: number): string | null {
  return Number.isFinite(ms) && Math.abs(ms) < 8e15 ? new Date(ms).toISOString().replace('.000Z', 'Z') : null
}

function textOf({ text = '', action, type }: TelegramMessage): string {
  const plain =
    typeof text === 'string'
      ? text
      : text.map((piece) => (typeof piece === 'string' ? piece : (piece.text ?? ''))).join('')
  return plain === '' && type === 'service' ? (action ?? '').replaceAll('_', ' ') : plain
}

function telegramMessage(value: unknown): ChatMessage | undefined {
  const read = TelegramMessage.safeParse(value)
  if (!read.success) return undefined
  const message = read.data
  const { date = '', date_unixtime: seconds } = message
  return {
    written: oneLine(date || seconds).slice(0, 100),
    at: timeOf(date, seconds),
    ...saidIn(message),
    media: mediaOf(message),
  }
}

function timeOf(date: string, seconds: string | undefined): string | null {
  if (seconds !== undefined) return instant(Number(seconds) * 1_000)
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/u.test(date) ? date : null
}

/** Who said what; of what the application itself says nobody is the writer. */
function saidIn(message: TelegramMessage): Pick<ChatMessage, 'from' | 'text'> {
  const text = textOf(message)
  if (message.type !== 'service')
    return { from: oneLine(message.from ?? message.actor ?? '?').slice(0, 500), text: cleanLines(text, mostText) }
  return { from: null, text: cleanLines(message.actor ? `${message.actor}: ${text}` : text, mostText) }
}

function mediaOf({ file, file_name: name, photo }: TelegramMessage): string | null {
  const media = name ?? file ?? photo
  if (media === undefined) return null
  return media.startsWith('(File ') ? '' : oneLine(media).slice(0, 1_000)
}

/** Instagram writes UTF-8 as if each byte were a letter. */
function mended(text: string): string {
  if (/[^\u0020-\u00ff\s]/u.test(text) || !/[\u0080-\u00ff]/u.test(text)) return text
  const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0))
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return text
  }
}

function instagramMessage(value: unknown): ChatMessage | undefined {
  const read = InstagramMessage.safeParse(value)
  if (!read.success) return undefined
  const { sender_name: from, timestamp_ms: ms, content = '', photos, videos, audio_files: audio } = read.data
  return {
    written: String(ms),
    at: instant(ms),
    from: oneLine(mended(from)).slice(0, 500),
    text: cleanLines(mended(content), mostText),
    media: photos === undefined && videos === undefined && audio === undefined ? null : '',
  }
}

interface Found {
  readonly app: Conversation['app']
  readonly title: string
  readonly messages: readonly (ChatMessage | undefined)[]
}

function conversation({ app, title, messages }: Found): Conversation | undefined {
  const read = messages.filter((message) => message !== undefined)
  if (read.length === 0) return undefined
  const findings: Finding[] = []
  if (read.length < messages.length) findings.push('damaged')
  if (read.length > mostMessages) findings.push('truncated')
  const kept = read.slice(0, mostMessages)
  return {
    app,
    title: oneLine(title),
    order: null,
    orderIs: 'certain',
    participants: participantsOf(kept),
    messages: kept,
    findings,
  }
}

/**
 * Reads what Telegram or Instagram export as JSON; undefined for what is neither. Where an export holds several conversations they
 * come one after another, and the title has their names. Times are in UTC where the export has the instant.
 */
export function readChatJson(text: string): Conversation | undefined {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\ufeff/u, ''))
  } catch {
    return undefined
  }
  const instagram = Instagram.safeParse(value)
  if (instagram.success && InstagramMessage.safeParse(instagram.data.messages[0]).success) {
    const messages = instagram.data.messages.map(instagramMessage)
    // It has the newest first.
    const ordered = messages.toReversed()
    return conversation({ app: 'instagram', title: mended(instagram.data.title ?? ''), messages: ordered })
  }
  const telegram = Telegram.safeParse(value)
  if (!telegram.success) return undefined
  const chats =
    'chats' in telegram.data && !('messages' in telegram.data)
      ? chatsIn(telegram.data)
      : [TelegramChat.parse(telegram.data)]
  const first = chats.find(({ messages }) => messages.length > 0)?.messages[0]
  if (!/"(?:date|date_unixtime)"/u.test(JSON.stringify(first ?? null))) return undefined
  return conversation({
    app: 'telegram',
    title: chats
      .map(({ name }) => name ?? '')
      .filter((name) => name !== '')
      .join(', '),
    messages: chats.flatMap(({ messages }) => messages.map(telegramMessage)),
  })
}

function chatsIn(value: object): readonly z.infer<typeof TelegramChat>[] {
  const read = z.looseObject({ chats: z.looseObject({ list: z.array(TelegramChat) }) }).safeParse(value)
  return read.success ? read.data.chats.list : []
}
