import type { ChatMessage, Conversation, DateOrder, Finding } from '../contract/contents.ts'
import { localTime, orderOf, plainFigures, readWrittenTime, type WrittenTime } from './chat-dates.ts'
import { cleanLines } from './mail.ts'

const mostMessages = 200_000
const mostText = 100_000

interface Heading {
  readonly time: WrittenTime
  readonly rest: string
  readonly bracketed: boolean
}

/** The line that begins a message: `24/12/19, 18:05 - ...` as Android writes it, `[24/12/19, 18:05:33] ...` as iOS and Signal's tools do. */
function headingOf(line: string): Heading | undefined {
  const bare = line.replace(/^[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/u, '')
  const figures = plainFigures(bare.slice(0, 80))
  if (!/^\[?\d{1,4}[^\n]{0,3}\d/u.test(figures)) return undefined
  if (bare.startsWith('[')) {
    const end = bare.indexOf(']')
    const time = end < 0 || end > 60 ? undefined : readWrittenTime(bare.slice(1, end))
    return time && { time, rest: bare.slice(end + 1).replace(/^ /u, ''), bracketed: true }
  }
  const dash = bare.search(/ [-\u2013] /u)
  const time = dash < 0 || dash > 60 ? undefined : readWrittenTime(bare.slice(0, dash))
  return time && { time, rest: bare.slice(dash + 3), bracketed: false }
}

interface Raw {
  readonly heading: Heading
  readonly lines: string[]
}

const attached =
  /^[\u200e\u200f]*(?:<(?:attached|attach\u00e9|adjunto|anexado|Anhang|allegato): (.{1,300})>|(.{1,300}\.\w{2,5}) \((?:file attached|archivo adjunto|arquivo anexado|fichier joint|Datei angeh\u00e4ngt|file allegato)\))/iu
const omitted =
  /^[\u200e\u200f]*(?:<[^<>]{0,40}(?:omitted|omitido|omesso|omis|ausgeschlossen|weggelassen)[^<>]{0,10}>|(?:image|video|audio|sticker|document|GIF|Contact card) omitted)$/iu

function mediaIn(text: string): string | null {
  const found = attached.exec(text)
  if (found !== null) return (found[1] ?? found[2] ?? '').slice(0, 1_000)
  return omitted.test(text.trim()) ? '' : null
}

/** Who wrote, and what. Lines of the application itself name nobody; quotation marks before a colon are theirs. */
function split(rest: string): { readonly from: string | null; readonly text: string } {
  const found = /^[\u200e\u200f]*([^:\u201c\u201d"\n]{1,200}?):(?: |$|(?=\S))([^]*)$/u.exec(rest)
  if (found === null) return { from: null, text: rest }
  const [, from = '', text = ''] = found
  return {
    from: from.replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '').trim(),
    text: text.replace(/^ /u, ''),
  }
}

function messagesIn(text: string): readonly Raw[] | undefined {
  const found: Raw[] = []
  let loose = 0
  for (const line of text.split('\n')) {
    const heading = headingOf(line)
    if (heading !== undefined) found.push({ heading, lines: [heading.rest] })
    else if (found.length === 0) {
      // Before its first message an export has nothing, or a title.
      if (line.trim() !== '' && ++loose > 2) return undefined
    } else found.at(-1)?.lines.push(line)
    if (found.length > mostMessages) break
  }
  return found
}

/** Whether it is a conversation and not a diary or a log: somebody writes in most of it. */
function isConversation(messages: readonly ChatMessage[]): boolean {
  const spoken = messages.filter(({ from }) => from !== null)
  const writers = new Set(spoken.map(({ from }) => from))
  return spoken.length > 0 && writers.size <= 1_000 && writers.size <= Math.max(4, spoken.length / 2 + 2)
}

/** How often each wrote, the most frequent first. */
export function participantsOf(messages: readonly ChatMessage[]): Conversation['participants'] {
  const counts = new Map<string, number>()
  for (const { from } of messages) if (from !== null) counts.set(from, (counts.get(from) ?? 0) + 1)
  return [...counts]
    .map(([name, count]) => ({ name, messages: count }))
    .toSorted((a, b) => b.messages - a.messages)
    .slice(0, 2_000)
}

/**
 * Reads a conversation that WhatsApp (Android or iOS, in any language) or a tool for Signal exported as text; undefined for what is none.
 * Times are those of the telephone's clock. Where its dates do not tell day from month, `orderIs` is `unclear`.
 *
 * @param order as somebody said, where they were asked
 */
export function readChatText(text: string, order?: DateOrder): Conversation | undefined {
  const raw = messagesIn(text.replaceAll(/\r\n?/gu, '\n'))
  if (raw === undefined || raw.length === 0) return undefined
  const kept = raw.slice(0, mostMessages)
  const judged = orderOf(kept.map(({ heading }) => heading.time))
  const used = order ?? judged.order ?? 'dmy'
  const messages = kept.map(({ heading, lines }): ChatMessage => {
    const { from, text: said } = split(lines.join('\n').trimEnd())
    return {
      written: heading.time.written.slice(0, 100),
      at: localTime(heading.time, used),
      from: from === null ? null : from.slice(0, 500),
      text: cleanLines(said.replaceAll(/[\u200e\u200f]/gu, ''), mostText),
      media: mediaIn(said),
    }
  })
  if (!isConversation(messages)) return undefined
  const isSignal = kept.every(({ heading }) => heading.bracketed && /^\d{4}-/u.test(heading.time.written))
  const findings: Finding[] = raw.length > mostMessages ? ['truncated'] : []
  return {
    app: isSignal ? 'signal' : 'whatsapp',
    title: '',
    ...(order === undefined ? judged : { order, orderIs: judged.orderIs === 'certain' ? 'certain' : 'chosen' }),
    participants: participantsOf(messages),
    messages,
    findings,
  }
}
