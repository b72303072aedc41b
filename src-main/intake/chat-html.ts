import type { ChatMessage, Conversation } from '../contract/contents.ts'
import { participantsOf } from './chat-text.ts'
import { htmlEvents } from './html-text.ts'
import { cleanLines, oneLine } from './mail.ts'

interface Drawn {
  service: boolean
  joined: boolean
  written: string
  from: string
  text: string
  media: string | null
}

type Field = 'from' | 'text' | 'media' | 'title' | undefined

/** What Telegram's classes say that a division holds. */
function fieldOf(classes: ReadonlySet<string>): Field {
  if (classes.has('from_name')) return 'from'
  if (classes.has('text')) return 'text'
  if (classes.has('body') && classes.has('details')) return 'text'
  return classes.has('title') || classes.has('status') ? 'media' : undefined
}

/** `24.12.2019 18:05:33 UTC+01:00` as an instant in UTC, or on the clock of the telephone where the zone is not told. */
function timeOf(written: string): string | null {
  const [, day, month, year, time, zone] =
    /^(\d\d)\.(\d\d)\.(\d{4}) (\d\d:\d\d:\d\d)(?: UTC([+-]\d\d:\d\d))?$/u.exec(written) ?? []
  if (day === undefined) return null
  const local = `${String(year)}-${String(month)}-${day}T${String(time)}`
  if (zone === undefined) return local
  const at = Date.parse(`${local}${zone}`)
  return Number.isNaN(at) ? null : new Date(at).toISOString().replace('.000Z', 'Z')
}

/** Gathers the messages of one page of Telegram's export. */
class Page {
  readonly messages: Drawn[] = []
  title = ''
  #field: Field
  #until = 0
  #depth = 0
  #inHeader = false

  #add(words: string): void {
    const last = this.messages.at(-1)
    if (this.#field === undefined) return
    if (last === undefined) {
      if (this.#inHeader && this.#field !== 'media') this.title += words
      return
    }
    if (this.#field === 'from') last.from += words
    else if (this.#field === 'text') last.text += words
    else last.media = (last.media ?? '') + words
  }

  open(name: string, attributes: ReadonlyMap<string, string>): void {
    if (name === 'br') {
      this.#add('\n')
      return
    }
    if (name !== 'div') return
    this.#depth++
    const classes = new Set((attributes.get('class') ?? '').split(/\s+/u))
    if (classes.has('page_header')) this.#inHeader = true
    if (classes.has('message'))
      this.messages.push({
        service: classes.has('service'),
        joined: classes.has('joined'),
        written: '',
        from: '',
        text: '',
        media: null,
      })
    const last = this.messages.at(-1)
    if (classes.has('date') && last !== undefined) last.written ||= attributes.get('title') ?? ''
    const field = fieldOf(classes)
    if (field !== undefined && this.#field === undefined) {
      this.#field = field
      this.#until = this.#depth
    }
  }

  close(name: string): void {
    if (name !== 'div') return
    if (this.#depth === this.#until) this.#field = undefined
    this.#depth = Math.max(0, this.#depth - 1)
  }

  text(words: string): void {
    this.#add(words.replaceAll(/[\t\n\r ]+/gu, ' '))
  }
}

/** Reads a page of the HTML that Telegram exports; undefined for any other HTML. Nothing of it runs or is fetched. */
export function readChatHtml(html: string): Conversation | undefined {
  if (!/class="(?:page_wrap|message default|history)/u.test(html.slice(0, 200_000))) return undefined
  const page = new Page()
  for (const event of htmlEvents(html)) {
    if (event.is === 'text') page.text(event.text)
    else if (event.is === 'open') page.open(event.name, event.attributes)
    else page.close(event.name)
  }
  let from = ''
  const messages = page.messages.slice(0, 200_000).map((drawn): ChatMessage => {
    // Whoever writes on is not named again.
    if (!drawn.joined) from = oneLine(drawn.from).slice(0, 500)
    return {
      written: oneLine(drawn.written).slice(0, 100),
      at: timeOf(drawn.written.trim()),
      from: drawn.service || from === '' ? null : from,
      text: cleanLines(drawn.text.trim(), 100_000),
      media: drawn.media === null ? null : oneLine(drawn.media).slice(0, 1_000),
    }
  })
  if (messages.length === 0) return undefined
  return {
    app: 'telegram',
    title: oneLine(page.title),
    order: null,
    orderIs: 'certain',
    participants: participantsOf(messages),
    messages,
    findings: page.messages.length > 200_000 ? ['truncated'] : [],
  }
}
